package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.cost.Estimator;
import io.github.threetierecs.internal.cost.LineItem;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.placement.Demand;
import io.github.threetierecs.internal.placement.InstanceCatalogue;
import io.github.threetierecs.internal.placement.InstanceKind;
import io.github.threetierecs.internal.placement.Room;
import io.github.threetierecs.internal.placement.Spread;
import io.github.threetierecs.internal.placement.TaskSize;
import io.github.threetierecs.internal.template.Resource;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the defaults take of the quotas of an account, and what they cost, as the pages of both and
 * README.md say. After a change, {@code mvn test -Dtest=FreshAccountTest -Dregenerate=true} writes
 * the tables anew.
 */
@Tag("generated")
class FreshAccountTest {
  private static final DocPage ACCOUNT = new DocPage("guides/new-account.md");
  private static final DocPage COST = new DocPage("cost.md");
  private static final String STALE =
      "The page is stale; mvn test -Dtest=FreshAccountTest -Dregenerate=true fixes it";

  /** What one profile's template says of instances, tasks and addresses. */
  private record Needs(Anatomy app) {
    InstanceKind kind() {
      String type = app.launchTemplate().text("LaunchTemplateData.InstanceType").orElseThrow();
      return InstanceCatalogue.find(type).orElseThrow();
    }

    int fewest() {
      return number(app.instances(), "MinSize");
    }

    int most() {
      return number(app.instances(), "MaxSize");
    }

    int atFirst() {
      return instancesFor(0);
    }

    /** CloudFormation starts another one before it stops one, unless fewer may be in service. */
    int whileReplaced() {
      Resource group = app.instances();
      int left = attribute(group, "MinInstancesInService");
      int batch = attribute(group, "MaxBatchSize");
      return Math.max(atFirst(), left + batch);
    }

    int whileDeployed() {
      return instancesFor(1);
    }

    int addresses() {
      return app.template.resourcesOfType("AWS::EC2::EIP").size();
    }

    /** In each of which an internet-facing load balancer has an address. */
    int zones() {
      return app.routes.subnets().size() / 3;
    }

    /** How many hold all tasks, with so many times the tasks of a new version beside them. */
    private int instancesFor(int newVersions) {
      List<Demand> tasks =
          Stream.of(app.frontend(), app.backend()).map(it -> demand(it, newVersions)).toList();
      Room room = new Room(kind().cpuUnits(), kind().registeredMiB(), kind().tasks(false));
      return IntStream.rangeClosed(fewest(), most())
          .filter(it -> Spread.fits(room, it, zones(), tasks))
          .findFirst()
          .orElseThrow();
    }

    private static Demand demand(Anatomy.Tier tier, int newVersions) {
      int tasks = number(tier.service(), "DesiredCount");
      int percent = number(tier.service(), "DeploymentConfiguration.MaximumPercent");
      long cpu = Long.parseLong(tier.container("Cpu"));
      long memory = Long.parseLong(tier.container("Memory"));
      int starting = newVersions * (tasks * percent / 100 - tasks);
      return new Demand(new TaskSize(cpu, memory, Set.of()), tasks, starting);
    }

    private static int attribute(Resource group, String name) {
      Object value = group.attribute("UpdatePolicy.AutoScalingRollingUpdate." + name).orElseThrow();
      return Integer.parseInt(String.valueOf(value));
    }

    private static int number(Resource resource, String property) {
      return Integer.parseInt(resource.text(property).orElseThrow());
    }
  }

  @Test
  @Answers(Complaint.NEW_ACCOUNT_QUOTAS)
  void whatTheDefaultsNeedIsSaid() {
    String expected =
        """

        | | `PRODUCTION` | `DEVELOPMENT` |
        |---|---|---|
        """
            + row("vCPU for the first deployment", Needs::atFirst)
            + row("vCPU while instances are replaced", Needs::whileReplaced)
            + row("vCPU while both tiers are deployed", Needs::whileDeployed)
            + row("vCPU at the most (`maxInstances`)", Needs::most)
            + "| Elastic IP addresses | %d | %d |\n\n"
                .formatted(
                    needs(Profile.PRODUCTION).addresses(), needs(Profile.DEVELOPMENT).addresses());

    assertThat(ACCOUNT.block("quotas", expected)).as(STALE).isEqualTo(expected);
  }

  /** From which the age of prices would be reckoned. No figure depends on it. */
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

  private static final String INSIGHTS = "Container Insights";

  /** The lines of both profiles: what is idle, and what Container Insights is assumed to count. */
  @Test
  void whatAMonthCostsIsSaid() {
    Set<String> labels =
        Stream.of(Profile.PRODUCTION, Profile.DEVELOPMENT)
            .flatMap(it -> idle(it).stream())
            .map(LineItem::label)
            .collect(Ordered.toSet());
    String expected =
        """

        | | `PRODUCTION` | `DEVELOPMENT` |
        |---|---|---|
        """
            + labels.stream()
                .map(
                    it ->
                        "| %s | %s | %s |\n"
                            .formatted(
                                it.equals(INSIGHTS) ? it + ", with 400 metrics" : it,
                                dollars(cost(Profile.PRODUCTION, it)),
                                dollars(cost(Profile.DEVELOPMENT, it))))
                .collect(Collectors.joining())
            + "| together, rounded up | about %d | about %d |\n\n"
                .formatted(total(Profile.PRODUCTION), total(Profile.DEVELOPMENT));

    assertThat(COST.block("cost", expected)).as(STALE).isEqualTo(expected);
    assertThat(Path.of("README.md"))
        .content()
        .contains(
            "about US$ %d a month with `Profile.DEVELOPMENT`".formatted(total(Profile.DEVELOPMENT)))
        .contains("about US$ %d with `Profile.PRODUCTION`".formatted(total(Profile.PRODUCTION)));
  }

  private static List<LineItem> idle(Profile profile) {
    return Estimator.of(Templates.of(profile).template, Optional.of("us-east-1"), TODAY)
        .items()
        .stream()
        .filter(it -> !it.isUsage() || it.label().equals(INSIGHTS))
        .toList();
  }

  private static double cost(Profile profile, String label) {
    return idle(profile).stream()
        .filter(it -> it.label().equals(label))
        .mapToDouble(it -> it.monthly().usual().doubleValue())
        .sum();
  }

  /** What README.md rounds up to. */
  private static long total(Profile profile) {
    double sum = idle(profile).stream().mapToDouble(it -> it.monthly().usual().doubleValue()).sum();
    return 25 * Math.round(Math.ceil(sum / 25));
  }

  private static String dollars(double amount) {
    return amount == 0 ? "–" : String.format(Locale.ROOT, amount < 10 ? "%.2f" : "%.0f", amount);
  }

  private static String row(String what, ToIntFunction<Needs> instances) {
    return "| %s | %s | %s |\n"
        .formatted(
            what,
            vcpu(needs(Profile.PRODUCTION), instances),
            vcpu(needs(Profile.DEVELOPMENT), instances));
  }

  private static String vcpu(Needs needs, ToIntFunction<Needs> instances) {
    int count = instances.applyAsInt(needs);
    return "%d (%d × `%s`)".formatted(count * needs.kind().vcpu(), count, needs.kind().name());
  }

  private static Needs needs(Profile profile) {
    return new Needs(Templates.of(profile));
  }
}
