package io.github.threetierecs.internal.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FlowchartTest {
  @Test
  void whatMermaidWouldReadIsEscaped() {
    assertThat(Flowchart.escaped("a \"quoted\" [box] {x} `md` <b> & #35; %% | end"))
        .isEqualTo(
            "a #34;quoted#34; #91;box#93; #123;x#125; #96;md#96; #60;b#62; #38; #35;35#59; #37;#37;"
                + " #124; end");
  }

  @Test
  void whatIsWrittenInOtherScriptsStays() {
    assertThat(Flowchart.escaped("Bestellungen für 漢字 🛒")).isEqualTo("Bestellungen für 漢字 🛒");
  }

  @Test
  void aLineIsOneLine() {
    assertThat(Flowchart.escaped(" one\n\ttwo\r\n")).isEqualTo("one two");
  }

  @Test
  void aLongNameIsCutBetweenCharacters() {
    assertThat(Flowchart.escaped("🛒".repeat(61))).isEqualTo("🛒".repeat(59) + "…");
    assertThat(Flowchart.escaped("x".repeat(60))).isEqualTo("x".repeat(60));
  }

  @Test
  void idsDifferWhereverTheirOriginalsDo() {
    assertThat(List.of("a-b", "a_b", "a/b", "ab", "end", "ä").stream().map(Flowchart::idOf))
        .doesNotHaveDuplicates()
        .allMatch(it -> it.matches("n_\\w+"));
  }

  @Test
  void aChartOfNothingHasADescriptionToo() {
    assertThat(new Flowchart("TB", "Nothing", " ").text())
        .isEqualTo("flowchart TB\n  accTitle: Nothing\n  accDescr: Nothing\n");
  }

  @Test
  void titlesHaveNoSyntax() {
    Flowchart chart = new Flowchart("TB", "a \"b\" {c};\nd", "e: <f>");

    assertThat(chart.text()).isEqualTo("flowchart TB\n  accTitle: a b c d\n  accDescr: e: f\n");
  }
}
