package nomen.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A class of tests that ask the subject chosen by {@code -Dnomen.subject} (nomen, nsd, knot, bind).
 * Tests take a {@code DnsClient} as parameter. One subject serves all zones of {@code
 * resources/conformance/zones} for the whole run. A test that updates takes an {@code UpdatedZone}:
 * each gets a zone of its own, all of one second subject.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Tag("conformance")
@ExtendWith(SubjectExtension.class)
public @interface Conformance {}
