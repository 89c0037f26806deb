package io.github.threetierecs.internal.options;

import io.github.threetierecs.Profile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was chosen of a group of options. What was not chosen is left out, until {@link
 * #in(Profile)} puts the defaults of a profile in: those who create resources read only that.
 *
 * <p>A group can be a part of another one, as {@code deployment} is of {@code frontend}: what is
 * read of the whole is then the {@code Values} of the part, with the defaults of the same profile.
 */
public final class Values {
  private final String path;
  private final Map<Option<?>, Object> chosen;
  private final @Nullable Profile profile;

  private Values(String path, Map<Option<?>, Object> chosen, @Nullable Profile profile) {
    this.path = path;
    this.chosen = Collections.unmodifiableMap(new LinkedHashMap<>(chosen));
    this.profile = profile;
  }

  /** {@return with nothing chosen} */
  public static Values none() {
    return new Values("", Map.of(), null);
  }

  /** {@return the same, and the defaults of a profile for whatever was left out} */
  public Values in(Profile aProfile) {
    return new Values(path, chosen, aProfile);
  }

  /** {@return the same with another value for one option, which is not the user's choice} */
  public <T> Values with(Option<T> option, T value) {
    Map<Option<?>, Object> changed = new LinkedHashMap<>(chosen);
    changed.put(option, value);
    return new Values(path, changed, profile);
  }

  /** {@return the same at another path, as that of one of several groups of the same kind} */
  public Values at(String newPath) {
    return new Values(newPath, chosen, profile);
  }

  /** {@return where the options are in the whole, such as {@code frontend.deployment}} */
  public String path() {
    return path;
  }

  /** {@return where an option is in the whole, such as {@code frontend.deployment.strategy}} */
  public String path(Option<?> option) {
    return path.isEmpty() ? option.name() : path + "." + option.name();
  }

  /** {@return what was chosen, or the default; null if there is neither} */
  public <T> @Nullable T find(Option<T> option) {
    @SuppressWarnings("unchecked") // Setter.set takes only values of the option's type.
    T value = (T) chosen.get(option);
    T found = value == null && profile != null ? option.defaultIn(profile) : value;
    if (found instanceof Values part) {
      @SuppressWarnings("unchecked") // A part is a Values, and stays one.
      T here = (T) new Values(path(option), part.chosen, profile);
      return here;
    }
    return found;
  }

  /**
   * {@return what was chosen, or the default, of an option whose default is the same in both
   * profiles: what is known before the profile is}
   */
  public <T> T known(Option<T> option) {
    T value = find(option);
    return Objects.requireNonNull(value != null ? value : option.defaultInBoth(), option::path);
  }

  /** {@return what was chosen, or the default, of an option that has one} */
  public <T> T get(Option<T> option) {
    return Objects.requireNonNull(find(option), option::path);
  }

  /** {@return what is created from an optional part; null if it is left out} */
  public <R> @Nullable R ifChosen(Option<Values> part, Function<Values, R> maker) {
    Values chosenPart = find(part);
    return chosenPart == null ? null : maker.apply(chosenPart);
  }

  /** {@return whether the user has chosen a value, even if it is the default} */
  public boolean has(Option<?> option) {
    return chosen.containsKey(option);
  }

  /** {@return a number, as a refusal shows it} */
  public Problems.Setting setting(Option<Number> option) {
    return new Problems.Setting(path(option), find(option), origin(option));
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
      Values values = new Values(path, chosen, null);
      chosen.forEach((option, value) -> check(problems, option, value));
      together.accept(problems, values);
      problems.refuse();
      return values;
    }

    private static <T> void check(Problems problems, Option<T> option, Object value) {
      @SuppressWarnings("unchecked") // Setter.set takes only values of the option's type.
      T typed = (T) value;
      option.check(problems, typed);
    }
  }
}
