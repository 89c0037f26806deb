package io.github.threetierecs.internal.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PlanTest {

  private static final Plan QUICKSTART = Plans.ofExample("quickstart");
  private static final Plan PRODUCTION = Plans.ofExample("production");
  private static final Plan EXISTING_VPC = Plans.ofExample("existing-vpc");

  static List<String> examples() {
    return Plans.EXAMPLES;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyResourceIsAPartOrFoldedIntoOne(String example) {
    Plan plan = Plans.ofExample(example);
    long written =
        Plans.templatesOf(example).values().stream()
            .mapToLong(it -> ((Map<?, ?>) it.getOrDefault("Resources", Map.of())).size())
            .sum();

    assertThat(Plans.violations(plan)).isEmpty();
    assertThat(plan.parts().stream().filter(Part::isResource).count() + plan.folded().size())
        .isEqualTo(written);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theFirstPictureIsOfAtMostFifteenParts(String example) {
    Plan plan = Plans.ofExample(example);

    assertThat(
            plan.requests().stream().flatMap(it -> List.of(it.from(), it.to()).stream()).distinct())
        .hasSizeLessThanOrEqualTo(15 * plan.applications().size());
  }

  @Test
  void aRequestTravelsFromTheUserToTheDatabase() {
    assertThat(Plans.said(QUICKSTART, LinkKind.CALLS))
        .containsExactly(
            "Backend service -> MySQL database: MySQL 3306",
            "Frontend service -> Internal load balancer: HTTP 80",
            "Internal load balancer -> Backend service: HTTP 8080",
            "Internet -> Internet gateway",
            "Internet gateway -> Public load balancer: HTTP 80",
            "Public load balancer -> Frontend service: HTTP 80",
            "User -> Internet");
  }

  @Test
  void aFunctionTellsItsPropertiesAndTheirDefaults() {
    Plan plan =
        Plans.withResources(
            """
            "F": {"Type": "AWS::Lambda::Function", "Properties": {"Runtime": "python3.13", "Timeout": 30}}\
            """);

    assertThat(plan.part("Shop/F").facts())
        .containsExactly(
            new Fact("Runtime", "python3.13"),
            new Fact("Memory", "128 MiB"),
            new Fact("Timeout", "30 seconds"));
  }

  @Test
  void requestsAreToldFromTheUserAndAnApplicationAfterTheOther() {
    SortedMap<String, Map<String, Object>> templates = Plans.templatesOf("production");
    templates.putAll(Plans.templatesOf("quickstart"));
    Plan plan = Plans.ofStacks(templates);
    List<RequestStep> steps = RequestStep.of(plan);
    List<String> applications =
        steps.stream()
            .map(it -> plan.part(it.to()).application())
            .filter(it -> !it.isEmpty())
            .toList();

    assertThat(steps.get(0).from()).isEqualTo(Outside.USER);
    assertThat(new LinkedHashSet<>(applications)).hasSize(2);
    assertThat(applications).isSorted();
  }

  @Test
  void aBalancerThatNobodyCallsIsTheLastStep() {
    SortedMap<String, Map<String, Object>> templates = Plans.templatesOf("quickstart");
    templates.put(
        "A",
        Plans.json(
            """
            {"Resources": {
              "Balancer": {
                "Type": "AWS::ElasticLoadBalancingV2::LoadBalancer",
                "Properties": {"Scheme": "internal"}},
              "Listener": {
                "Type": "AWS::ElasticLoadBalancingV2::Listener",
                "Properties": {
                  "LoadBalancerArn": {"Ref": "Balancer"}, "Port": 81, "Protocol": "HTTP",
                  "DefaultActions": [{"Type": "forward", "TargetGroupArn": {"Ref": "Targets"}}]}},
              "Targets": {
                "Type": "AWS::ElasticLoadBalancingV2::TargetGroup",
                "Properties": {"Port": 81, "Protocol": "HTTP"}},
              "Service": {
                "Type": "AWS::ECS::Service",
                "Properties": {
                  "LoadBalancers": [
                    {"ContainerName": "c", "ContainerPort": 81,
                     "TargetGroupArn": {"Ref": "Targets"}}]}}}}\
            """));
    List<RequestStep> steps = RequestStep.of(Plans.ofStacks(templates));

    assertThat(steps.get(0).from()).isEqualTo(Outside.USER);
    assertThat(steps.get(steps.size() - 1).from()).isEqualTo("A/Balancer");
  }

  @Test
  void aReplicaIsReadAndBothListenersAreThere() {
    assertThat(Plans.said(PRODUCTION, LinkKind.CALLS))
        .contains(
            "Backend service -> Read replica 1: MySQL 3306",
            "Internet gateway -> Public load balancer: HTTP 80",
            "Internet gateway -> Public load balancer: HTTPS 443");
    assertThat(Plans.said(PRODUCTION, LinkKind.REPLICATES))
        .containsExactly("Read replica 1 -> MySQL database");
  }

  @Test
  void whatSupportsTheTiersIsLinked() {
    assertThat(Plans.said(PRODUCTION, LinkKind.RUNS_ON))
        .containsExactly(
            "Backend service -> Auto Scaling group", "Frontend service -> Auto Scaling group");
    assertThat(Plans.said(PRODUCTION, LinkKind.BACKED_UP_BY))
        .containsExactly("MySQL database -> Backup vault");
    assertThat(Plans.said(PRODUCTION, LinkKind.FILTERED_BY))
        .containsExactly("Public load balancer -> Frontend web ACL");
    assertThat(Plans.said(PRODUCTION, LinkKind.LOGS_TO))
        .contains(
            "Backend service -> Backend log group",
            "Public load balancer -> Load balancer logs S3 bucket",
            "VPC -> Flow log group");
    assertThat(Plans.said(PRODUCTION, LinkKind.WATCHES))
        .contains("Database CPU alarm -> MySQL database");
    assertThat(Plans.said(QUICKSTART, LinkKind.USES_NAT))
        .contains("Frontend service -> NAT gateway, Zone 1");
    assertThat(Plans.said(QUICKSTART, LinkKind.PULLS_FROM))
        .contains("Frontend service -> Amazon ECR Public");
  }

  @Test
  void factsAreInWords() {
    Part database = QUICKSTART.partsOf(PartKind.DATABASE).get(0);

    assertThat(database.facts())
        .contains(
            new Fact("Engine", "MySQL 8.4.9"),
            new Fact("Instance class", "db.m6g.large"),
            new Fact("Storage", "100 GiB gp3, grows to 1000 GiB"),
            new Fact("Multi-AZ", "yes"),
            new Fact("Deletion protection", "yes"),
            new Fact("After a delete", "a snapshot is kept"));
    assertThat(PRODUCTION.partsOf(PartKind.SERVICE))
        .extracting(it -> it.fact("Tasks").orElse(""))
        .containsExactly("3 to 9", "3 to 9");
    assertThat(QUICKSTART.partsOf(PartKind.CAPACITY).get(0).facts())
        .contains(new Fact("Instance type", "m6i.large"), new Fact("Instances", "2 to 8"));
  }

  @Test
  void subnetsAreWhatIsPlacedInThem() {
    assertThat(EXISTING_VPC.subnets())
        .extracting(it -> it.layer() + " " + it.zone() + " " + it.cidr())
        .containsExactly(
            "PUBLIC Zone 1 10.20.0.0/24",
            "PUBLIC Zone 2 10.20.1.0/24",
            "PRIVATE Zone 1 10.20.16.0/20",
            "PRIVATE Zone 2 10.20.32.0/20",
            "DATABASE Zone 1 10.20.48.0/24",
            "DATABASE Zone 2 10.20.49.0/24");
    assertThat(EXISTING_VPC.partsOf(PartKind.LOAD_BALANCER))
        .as("a load balancer in two zones is one part")
        .hasSize(2)
        .allMatch(it -> it.zones().equals(List.of("Zone 1", "Zone 2")));
  }

  @Test
  void aCacheAndFilesLeaveTheSubnetsToTheDatabase() {
    Plan plan =
        Plans.withResources(
            subnet("WithACache"),
            subnet("WithFiles"),
            subnet("WithTasks"),
            """
            "Database": {"Type": "AWS::RDS::DBSubnetGroup", "Properties": {"SubnetIds": [
              {"Ref": "WithACache"}, {"Ref": "WithFiles"}, {"Ref": "WithTasks"}]}}
            """,
            """
            "Cache": {"Type": "AWS::ElastiCache::ServerlessCache", "Properties": {"SubnetIds": [
              {"Ref": "WithACache"}]}}
            """,
            """
            "Files": {"Type": "AWS::EFS::FileSystem"},
            "Target": {"Type": "AWS::EFS::MountTarget", "Properties": {
              "FileSystemId": {"Ref": "Files"}, "SubnetId": {"Ref": "WithFiles"}}}
            """,
            """
            "Tasks": {"Type": "AWS::Lambda::Function", "Properties": {
              "VpcConfig": {"SubnetIds": [{"Ref": "WithTasks"}]}}}
            """);

    assertThat(plan.subnets())
        .extracting(it -> it.layer() + " " + it.id())
        .containsExactlyInAnyOrder(
            "DATABASE Shop/WithACache", "DATABASE Shop/WithFiles", "PRIVATE Shop/WithTasks");
  }

  private static String subnet(String id) {
    return "\"%s\": {\"Type\": \"AWS::EC2::Subnet\"}".formatted(id);
  }

  @Test
  void theApplicationIsFoundByItsStructure() {
    Application app = EXISTING_VPC.applications().get(0);

    assertThat(EXISTING_VPC.applications()).hasSize(1);
    assertThat(app.name()).isEqualTo("App");
    assertThat(app.stack()).isEqualTo("Shop");
    assertThat(EXISTING_VPC.part(app.frontend()).name()).isEqualTo("Frontend service");
    assertThat(EXISTING_VPC.part(app.backend()).name()).isEqualTo("Backend service");
    assertThat(EXISTING_VPC.part(app.database()).name()).isEqualTo("MySQL database");
  }

  @ParameterizedTest
  @MethodSource("examples")
  void withoutThePathsOfTheCdkItIsTheSameButForSomeNames(String example) {
    Plan with = Plans.ofExample(example);
    Plan without = Plans.ofStacks(withoutPaths(Plans.templatesOf(example)));

    assertThat(without.links()).isEqualTo(with.links());
    assertThat(without.folded()).isEqualTo(with.folded());
    assertThat(without.applications()).isEqualTo(with.applications());
    assertThat(without.parts())
        .extracting(it -> List.of(it.id(), it.kind(), it.layer(), it.tier(), it.application()))
        .isEqualTo(
            with.parts().stream()
                .map(it -> List.of(it.id(), it.kind(), it.layer(), it.tier(), it.application()))
                .toList());
    assertThat(namesOfRequests(without)).isEqualTo(namesOfRequests(with));
  }

  @Test
  void theOrderInTheTemplateMakesNoDifference() {
    SortedMap<String, Map<String, Object>> turned = new TreeMap<>();
    Plans.templatesOf("production")
        .forEach(
            (stack, template) -> {
              Map<String, Object> copy = new LinkedHashMap<>(template);
              List<Map.Entry<?, ?>> resources =
                  new ArrayList<>(
                      ((Map<?, ?>) template.getOrDefault("Resources", Map.of())).entrySet());
              Map<Object, Object> reversed = new LinkedHashMap<>();
              for (int i = resources.size() - 1; i >= 0; i--) {
                reversed.put(resources.get(i).getKey(), resources.get(i).getValue());
              }
              copy.put("Resources", reversed);
              turned.put(stack, copy);
            });

    assertThat(drawings(Plans.ofStacks(turned))).isEqualTo(drawings(PRODUCTION));
    assertThat(Plans.ofStacks(turned).parts()).isEqualTo(PRODUCTION.parts());
  }

  @Test
  void anUnknownTypeIsAPartOfALayerOfItsOwn() {
    Plan plan =
        Plans.withResources(
            "\"Orders1A2B3C4D\": {\"Type\": \"AWS::Kinesis::Stream\"}",
            "\"Mine\": {\"Type\": \"Custom::Thing\"}");

    assertThat(Plans.violations(plan)).isEmpty();
    assertThat(plan.parts())
        .extracting(it -> it.layer() + ": " + it.name())
        .containsExactly("OTHER: Mine thing", "OTHER: Orders kinesis stream");
  }

  @Test
  void whatRefersToNothingStandsForItself() {
    Plan plan =
        Plans.withResources(
            """
            "Rule": {"Type": "AWS::EC2::SecurityGroupIngress",
              "Properties": {"GroupId": "sg-0123456789abcdef0"}}\
            """,
            "\"One\": {\"Type\": \"AWS::EC2::RouteTable\", \"Properties\": {\"VpcId\":"
                + " \"vpc-1\"}}");

    assertThat(Plans.violations(plan)).isEmpty();
    assertThat(plan.folded()).isEmpty();
    assertThat(plan.parts()).hasSize(2);
  }

  @Test
  void whatIsFoldedInACircleStandsForItself() {
    Plan plan =
        Plans.withResources(
            """
            "One": {"Type": "AWS::EC2::RouteTable", "Properties": {"VpcId": {"Ref": "Other"}}},
            "Other": {"Type": "AWS::EC2::Route", "Properties": {"RouteTableId": {"Ref": "One"}}}\
            """);

    assertThat(Plans.violations(plan)).isEmpty();
    assertThat(plan.parts()).hasSize(2);
  }

  private static List<String> namesOfRequests(Plan plan) {
    return Plans.said(plan, LinkKind.CALLS).stream().toList();
  }

  private static SortedMap<String, Map<String, Object>> withoutPaths(
      SortedMap<String, Map<String, Object>> templates) {
    for (Map<String, Object> template : templates.values()) {
      for (Object resource : ((Map<?, ?>) template.getOrDefault("Resources", Map.of())).values()) {
        ((Map<?, ?>) resource).remove("Metadata");
      }
    }
    return templates;
  }

  private static Map<String, String> drawings(Plan plan) {
    return Drawings.of(plan, Pictures.of(plan));
  }
}
