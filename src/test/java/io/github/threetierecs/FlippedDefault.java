package io.github.threetierecs;

import io.github.threetierecs.internal.options.Default;
import io.github.threetierecs.internal.options.Option;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Another default of an option. */
final class FlippedDefault {
  private static final Field DEFAULT = field();

  private FlippedDefault() {}

  /** Makes a value the default of options in both profiles, while something runs. */
  static void of(List<Option<?>> options, Object value, Runnable then) {
    Supplier<Object> always = () -> value;
    List<@Nullable Object> before = new ArrayList<>();
    options.forEach(it -> before.add(set(it, new Default<>(always, always))));
    try {
      then.run();
    } finally {
      for (int i = 0; i < options.size(); i++) {
        set(options.get(i), before.get(i));
      }
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
