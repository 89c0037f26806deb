package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.Shop;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.ContainerImage;

/**
 * The code in README.md and docs/your-app.md is code that compiles and runs: it is found in the
 * source that it names.
 */
class ReadmeTest {
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- [^:]+: (\\S+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @CsvSource({"README.md, 1", "docs/your-app.md, 2"})
  void everySnippetIsFoundInTheSourceThatItNames(Path page, int snippets) throws IOException {
    String text = Files.readString(page);
    assertThat(text.split("```java", -1))
        .as("snippets, and what is before them")
        .hasSize(1 + snippets);

    Matcher snippet = SNIPPET.matcher(text);
    int found = 0;
    for (; snippet.find(); found++) {
      assertThat(withoutIndentation(Files.readString(Path.of(snippet.group(1)))))
          .as("the snippet of %s in %s", page, snippet.group(1))
          .contains(withoutIndentation(snippet.group(2)));
    }
    assertThat(found).as("snippets that name their source").isEqualTo(snippets);
  }

  @Test
  void theAppOfTheFirstStepsSynthesizes() {
    assertThatCode(() -> Shop.main(new String[0])).doesNotThrowAnyException();
  }

  @Test
  void itsProjectHasTheVersionsOfTheQuickstart() throws IOException {
    List<String> quickstart =
        dependencies(Path.of("examples", "quickstart", "pom.xml")).stream()
            .map(
                it ->
                    it.replace(">" + Release.ofSources() + "<", ">" + Release.inDocuments() + "<"))
            .toList();

    assertThat(dependencies(Path.of("docs", "your-app.md"))).hasSize(2).isEqualTo(quickstart);
    assertThat(dependencies(Path.of("README.md"))).hasSize(1).isSubsetOf(quickstart);
  }

  private static List<String> dependencies(Path file) throws IOException {
    return Pattern.compile("<dependency>(.*?)</dependency>", Pattern.DOTALL)
        .matcher(Files.readString(file))
        .results()
        .map(it -> it.group(1).replaceAll("\\s", ""))
        .toList();
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

    app.getBackendService(); // every CDK object that it created has a getter

    assertThat(app.getUrl()).startsWith("http://");
    Annotations.fromStack(stack).hasNoWarning("*", Match.anyValue());
  }

  private static String withoutIndentation(String code) {
    return code.replaceAll("(?m)^ +", "").strip();
  }
}
