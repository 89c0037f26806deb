package io.github.threetierecs.internal.options;

import io.github.threetierecs.internal.options.Problems.Setting;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.rds.StorageType;

/**
 * What RDS offers as storage for MySQL. Small gp3 volumes have a fixed performance; larger ones are
 * striped over four volumes, and more can be bought on top.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html">Storage</a>
 */
public final class MySqlStorage {
  /** What a gp3 volume has from {@link #STRIPED_GIB} on, and the least that can be set. */
  private static final int GP3_IOPS = 12_000;

  private static final int STRIPED_GIB = 400;
  private static final int MOST_GP3_IOPS = 64_000;
  private static final int GP3_MIBPS = 500;
  private static final int MOST_GP3_MIBPS = 4_000;
  private static final int IOPS_FOR_A_MIBPS = 4;
  private static final int SMALLEST_IO2_GIB = 100;
  private static final int IO2_IOPS = 1_000;
  private static final int MOST_IO2_IOPS = 256_000;
  private static final int MOST_IO2_IOPS_FOR_A_GIB = 1_000;

  private static final String SET_IOPS = "set 1000 or more, since io2 is billed by its IOPS";

  private MySqlStorage() {}

  /**
   * {@return the IOPS to write, or null where RDS takes none} RDS keeps what was bought when a
   * later template leaves it out, and wants to know them with a throughput, and when a volume grows
   * to 400 GiB (terraform-provider-aws#28847). So what comes with the volume is written too.
   */
  public static @Nullable Number iops(Values options) {
    if (options.has(DatabaseOptions.IOPS)) {
      return options.get(DatabaseOptions.IOPS);
    }
    return isStriped(options) || options.has(DatabaseOptions.STORAGE_THROUGHPUT) ? GP3_IOPS : null;
  }

  /** {@return the throughput to write, or null where RDS takes none} */
  public static @Nullable Number throughput(Values options) {
    if (options.has(DatabaseOptions.STORAGE_THROUGHPUT)) {
      return options.get(DatabaseOptions.STORAGE_THROUGHPUT);
    }
    return isStriped(options) ? GP3_MIBPS : null;
  }

  /** Whether it is a volume of gp3 whose performance can be set. */
  private static boolean isStriped(Values options) {
    Number gib = options.get(DatabaseOptions.ALLOCATED_STORAGE);
    return options.get(DatabaseOptions.STORAGE_TYPE) == StorageType.GP3
        && !Tokens.isToken(gib)
        && gib.doubleValue() >= STRIPED_GIB;
  }

  /** Checks what is known before the profile, and with it the size of the volume. */
  static void checkTogether(Problems problems, Values chosen) {
    StorageType type = chosen.known(DatabaseOptions.STORAGE_TYPE);
    Number iops = chosen.find(DatabaseOptions.IOPS);
    Number throughput = chosen.find(DatabaseOptions.STORAGE_THROUGHPUT);
    if (type == StorageType.IO2) {
      if (chosen.has(DatabaseOptions.STORAGE_TYPE)) {
        problems.missing(DatabaseOptions.IOPS.name(), iops, SET_IOPS);
      }
      checkIo2(problems, iops, throughput);
    } else if (type == StorageType.GP3) {
      checkGp3(problems, iops, throughput);
    } else {
      checkThroughput(problems, throughput);
    }
    checkSizes(problems, chosen, it -> new Setting(it.name(), chosen.find(it), ""));
  }

  /** Checks the values with a profile's defaults, among the problems of the whole. */
  static void checkWithDefaults(Problems problems, Values options) {
    if (!options.has(DatabaseOptions.STORAGE_TYPE)
        && options.get(DatabaseOptions.STORAGE_TYPE) == StorageType.IO2) {
      problems.missing(DatabaseOptions.IOPS.path(), options.find(DatabaseOptions.IOPS), SET_IOPS);
    }
    checkSizes(problems, options, options::setting);
  }

  private static void checkSizes(
      Problems problems, Values options, Function<Option<Number>, Setting> settings) {
    Setting allocated = settings.apply(DatabaseOptions.ALLOCATED_STORAGE);
    if (!allocated.isKnown()) {
      return;
    }
    checkRoomToGrow(problems, allocated, settings.apply(DatabaseOptions.MAX_ALLOCATED_STORAGE));
    Setting iops = settings.apply(DatabaseOptions.IOPS);
    if (options.known(DatabaseOptions.STORAGE_TYPE) == StorageType.IO2) {
      checkIo2Size(problems, allocated, iops);
    } else {
      checkGp3Size(problems, allocated, iops);
      checkGp3Size(problems, allocated, settings.apply(DatabaseOptions.STORAGE_THROUGHPUT));
    }
  }

  private static void checkIo2(
      Problems problems, @Nullable Number iops, @Nullable Number throughput) {
    problems.wholeNumber("iops", iops, IO2_IOPS, MOST_IO2_IOPS, "IOPS", "set 1000 or more");
    if (throughput != null) {
      problems.add(
          "storageThroughput",
          throughput,
          "cannot be set for io2, whose throughput follows from database.iops",
          "leave it out, or set database.storageType to GP3");
    }
  }

  private static void checkGp3(
      Problems problems, @Nullable Number iops, @Nullable Number throughput) {
    problems.wholeNumber(
        "iops",
        iops,
        GP3_IOPS,
        MOST_GP3_IOPS,
        "IOPS",
        "leave it out to get the 12 000 of a volume from 400 GiB on, or 3 000 of a smaller one");
    checkThroughput(problems, throughput);
    Number bought = iops == null ? GP3_IOPS : iops;
    if (throughput == null || Tokens.isToken(throughput) || Tokens.isToken(bought)) {
      return;
    }
    if (throughput.doubleValue() * IOPS_FOR_A_MIBPS > bought.doubleValue()) {
      problems.add(
          "storageThroughput",
          throughput,
          "needs four IOPS for each MiB/s, but database.iops is " + bought,
          "set database.iops to at least " + throughput.longValue() * IOPS_FOR_A_MIBPS);
    }
  }

  private static void checkThroughput(Problems problems, @Nullable Number throughput) {
    problems.wholeNumber(
        "storageThroughput",
        throughput,
        GP3_MIBPS,
        MOST_GP3_MIBPS,
        "MiB/s",
        "leave it out to get the 500 of a volume from 400 GiB on, or 125 of a smaller one");
  }

  /** RDS requires a maximum that is at least a tenth above what is allocated. */
  private static void checkRoomToGrow(Problems problems, Setting allocated, Setting max) {
    if (!max.isKnown()) {
      return;
    }
    long least = (((long) allocated.number()) * 11 + 9) / 10;
    if (max.number() < least) {
      problems.add(
          max.option(),
          max,
          "is less than a tenth above database.allocatedStorage " + allocated,
          least <= DatabaseOptions.LARGEST_GIB
              ? "set database.maxAllocatedStorage to at least " + least
              : "set database.allocatedStorage to at most "
                  + DatabaseOptions.LARGEST_GIB * 10 / 11);
    }
  }

  private static void checkIo2Size(Problems problems, Setting allocated, Setting iops) {
    double gib = allocated.number();
    if (gib < SMALLEST_IO2_GIB) {
      problems.add(
          allocated.option(),
          allocated,
          "is less than the 100 GiB that io2 requires",
          "set database.allocatedStorage to at least 100");
    } else if (iops.isKnown()
        && (iops.number() > gib * MOST_IO2_IOPS_FOR_A_GIB || iops.number() < gib / 2)) {
      problems.add(
          iops.option(),
          iops,
          "is outside the 0.5 to 1 000 IOPS that io2 allows for each GiB of"
              + " database.allocatedStorage "
              + allocated,
          "set from "
              + Math.max(IO2_IOPS, (long) Math.ceil(gib / 2))
              + " to "
              + Math.min(MOST_IO2_IOPS, (long) (gib * MOST_IO2_IOPS_FOR_A_GIB)));
    }
  }

  private static void checkGp3Size(Problems problems, Setting allocated, Setting bought) {
    if (bought.value() != null && allocated.number() < STRIPED_GIB) {
      problems.add(
          bought.option(),
          bought,
          "can be set from 400 GiB of gp3 on, but database.allocatedStorage is " + allocated,
          "set database.allocatedStorage to at least 400, or leave it out to have 3 000 IOPS and"
              + " 125 MiB/s");
    }
  }
}
