package io.github.threetierecs.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TextTest {

  @Test
  void plainValuesReadAsTheyAre() {
    assertThat(Text.of("mysql")).isEqualTo("mysql");
    assertThat(Text.of(true)).isEqualTo("true");
    assertThat(Text.of(443)).isEqualTo("443");
  }

  @Test
  void wholeNumbersReadTheSameWhateverTheParserMadeOfThem() {
    assertThat(Text.of(443.0)).isEqualTo("443");
    assertThat(Text.of(0.5)).isEqualTo("0.5");
  }

  @Test
  void whatIsTooLargeForThatReadsAsItsParserMadeIt() {
    assertThat(Text.of(999_999_999_999_999.0)).isEqualTo("999999999999999");
    assertThat(Text.of(1e15)).isEqualTo("1.0E15");
  }

  @Test
  void referencesReadAsInASubstitution() {
    assertThat(text("{'Ref': 'AWS::Region'}")).isEqualTo("${AWS::Region}");
    assertThat(text("{'Fn::GetAtt': ['Db', 'Endpoint.Port']}")).isEqualTo("${Db.Endpoint.Port}");
    assertThat(text("{'Fn::GetAtt': 'Db.Endpoint.Port'}")).isEqualTo("${Db.Endpoint.Port}");
  }

  @Test
  void joinedPartsReadAsOne() {
    assertThat(
            text(
                "{'Fn::Join': ['', ['arn:', {'Ref': 'AWS::Partition'}, ':logs:*:log-group:',"
                    + " {'Ref': 'FrontendLogGroup'}, ':*']]}"))
        .isEqualTo("arn:${AWS::Partition}:logs:*:log-group:${FrontendLogGroup}:*");
  }

  @Test
  void substitutionsReadWithTheirOwnVariablesFilledIn() {
    assertThat(text("{'Fn::Sub': '${Vpc}/x'}")).isEqualTo("${Vpc}/x");
    assertThat(text("{'Fn::Sub': ['${Name}/x', {'Name': {'Ref': 'Vpc'}}]}")).isEqualTo("${Vpc}/x");
  }

  @Test
  void availabilityZonesReadByNumber() {
    assertThat(text("{'Fn::Select': [1, {'Fn::GetAZs': ''}]}"))
        .isEqualTo("zones(${AWS::Region})[1]");
    assertThat(text("{'Fn::Select': ['1', ['eu-west-1a', 'eu-west-1b']]}")).isEqualTo("eu-west-1b");
  }

  @Test
  void otherFunctionsReadByTheirName() {
    assertThat(text("{'Fn::ImportValue': 'Shared:Vpc'}")).isEqualTo("Fn::ImportValue Shared:Vpc");
    assertThat(text("{'Fn::If': ['Big', 'a', 'b']}")).isEqualTo("Fn::If[Big, a, b]");
  }

  @Test
  void malformedFunctionsReadByTheirNameToo() {
    assertThat(text("{'Fn::Join': ['-']}")).isEqualTo("Fn::Join[-]");
    assertThat(text("{'Fn::Select': [0]}")).isEqualTo("Fn::Select[0]");
  }

  @Test
  void listsAndMapsReadInBrackets() {
    assertThat(Text.of(List.of("a", 1))).isEqualTo("[a, 1]");
    assertThat(Text.of(Map.of("a", List.of(true)))).isEqualTo("{a: [true]}");
  }

  private static String text(String json) {
    return Text.of(Templates.json(json.replace('\'', '"')));
  }
}
