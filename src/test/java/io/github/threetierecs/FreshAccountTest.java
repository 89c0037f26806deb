package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.placement.Demand;
import io.github.threetierecs.internal.placement.InstanceCatalogue;
import io.github.threetierecs.internal.placement.InstanceKind;
import io.github.threetierecs.internal.placement.Room;
import io.github.threetierecs.internal.placement.Spread;
import io.github.threetierecs.internal.placement.TaskSize;
import io.github.threetierecs.internal.template.Resource;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What the defaults take of the quotas of an account, and what they cost, as docs/start.md and
 * README.md say. After a change, {@code mvn test -Dtest=FreshAccountTest -Dregenerate=true} writes
 * the tables anew.
 */
@Tag("generated")
class FreshAccountTest {
  private static final DocPage PAGE = new DocPage("start.md");
  private static final String STALE =
      "docs/start.md is stale; mvn test -Dtest=FreshAccountTest -Dregenerate=true fixes it";

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

    int count(String type) {
      return app.template.resourcesOfType(type).size();
    }

    /** In each of which an internet-facing load balancer has an address. */
    int zones() {
      return app.routes.subnets().size() / 3;
    }

    int databases() {
      return Boolean.parseBoolean(database("MultiAZ")) ? 2 : 1;
    }

    String database(String property) {
      return app.database().text(property).orElseThrow();
    }

    int volumeGiB() {
      Object volumes = app.launchTemplate().list("LaunchTemplateData.BlockDeviceMappings");
      Matcher size = Pattern.compile("VolumeSize=(\\d+)").matcher(volumes.toString());
      assertThat(size.find()).as("a size in %s", volumes).isTrue();
      return Integer.parseInt(size.group(1));
    }

    boolean measured() {
      return theOnly(app.template, "AWS::ECS::Cluster")
          .list("ClusterSettings")
          .toString()
          .contains("enhanced");
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

    assertThat(PAGE.block("quotas", expected)).as(STALE).isEqualTo(expected);
  }

  /** Monthly list prices of us-east-1 in US dollars, looked up in November 2026. */
  private record Cost(String what, Function<Needs, Double> amount) {
    private static final int HOURS = 730;
    private static final Map<String, Double> HOURLY =
        Map.of(
            "m6i.large", 0.096, "t3.medium", 0.0416, "db.m6g.large", 0.152, "db.t4g.micro", 0.016);

    static final List<Cost> ALL =
        List.of(
            new Cost("NAT gateways", it -> it.count("AWS::EC2::NatGateway") * 0.045 * HOURS),
            new Cost(
                "load balancers",
                it -> it.count("AWS::ElasticLoadBalancingV2::LoadBalancer") * 0.0225 * HOURS),
            new Cost(
                "public IPv4 addresses of both",
                it -> (it.addresses() + it.zones()) * 0.005 * HOURS),
            new Cost("EC2 instances", it -> it.atFirst() * hourly(it.kind().name()) * HOURS),
            new Cost("their volumes", it -> it.atFirst() * it.volumeGiB() * 0.08),
            new Cost(
                "database instance and its standby",
                it -> it.databases() * hourly(it.database("DBInstanceClass")) * HOURS),
            new Cost(
                "its storage",
                it -> it.databases() * Integer.parseInt(it.database("AllocatedStorage")) * 0.115),
            new Cost("KMS keys", it -> it.count("AWS::KMS::Key") * 1.0),
            new Cost("secrets", it -> it.count("AWS::SecretsManager::Secret") * 0.4),
            new Cost(
                "CloudWatch: Container Insights and detailed monitoring, an estimate",
                it -> it.measured() ? 30.0 : 0.0));

    double of(Profile profile) {
      return amount.apply(needs(profile));
    }

    /** What README.md rounds up to. */
    static long total(Profile profile) {
      double sum = ALL.stream().mapToDouble(it -> it.of(profile)).sum();
      return 25 * Math.round(Math.ceil(sum / 25));
    }

    private static double hourly(String type) {
      return Objects.requireNonNull(HOURLY.get(type), () -> "no price of " + type);
    }
  }

  @Test
  void whatAMonthCostsIsSaid() {
    String expected =
        """

        | | `PRODUCTION` | `DEVELOPMENT` |
        |---|---|---|
        """
            + Cost.ALL.stream()
                .map(
                    it ->
                        "| %s | %s | %s |\n"
                            .formatted(
                                it.what(),
                                dollars(it.of(Profile.PRODUCTION)),
                                dollars(it.of(Profile.DEVELOPMENT))))
                .collect(Collectors.joining())
            + "| together, rounded up | about %d | about %d |\n\n"
                .formatted(Cost.total(Profile.PRODUCTION), Cost.total(Profile.DEVELOPMENT));

    assertThat(PAGE.block("cost", expected)).as(STALE).isEqualTo(expected);
    assertThat(Path.of("README.md"))
        .content()
        .contains(
            "about US$ %d a month with `Profile.DEVELOPMENT`"
                .formatted(Cost.total(Profile.DEVELOPMENT)))
        .contains(
            "about US$ %d with `Profile.PRODUCTION`".formatted(Cost.total(Profile.PRODUCTION)));
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
