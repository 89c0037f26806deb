package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.ContainerImage;

/**
 * The code in README.md is code that compiles and runs: it is found in the source that it names.
 */
class ReadmeTest {
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- [^:]+: (\\S+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);

  @Test
  void everySnippetIsFoundInTheSourceThatItNames() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    assertThat(readme.split("```java", -1)).as("snippets, and what is before them").hasSize(4);

    Matcher snippet = SNIPPET.matcher(readme);
    int found = 0;
    for (; snippet.find(); found++) {
      assertThat(withoutIndentation(Files.readString(Path.of(snippet.group(1)))))
          .as("README.md's snippet in %s", snippet.group(1))
          .contains(withoutIndentation(snippet.group(2)));
    }
    assertThat(found).as("snippets that name their source").isEqualTo(3);
  }

  @Test
  void theOptionsThatItShowsMakeAnApp() {
    Stack stack = new Stack();
    ContainerImage frontendImage = ContainerImage.fromRegistry("frontend");
    ContainerImage backendImage = ContainerImage.fromRegistry("backend");

    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            ThreeTierEcsAppProps.builder()
                .profile(Profile.PRODUCTION)
                .network(NetworkProps.builder().maxAzs(3).nat(NatStrategy.ONE_PER_AZ).build())
                .capacity(
                    CapacityProps.builder()
                        .instanceType(new InstanceType("m7g.large"))
                        .minInstances(3)
                        .maxInstances(12)
                        .build())
                .frontend(FrontendProps.builder().image(frontendImage).desiredCount(3).build())
                .backend(
                    BackendProps.builder()
                        .image(backendImage)
                        .healthCheckPath("/health")
                        .environment(Map.of("LOG_LEVEL", "info"))
                        .autoScaling(AutoScalingProps.builder().minTasks(3).maxTasks(9).build())
                        .build())
                .database(DatabaseProps.builder().databaseName("shop").build())
                .build());

    app.getBackendService(); // every CDK object that it made has a getter

    assertThat(app.getUrl()).startsWith("http://");
    Annotations.fromStack(stack).hasNoWarning("*", Match.anyValue());
  }

  @Test
  void whatItTakesOffBeforeADeletionIsAllTheProtectionThereIs() {
    Stack stack = new Stack();
    ContainerImage frontendImage = ContainerImage.fromRegistry("frontend");
    ContainerImage backendImage = ContainerImage.fromRegistry("backend");

    LoadBalancerProps unprotected = LoadBalancerProps.builder().deletionProtection(false).build();
    ThreeTierEcsAppProps props =
        ThreeTierEcsAppProps.builder()
            .frontend(
                FrontendProps.builder().image(frontendImage).loadBalancer(unprotected).build())
            .backend(BackendProps.builder().image(backendImage).loadBalancer(unprotected).build())
            .database(DatabaseProps.builder().deletionProtection(false).build())
            .build();
    new ThreeTierEcsApp(stack, "App", props);

    assertThat(Template.fromStack(stack).toJSON().toString())
        .contains("DeletionProtection=false")
        .doesNotContain("DeletionProtection=true")
        .doesNotContain("deletion_protection.enabled, Value=true")
        .doesNotContain("Value=true, Key=deletion_protection.enabled");
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    assertThat(
            Pattern.compile("]\\(([^)#:]+)\\)")
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map(link -> Path.of(link.group(1))))
        .isNotEmpty()
        .allSatisfy(target -> assertThat(target).exists());
  }

  private static String withoutIndentation(String code) {
    return code.replaceAll("(?m)^ +", "").strip();
  }
}
