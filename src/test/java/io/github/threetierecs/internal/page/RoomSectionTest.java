package io.github.threetierecs.internal.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Plan;
import io.github.threetierecs.internal.blueprint.Plans;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the page says of the room for tasks. */
class RoomSectionTest {

  @ParameterizedTest
  @CsvSource({
    // Two tasks on an m6i.large, and three on an m7g.xlarge.
    "quickstart, Normal running, 4, 2",
    "quickstart, All services are deployed at once, 8, 4",
    "production, Normal running, 6, 2",
    "production, One Availability Zone is lost, 6, 3",
    "production, All services at their most tasks, 18, 6",
  })
  void theNeedsOfAnExampleAreInATable(String example, String when, int tasks, int instances) {
    String section = sectionOf(Plans.ofExample(example));

    assertThat(rowOf(section, when))
        .contains("<td>" + tasks + "</td><td>" + instances + "</td><td>Yes.");
  }

  @Test
  void instancesAndServicesAreNamedWithWhatTheyOfferAndTake() {
    String section = sectionOf(Plans.ofExample("production"));

    assertThat(rowOf(section, "Instance types")).contains("<code>m7g.xlarge</code>");
    assertThat(rowOf(section, "Instances"))
        .contains("3 at the least, 3 in normal running, 12 at the most");
    assertThat(rowOf(section, "An empty instance offers"))
        .contains("4\u00a0096 CPU units", "network interfaces for 3 tasks");
    assertThat(section)
        .containsPattern("href=\"#d\\d+\">Frontend[^<]*</a></th><td>256 CPU units, 512 MiB")
        .contains("awsvpcTrunking");
  }

  @Test
  void whereThereAreNoInstancesThatIsSaid() {
    assertThat(sectionOf(Plans.of(Map.of("Resources", Map.of()))))
        .contains("No Auto Scaling group")
        .doesNotContain("<table>");
  }

  @Test
  void aServiceOnFargateIsSaidToHaveItsOwnRoom() {
    assertThat(
            sectionOf(
                Plans.of(
                    Map.of(
                        "Resources",
                        Map.of(
                            "Web",
                            Map.of(
                                "Type",
                                "AWS::ECS::Service",
                                "Properties",
                                Map.of("LaunchType", "FARGATE")))))))
        .contains("It runs on AWS Fargate, where each task has room of its own.");
  }

  private static String sectionOf(Plan plan) {
    return RoomSection.of(plan, new PartLinks(plan));
  }

  private static String rowOf(String section, String title) {
    int start = section.indexOf("<th scope=\"row\">" + title);
    assertThat(start).as("row %s in %s", title, section).isPositive();
    return section.substring(start, section.indexOf("</tr>", start));
  }
}
