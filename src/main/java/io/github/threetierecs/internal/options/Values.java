package io.github.threetierecs.internal.options;

import io.github.threetierecs.Profile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What was chosen of a group of options. What was not chosen is left out, until {@link
 * #in(Profile)} puts the defaults of a profile in: those who create resources read only that.
 */
public final class Values {
  private final Map<Option<?>, Object> chosen;
  private final @Nullable Profile profile;

  private Values(Map<Option<?>, Object> chosen, @Nullable Profile profile) {
    this.chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
    this.profile = profile;
  }

  /** {@return with nothing chosen} */
  public static Values none() {
    return new Values(Map.of(), null);
  }

  /** {@return the same, and the defaults of a profile for whatever was left out} */
  public Values in(Profile aProfile) {
    return new Values(chosen, aProfile);
  }

  /** {@return what was chosen, or the default; null if neither is there} */
  public <T> @Nullable T find(Option<T> option) {
    @SuppressWarnings("unchecked") // by Setter.set
    T value = (T) chosen.get(option);
    return value == null && profile != null ? option.defaultIn(profile) : value;
  }

  /** {@return what was chosen, or the default, of an option that has one} */
  public <T> T get(Option<T> option) {
    return Objects.requireNonNull(find(option), option::path);
  }

  /** {@return whether the user has chosen, be it the default} */
  public boolean has(Option<?> option) {
    return chosen.containsKey(option);
  }

  /** {@return a number, as a refusal shows it} */
  public Problems.Setting setting(Option<Number> option) {
    return new Problems.Setting(option.path(), find(option), origin(option));
  }

  /** {@return what a refusal adds to a value that the user has not chosen; else empty} */
  public String origin(Option<?> option) {
    return profile == null || has(option) ? "" : " (the default of " + profile + ")";
  }

  /** Goes through what was chosen, by the name of the option. */
  public void forEach(BiConsumer<String, Object> reader) {
    chosen.forEach((option, value) -> reader.accept(option.name(), value));
  }

  /** {@return what a builder begins with} */
  public Setter setter() {
    return new Setter(chosen);
  }

  /** Collects what is chosen. */
  public static final class Setter {
    private final Map<Option<?>, Object> chosen;

    private Setter(Map<Option<?>, Object> before) {
      chosen = new LinkedHashMap<>(before);
    }

    /** Chooses a value; null leaves the option out. */
    public <T> void set(Option<T> option, @Nullable T value) {
      if (value == null) {
        chosen.remove(option);
      } else {
        chosen.put(option, value);
      }
    }

    /**
     * {@return the values, if each of them can be used}
     *
     * @param path of the group
     * @throws IllegalArgumentException if one is refused; names all
     */
    public Values checked(String path) {
      return checked(path, (problems, values) -> {});
    }

    /**
     * {@return the values, if each of them can be used, and all of them together}
     *
     * @param path of the group
     * @param together adds what is wrong with values that depend on each other
     * @throws IllegalArgumentException if something is refused; names all
     */
    public Values checked(String path, BiConsumer<Problems, Values> together) {
      Problems problems = new Problems(path);
      Values values = new Values(chosen, null);
      chosen.forEach((option, value) -> check(problems, option, value));
      together.accept(problems, values);
      problems.refuse();
      return values;
    }

    private static <T> void check(Problems problems, Option<T> option, Object value) {
      @SuppressWarnings("unchecked") // by set
      T typed = (T) value;
      option.check(problems, typed);
    }
  }
}
