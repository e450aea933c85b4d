package nomen.conformance;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import nomen.conformance.subject.SubjectKind;

/**
 * States that a peer answers otherwise than the test asks. The test still runs against that peer:
 * if it fails, it counts as skipped with the reason; if it passes, the statement is wrong and the
 * test fails.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(Differs.List.class)
public @interface Differs {
  /** The peers that differ. */
  SubjectKind[] subject();

  /** What they do instead. */
  String why();

  /** First arguments of a parameterised test for which it is so; if empty, it is so for all. */
  String[] when() default {};

  /**
   * The test makes the peer crash: it is not run against it, for what comes after it would fail.
   */
  boolean crashes() default false;

  /** Several statements about one test. */
  @Target(ElementType.METHOD)
  @Retention(RetentionPolicy.RUNTIME)
  @interface List {
    /** The statements. */
    Differs[] value();
  }
}
