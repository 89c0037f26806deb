package io.github.threetierecs.internal.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonTest {
  @Test
  void aTextThatIsAListBetweenCommasIsThatList() {
    assertThat(Json.joinedIn(Map.of("Fn::Join", List.of(",", List.of("a", "b")))))
        .containsExactly("a", "b");
  }

  @Test
  void anyOtherTextIsItself() {
    for (Object value :
        List.of(
            "a,b",
            Map.of("Fn::Join", List.of("-", List.of("a", "b"))),
            Map.of("Fn::Join", List.of(",")),
            Map.of("Fn::Join", ","))) {
      assertThat(Json.joinedIn(value)).containsExactly(value);
    }
  }
}
