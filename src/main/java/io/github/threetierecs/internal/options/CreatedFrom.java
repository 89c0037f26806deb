package io.github.threetierecs.internal.options;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What objects of the CDK were created from. To ask them for it is a call into the CDK's process,
 * which the defaults, that every application reads, can do without.
 *
 * @param <T> the type of the objects
 * @param <S> the type of what they are created from, such as a name
 */
final class CreatedFrom<T, S> {
  private final Map<T, S> sources = new LinkedHashMap<>();
  private final Function<S, T> maker;
  private final Function<T, S> question;

  CreatedFrom(Function<S, T> maker, Function<T, S> question) {
    this.maker = maker;
    this.question = question;
  }

  /** {@return what creates an object, which need not be asked later} */
  Supplier<T> from(S source) {
    return () -> {
      T created = maker.apply(source);
      sources.put(created, source);
      return created;
    };
  }

  /** {@return what an object was created from here; null if the user has created it} */
  @Nullable S known(T object) {
    return sources.get(object);
  }

  /** {@return what an object was created from, even if the user has created it} */
  S sourceOf(T object) {
    S source = known(object);
    return source != null ? source : question.apply(object);
  }
}
