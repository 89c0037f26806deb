package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Problems.Setting;
import io.github.threetierecs.internal.options.Tokens;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.rds.StorageType;

/**
 * What RDS offers as storage for MySQL. Small gp3 volumes have a fixed performance; larger ones are
 * striped over four volumes, and more can be bought on top.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/CHAP_Storage.html">Storage</a>
 */
final class MySqlStorage {
  static final int SMALLEST_GIB = 20;
  static final int LARGEST_GIB = 65_536;

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

  private MySqlStorage() {}

  /**
   * {@return the IOPS to write, or null where RDS takes none} RDS keeps what was bought when a
   * later template leaves it out, and wants to know them with a throughput, and when a volume grows
   * to 400 GiB (terraform-provider-aws#28847). So what comes with the volume is written too.
   */
  static @Nullable Number iops(DatabaseProps props, Profile profile) {
    if (props.iops != null) {
      return props.iops;
    }
    return isStriped(props, profile) || props.storageThroughput != null ? GP3_IOPS : null;
  }

  /** {@return the throughput to write, or null where RDS takes none} */
  static @Nullable Number throughput(DatabaseProps props, Profile profile) {
    if (props.storageThroughput != null) {
      return props.storageThroughput;
    }
    return isStriped(props, profile) ? GP3_MIBPS : null;
  }

  static Number allocated(DatabaseProps props, Profile profile) {
    return Defaults.ALLOCATED_STORAGE_GIB.unless(props.allocatedStorage, profile);
  }

  /** Whether it is a volume of gp3 whose performance can be set. */
  private static boolean isStriped(DatabaseProps props, Profile profile) {
    Number gib = allocated(props, profile);
    return Defaults.STORAGE_TYPE.unless(props.storageType, profile) == StorageType.GP3
        && !Tokens.isToken(gib)
        && gib.doubleValue() >= STRIPED_GIB;
  }

  /** What can be said without knowing how large the volume is. */
  static void check(
      Problems problems,
      @Nullable StorageType type,
      @Nullable Number iops,
      @Nullable Number throughput) {
    if (type == StorageType.IO2) {
      checkIo2(problems, iops, throughput);
    } else if (type == null || type == StorageType.GP3) {
      checkGp3(problems, iops, throughput);
    } else {
      problems.add(
          "storageType",
          type,
          "is of an older generation, slower for the same money",
          "set StorageType.GP3 or StorageType.IO2");
      checkThroughput(problems, throughput);
    }
  }

  private static void checkIo2(
      Problems problems, @Nullable Number iops, @Nullable Number throughput) {
    problems.missing("iops", iops, "set 1000 or more, which is how io2 is bought");
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
          "takes four IOPS for each MiB/s, but database.iops is " + bought,
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

  /** RDS wants the maximum at least a tenth above what is allocated. */
  static void checkRoomToGrow(Problems problems, Setting allocated, Setting max) {
    if (isUnknown(allocated) || isUnknown(max)) {
      return;
    }
    long least = (number(allocated).longValue() * 11 + 9) / 10;
    if (number(max).doubleValue() < least) {
      problems.add(
          max.option(),
          max,
          "is less than a tenth above database.allocatedStorage " + allocated,
          least <= LARGEST_GIB
              ? "set database.maxAllocatedStorage to at least " + least
              : "set database.allocatedStorage to at most " + LARGEST_GIB * 10 / 11);
    }
  }

  /** What depends on how large the volume is. */
  static void checkSize(
      Problems problems,
      @Nullable StorageType type,
      Setting allocated,
      Setting iops,
      Setting throughput) {
    if (isUnknown(allocated)) {
      return;
    }
    if (type == StorageType.IO2) {
      checkIo2Size(problems, allocated, iops);
    } else {
      checkGp3Size(problems, allocated, iops);
      checkGp3Size(problems, allocated, throughput);
    }
  }

  private static void checkIo2Size(Problems problems, Setting allocated, Setting iops) {
    double gib = number(allocated).doubleValue();
    if (gib < SMALLEST_IO2_GIB) {
      problems.add(
          allocated.option(),
          allocated,
          "is less than the 100 GiB that io2 begins with",
          "set database.allocatedStorage to at least 100");
    } else if (!isUnknown(iops)
        && (number(iops).doubleValue() > gib * MOST_IO2_IOPS_FOR_A_GIB
            || number(iops).doubleValue() < gib / 2)) {
      problems.add(
          iops.option(),
          iops,
          "is outside the half to 1 000 IOPS that io2 has for each GiB of"
              + " database.allocatedStorage "
              + allocated,
          "set from "
              + Math.max(IO2_IOPS, (long) Math.ceil(gib / 2))
              + " to "
              + Math.min(MOST_IO2_IOPS, (long) (gib * MOST_IO2_IOPS_FOR_A_GIB)));
    }
  }

  private static void checkGp3Size(Problems problems, Setting allocated, Setting bought) {
    if (bought.value() != null && number(allocated).doubleValue() < STRIPED_GIB) {
      problems.add(
          bought.option(),
          bought,
          "can be set from 400 GiB of gp3 on, but database.allocatedStorage is " + allocated,
          "set database.allocatedStorage to at least 400, or leave it out to have 3 000 IOPS and"
              + " 125 MiB/s");
    }
  }

  private static boolean isUnknown(Setting setting) {
    return setting.value() == null || Tokens.isToken(setting.value());
  }

  private static Number number(Setting setting) {
    return Objects.requireNonNull(setting.value());
  }
}
