package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The dashboard follows a request from the edge to the database. */
class RequestDashboardTest {
  private static final Anatomy APP = of(Profile.PRODUCTION);
  private static final int WIDTH = 24;

  @Test
  void aRequestIsFollowedFromTheEdgeToTheDatabase() {
    assertThat(grid(APP))
        .isEqualTo(
            """
            Alarms
            Frontend load balancer: requests | Frontend load balancer: failures | Frontend load balancer: response time
            Frontend service: CPU | Frontend service: memory | Frontend service: tasks
            Backend load balancer: requests | Backend load balancer: failures | Backend load balancer: response time
            Backend service: CPU | Backend service: memory | Backend service: tasks
            Database: connections | Database: CPU | Database: latency of storage | Database: storage
            Capacity: instances that tasks need | Capacity: instances
            """);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void widgetsFillTheGridAndDoNotOverlap(Profile profile) {
    Set<String> cells = new TreeSet<>();
    int area = 0;
    int bottom = 0;
    for (JsonNode widget : widgets(of(profile))) {
      int x = widget.get("x").asInt();
      int y = widget.get("y").asInt();
      int width = widget.get("width").asInt();
      int height = widget.get("height").asInt();
      assertThat(x + width).as("right edge of %s", title(widget)).isLessThanOrEqualTo(WIDTH);
      for (int column = x; column < x + width; column++) {
        for (int row = y; row < y + height; row++) {
          cells.add(column + "," + row);
        }
      }
      area += width * height;
      bottom = Math.max(bottom, y + height);
    }

    assertThat(cells).as("cells that are covered, each by one widget").hasSize(area);
    assertThat(area).as("a grid without holes").isEqualTo(WIDTH * bottom);
  }

  @ParameterizedTest
  @EnumSource(Profile.class)
  void everyGraphIsOfResourcesThatAreMade(Profile profile) {
    Anatomy app = of(profile);
    for (JsonNode widget : widgets(app)) {
      Set<String> dimensions = new TreeSet<>();
      for (JsonNode metric : widget.at("/properties/metrics")) {
        for (int i = 2; i + 1 < metric.size(); i += 2) {
          dimensions.add(metric.get(i).asText() + "=" + metric.get(i + 1).asText());
        }
      }
      for (JsonNode alarm : widget.at("/properties/alarms")) {
        dimensions.add("Alarm=" + alarm.asText());
      }
      ObservabilityTest.assertRefersToWhatIsMade(app, dimensions);
    }
  }

  @Test
  void allAlarmsAreOnTop() {
    JsonNode first = widgets(APP).get(0);

    assertThat(first.get("type").asText()).isEqualTo("alarm");
    assertThat(first.at("/properties/alarms"))
        .hasSize(APP.template.resourcesOfType("AWS::CloudWatch::Alarm").size());
  }

  @Test
  void withoutContainerInsightsTasksAreCountedByTheLoadBalancer() {
    Anatomy app = of(Profile.DEVELOPMENT);

    assertThat(theOnly(app.template, "AWS::CloudWatch::Dashboard").text("DashboardBody").orElse(""))
        .doesNotContain("ContainerInsights")
        .contains("HealthyHostCount");
    assertThat(grid(app)).isEqualTo(grid(APP));
  }

  @Test
  void itHasNoNameOfItsOwn() {
    assertThat(theOnly(APP.template, "AWS::CloudWatch::Dashboard").has("DashboardName")).isFalse();
  }

  private static Anatomy of(Profile profile) {
    return Templates.with(
        props -> props.profile(profile).observability(ObservabilityProps.builder().build()));
  }

  /** The titles as they lie: a line for each row. */
  private static String grid(Anatomy app) {
    StringBuilder grid = new StringBuilder();
    List<String> row = new ArrayList<>();
    int y = 0;
    for (JsonNode widget : widgets(app)) {
      if (widget.get("y").asInt() != y) {
        grid.append(String.join(" | ", row)).append('\n');
        row.clear();
        y = widget.get("y").asInt();
      }
      row.add(title(widget));
    }
    return grid.append(String.join(" | ", row)).append('\n').toString();
  }

  private static String title(JsonNode widget) {
    return widget.at("/properties/title").asText();
  }

  private static JsonNode widgets(Anatomy app) {
    String body =
        theOnly(app.template, "AWS::CloudWatch::Dashboard").text("DashboardBody").orElseThrow();
    try {
      return new ObjectMapper().readTree(body).get("widgets");
    } catch (JsonProcessingException e) {
      throw new AssertionError("CloudWatch would not read this:\n" + body, e);
    }
  }
}
