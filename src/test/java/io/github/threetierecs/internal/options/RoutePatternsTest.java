package io.github.threetierecs.internal.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a request can match two patterns. */
class RoutePatternsTest {

  @ParameterizedTest
  @CsvSource({
    "/search/*, /search/*, true",
    "/search/*, /search, false",
    "/search*, /search/x, true",
    "/search/*, /orders/*, false",
    "/search/*, */export, true",
    "/a?c, /abc, true",
    "/a?c, /ac, false",
    "/a*c, /a*d, false",
    "/a*c*, /a*d, true",
    "/Search, /search, false",
    "*.png, /images/*, true",
    "*.png, *.gif, false",
    "?a, /a, true",
    "?, /, true",
    "?, *a, false",
    "*a*b, /b*a, false",
    "/**, /x, true"
  })
  void aPathThatBothMatchIsFound(String one, String other, boolean expected) {
    assertThat(RoutePatterns.commonPath(one, other).isPresent()).isEqualTo(expected);
    assertThat(RoutePatterns.commonPath(other, one).isPresent()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "search.example.com, SEARCH.example.com, true",
    "*.example.com, search.example.com, true",
    "*.example.com, example.com, false",
    "?.example.com, ab.example.com, false"
  })
  void hostsAreTheSameInEitherCase(String one, String other, boolean expected) {
    assertThat(RoutePatterns.commonHost(one, other).isPresent()).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "*, true",
    "/*, true",
    "/**, true",
    "?*, true",
    "*?, true",
    "*/*, true",
    "*?*, true",
    "/, false",
    "?, false",
    "/?*, false",
    "??*, false",
    "*/, false",
    "*/x*, false",
    "/x*, false"
  })
  void aPatternThatEveryPathMatchesIsFound(String pattern, boolean expected) {
    assertThat(RoutePatterns.takesAny(pattern)).isEqualTo(expected);
  }

  /** Against all texts of up to eight characters, one by one. */
  @Test
  void nothingIsMissedAndNothingIsMadeUp() {
    Random random = new Random(20261130);
    List<String> texts = texts();
    for (int i = 0; i < 300; i++) {
      String one = pattern(random);
      String other = pattern(random);
      boolean expected = texts.stream().anyMatch(it -> matches(one, it) && matches(other, it));
      Optional<String> found = RoutePatterns.commonPath(one, other);

      assertThat(found.isPresent()).as(one + " and " + other).isEqualTo(expected);
      found.ifPresent(
          it ->
              assertThat(matches(one, it) && matches(other, it) && it.startsWith("/"))
                  .as(one + " and " + other + " match " + it)
                  .isTrue());
    }
  }

  /** Two patterns of up to four characters have a text of up to eight in common, or none. */
  private static List<String> texts() {
    List<String> all = List.of("/");
    List<String> longest = all;
    for (int i = 0; i < 7; i++) {
      longest =
          longest.stream()
              .flatMap(it -> List.of("/", "a", "x").stream().map(c -> it + c))
              .collect(Collectors.toList());
      all = Stream.concat(all.stream(), longest.stream()).collect(Collectors.toList());
    }
    return all;
  }

  private static String pattern(Random random) {
    return random
        .ints(1 + random.nextInt(4), 0, 5)
        .mapToObj(it -> "/ax*?".substring(it, it + 1))
        .collect(Collectors.joining());
  }

  private static boolean matches(String pattern, String text) {
    String regex =
        pattern
            .chars()
            .mapToObj(
                it -> it == '*' ? ".*" : it == '?' ? "." : Pattern.quote(Character.toString(it)))
            .collect(Collectors.joining());
    return Pattern.matches(regex, text);
  }
}
