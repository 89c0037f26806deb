package io.github.threetierecs.internal.order;

import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Maps and sets that keep the order in which they are written down. Those of {@code Map.of} and
 * {@code Set.of} have a different order in every JVM, and the CDK writes a map as it comes: a
 * template would change although the code has not (aws-cdk#21712).
 */
public final class Ordered {
  private Ordered() {}

  /** {@return an unmodifiable map of these entries, in this order} */
  public static <K, V> Map<K, V> map(K key1, V value1, K key2, V value2) {
    return mapOfEntries(Map.entry(key1, value1), Map.entry(key2, value2));
  }

  /** {@return an unmodifiable map of these entries, in this order} */
  public static <K, V> Map<K, V> map(K key1, V value1, K key2, V value2, K key3, V value3) {
    return mapOfEntries(Map.entry(key1, value1), Map.entry(key2, value2), Map.entry(key3, value3));
  }

  /** {@return an unmodifiable map of these entries, in this order} */
  public static <K, V> Map<K, V> map(
      K key1, V value1, K key2, V value2, K key3, V value3, K key4, V value4) {
    return mapOfEntries(
        Map.entry(key1, value1),
        Map.entry(key2, value2),
        Map.entry(key3, value3),
        Map.entry(key4, value4));
  }

  /** {@return an unmodifiable map of these entries, in this order} */
  public static <K, V> Map<K, V> map(
      K key1, V value1, K key2, V value2, K key3, V value3, K key4, V value4, K key5, V value5) {
    return mapOfEntries(
        Map.entry(key1, value1),
        Map.entry(key2, value2),
        Map.entry(key3, value3),
        Map.entry(key4, value4),
        Map.entry(key5, value5));
  }

  /** {@return an unmodifiable map of these entries, in this order} */
  @SafeVarargs
  public static <K, V> Map<K, V> mapOfEntries(Map.Entry<? extends K, ? extends V>... entries) {
    Map<K, V> map = new LinkedHashMap<>();
    for (Map.Entry<? extends K, ? extends V> entry : entries) {
      if (map.put(entry.getKey(), entry.getValue()) != null) {
        throw new IllegalArgumentException("two entries with the key " + entry.getKey());
      }
    }
    return Collections.unmodifiableMap(map);
  }

  /**
   * {@return an unmodifiable copy, sorted by name} For a map of the user's, in which order means
   * nothing. Null, which is refused elsewhere, comes first.
   */
  public static <V extends @Nullable Object> Map<String, V> sorted(Map<String, V> given) {
    Map<String, V> sorted = new TreeMap<>(Comparator.nullsFirst(Comparator.naturalOrder()));
    sorted.putAll(given);
    return Collections.unmodifiableMap(new LinkedHashMap<>(sorted));
  }

  /** {@return an unmodifiable set of these elements, in this order} */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <E> Set<E> set(E... elements) {
    return copyOf(Arrays.asList(elements));
  }

  /** {@return an unmodifiable set of these elements, in their order} */
  public static <E> Set<E> copyOf(Collection<? extends E> elements) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(elements));
  }

  /** {@return what collects a stream into an unmodifiable set in the stream's order} */
  public static <E> Collector<E, ?, Set<E>> toSet() {
    return Collectors.collectingAndThen(Collectors.toList(), Ordered::copyOf);
  }
}
