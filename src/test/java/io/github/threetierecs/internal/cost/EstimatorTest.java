package io.github.threetierecs.internal.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.template.StackTemplate;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EstimatorTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 30);

  private final Map<String, Object> resources = new LinkedHashMap<>();

  @Test
  void aTypeThatNobodyKnowsIsNotEstimated() {
    add("Stream", "AWS::Kinesis::Stream", Map.of());

    assertThat(estimate().resources())
        .containsExactly(
            new ResourceCost(
                "Stream",
                "AWS::Kinesis::Stream",
                Standing.NOT_ESTIMATED,
                "AWS::Kinesis::Stream: nothing is known of what this type costs"));
    assertThat(estimate().gaps()).hasSize(1);
  }

  @Test
  void whatIsFreeSaysWhy() {
    add("Role", "AWS::IAM::Role", Map.of());

    assertThat(estimate().resources())
        .containsExactly(new ResourceCost("Role", "AWS::IAM::Role", Standing.FREE, "IAM is free"));
  }

  @Test
  void aPriceThatIsNotKnownInTheRegionIsNoZero() {
    add("Gateway", "AWS::EC2::NatGateway", Map.of());

    Estimate estimate = estimate("sa-east-1");

    assertThat(estimate.items()).isEmpty();
    assertThat(estimate.resources())
        .extracting(ResourceCost::standing)
        .containsExactly(Standing.NOT_ESTIMATED);
    assertThat(estimate.gaps())
        .contains(
            new Gap("Gateway", "NAT gateways", "no price of nat-gateway in sa-east-1 is known"));
  }

  @Test
  void whatCostsTheSameEverywhereIsNotKnownInChina() {
    add("Dashboard", "AWS::CloudWatch::Dashboard", Map.of());

    assertThat(estimate("sa-east-1").count(Standing.PRICED)).isOne();
    assertThat(estimate("cn-north-1").count(Standing.NOT_ESTIMATED)).isOne();
  }

  @Test
  void aKeyThatIsRotatedCostsMoreFromItsFirstRotationsOn() {
    add("Key", "AWS::KMS::Key", Map.of("EnableKeyRotation", true));

    assertThat(monthly("KMS keys")).isEqualTo("1.00 1.00 3.00");
  }

  @Test
  void aStackWithoutARegionGetsThePricesOfOneAndAWarning() {
    add("Gateway", "AWS::EC2::NatGateway", Map.of());

    Estimate estimate = Estimator.of(template(), Optional.empty(), TODAY);

    assertThat(estimate.region()).isEqualTo("us-east-1");
    assertThat(estimate.warnings())
        .contains("The stack names no Region: these are the prices of us-east-1.");
  }

  @Test
  void pricesOlderThanHalfAYearAreWarnedOf() {
    add("Gateway", "AWS::EC2::NatGateway", Map.of());

    assertThat(warningsOn(LocalDate.of(2026, 4, 27)))
        .containsExactly(
            "2 of 2 prices are older than 180 days, the oldest of 2025-10-28: check them before you"
                + " rely on this estimate.");
  }

  @Test
  void pricesOfHalfAYearAreNot() {
    add("Gateway", "AWS::EC2::NatGateway", Map.of());

    assertThat(warningsOn(LocalDate.of(2026, 4, 26))).isEmpty();
  }

  @Test
  void instancesThatScaleAreARange() {
    add(
        "Group",
        "AWS::AutoScaling::AutoScalingGroup",
        Map.of(
            "MinSize", "2",
            "MaxSize", "8",
            "DesiredCapacity", "3",
            "LaunchTemplate", Map.of("LaunchTemplateId", Map.of("Ref", "Launch"))));
    add(
        "Launch",
        "AWS::EC2::LaunchTemplate",
        Map.of(
            "LaunchTemplateData",
            Map.of(
                "InstanceType",
                "m6i.large",
                "BlockDeviceMappings",
                List.of(Map.of("Ebs", Map.of("VolumeSize", 30, "VolumeType", "gp3"))))));

    // 0.096 an hour; 30 GB at 0.08.
    assertThat(monthly("EC2 instances")).isEqualTo("140.16 210.24 560.64");
    assertThat(monthly("volumes of EC2 instances")).isEqualTo("4.80 7.20 19.20");
  }

  @Test
  void aDatabaseWithAStandbyStoresTwiceAndMayGrow() {
    add(
        "Database",
        "AWS::RDS::DBInstance",
        Map.of(
            "Engine", "mysql",
            "DBInstanceClass", "db.m6g.large",
            "MultiAZ", true,
            "StorageType", "gp3",
            "AllocatedStorage", "100",
            "MaxAllocatedStorage", 1000));

    // 0.304 an hour; 200 and 2000 GB at 0.115.
    assertThat(monthly("database")).isEqualTo("221.92 221.92 221.92");
    assertThat(monthly("storage of the database")).isEqualTo("23.00 23.00 230.00");
  }

  @Test
  void aReplicaIsLikeItsSource() {
    add(
        "Database",
        "AWS::RDS::DBInstance",
        Map.of("Engine", "mysql", "DBInstanceClass", "db.t4g.micro", "AllocatedStorage", "20"));
    add(
        "Replica",
        "AWS::RDS::DBInstance",
        Map.of(
            "DBInstanceClass",
            "db.t4g.micro",
            "StorageType",
            "gp3",
            "SourceDBInstanceIdentifier",
            Map.of("Fn::Join", List.of("", List.of("arn:", Map.of("Ref", "Database"))))));

    assertThat(monthly("read replicas")).isEqualTo("11.68 11.68 11.68");
    assertThat(monthly("storage of the read replicas")).isEqualTo("2.30 2.30 2.30");
  }

  @Test
  void aProxyIsPaidByTheVcpusOfItsDatabase() {
    add(
        "Database",
        "AWS::RDS::DBInstance",
        Map.of("Engine", "mysql", "DBInstanceClass", "db.m6g.xlarge", "AllocatedStorage", "20"));
    add("Proxy", "AWS::RDS::DBProxy", Map.of());
    add(
        "Targets",
        "AWS::RDS::DBProxyTargetGroup",
        Map.of(
            "DBProxyName",
            Map.of("Ref", "Proxy"),
            "DBInstanceIdentifiers",
            List.of(Map.of("Ref", "Database"))));

    // 4 vCPUs at 0.015.
    assertThat(monthly("RDS Proxy")).isEqualTo("43.80 43.80 43.80");
  }

  @Test
  void mysql80CostsExtendedSupportUnlessItIsRefused() {
    Map<String, Object> database =
        Map.of(
            "Engine", "mysql",
            "EngineVersion", "8.0.40",
            "DBInstanceClass", "db.m6g.large",
            "MultiAZ", true,
            "AllocatedStorage", "20");
    add("Database", "AWS::RDS::DBInstance", database);

    // 2 vCPUs, and 2 of the standby, at 0.10.
    assertThat(monthly("Extended Support of MySQL 8.0")).isEqualTo("292.00 292.00 292.00");

    Map<String, Object> refused = new LinkedHashMap<>(database);
    refused.put("EngineLifecycleSupport", "open-source-rds-extended-support-disabled");
    add("Database", "AWS::RDS::DBInstance", refused);
    assertThat(estimate().items())
        .extracting(LineItem::label)
        .isNotEmpty()
        .noneMatch(it -> it.startsWith("Extended"));
  }

  @Test
  void anAddressIsPaidInEachZoneOfAPublicLoadBalancer() {
    add(
        "Public",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        Map.of(
            "Type",
            "application",
            "Scheme",
            "internet-facing",
            "Subnets",
            List.of(Map.of("Ref", "A"), Map.of("Ref", "B"), Map.of("Ref", "C"))));
    add(
        "Internal",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        Map.of("Type", "application", "Scheme", "internal"));

    // 3 addresses at 0.005; 2 load balancers at 0.0225.
    assertThat(monthly("public IPv4 addresses")).isEqualTo("10.95 10.95 10.95");
    assertThat(monthly("load balancers")).isEqualTo("32.85 32.85 32.85");
  }

  @Test
  void aListOfSubnetsThatIsNotKnownYetIsAGap() {
    add(
        "Public",
        "AWS::ElasticLoadBalancingV2::LoadBalancer",
        Map.of("Subnets", Map.of("Fn::Split", List.of(",", Map.of("Ref", "Subnets")))));

    assertThat(estimate().gaps())
        .contains(
            new Gap(
                "Public",
                "public IPv4 addresses",
                "the template does not say how many subnets there are"));
  }

  @Test
  void anAlarmIsPaidForEachMetricThatItReads() {
    Map<String, Object> metric = Map.of("Id", "a", "MetricStat", Map.of("Stat", "Sum"));
    add("Plain", "AWS::CloudWatch::Alarm", Map.of("Period", 60));
    add(
        "Rate",
        "AWS::CloudWatch::Alarm",
        Map.of("Metrics", List.of(Map.of("Id", "e", "Expression", "a / b"), metric, metric)));
    add("Fast", "AWS::CloudWatch::Alarm", Map.of("Period", 10));

    assertThat(monthly("alarms")).isEqualTo("0.30 0.30 0.30");
    assertThat(monthly("alarms of high resolution")).isEqualTo("0.30 0.30 0.30");
  }

  @Test
  void usageIsCountedOnceHoweverManyShareIt() {
    add("One", "AWS::EC2::NatGateway", Map.of());
    add("Other", "AWS::EC2::NatGateway", Map.of());

    // 10, 100 and 1000 GB at 0.045, through both together.
    assertThat(monthly("data through NAT gateways")).isEqualTo("0.45 4.50 45.00");
    assertThat(item("data through NAT gateways").resources()).containsExactly("One", "Other");
    assertThat(estimate().baseline().usual()).isEqualByComparingTo("65.70");
    assertThat(estimate().usage().usual()).isEqualByComparingTo("4.50");
  }

  @Test
  void everyPriceIsPositiveAndNamesItsDateAndASourceThatTheHeadExplains() throws IOException {
    String file =
        Files.readString(
            Path.of("src/main/resources/io/github/threetierecs/internal/cost", "prices.tsv"));

    assertThat(OwnFiles.table(Estimator.class, "prices.tsv"))
        .allSatisfy(
            row -> {
              assertThat(row).hasSize(6);
              assertThat(new BigDecimal(row.get(2))).isPositive();
              assertThat(LocalDate.parse(row.get(4))).isBefore(TODAY);
              assertThat(file).contains("#   " + row.get(5) + " ");
            });
  }

  @Test
  void noPriceIsThereTwice() {
    assertThat(
            OwnFiles.table(Estimator.class, "prices.tsv").stream()
                .flatMap(row -> Stream.of(row.get(3).split(",", -1)).map(it -> row.get(0) + it)))
        .isNotEmpty()
        .doesNotHaveDuplicates();
  }

  private void add(String logicalId, String type, Map<String, Object> properties) {
    resources.put(logicalId, Map.of("Type", type, "Properties", properties));
  }

  private List<String> warningsOn(LocalDate day) {
    return Estimator.of(template(), Optional.of("us-east-1"), day).warnings();
  }

  private StackTemplate template() {
    return StackTemplate.of(Map.of("Resources", resources));
  }

  private Estimate estimate() {
    return estimate("us-east-1");
  }

  private Estimate estimate(String region) {
    return Estimator.of(template(), Optional.of(region), TODAY);
  }

  private LineItem item(String label) {
    return estimate().items().stream()
        .filter(it -> it.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private String monthly(String label) {
    Amount amount = item(label).monthly();
    return String.format(
        Locale.ROOT, "%.2f %.2f %.2f", amount.least(), amount.usual(), amount.most());
  }
}
