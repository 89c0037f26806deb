package io.github.threetierecs.internal.template;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A range of addresses. */
record Cidr(BigInteger address, int bits, int prefix) {

  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";

  /** So strict that what matches is an address, and no name is ever looked up. */
  private static final Pattern TEXT =
      Pattern.compile(
          "(" + OCTET + "(?:\\." + OCTET + "){3}|[0-9a-fA-F]*:[0-9a-fA-F:]*)/(\\d{1,3})");

  /** The range, or nothing if the text is something else, such as a reference. */
  static Optional<Cidr> parse(String text) {
    Matcher match = TEXT.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      byte[] address = InetAddress.getByName(match.group(1)).getAddress();
      int bits = address.length * 8;
      int prefix = Integer.parseInt(match.group(2));
      return Optional.of(new Cidr(new BigInteger(1, address), bits, prefix))
          .filter(range -> prefix <= bits);
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }

  /** Whether the two have an address in common: then one is within the other. */
  boolean overlaps(Cidr other) {
    int rest = bits - Math.min(prefix, other.prefix);
    return bits == other.bits && address.shiftRight(rest).equals(other.address.shiftRight(rest));
  }
}
