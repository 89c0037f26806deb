package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.placement.Demand;
import io.github.threetierecs.internal.placement.InstanceCatalogue;
import io.github.threetierecs.internal.placement.InstanceKind;
import io.github.threetierecs.internal.placement.Room;
import io.github.threetierecs.internal.placement.Spread;
import io.github.threetierecs.internal.placement.TaskSize;
import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the defaults take of the quotas of an account, as README.md says. After a change, {@code mvn
 * test -Dtest=FreshAccountTest -Ddocs.regenerate=true} writes it anew.
 */
class FreshAccountTest {
  private static final DocPage README = new DocPage("../README.md");

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

    /** How many hold all tasks, with so many times the tasks of a new version beside them. */
    private int instancesFor(int newVersions) {
      List<Demand> tasks =
          Stream.of(app.frontend(), app.backend()).map(it -> demand(it, newVersions)).toList();
      Room room = new Room(kind().cpuUnits(), kind().registeredMiB(), kind().tasks(false));
      int zones = app.routes.subnets().size() / 3;
      return IntStream.rangeClosed(fewest(), most())
          .filter(it -> Spread.fits(room, it, zones, tasks))
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
  void readmeSaysWhatTheDefaultsNeed() {
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

    assertThat(README.block("quotas", expected))
        .as("README.md is stale; mvn test -Dtest=FreshAccountTest -Ddocs.regenerate=true mends it")
        .isEqualTo(expected);
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
