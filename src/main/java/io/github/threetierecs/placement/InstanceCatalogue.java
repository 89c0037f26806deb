package io.github.threetierecs.placement;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The instance types that are known. New ones come out all the time: an unknown one is no error.
 */
public final class InstanceCatalogue {
  private static final Map<String, InstanceKind> KINDS = read("instance-types.tsv");

  private InstanceCatalogue() {}

  /**
   * Finds a type.
   *
   * @param name such as {@code m6i.large}
   * @return the type, if it is known
   */
  public static Optional<InstanceKind> find(String name) {
    return Optional.ofNullable(KINDS.get(name));
  }

  /**
   * Finds the types that differ in size only.
   *
   * @param family such as {@code m6i}
   * @return the types, the smallest first
   */
  public static List<InstanceKind> family(String family) {
    return KINDS.values().stream()
        .filter(kind -> kind.family().equals(family))
        .sorted(
            Comparator.comparingLong(InstanceKind::memoryMiB)
                .thenComparing(InstanceKind::vcpu)
                .thenComparing(InstanceKind::name))
        .toList();
  }

  private static Map<String, InstanceKind> read(String resource) {
    try (InputStream in =
            Objects.requireNonNull(InstanceCatalogue.class.getResourceAsStream(resource));
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(InstanceCatalogue::kind)
          .collect(Collectors.toMap(InstanceKind::name, Function.identity()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static InstanceKind kind(String line) {
    String[] cells = line.split("\t", -1);
    return new InstanceKind(
        cells[0],
        Integer.parseInt(cells[1]),
        Long.parseLong(cells[2]),
        Long.parseLong(cells[3]),
        cells[4],
        Integer.parseInt(cells[5]),
        Integer.parseInt(cells[6]));
  }
}
