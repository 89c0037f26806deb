package io.github.threetierecs.internal.options;

import io.github.threetierecs.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * How one option is declared: its path, the type and unit of its values, its default in each
 * profile, and which values are refused. Its meaning is in the Javadoc of the builder's method of
 * the same name.
 *
 * @param <T> the type of a value
 */
public final class Option<T> {
  private final String group;
  private final String name;
  private final String unit;
  private final List<Rule<T>> rules;
  private final @Nullable Default<Supplier<T>> otherwise;

  /** Adds whatever is wrong with a value to the problems. */
  @FunctionalInterface
  interface Rule<T> {
    void check(Problems problems, String option, T value);
  }

  private Option(
      String group,
      String name,
      String unit,
      List<Rule<T>> rules,
      @Nullable Default<Supplier<T>> otherwise) {
    this.group = group;
    this.name = name;
    this.unit = unit;
    this.rules = List.copyOf(rules);
    this.otherwise = otherwise;
  }

  /** An option that takes any value of a type, has no unit, and is left out by default. */
  Option(String group, String name) {
    this(group, name, "", List.of(), null);
  }

  /** {@return the same, counted in a unit} */
  Option<T> countedIn(String newUnit) {
    return new Option<>(group, name, newUnit, rules, otherwise);
  }

  /** {@return the same with one more rule} */
  Option<T> refusing(Rule<T> rule) {
    List<Rule<T>> more = new ArrayList<>(rules);
    more.add(rule);
    return new Option<>(group, name, unit, more, otherwise);
  }

  /** {@return the same, whose value has to be known at synthesis} */
  Option<T> literal(String because, String remedy) {
    return refusing((problems, option, value) -> problems.concrete(option, value, because, remedy));
  }

  /** {@return the same with a default for both profiles} */
  Option<T> byDefault(T value) {
    return byDefault(value, value);
  }

  /** {@return the same with a default for each profile} */
  Option<T> byDefault(T production, T development) {
    return byDefaultMade(() -> production, () -> development);
  }

  /** {@return the same with a default for both profiles, which is an object of the CDK} */
  Option<T> byDefaultMade(Supplier<T> maker) {
    Supplier<T> once = once(maker);
    return new Option<>(group, name, unit, rules, new Default<>(once, once));
  }

  /** {@return the same with a default for each profile, which is an object of the CDK} */
  Option<T> byDefaultMade(Supplier<T> production, Supplier<T> development) {
    return new Option<>(
        group, name, unit, rules, new Default<>(once(production), once(development)));
  }

  /** Creating an object of the CDK is a call into its process. */
  static <T> Supplier<T> once(Supplier<T> maker) {
    return new Supplier<>() {
      private @Nullable T made;

      @Override
      public T get() {
        if (made == null) {
          made = maker.get();
        }
        return made;
      }
    };
  }

  /** {@return the default in a profile; null if there is none} */
  public @Nullable T defaultIn(Profile profile) {
    return otherwise == null ? null : otherwise.in(profile).get();
  }

  /** {@return the default, if it is the same in both profiles; else null} */
  @Nullable T defaultInBoth() {
    T production = defaultIn(Profile.PRODUCTION);
    return Objects.equals(production, defaultIn(Profile.DEVELOPMENT)) ? production : null;
  }

  void check(Problems problems, T value) {
    rules.forEach(rule -> rule.check(problems, name, value));
  }

  /** {@return the name of the builder's method} */
  public String name() {
    return name;
  }

  /** {@return such as {@code backup.dailyRetention}} */
  public String path() {
    return group.isEmpty() ? name : group + "." + name;
  }

  /** {@return what a value is counted in; empty if it is not counted} */
  public String unit() {
    return unit;
  }

  @Override
  public String toString() {
    return path();
  }
}
