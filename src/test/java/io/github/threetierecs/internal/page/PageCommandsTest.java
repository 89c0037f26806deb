package io.github.threetierecs.internal.page;

import io.github.threetierecs.GeneratedFile;
import io.github.threetierecs.internal.blueprint.Assembly;
import io.github.threetierecs.internal.blueprint.Part;
import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.Plans;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The commands that look at parts, of each type one, in a file that {@code .ci/aws-commands.py}
 * gives to the parser of the AWS CLI. After a change, {@code mvn test -Dtest=PageCommandsTest
 * -Dregenerate=true} writes it again.
 */
@Tag("generated")
class PageCommandsTest {

  @Test
  void whatIsParsedIsWhatIsGenerated() throws IOException {
    Path file = Path.of("src", "test", "resources", "page", "commands.md");
    String expected = commands();
    GeneratedFile.isUpToDate(file, expected, getClass());
  }

  private static String commands() {
    Plan plan = Plans.ofExample("production");
    Commands commands =
        new Commands(
            plan, new Assembly(Plans.templatesOf("production"), Map.of(), new TreeMap<>()));
    Map<String, String> byType = new TreeMap<>();
    for (Part part : plan.parts()) {
      if (part.isResource()) {
        byType.putIfAbsent(part.type(), String.join("\n", commands.toLookAt(part)));
      }
    }
    StringBuilder text = new StringBuilder("```sh\n");
    byType.forEach(
        (type, of) -> text.append("# ").append(type).append('\n').append(of).append('\n'));
    return text.append("```\n").toString();
  }
}
