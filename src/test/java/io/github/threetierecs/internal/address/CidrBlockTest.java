package io.github.threetierecs.internal.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CidrBlockTest {

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
    assertThat(CidrBlock.parse("${Vpc.CidrBlock}")).isEmpty();
    assertThat(CidrBlock.parse("10.0.0.0")).isEmpty();
    assertThat(CidrBlock.parse("10.0.0.256/32")).isEmpty();
    assertThat(CidrBlock.parse("10.0.0.0/33")).isEmpty();
    assertThat(CidrBlock.parse("1:2:3/64")).isEmpty();
    assertThat(CidrBlock.parse("example.org/0")).isEmpty();
  }

  @Test
  void leadingZerosAreNotParsedForTheyMayMeanOctalNumbers() {
    assertThat(CidrBlock.parse("010.0.0.0/8")).isEmpty();
    assertThat(CidrBlock.parse("10.00.0.0/8")).isEmpty();
    assertThat(CidrBlock.parse("10.0.0.0/08")).isEmpty();
  }

  @Test
  void aRangeIsWrittenAsItWasRead() {
    for (String text : List.of("0.0.0.0/0", "10.0.3.0/24", "203.0.113.7/32", "255.255.255.255/1")) {
      assertThat(CidrBlock.of(text)).hasToString(text);
    }
    assertThat(CidrBlock.of("fd00::1/8")).hasToString("fd00:0:0:0:0:0:0:1/8");
    assertThat(CidrBlock.of("::/0")).hasToString("0:0:0:0:0:0:0:0/0");
  }

  @Test
  void aNetworkBeginsAtItsFirstAddress() {
    assertThat(CidrBlock.of("10.1.2.3/16").network()).isEqualTo(CidrBlock.of("10.1.0.0/16"));
    assertThat(CidrBlock.of("10.1.2.3/32").network()).isEqualTo(CidrBlock.of("10.1.2.3/32"));
    assertThat(CidrBlock.of("10.1.2.3/0").network()).isEqualTo(CidrBlock.of("0.0.0.0/0"));
    assertThat(CidrBlock.of("fd12::1/8").network()).isEqualTo(CidrBlock.of("fd00::/8"));
  }

  @Test
  void aRangeContainsItselfAndWhatIsSmallerInIt() {
    assertThat(CidrBlock.of("10.0.0.0/8").contains(CidrBlock.of("10.0.0.0/8"))).isTrue();
    assertThat(CidrBlock.of("10.0.0.0/8").contains(CidrBlock.of("10.9.0.0/16"))).isTrue();
    assertThat(CidrBlock.of("10.9.0.0/16").contains(CidrBlock.of("10.0.0.0/8"))).isFalse();
    assertThat(CidrBlock.of("10.0.0.0/8").contains(CidrBlock.of("11.0.0.0/16"))).isFalse();
  }

  @Test
  void whatHasToBeARangeIsRefusedOtherwise() {
    assertThatThrownBy(() -> CidrBlock.of("ten"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("ten is not a CIDR range.");
    assertThat(CidrBlock.of("10.0.0.0/8").isIpv4()).isTrue();
    assertThat(CidrBlock.of("::/0").isIpv4()).isFalse();
  }

  private static boolean overlap(String one, String other) {
    return CidrBlock.parse(one).orElseThrow().overlaps(CidrBlock.parse(other).orElseThrow());
  }
}
