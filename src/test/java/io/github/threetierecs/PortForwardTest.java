package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.template.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a person gets at the database. */
class PortForwardTest {
  private static final Anatomy APP = with(true);

  /** Answers as the AWS CLI does, and writes down what it was called with, one word a line. */
  private static final String AWS =
      """
      #!/bin/sh
      { echo '---'; printf '%s\n' "$@"; } >> "$(dirname "$0")/calls"
      case "$1 $2" in
        "ecs list-tasks") echo arn:aws:ecs:eu-central-1:111111111111:task/shop/0123abcd ;;
        "ecs describe-tasks") echo 0123abcd-456 ;;
      esac
      """;

  @Test
  void theCommandOpensASessionInATaskThatLeadsToTheDatabase(@TempDir Path bin) throws Exception {
    stub(bin, AWS);

    assertThat(run(bin, "-c", command())).isZero();
    assertThat(Files.readString(bin.resolve("calls")))
        .isEqualTo(
            """
            ---
            ecs
            list-tasks
            --region
            eu-central-1
            --cluster
            shop
            --service-name
            backend-service
            --desired-status
            RUNNING
            --no-paginate
            --query
            taskArns[0]
            --output
            text
            ---
            ecs
            describe-tasks
            --region
            eu-central-1
            --cluster
            shop
            --tasks
            arn:aws:ecs:eu-central-1:111111111111:task/shop/0123abcd
            --query
            tasks[0].containers[?name=='backend'].runtimeId | [0]
            --output
            text
            ---
            ssm
            start-session
            --region
            eu-central-1
            --target
            ecs:shop_0123abcd_0123abcd-456
            --document-name
            AWS-StartPortForwardingSessionToRemoteHost
            --parameters
            {"host":["db.example"],"portNumber":["3306"],"localPortNumber":["13306"]}
            """);
  }

  @Test
  void itEndsWhereACallFails(@TempDir Path bin) throws Exception {
    stub(bin, "#!/bin/sh\necho call >> \"$(dirname \"$0\")/calls\"\nexit 3\n");

    assertThat(run(bin, "-c", command())).isEqualTo(3);
    assertThat(Files.readString(bin.resolve("calls"))).isEqualTo("call\n");
  }

  @Test
  void theShellUnderstandsIt(@TempDir Path bin) throws Exception {
    assertThat(run(bin, "-n", "-c", command())).isZero();
  }

  @Test
  void nothingIsMadeForItAndNobodyIsAdmitted() {
    assertThat(APP.json.get("Resources")).isEqualTo(with(false).json.get("Resources"));
  }

  @Test
  void itNeedsSessionsInTheBackend() {
    ThreeTierEcsAppProps.Builder props =
        Templates.props()
            .frontend(Templates.frontend().container(sessions()).build())
            .database(DatabaseProps.builder().portForward(true).build());

    assertThatIllegalArgumentException()
        .isThrownBy(props::build)
        .withMessage(
            "database.portForward: true needs a session in the backend's container, which allows"
                + " none; set backend.container.executeCommand to true, or leave"
                + " database.portForward out");
  }

  private static void stub(Path bin, String script) throws IOException {
    Path aws = Files.writeString(bin.resolve("aws"), script);
    assertThat(aws.toFile().setExecutable(true)).isTrue();
  }

  private static int run(Path bin, String... arguments) throws Exception {
    ProcessBuilder process = new ProcessBuilder("bash");
    process.command().addAll(List.of(arguments));
    process.environment().merge("PATH", bin.toString(), (path, first) -> first + ":" + path);
    Process running = process.redirectErrorStream(true).start();
    assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return running.exitValue();
  }

  /** The output, as it is once the stack is there. */
  private static String command() {
    Map<?, ?> outputs = (Map<?, ?>) Objects.requireNonNull(APP.json.get("Outputs"));
    Map<?, ?> output =
        (Map<?, ?>)
            Anatomy.theOnly(
                outputs.entrySet().stream()
                    .filter(it -> it.getKey().toString().contains("PortForward"))
                    .map(Map.Entry::getValue)
                    .toList());
    Map<?, ?> value = (Map<?, ?>) Objects.requireNonNull(output.get("Value"));
    List<?> join = (List<?>) Objects.requireNonNull(value.get("Fn::Join"));
    StringBuilder command = new StringBuilder();
    for (Object part : (List<?>) join.get(1)) {
      command.append(part instanceof String ? part : deployed(part));
    }
    return command.toString();
  }

  private static String deployed(Object reference) {
    String text = reference.toString();
    if (text.contains("AWS::Region")) {
      return "eu-central-1";
    }
    String id = Reference.idOf(reference).orElse("");
    if (id.equals(APP.cluster().logicalId())) {
      return "shop";
    }
    if (id.equals(APP.backend().service().logicalId())) {
      return "backend-service";
    }
    assertThat(id).isEqualTo(APP.database().logicalId());
    return text.contains("Endpoint.Port") ? "3306" : "db.example";
  }

  private static Anatomy with(boolean portForward) {
    return Templates.with(
        props ->
            props
                .backend(Templates.backend().container(sessions()).build())
                .database(DatabaseProps.builder().portForward(portForward).build()));
  }

  private static ContainerProps sessions() {
    return ContainerProps.builder().executeCommand(true).build();
  }
}
