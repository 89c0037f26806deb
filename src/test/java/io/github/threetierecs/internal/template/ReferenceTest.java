package io.github.threetierecs.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceTest {

  @Test
  void refPointsToItsResource() {
    assertThat(Reference.idOf(json("{'Ref': 'Vpc'}"))).contains("Vpc");
  }

  @Test
  void getAttPointsToItsResourceInBothForms() {
    assertThat(Reference.idOf(json("{'Fn::GetAtt': ['Sg', 'GroupId']}"))).contains("Sg");
    assertThat(Reference.idOf(json("{'Fn::GetAtt': 'Db.Endpoint.Port'}"))).contains("Db");
  }

  @Test
  void textsListsAndOtherMapsPointToNothing() {
    assertThat(Reference.idOf("Vpc")).isEmpty();
    assertThat(Reference.idOf(json("{'Fn::GetAtt': '.Arn'}"))).isEmpty();
    assertThat(Reference.idOf(json("{'Fn::GetAtt': 'V.Arn'}"))).contains("V");
    assertThat(Reference.idOf(json("{'Ref': 'Vpc', 'Name': 'no reference'}"))).isEmpty();
    assertThat(Reference.idOf(json("{'Fn::Join': ['', [{'Ref': 'Vpc'}]]}"))).isEmpty();
  }

  @Test
  void pseudoParametersAreNoReferences() {
    assertThat(Reference.idOf(json("{'Ref': 'AWS::Region'}"))).isEmpty();
    assertThat(Reference.idsIn(json("{'Fn::Sub': '${AWS::Region}'}"))).isEmpty();
  }

  @Test
  void referencesAreFoundHoweverDeepTheyAre() {
    assertThat(Reference.idsIn(json("{'a': [{'b': {'Ref': 'X'}}, {'Fn::GetAtt': ['Y', 'Arn']}]}")))
        .containsExactly("X", "Y");
  }

  @Test
  void substitutionRefersToItsVariables() {
    assertThat(Reference.idsIn(json("{'Fn::Sub': 'http://${Alb.DNSName}:${Port}'}")))
        .containsExactly("Alb", "Port");
  }

  @Test
  void substitutionDoesNotReferToItsOwnVariables() {
    assertThat(Reference.idsIn(json("{'Fn::Sub': ['${Own}-${Other}', {'Own': {'Ref': 'Db'}}]}")))
        .containsExactly("Db", "Other");
  }

  @Test
  void substitutionDoesNotReferToWhatIsEscaped() {
    assertThat(Reference.idsIn(json("{'Fn::Sub': 'echo ${!HOME}'}"))).isEmpty();
  }

  private static Map<String, Object> json(String json) {
    return Templates.json(json.replace('\'', '"'));
  }
}
