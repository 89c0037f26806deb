package io.github.threetierecs.internal.local;

import io.github.threetierecs.internal.address.CidrBlock;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * The addresses of a local project: a range, and in it a network of eight addresses for each
 * number. The first address of a network is that of Docker's own gateway.
 *
 * @param range all of them
 */
record Addresses(CidrBlock range) {
  private static final int BITS = 3;
  private static final int LEAST_PREFIX = 8;
  private static final int MOST_PREFIX = 24;

  /** This network, loopback, link-local, multicast and reserved addresses (RFC 6890). */
  private static final List<CidrBlock> NOT_FOR_HOSTS =
      Stream.of("0.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "224.0.0.0/3")
          .flatMap(it -> CidrBlock.parse(it).stream())
          .toList();

  private static final int HOST = 2;
  private static final int VPC = 3;
  private static final int NOBODY = 6;

  /**
   * A range of its own for each project, as far as 128 are enough, so that several run side by
   * side.
   */
  static Addresses ofProject(String name) {
    CRC32 sum = new CRC32();
    sum.update(name.getBytes(StandardCharsets.UTF_8));
    return of("10.%s.0.0/16".formatted(100 + sum.getValue() % 128));
  }

  static Addresses of(String range) {
    CidrBlock block =
        CidrBlock.parse(range)
            .filter(CidrBlock::isIpv4)
            .filter(it -> it.prefix() >= LEAST_PREFIX && it.prefix() <= MOST_PREFIX)
            .filter(it -> NOT_FOR_HOSTS.stream().noneMatch(it::overlaps))
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "The range \""
                            + range
                            + "\" is no range of IPv4 addresses that machines may have, from /8 to"
                            + " /24. Name one that nothing on this machine uses, such as"
                            + " 10.213.0.0/16."));
    return new Addresses(block.network());
  }

  /** Refuses more networks than the range has room for. */
  void hold(int networks) {
    int room = 1 << (Integer.SIZE - BITS - range.prefix());
    if (networks > room) {
      throw new IllegalArgumentException(
          "The range %s has room for %s networks of eight addresses, and %s are needed. Name a larger one, such as 10.213.0.0/16."
              .formatted(range, room, networks));
    }
  }

  String network(int number) {
    return new CidrBlock(first(number), Integer.SIZE, Integer.SIZE - BITS).toString();
  }

  /** Whose network it is. */
  String host(int number) {
    return address(number, HOST);
  }

  /** The container that lets pass what the security groups let pass. */
  String vpc(int number) {
    return address(number, VPC);
  }

  /** Where nobody ever answers. */
  String nobody(int number) {
    return address(number, NOBODY);
  }

  private String address(int number, int offset) {
    String block =
        new CidrBlock(first(number).add(BigInteger.valueOf(offset)), Integer.SIZE, Integer.SIZE)
            .toString();
    return block.substring(0, block.indexOf('/'));
  }

  private BigInteger first(int number) {
    return range.address().add(BigInteger.valueOf((long) number << BITS));
  }
}
