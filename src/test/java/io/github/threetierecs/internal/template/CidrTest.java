package io.github.threetierecs.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CidrTest {

  @Test
  void rangesOverlapIfOneIsWithinTheOther() {
    assertThat(overlap("10.0.0.0/16", "10.0.7.0/24")).isTrue();
    assertThat(overlap("10.0.7.0/24", "10.0.0.0/16")).isTrue();
    assertThat(overlap("10.0.0.0/16", "10.1.0.0/16")).isFalse();
    assertThat(overlap("fd00::/8", "fd12:3456::/32")).isTrue();
  }

  @Test
  void rangesOfDifferentFamiliesNeverOverlap() {
    assertThat(overlap("0.0.0.0/0", "::/0")).isFalse();
  }

  @Test
  void everyAddressIsARangeOfOne() {
    assertThat(overlap("10.0.0.1/32", "10.0.0.1/32")).isTrue();
    assertThat(overlap("10.0.0.1/32", "10.0.0.2/32")).isFalse();
  }

  @Test
  void whatIsNoRangeIsNotParsed() {
    assertThat(Cidr.parse("${Vpc.CidrBlock}")).isEmpty();
    assertThat(Cidr.parse("10.0.0.0")).isEmpty();
    assertThat(Cidr.parse("10.0.0.256/32")).isEmpty();
    assertThat(Cidr.parse("10.0.0.0/33")).isEmpty();
    assertThat(Cidr.parse("1:2:3/64")).isEmpty();
    assertThat(Cidr.parse("example.org/0")).isEmpty();
  }

  private static boolean overlap(String one, String other) {
    return Cidr.parse(one).orElseThrow().overlaps(Cidr.parse(other).orElseThrow());
  }
}
