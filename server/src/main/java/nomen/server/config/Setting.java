package nomen.server.config;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares one setting, or one table of settings, on a record component.
 *
 * <p>The key is the component's name in lower case with hyphens ({@code maxPayload} is {@code
 * max-payload}); its type decides what may be written (see {@link ValueTypes}). Defaults and limits
 * are written as in the file, so that nobody has to translate them.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Setting {
  /** What the setting does, for the operator: whole sentences in Markdown. */
  String doc();

  /** The key, where it is not the component's name. */
  String key() default "";

  /** The value of a setting that is not in the file, as TOML; without one it is null. */
  String initial() default "";

  /** Whether the file must hold it. */
  boolean required() default false;

  /** The smallest value allowed, as TOML. */
  String min() default "";

  /** The largest value allowed, as TOML. */
  String max() default "";

  /** In a list: no two equal elements. In a table that may be repeated: no two with this value. */
  boolean unique() default false;
}
