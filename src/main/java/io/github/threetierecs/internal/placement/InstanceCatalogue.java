package io.github.threetierecs.internal.placement;

import io.github.threetierecs.internal.files.OwnFiles;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The instance types that are known. New ones come out all the time: an unknown one is no error.
 */
public final class InstanceCatalogue {
  /**
   * One type on each line. Lines are parsed only when they are asked for: a synthesis needs one or
   * two.
   */
  private static final String TYPES = OwnFiles.text(InstanceCatalogue.class, "instance-types.tsv");

  private InstanceCatalogue() {}

  /**
   * Finds a type.
   *
   * @param name such as {@code m6i.large}
   * @return the type, if it is known
   */
  public static Optional<InstanceKind> find(String name) {
    int start = TYPES.indexOf("\n" + name + "\t") + 1;
    return start == 0
        ? Optional.empty()
        : Optional.of(kind(TYPES.substring(start, TYPES.indexOf('\n', start))));
  }

  /**
   * Finds the types that differ in size only.
   *
   * @param family such as {@code m6i}
   * @return the types, the smallest first, as in the file
   */
  public static List<InstanceKind> family(String family) {
    return TYPES
        .lines()
        .filter(line -> line.startsWith(family + "."))
        .map(InstanceCatalogue::kind)
        .toList();
  }

  /**
   * Finds the smallest type of any family that has enough GPUs.
   *
   * @param gpus how many at the least
   * @param architecture {@code amd64} or {@code arm64}
   * @return the type, if there is one
   */
  public static Optional<InstanceKind> withGpus(long gpus, String architecture) {
    return TYPES
        .lines()
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(InstanceCatalogue::kind)
        .filter(it -> it.gpus() >= gpus && it.architecture().equals(architecture))
        .min(Comparator.comparing(InstanceKind::vcpu).thenComparing(InstanceKind::name));
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
        Integer.parseInt(cells[6]),
        Integer.parseInt(cells[7]));
  }
}
