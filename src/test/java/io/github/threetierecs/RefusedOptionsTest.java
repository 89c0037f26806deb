package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.rds.MysqlEngineVersion;
import software.amazon.jsii.Builder;

/** What each option refuses, and the words that it does so with. */
class RefusedOptionsTest {
  private static final Set<String> REQUIRED =
      Set.of(
          "frontend",
          "backend",
          "frontend.image",
          "backend.image",
          "tls.certificate",
          "tls.domainName",
          "addedBackend.pathPatterns",
          "autoScaling.maxTasks",
          "scheduledTask.schedule",
          "scheduledTask.command");

  private static final String TOO_LONG = "a".repeat(65);

  /** Options whose type leaves nothing to refuse but null. */
  private static final Set<String> ACCEPT_EVERY_VALUE =
      Set.of(
          "network.nat",
          "network.flowLogs",
          "capacity.containerInsights",
          "capacity.detailedMonitoring",
          "database.multiAz",
          "database.deletionProtection",
          "database.removalPolicy",
          "service.image",
          "service.autoScaling",
          "service.logRetention",
          "profile",
          "network",
          "capacity",
          "frontend",
          "backend",
          "database");

  private static final Stack STACK = new Stack();
  private static final CfnParameter NUMBER =
      CfnParameter.Builder.create(STACK, "Number").type("Number").build();
  private static final CfnParameter TEXT = CfnParameter.Builder.create(STACK, "Text").build();

  // spotless:off
  private static final List<Arguments> ROWS =
      List.of(
          arguments("network.cidr", "ten", "\"ten\" is not an IPv4 range; write one such as \"10.0.0.0/16\""),
          arguments("network.cidr", "", "\"\" is not an IPv4 range; write one such as \"10.0.0.0/16\""),
          arguments("network.cidr", "10.0.0.0", "\"10.0.0.0\" is not an IPv4 range; write one such as \"10.0.0.0/16\""),
          arguments("network.cidr", " 10.0.0.0/16", "\" 10.0.0.0/16\" is not an IPv4 range; write one such as \"10.0.0.0/16\""),
          arguments("network.cidr", "010.0.0.0/16", "\"010.0.0.0/16\" is not an IPv4 range; write one such as \"10.0.0.0/16\""),
          arguments("network.cidr", "fd00::/8", "\"fd00::/8\" is not an IPv4 range; write one such as \"10.0.0.0/16\""),
          arguments("network.cidr", "10.256.0.0/16", "\"10.256.0.0/16\" has a number above 255; write one such as \"10.0.0.0/16\""),
          arguments("network.cidr", "10.0.0.0/33", "\"10.0.0.0/33\" has a prefix above /32; write one such as \"10.0.0.0/16\""),
          arguments("network.cidr", "10.0.0.0/15", "\"10.0.0.0/15\" is larger than the /16 that Amazon VPC allows; use /16 to /23, such as \"10.0.0.0/16\""),
          arguments("network.cidr", "10.0.0.0/24", "\"10.0.0.0/24\" is too small for public, private and database subnets in four zones, which need a /23; use /16 to /23, such as \"10.0.0.0/16\""),
          arguments("network.cidr", "10.0.1.0/16", "\"10.0.1.0/16\" does not begin at its network address; write \"10.0.0.0/16\""),
          arguments("network.cidr", "0.1.0.0/16", "\"0.1.0.0/16\" lies in 0.0.0.0/8, which Amazon VPC reserves; use a private range such as \"10.0.0.0/16\""),
          arguments("network.cidr", "127.0.0.0/16", "\"127.0.0.0/16\" lies in 127.0.0.0/8, which Amazon VPC reserves; use a private range such as \"10.0.0.0/16\""),
          arguments("network.cidr", "169.254.0.0/16", "\"169.254.0.0/16\" lies in 169.254.0.0/16, which Amazon VPC reserves; use a private range such as \"10.0.0.0/16\""),
          arguments("network.cidr", "239.1.0.0/16", "\"239.1.0.0/16\" lies in 224.0.0.0/4, which Amazon VPC reserves; use a private range such as \"10.0.0.0/16\""),
          arguments("network.cidr", TEXT.getValueAsString(), "a token is known only at deployment, but the subnets are laid out at synthesis; set a literal such as \"10.0.0.0/16\""),
          arguments("network.maxAzs", 1, "1 is not a whole number from 2 to 4 Availability Zones; set 2, or 3 where the Region has them"),
          arguments("network.maxAzs", 5, "5 is not a whole number from 2 to 4 Availability Zones; set 2, or 3 where the Region has them"),
          arguments("network.maxAzs", NUMBER.getValueAsNumber(), "a token is known only at deployment, but the subnets are laid out at synthesis; set a literal such as 2"),

          arguments("capacity.instanceType", new InstanceType("banana"), "\"banana\" is not an instance type that the CDK can read; use one such as new InstanceType(\"m6i.large\")"),
          arguments("capacity.instanceType", new InstanceType("M6I.LARGE"), "\"M6I.LARGE\" is not an instance type that the CDK can read; use one such as new InstanceType(\"m6i.large\")"),
          arguments("capacity.instanceType", new InstanceType("m6i.huge"), "\"m6i.huge\" is not an instance type that the CDK can read; use one such as new InstanceType(\"m6i.large\")"),
          arguments("capacity.instanceType", new InstanceType(""), "\"\" is not an instance type that the CDK can read; use one such as new InstanceType(\"m6i.large\")"),
          arguments("capacity.instanceType", new InstanceType(TEXT.getValueAsString()), "a token is known only at deployment, but the instances' type decides their machine image at synthesis; set one such as new InstanceType(\"m6i.large\")"),
          arguments("capacity.minInstances", -1, "-1 is not a whole number from 0 to 5 000 instances; set 2 to survive the loss of one"),
          arguments("capacity.maxInstances", 0, "0 is not a whole number from 1 to 5 000 instances; set the maximum number of instances"),

          arguments("database.databaseName", "my-db", "\"my-db\" is refused by RDS, which requires a letter first, then letters, digits and _; use a name such as \"my_db\""),
          arguments("database.databaseName", "1shop", "\"1shop\" is refused by RDS, which requires a letter first, then letters, digits and _; use a name such as \"shop\""),
          arguments("database.databaseName", "_shop", "\"_shop\" is refused by RDS, which requires a letter first, then letters, digits and _; use a name such as \"shop\""),
          arguments("database.databaseName", "1select", "\"1select\" is refused by RDS, which requires a letter first, then letters, digits and _; use a name such as \"select_db\""),
          arguments("database.databaseName", "", "\"\" is refused by RDS, which requires a letter first, then letters, digits and _; use a name such as \"app\""),
          arguments("database.databaseName", "shop\n", "\"shop�\" is refused by RDS, which requires a letter first, then letters, digits and _; use a name such as \"shop_\""),
          arguments("database.databaseName", TOO_LONG, "\"" + TOO_LONG + "\" has 65 characters, and MySQL allows 64; use a shorter name"),
          arguments("database.databaseName", "select", "\"select\" is a reserved word of MySQL; use a name such as \"select_db\""),
          arguments("database.databaseName", "Order", "\"Order\" is a reserved word of MySQL; use a name such as \"Order_db\""),
          arguments("database.databaseName", "mysql", "\"mysql\" is one of MySQL's own schemas; use a name such as \"mysql_db\""),
          arguments("database.databaseName", "SYS", "\"SYS\" is one of MySQL's own schemas; use a name such as \"SYS_db\""),
          arguments("database.engineVersion", MysqlEngineVersion.of("banana", "8.4"), "\"banana\" is not a version of MySQL; use one such as MysqlEngineVersion.of(\"8.4.9\", \"8.4\")"),
          arguments("database.instanceType", new InstanceType("banana"), "\"banana\" is not an instance type that the CDK can read; use one such as new InstanceType(\"m6g.large\")"),
          arguments("database.instanceType", new InstanceType("db.m6g.large"), "\"db.m6g.large\" starts with db., which is added for RDS anyway; write new InstanceType(\"m6g.large\")"),
          arguments("database.instanceType", new InstanceType("t4g.nano"), "\"t4g.nano\" has a size that RDS does not offer; use one such as new InstanceType(\"t4g.micro\")"),
          arguments("database.allocatedStorage", 19, "19 is not a whole number from 20 to 65 536 GiB; set 20 or more"),
          arguments("database.allocatedStorage", 65_537, "65537 is not a whole number from 20 to 65 536 GiB; set 20 or more"),
          arguments("database.maxAllocatedStorage", 19, "19 is not a whole number from 20 to 65 536 GiB; set at least a tenth more than allocatedStorage"),
          arguments("database.backupRetention", Duration.days(36), "36 is not a whole number from 0 to 35 days; set Duration.days(14), or Duration.days(0) for no backups"),
          arguments("database.backupRetention", Duration.hours(36), "1.5 is not a whole number from 0 to 35 days; set Duration.days(14), or Duration.days(0) for no backups"),
          arguments("database.backupRetention", Duration.hours(NUMBER.getValueAsNumber()), "a token cannot be converted to days; write Duration.days(…) around it"),

          arguments("service.containerPort", 0, "0 is not a whole number from 1 to 65 535; set the port that the container listens on"),
          arguments("service.containerPort", 65_536, "65536 is not a whole number from 1 to 65 535; set the port that the container listens on"),
          arguments("service.cpu", 0, "0 is not a whole number from 2 to 196 608 CPU units; set 256 for a quarter of a vCPU"),
          arguments("service.cpu", 0.5, "0.5 is not a whole number from 2 to 196 608 CPU units; set 256 for a quarter of a vCPU"),
          arguments("service.memoryMiB", 0, "0 is not a whole number from 6 to 25 165 824 MiB; set 512 for half a GiB"),
          arguments("service.memoryMiB", -512L, "-512 is not a whole number from 6 to 25 165 824 MiB; set 512 for half a GiB"),
          arguments("service.desiredCount", -1, "-1 is not a whole number from 0 to 5 000 tasks; set 2 to survive the loss of a zone"),
          arguments("service.desiredCount", 5_001, "5001 is not a whole number from 0 to 5 000 tasks; set 2 to survive the loss of a zone"),
          arguments("service.healthCheckPath", "health", "\"health\" does not begin with /; write \"/health\""),
          arguments("service.healthCheckPath", "", "\"\" does not begin with /; write \"/\""),
          arguments("service.healthCheckPath", "/are you well", "\"/are you well\" has characters that the load balancer does not allow in a path; percent-encode them, a space as %20"),
          arguments("service.healthCheckPath", "/" + "a".repeat(1_024), "\"/" + "a".repeat(79) + "…\" has 1025 characters, and the load balancer allows 1 024; use a shorter path"),
          arguments("service.healthCheckGracePeriod", Duration.millis(1_500), "1.5 is not a whole number from 0 to 2 147 483 647 seconds; set what the slowest start takes, such as Duration.seconds(120)"),
          arguments("service.healthCheckGracePeriod", Duration.days(30_000), "2592000000 is not a whole number from 0 to 2 147 483 647 seconds; set what the slowest start takes, such as Duration.seconds(120)"),
          arguments("service.healthCheckGracePeriod", Duration.minutes(NUMBER.getValueAsNumber()), "a token cannot be converted to seconds; write Duration.seconds(…) around it"),
          arguments("service.environment", Map.of("AWS_REGION", "eu-west-1"), "\"AWS_REGION\" is a variable that the construct itself sets; use another name"),
          arguments("service.environment", Map.of("", "x"), "\"\" is not the name of a variable; give it a name"),
          arguments("service.environment", Map.of("A B", "x"), "\"A B\" has = or white space in it; use letters, digits and _"),
          arguments("service.environment", Map.of("A=B", "x"), "\"A=B\" has = or white space in it; use letters, digits and _"),
          arguments("service.environment", Collections.singletonMap(null, "x"), "null is not the name of a variable; give it a name"),
          arguments("service.secrets", Collections.singletonMap(null, null), "null is not the name of a variable; give it a name"),

          arguments("autoScaling.minTasks", -1, "-1 is not a whole number from 0 to 5 000 tasks; set 2 to survive the loss of a zone"),
          arguments("autoScaling.maxTasks", 0, "0 is not a whole number from 1 to 5 000 tasks; set the maximum number of tasks"),
          arguments("autoScaling.cpuUtilizationPercent", 0, "0 is not a whole number from 1 to 100 percent; set 60, or leave it out to get 60"),
          arguments("autoScaling.cpuUtilizationPercent", 101, "101 is not a whole number from 1 to 100 percent; set 60, or leave it out to get 60"));
  // spotless:on

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource
  void refuses(String option, Object value, String message) {
    Builder<?> builder = Options.with(option, value);

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        // The message of what an option is made of begins with the name of that part.
        .withMessage(option + (message.startsWith(".") ? "" : ": ") + message);
  }

  static Stream<Arguments> refuses() {
    return rows().flatMap(row -> tiers((String) row.get()[0]).map(it -> with(it, row)));
  }

  static Stream<Arguments> rows() {
    return Stream.concat(ROWS.stream(), OptionTable.allRefusals());
  }

  private static Arguments with(String option, Arguments row) {
    return arguments(option, row.get()[1], row.get()[2]);
  }

  /** The frontend and the backend have the same options. */
  private static Stream<String> tiers(String option) {
    return option.startsWith("service.")
        ? Stream.of("frontend", "backend").map(tier -> option.replace("service", tier))
        : Stream.of(option);
  }

  @Test
  void everyOptionIsInTheTableOrAcceptsEveryValueOfItsType() {
    Set<String> inTheTable =
        rows().flatMap(row -> tiers((String) row.get()[0])).collect(Collectors.toSet());
    Set<String> accepting =
        Stream.concat(ACCEPT_EVERY_VALUE.stream(), OptionTable.allThatAcceptEveryValue())
            .flatMap(RefusedOptionsTest::tiers)
            .collect(Collectors.toSet());

    assertThat(inTheTable).doesNotContainAnyElementsOf(accepting);
    assertThat(Stream.of(inTheTable, accepting).flatMap(Set::stream))
        .containsExactlyInAnyOrderElementsOf(Options.all().toList());
  }

  @Test
  void everyPublicBuilderIsTested() {
    Stream<String> builders =
        new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackagesOf(ThreeTierEcsApp.class)
                .stream()
                .filter(it -> it.isAssignableTo(Builder.class))
                .filter(it -> !it.getModifiers().contains(JavaModifier.ABSTRACT))
                .map(JavaClass::getName);

    assertThat(builders)
        .containsExactlyInAnyOrderElementsOf(Options.builderClasses().map(Class::getName).toList());
  }

  /** So that {@code certificate(isProduction ? certificate : null)} works. */
  @ParameterizedTest
  @MethodSource
  void nullLeavesTheOptionOut(String option) {
    assertThat(Options.with(option, null).build())
        .usingRecursiveComparison()
        .isEqualTo(withNothingChosen(option));
  }

  static Stream<String> nullLeavesTheOptionOut() {
    return Options.all().filter(it -> !REQUIRED.contains(it));
  }

  @ParameterizedTest
  @MethodSource
  void nullForWhatIsRequiredIsRefused(String option) {
    assertThatIllegalArgumentException()
        .isThrownBy(Options.with(option, null)::build)
        .withMessageStartingWith(option + ": missing, and it has no default; set ");
  }

  static Stream<String> nullForWhatIsRequiredIsRefused() {
    return REQUIRED.stream();
  }

  private static Object withNothingChosen(String option) {
    return Options.builder(option.substring(0, Math.max(0, option.indexOf('.')))).build();
  }

  @ParameterizedTest
  @MethodSource("values")
  void nullTakesAValueBack(String option, Object value) {
    Builder<?> builder = Options.with(option, value);
    Options.set(builder, option, null);
    if (REQUIRED.contains(option)) {
      assertThatIllegalArgumentException().isThrownBy(builder::build);
    } else {
      assertThat(builder.build()).usingRecursiveComparison().isEqualTo(withNothingChosen(option));
    }
  }

  @ParameterizedTest
  @MethodSource("values")
  void aLaterValueCounts(String option, Object value) {
    Builder<?> builder = Options.with(option, null);
    Options.set(builder, option, value);

    assertThat(builder.build()).isNotNull();
  }

  static Stream<Arguments> values() {
    return Stream.of(
        arguments("network.cidr", "10.0.0.0/20"),
        arguments("capacity.maxInstances", 10),
        arguments("backend.image", Options.IMAGE),
        arguments("backend.environment", Map.of("LOG_LEVEL", "info")),
        arguments("database.databaseName", "shop"),
        arguments("autoScaling.maxTasks", 4),
        arguments("profile", Profile.DEVELOPMENT));
  }

  @ParameterizedTest
  @MethodSource
  void numbersThatAreNoneAreRefused(String option, Number value) {
    Builder<?> builder = Options.with(option, value);

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessageContaining(option + ": " + shortened(value) + " is not a whole number from ");
  }

  static Stream<Arguments> numbersThatAreNoneAreRefused() {
    List<Number> numbers =
        List.of(
            Double.NaN,
            Float.NaN,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY,
            Double.MAX_VALUE,
            Double.MIN_VALUE,
            Integer.MIN_VALUE,
            Integer.MAX_VALUE,
            Long.MIN_VALUE,
            Long.MAX_VALUE,
            2.5,
            new BigDecimal("2.5"),
            BigInteger.TEN.pow(400));
    return Options.of(Number.class)
        // Shares need not be whole.
        .filter(option -> !option.equals("observability.errorRatePercent"))
        .filter(option -> !option.equals("deployment.canaryPercent"))
        .filter(option -> !option.equals("deployment.linearStepPercent"))
        .flatMap(option -> numbers.stream().map(number -> arguments(option, number)));
  }

  private static String shortened(Number number) {
    String text = number.toString();
    return text.length() > 80 ? text.substring(0, 80) + "…" : text;
  }

  @ParameterizedTest
  @MethodSource
  void whatWorksIsAccepted(String option, @Nullable Object value) {
    assertThat(Options.with(option, value).build()).isNotNull();
  }

  static Stream<Arguments> whatWorksIsAccepted() {
    return Stream.of(
        arguments("network.cidr", "10.0.0.0/16"),
        arguments("network.cidr", "192.168.100.0/23"),
        arguments("network.cidr", "223.255.0.0/16"),
        arguments("network.maxAzs", 2),
        arguments("network.maxAzs", 4L),
        arguments("network.maxAzs", 3.0),
        arguments("capacity.instanceType", new InstanceType("m7i-flex.large")),
        arguments("capacity.instanceType", new InstanceType("t2.nano")),
        arguments("capacity.instanceType", new InstanceType("c7i.metal-24xl")),
        arguments("capacity.minInstances", 0),
        arguments("capacity.maxInstances", 5_000),
        arguments("database.databaseName", "a".repeat(64)),
        arguments("database.databaseName", "a"),
        arguments("database.databaseName", "selects"),
        arguments("database.engineVersion", MysqlEngineVersion.of("8.4", "8.4")),
        arguments("database.engineVersion", MysqlEngineVersion.of("9.7.1-rds.20260901", "9.7")),
        arguments("database.allocatedStorage", 20),
        arguments("database.maxAllocatedStorage", 65_536),
        arguments("database.backupRetention", Duration.days(0)),
        arguments("database.backupRetention", Duration.hours(35 * 24)),
        arguments("backend.containerPort", 1),
        arguments("backend.containerPort", (short) 8080),
        arguments("backend.containerPort", 65_535),
        arguments("backend.cpu", 2),
        arguments("backend.cpu", new BigDecimal("512")),
        arguments("backend.memoryMiB", 6),
        arguments("backend.memoryMiB", BigInteger.valueOf(512)),
        arguments("backend.desiredCount", 0),
        arguments("backend.healthCheckPath", "/health?deep=1&verbose=%20"),
        arguments("backend.healthCheckPath", "/" + "a".repeat(1_023)),
        arguments("backend.healthCheckGracePeriod", Duration.seconds(0)),
        arguments(
            "backend.environment", Map.of("BACKEND_URL", "x", "aws_region", "", "a.b-c", "=")),
        arguments("frontend.environment", Map.of("DB_HOST", "x")),
        arguments("autoScaling.minTasks", 0),
        arguments("autoScaling.cpuUtilizationPercent", 100));
  }
}
