package io.github.threetierecs.internal.address;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A range of IPv4 or IPv6 addresses.
 *
 * @param address the address before the slash, which need not be the first of the range
 * @param bits how many bits such an address has: 32 or 128
 * @param prefix how many of them all addresses of the range have in common
 */
public record CidrBlock(BigInteger address, int bits, int prefix) {
  private static final int IPV4_BITS = 32;

  private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

  /**
   * The pattern is so strict that anything that matches is an address, and no name is ever looked
   * up.
   */
  private static final Pattern TEXT =
      Pattern.compile(
          "(%1$s(?:\\.%1$s){3}|[0-9a-fA-F]*:[0-9a-fA-F:]*)/(0|[1-9]\\d{0,2})".formatted(OCTET));

  /**
   * Reads a range that has to be one.
   *
   * @param text such as {@code 10.0.0.0/16}
   * @return the range
   * @throws IllegalArgumentException if the text is something else
   */
  public static CidrBlock of(String text) {
    return parse(text)
        .orElseThrow(() -> new IllegalArgumentException(text + " is not a CIDR range."));
  }

  /**
   * Reads a range.
   *
   * @param text such as {@code 10.0.0.0/16} or {@code fd00::/8}
   * @return the range, or nothing if the text is something else, such as a reference
   */
  public static Optional<CidrBlock> parse(String text) {
    Matcher match = TEXT.matcher(text);
    if (!match.matches()) {
      return Optional.empty();
    }
    try {
      byte[] address = InetAddress.getByName(match.group(1)).getAddress();
      int bits = address.length * Byte.SIZE;
      int prefix = Integer.parseInt(match.group(2));
      return Optional.of(new CidrBlock(new BigInteger(1, address), bits, prefix))
          .filter(range -> prefix <= bits);
    } catch (UnknownHostException notAnAddress) {
      return Optional.empty();
    }
  }

  /** {@return whether its addresses are of IPv4} */
  public boolean isIpv4() {
    return bits == IPV4_BITS;
  }

  /** {@return the same range, beginning at its first address} */
  public CidrBlock network() {
    int rest = bits - prefix;
    return new CidrBlock(address.shiftRight(rest).shiftLeft(rest), bits, prefix);
  }

  /**
   * Whether all addresses of another range are in this one.
   *
   * @param other the other range
   * @return whether it lies within this one
   */
  public boolean contains(CidrBlock other) {
    return prefix <= other.prefix && overlaps(other);
  }

  /**
   * Whether the two have an address in common: then one is within the other.
   *
   * @param other the other range
   * @return whether they overlap
   */
  public boolean overlaps(CidrBlock other) {
    int rest = bits - Math.min(prefix, other.prefix);
    return bits == other.bits && address.shiftRight(rest).equals(other.address.shiftRight(rest));
  }

  /** {@return the range as it is written} */
  @Override
  public String toString() {
    byte[] bytes = new byte[bits / Byte.SIZE];
    byte[] number = address.toByteArray();
    // BigInteger adds a byte for the sign if the first bit is set, and omits leading zeros.
    int length = Math.min(number.length, bytes.length);
    System.arraycopy(number, number.length - length, bytes, bytes.length - length, length);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress() + "/" + prefix;
    } catch (UnknownHostException neither) {
      throw new IllegalStateException(neither);
    }
  }
}
