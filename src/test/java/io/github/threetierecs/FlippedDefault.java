package io.github.threetierecs;

import io.github.threetierecs.internal.options.Default;
import io.github.threetierecs.internal.options.Option;
import java.lang.reflect.Field;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Another default of an option. */
final class FlippedDefault {
  private static final Field DEFAULT = field();

  private FlippedDefault() {}

  /** Makes a value the default in both profiles, while something runs. */
  static void of(Option<?> option, Object value, Runnable then) {
    Supplier<Object> always = () -> value;
    Object before = set(option, new Default<>(always, always));
    try {
      then.run();
    } finally {
      set(option, before);
    }
  }

  /** {@return what it was} */
  private static @Nullable Object set(Option<?> option, @Nullable Object value) {
    try {
      Object before = DEFAULT.get(option);
      DEFAULT.set(option, value);
      return before;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Field field() {
    try {
      Field field = Option.class.getDeclaredField("otherwise");
      field.setAccessible(true);
      return field;
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException(e);
    }
  }
}
