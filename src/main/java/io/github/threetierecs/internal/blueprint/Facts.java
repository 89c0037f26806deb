package io.github.threetierecs.internal.blueprint;

import io.github.threetierecs.internal.template.LoadBalancing;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a template says of its resources, in words. */
final class Facts {

  /** By what a rule of a load balancer sends requests to a service. */
  static final String REQUESTS = "Requests";

  static final String TASKS = "Tasks";
  static final String CPU = "CPU";
  static final String MEMORY = "Memory";
  static final String PORT = "Port";
  static final String IMAGE = "Image";
  static final String INSTANCE_TYPE = "Instance type";
  static final String INSTANCES = "Instances";
  static final String ENGINE = "Engine";
  static final String INSTANCE_CLASS = "Instance class";
  static final String STORAGE = "Storage";
  static final String MULTI_AZ = "Multi-AZ";
  static final String SCHEME = "Scheme";
  static final String SCHEDULE = "Schedule";
  static final String ADDRESS = "Address";

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:[^}]*/|AWS::)?([^}/]+)}");

  private final Tasks tasks;
  private final LoadBalancing balancing;
  private final Map<String, List<Resource>> folded;

  /**
   * @param folded what is folded into each resource
   */
  Facts(Tasks tasks, LoadBalancing balancing, Map<String, List<Resource>> folded) {
    this.tasks = tasks;
    this.balancing = balancing;
    this.folded = folded;
  }

  List<Fact> of(Resource it, PartKind kind) {
    List<Fact> facts = new ArrayList<>();
    switch (kind) {
      case SERVICE, WORKER, JOB -> task(it, facts);
      case CAPACITY -> capacity(it, facts);
      case INSTANCE -> add(facts, INSTANCE_TYPE, it.text("InstanceType"));
      case DATABASE, READ_REPLICA -> database(it, facts);
      case PROXY -> {
        add(facts, "Engine family", it.text("EngineFamily"));
        add(facts, "TLS required", yesOrNo(it, "RequireTLS"));
      }
      case LOAD_BALANCER -> loadBalancer(it, facts);
      case LISTENER -> listener(it, facts);
      case VPC -> add(facts, "Range", it.text("CidrBlock"));
      case SUBNET -> {
        add(facts, "Range", it.text("CidrBlock"));
        add(facts, "Zone", it.text("AvailabilityZone").map(Places::zone));
      }
      case ENDPOINT ->
          add(facts, "Type", it.text("VpcEndpointType").or(() -> Optional.of("Gateway")));
      case NAT_GATEWAY ->
          add(facts, "Connectivity", it.text("ConnectivityType").or(() -> Optional.of("public")));
      case SECURITY_GROUP, ROLE, KEY, ALARM -> {
        add(
            facts,
            "Description",
            it.text("GroupDescription")
                .or(() -> it.text("Description"))
                .or(() -> it.text("AlarmDescription")));
        if (kind == PartKind.KEY) {
          add(facts, "Rotation", yesOrNo(it, "EnableKeyRotation"));
        }
      }
      case FUNCTION -> {
        add(facts, "Runtime", it.text("Runtime"));
        add(
            facts,
            MEMORY,
            it.text("MemorySize").or(() -> Optional.of("128")).map(Facts::mebibytes));
        add(
            facts,
            "Timeout",
            it.text("Timeout").or(() -> Optional.of("3")).map(seconds -> seconds + " seconds"));
      }
      case SECRET -> secret(it, facts);
      case LOG_GROUP -> {
        add(
            facts,
            "Retention",
            it.text("RetentionInDays")
                .map(days -> days + " days")
                .or(() -> Optional.of("for ever")));
        add(facts, "Encryption", Optional.of(it.has("KmsKeyId") ? "own key" : "by AWS"));
      }
      case TOPIC -> subscriptions(it, facts);
      case WEB_ACL ->
          add(
              facts,
              "Default action",
              it.has("DefaultAction.Block") ? Optional.of("block") : Optional.of("allow"));
      case BACKUP -> plan(it, facts);
      case CERTIFICATE -> add(facts, "Name", it.text("DomainName"));
      case EVENT_RULE -> add(facts, SCHEDULE, schedule(it));
      case CLUSTER -> add(facts, "Container Insights", it.text("ClusterSettings.0.Value"));
      default -> {}
    }
    add(
        facts,
        "After a delete",
        it.attribute("DeletionPolicy")
            .map(Text::of)
            .flatMap(
                policy ->
                    switch (policy) {
                      case "Retain", "RetainExceptOnCreate" -> Optional.of("kept");
                      case "Snapshot" -> Optional.of("a snapshot is kept");
                      default -> Optional.empty();
                    }));
    return facts;
  }

  /** When it starts something, and in which time zone if it says so. */
  private static Optional<String> schedule(Resource it) {
    return it.text("ScheduleExpression")
        .map(
            expression ->
                expression
                    + it.text("ScheduleExpressionTimezone").map(zone -> ", " + zone).orElse("")
                    + it.text("State")
                        .filter("DISABLED"::equals)
                        .map(state -> ", disabled")
                        .orElse(""));
  }

  /** What is known of a container of a task definition. */
  List<Fact> ofContainer(Resource definition, String container) {
    List<Fact> facts = new ArrayList<>();
    add(facts, IMAGE, definition.text(container + ".Image"));
    add(facts, CPU, definition.text(container + ".Cpu").map(Facts::cpu));
    add(
        facts,
        MEMORY,
        definition
            .text(container + ".Memory")
            .or(() -> definition.text(container + ".MemoryReservation"))
            .map(Facts::mebibytes));
    add(facts, PORT, definition.text(container + ".PortMappings.0.ContainerPort"));
    add(facts, "Log driver", definition.text(container + ".LogConfiguration.LogDriver"));
    return facts;
  }

  private void task(Resource it, List<Fact> facts) {
    add(
        facts,
        REQUESTS,
        Optional.of(String.join("; ", balancing.requestsFor(it))).filter(all -> !all.isEmpty()));
    Optional<String> range =
        foldedOf(it, "AWS::ApplicationAutoScaling::ScalableTarget")
            .map(scaled -> range(scaled, "MinCapacity", "MaxCapacity"))
            .findFirst();
    add(
        facts,
        TASKS,
        it.type().equals("AWS::ECS::Service")
            ? range.or(() -> it.text("DesiredCount")).or(() -> Optional.of("1"))
            : Optional.empty());
    add(facts, SCHEDULE, schedule(it));
    tasks
        .definitionOf(it)
        .ifPresent(
            definition -> {
              add(
                  facts,
                  CPU,
                  definition.text("Cpu").or(() -> sum(definition, "Cpu")).map(Facts::cpu));
              add(
                  facts,
                  MEMORY,
                  definition
                      .text("Memory")
                      .or(() -> sum(definition, "Memory"))
                      .map(Facts::mebibytes));
              add(facts, "Network mode", definition.text("NetworkMode"));
            });
    add(facts, PORT, it.text("LoadBalancers.0.ContainerPort"));
    add(facts, "Deployment", it.text("DeploymentConfiguration.Strategy").map(Facts::words));
    add(
        facts,
        "ECS Exec",
        it.has("EnableExecuteCommand") ? yesOrNo(it, "EnableExecuteCommand") : Optional.empty());
  }

  private static Optional<String> sum(Resource definition, String property) {
    long sum = 0;
    for (String container : Tasks.containersOf(definition)) {
      String value = definition.text(container + "." + property).orElse("0");
      if (!value.matches("\\d{1,9}")) {
        return Optional.empty();
      }
      sum += Long.parseLong(value);
    }
    return sum == 0 ? Optional.empty() : Optional.of(Long.toString(sum));
  }

  private void capacity(Resource it, List<Fact> facts) {
    List<Resource> launch = foldedOf(it, "AWS::EC2::LaunchTemplate").toList();
    Optional<String> types =
        Optional.of(
                it.elements("MixedInstancesPolicy.LaunchTemplate.Overrides")
                    .flatMap(path -> it.text(path + ".InstanceType").stream())
                    .distinct()
                    .toList())
            .filter(list -> !list.isEmpty())
            .map(list -> String.join(", ", list));
    add(
        facts,
        INSTANCE_TYPE,
        types.or(
            () ->
                launch.stream()
                    .flatMap(one -> one.text("LaunchTemplateData.InstanceType").stream())
                    .findFirst()));
    add(facts, INSTANCES, Optional.of(range(it, "MinSize", "MaxSize")));
    add(
        facts,
        "Spot",
        it.text("MixedInstancesPolicy.InstancesDistribution.OnDemandPercentageAboveBaseCapacity")
            .filter(share -> share.matches("\\d{1,3}"))
            .map(share -> 100 - Integer.parseInt(share) + " %"));
    for (Resource one : launch) {
      String ebs = "LaunchTemplateData.BlockDeviceMappings.0.Ebs.";
      add(
          facts,
          "Root volume",
          one.text(ebs + "VolumeSize")
              .map(size -> size + " GiB " + one.text(ebs + "VolumeType").orElse("")));
      add(facts, "Encryption", Optional.of(one.isTrue(ebs + "Encrypted") ? "yes" : "no"));
    }
  }

  private void database(Resource it, List<Fact> facts) {
    add(
        facts,
        ENGINE,
        it.text("Engine")
            .map(
                engine ->
                    Names.engine(engine)
                        + it.text("EngineVersion").map(version -> " " + version).orElse("")));
    add(facts, INSTANCE_CLASS, it.text("DBInstanceClass"));
    add(
        facts,
        STORAGE,
        it.text("AllocatedStorage")
            .map(
                size ->
                    size
                        + " GiB"
                        + it.text("StorageType").map(type -> " " + type).orElse("")
                        + it.text("MaxAllocatedStorage")
                            .map(most -> ", grows to " + most + " GiB")
                            .orElse("")));
    add(
        facts,
        MULTI_AZ,
        it.type().equals("AWS::RDS::DBInstance") ? yesOrNo(it, "MultiAZ") : Optional.empty());
    add(facts, PORT, it.text("Port"));
    add(facts, "Deletion protection", yesOrNo(it, "DeletionProtection"));
    // A replica is encrypted as its source is.
    if (it.has("StorageEncrypted") || !it.has("SourceDBInstanceIdentifier")) {
      add(facts, "Encryption", yesOrNo(it, "StorageEncrypted"));
    }
    add(
        facts,
        "Backups",
        it.text("BackupRetentionPeriod")
            .map(days -> days.equals("0") ? "none" : "kept for " + days + " days"));
    add(facts, "Public", yesOrNo(it, "PubliclyAccessible"));
  }

  private static void loadBalancer(Resource it, List<Fact> facts) {
    add(facts, SCHEME, it.text("Scheme").or(() -> Optional.of("internet-facing")));
    add(facts, "Type", it.text("Type").or(() -> Optional.of("application")));
    for (String attribute : it.elements("LoadBalancerAttributes").toList()) {
      Optional<String> value = it.text(attribute + ".Value");
      switch (it.text(attribute + ".Key").orElse("")) {
        case "deletion_protection.enabled" ->
            add(facts, "Deletion protection", value.map(Facts::yesOrNo));
        case "idle_timeout.timeout_seconds" ->
            add(facts, "Idle timeout", value.map(seconds -> seconds + " seconds"));
        case "access_logs.s3.enabled" -> add(facts, "Access logs", value.map(Facts::yesOrNo));
        default -> {}
      }
    }
  }

  private static void listener(Resource it, List<Fact> facts) {
    add(facts, "Protocol", it.text("Protocol"));
    add(facts, PORT, it.text("Port"));
    add(facts, "TLS policy", it.text("SslPolicy"));
    add(
        facts,
        "By default",
        it.text("DefaultActions.0.Type")
            .map(
                type ->
                    type.equals("redirect")
                        ? "redirects to "
                            + it.text("DefaultActions.0.RedirectConfig.Protocol").orElse("")
                            + " "
                            + it.text("DefaultActions.0.RedirectConfig.Port").orElse("")
                        : type));
  }

  private void secret(Resource it, List<Fact> facts) {
    add(facts, "Description", it.text("Description"));
    add(
        facts,
        "Rotation",
        foldedOf(it, "AWS::SecretsManager::RotationSchedule")
            .map(
                schedule ->
                    schedule
                        .text("RotationRules.ScheduleExpression")
                        .or(
                            () ->
                                schedule
                                    .text("RotationRules.AutomaticallyAfterDays")
                                    .map(days -> "every " + days + " days"))
                        .orElse("yes"))
            .findFirst()
            .or(() -> Optional.of("no")));
  }

  private void subscriptions(Resource it, List<Fact> facts) {
    foldedOf(it, "AWS::SNS::Subscription")
        .forEach(
            one ->
                add(
                    facts,
                    "Subscription",
                    one.text("Endpoint")
                        .map(
                            endpoint ->
                                one.text("Protocol").map(protocol -> protocol + " ").orElse("")
                                    + endpoint)));
  }

  private void plan(Resource it, List<Fact> facts) {
    foldedOf(it, "AWS::Backup::BackupPlan")
        .forEach(
            one ->
                one.elements("BackupPlan.BackupPlanRule")
                    .forEach(
                        rule ->
                            add(
                                facts,
                                one.text(rule + ".RuleName").orElse("Rule"),
                                one.text(rule + ".Lifecycle.DeleteAfterDays")
                                    .map(days -> "kept for " + days + " days"))));
  }

  private Stream<Resource> foldedOf(Resource it, String type) {
    return folded.getOrDefault(it.logicalId(), List.of()).stream()
        .filter(one -> one.type().equals(type));
  }

  private static String range(Resource it, String least, String most) {
    String from = it.text(least).orElse("0");
    String to = it.text(most).orElse(from);
    return from.equals(to) ? from : from + " to " + to;
  }

  private static Optional<String> yesOrNo(Resource it, String property) {
    return Optional.of(it.text(property).map(Facts::yesOrNo).orElse("no"));
  }

  private static String yesOrNo(String value) {
    return value.equals("true") ? "yes" : value.equals("false") ? "no" : value;
  }

  /** {@code Blue/green} of {@code BLUE_GREEN}. */
  private static String words(String strategy) {
    return strategy.equals("BLUE_GREEN")
        ? "Blue/green"
        : Names.capitalized(strategy.toLowerCase(Locale.ROOT));
  }

  private static String cpu(String units) {
    return units + " CPU units";
  }

  private static String mebibytes(String amount) {
    return amount + " MiB";
  }

  /** What only the deployment knows is named by where it comes from. */
  private static void add(List<Fact> facts, String label, Optional<String> value) {
    value
        .map(it -> REFERENCE.matcher(it).replaceAll("<$1>"))
        .filter(it -> !it.isBlank())
        .ifPresent(it -> facts.add(new Fact(label, it.strip())));
  }
}
