package io.github.threetierecs.internal.local;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** A short number that another text has not. */
final class Checksum {

  private Checksum() {}

  static String of(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }
}
