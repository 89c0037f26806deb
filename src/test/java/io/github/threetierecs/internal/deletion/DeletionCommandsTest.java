package io.github.threetierecs.internal.deletion;

import io.github.threetierecs.GeneratedFile;
import io.github.threetierecs.internal.blueprint.Plans;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The commands that are generated for the examples, in files that {@code .ci/aws-commands.py} gives
 * to the parser of the AWS CLI. After a change, {@code mvn test -Dtest=DeletionCommandsTest
 * -Dregenerate=true} writes them again.
 */
@Tag("generated")
class DeletionCommandsTest {
  static List<String> examples() {
    return Plans.EXAMPLES;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void whatIsParsedIsWhatIsGenerated(String example) throws IOException {
    Path file = Path.of("src", "test", "resources", "deletion", example + ".md");
    String expected = commands(Deletion.of(Plans.ofExample(example), UnaryOperator.identity()));
    GeneratedFile.isUpToDate(file, expected, getClass());
  }

  private static String commands(Deletion deletion) {
    StringBuilder text = new StringBuilder("```sh\n");
    deletion.stacks().forEach(it -> text.append(it.note()).append('\n'));
    deletion.before().forEach(it -> text.append(commands(it)));
    deletion
        .stacks()
        .forEach(it -> text.append(it.delete()).append('\n').append(it.awaited()).append('\n'));
    deletion.after().forEach(it -> text.append(commands(it)));
    return text.append("```\n").toString();
  }

  private static String commands(Leftover it) {
    return it.commands().stream()
        .map(command -> command + "\n")
        .collect(Collectors.joining("", "# " + it.id() + ": " + it.what() + "\n", ""));
  }
}
