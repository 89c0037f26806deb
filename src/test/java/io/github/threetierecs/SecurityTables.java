package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;

import io.github.threetierecs.internal.template.Peer;
import io.github.threetierecs.internal.template.Permissions;
import io.github.threetierecs.internal.template.Reachability;
import io.github.threetierecs.internal.template.Role;
import io.github.threetierecs.internal.template.Rule;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tables of {@code docs/security} as a template has them. What a template cannot say, the names
 * and the reasons, stands in the tables here; whatever has none is refused.
 */
final class SecurityTables {
  private static final String NOTHING = "nothing";

  /** What a logical id, its hash left out, is called in the page. */
  private static final Map<String, String> NAMES = new LinkedHashMap<>();

  /** Why a role may do something. */
  private static final Map<String, String> ROLE_REASONS = new LinkedHashMap<>();

  /** Why a resource is a pattern. */
  private static final Map<String, String> WILDCARD_REASONS = new LinkedHashMap<>();

  /** Why a security group lets something in or out. */
  private static final Map<String, String> RULE_REASONS = new LinkedHashMap<>();

  /** What an end of a connection is called in the page. */
  private static final Map<String, String> ENDS =
      Map.of(
          Ends.INTERNET, "the internet",
          Ends.FRONTEND_BALANCER, "the frontend's load balancer",
          Ends.FRONTEND, "the frontend's tasks",
          Ends.BACKEND_BALANCER, "the backend's load balancer",
          Ends.BACKEND, "the backend's tasks",
          Ends.DATABASE, "the database",
          Ends.ENDPOINT, "the VPC endpoints");

  private static final String STATES =
      "reports what becomes of tasks, their containers and network interfaces";

  private static final String TAKES_NO_RESOURCE = "takes no resource: `*` is the only choice";

  private static final String ID_IS_GIVEN_LATER =
      "takes a container instance, whose id is given when it joins; of this cluster only";

  private static final String NAMED_AFTER_THE_DATABASE =
      "takes a log stream, whose name is the database's id, and the database waits for the role; of"
          + " this log group only";

  private static final String EVALUATED_WITH_ITS_STREAMS =
      "takes a log group, whose ARN CloudWatch Logs evaluates with `:log-stream:` at its end; of"
          + " this log group only";

  private static final Map<String, String> REFERENCES =
      Map.of(
          "ecs", "list_amazonelasticcontainerservice.html",
          "ecr", "list_amazonelasticcontainerregistry.html",
          "logs", "list_amazoncloudwatchlogs.html");

  private static final Pattern REFERENCE =
      Pattern.compile("\\$\\{([A-Za-z0-9]+)[0-9A-F]{8}(?:\\.[A-Za-z]+)?}");

  static {
    // Roles, in the order of the page.
    name("AppCapacityInstanceRole", "instance role");
    name("AppFrontendTaskDefinitionExecutionRole", "frontend execution role");
    name("AppFrontendTaskDefinitionTaskRole", "frontend task role");
    name("AppBackendTaskDefinitionExecutionRole", "backend execution role");
    name("AppBackendTaskDefinitionTaskRole", "backend task role");
    name("AppNetworkVpcFlowLogIAMRole", "flow log role");
    name("CustomVpcRestrictDefaultSGCustomResourceProviderRole", "default security group role");
    name("AppDataMonitoringRole", "database monitoring role");

    // Security groups, in the order of the page.
    name("AppFrontendLoadBalancerSecurityGroup", "frontend load balancer");
    name("AppFrontendServiceSecurityGroup", "frontend tasks");
    name("AppBackendLoadBalancerSecurityGroup", "backend load balancer");
    name("AppBackendServiceSecurityGroup", "backend tasks");
    name("AppDataSecurityGroup", "database");
    name("AppCapacityInstanceSecurityGroup", "instances");
    name("AppNetworkEndpointSecurityGroup", "VPC endpoints");

    // What policies are about.
    name("AppCapacityCluster", "cluster");
    name("AppFrontendLogGroup", "the frontend's log group");
    name("AppBackendLogGroup", "the backend's log group");
    name("AppNetworkFlowLogGroup", "the flow log's log group");
    name("AppDataSecretAttachment", "the database's secret");
    name("AppNetworkVpc", "VPC");

    roleReason("instance role", "ecs:RegisterContainerInstance", "joins and leaves the cluster");
    roleReason("instance role", "ecs:DeregisterContainerInstance", "joins and leaves the cluster");
    roleReason("instance role", "ecs:SubmitAttachmentStateChanges", STATES);
    roleReason("instance role", "ecs:SubmitContainerStateChange", STATES);
    roleReason("instance role", "ecs:SubmitTaskStateChange", STATES);
    roleReason("instance role", "ecs:Poll", "is told which tasks to start and stop");
    roleReason("instance role", "ecs:StartTelemetrySession", "reports CPU and memory used");
    roleReason(
        "instance role", "ecs:UpdateContainerInstancesState", "drains itself before it stops");
    roleReason("instance role", "ecs:DiscoverPollEndpoint", "finds the endpoint to poll");
    for (String tier : List.of("frontend", "backend")) {
      String role = tier + " execution role";
      roleReason(role, "logs:CreateLogStream", "writes what the container prints");
      roleReason(role, "logs:PutLogEvents", "writes what the container prints");
      roleReason(role, "ecr:BatchCheckLayerAvailability", "pulls the image");
      roleReason(role, "ecr:BatchGetImage", "pulls the image");
      roleReason(role, "ecr:GetDownloadUrlForLayer", "pulls the image");
      roleReason(role, "ecr:GetAuthorizationToken", "signs in to Amazon ECR");
    }
    roleReason(
        "backend execution role",
        "secretsmanager:GetSecretValue",
        "sets `DB_USER` and `DB_PASSWORD` when a task starts");
    roleReason(
        "backend execution role",
        "secretsmanager:DescribeSecret",
        "comes with the CDK's grant to read a secret");
    roleReason(
        "backend task role",
        "secretsmanager:GetSecretValue",
        "the application can read the secret again at run time, by `DB_SECRET_ARN`");
    roleReason(
        "backend task role",
        "secretsmanager:DescribeSecret",
        "comes with the CDK's grant to read a secret");
    roleReason("flow log role", "logs:CreateLogStream", "writes the flow log");
    roleReason("flow log role", "logs:PutLogEvents", "writes the flow log");
    roleReason("flow log role", "logs:DescribeLogStreams", "writes the flow log");
    for (String direction : List.of("Ingress", "Egress")) {
      roleReason(
          "default security group role",
          "ec2:RevokeSecurityGroup" + direction,
          "closes the group when the VPC is made");
      roleReason(
          "default security group role",
          "ec2:AuthorizeSecurityGroup" + direction,
          "gives it AWS's rule back before the VPC is deleted");
    }

    String monitoring = "database monitoring role";
    roleReason(
        monitoring,
        "logs:CreateLogGroup",
        "the account's log group for these metrics, kept for 30 days");
    roleReason(
        monitoring,
        "logs:PutRetentionPolicy",
        "the account's log group for these metrics, kept for 30 days");
    roleReason(monitoring, "logs:CreateLogStream", "writes the operating system's metrics");
    roleReason(monitoring, "logs:PutLogEvents", "writes the operating system's metrics");
    roleReason(monitoring, "logs:DescribeLogStreams", "writes the operating system's metrics");
    roleReason(monitoring, "logs:GetLogEvents", "writes the operating system's metrics");

    for (String action : List.of("CreateLogStream", "PutLogEvents", "DescribeLogStreams")) {
      wildcardReason("logs:" + action, NAMED_AFTER_THE_DATABASE);
    }
    wildcardReason("logs:GetLogEvents", NAMED_AFTER_THE_DATABASE);
    for (String action : List.of("CreateLogGroup", "PutRetentionPolicy")) {
      wildcardReason("logs:" + action, EVALUATED_WITH_ITS_STREAMS);
    }
    wildcardReason("ecs:DiscoverPollEndpoint", TAKES_NO_RESOURCE);
    wildcardReason("ecr:GetAuthorizationToken", TAKES_NO_RESOURCE);
    wildcardReason("ecs:Poll", ID_IS_GIVEN_LATER);
    wildcardReason("ecs:StartTelemetrySession", ID_IS_GIVEN_LATER);
    wildcardReason("ecs:UpdateContainerInstancesState", ID_IS_GIVEN_LATER);

    ruleReason("frontend load balancer in from 0.0.0.0/0", "the application is public");
    ruleReason("frontend load balancer out to frontend tasks", "requests and health checks");
    ruleReason("frontend tasks in from frontend load balancer", "requests and health checks");
    ruleReason(
        "frontend tasks out to 0.0.0.0/0",
        "calls the backend's load balancer, and whatever the application calls");
    ruleReason("backend load balancer in from frontend tasks", "the frontend calls the backend");
    ruleReason("backend load balancer out to backend tasks", "requests and health checks");
    ruleReason("backend tasks in from backend load balancer", "requests and health checks");
    ruleReason(
        "backend tasks out to 0.0.0.0/0",
        "calls the database and AWS, and whatever the application calls");
    ruleReason("database in from backend tasks", "SQL");
    ruleReason("database out to nothing", "a database opens no connections");
    ruleReason("instances in from nothing", "no SSH; tasks have network interfaces of their own");
    ruleReason("instances out to 0.0.0.0/0", "ECS, image registries and CloudWatch Logs");
    ruleReason("VPC endpoints in from instances", "AWS APIs, for the ECS agent");
    ruleReason("VPC endpoints in from frontend tasks", "AWS APIs");
    ruleReason("VPC endpoints in from backend tasks", "AWS APIs, such as reading the secret");
    ruleReason("VPC endpoints out to nothing", "an endpoint opens no connections");
  }

  private final Permissions permissions;
  private final Reachability reachability;
  private final StackTemplate template;

  SecurityTables(StackTemplate template) {
    this.template = template;
    permissions = Permissions.of(template);
    reachability = Reachability.of(template);
  }

  /** The reasons that neither table of these templates needs. */
  static Set<String> unusedReasons(List<SecurityTables> all) {
    Set<String> unused = new LinkedHashSet<>(ROLE_REASONS.keySet());
    unused.addAll(WILDCARD_REASONS.keySet());
    unused.addAll(RULE_REASONS.keySet());
    for (SecurityTables tables : all) {
      tables.grants().forEach(grant -> unused.remove(grant.role + " " + grant.action));
      tables.grants().filter(Grant::isPattern).forEach(grant -> unused.remove(grant.action));
      tables.openings().forEach(opening -> unused.remove(opening.key()));
    }
    return unused;
  }

  /** Each role of this template with its permissions, and what another template adds to them. */
  String roles(SecurityTables other, String reasonForOther) {
    StringBuilder text = new StringBuilder();
    for (Role role : inOrder(permissions.roles(), it -> nameOf(it.logicalId()))) {
      String name = nameOf(role.logicalId());
      text.append("\n### ").append(capitalized(name)).append("\n\n");
      text.append("Taken by `").append(String.join("`, `", role.trustedPrincipals())).append("`");
      text.append(isOfThisAccount(role) ? ", for this account alone." : ".");
      List<Grant> grants = grants().filter(it -> it.role.equals(name)).toList();
      text.append(grants.isEmpty() ? " It may do nothing.\n" : "\n\n");
      if (!grants.isEmpty()) {
        text.append("| Action | Resource | Why |\n|---|---|---|\n");
        rows(grants).forEach(text::append);
      }
    }
    Set<Grant> here = new LinkedHashSet<>(grants().toList());
    List<Grant> added = other.grants().filter(it -> !here.contains(it)).toList();
    text.append("\n### ").append(reasonForOther).append("\n\n");
    text.append("| Role | Action | Resource | Why |\n|---|---|---|---|\n");
    Map<String, List<String>> roles = new LinkedHashMap<>();
    added.stream()
        .collect(Collectors.groupingBy(Grant::role, LinkedHashMap::new, Collectors.toList()))
        .forEach(
            (role, grants) ->
                rows(grants)
                    .forEach(
                        row -> roles.computeIfAbsent(row, any -> new ArrayList<>()).add(role)));
    roles.forEach(
        (row, who) -> text.append("| ").append(String.join(", ", who)).append(" ").append(row));
    return text.append("\n").toString();
  }

  /** A row for each resource and reason, with all actions that have both. */
  private static List<String> rows(List<Grant> grants) {
    Map<List<String>, List<String>> actions = new LinkedHashMap<>();
    grants.forEach(
        it ->
            actions
                .computeIfAbsent(List.of(it.resource, it.reason()), any -> new ArrayList<>())
                .add(code(it.action)));
    return actions.entrySet().stream()
        .map(it -> row(String.join(", ", it.getValue()), it.getKey().get(0), it.getKey().get(1)))
        .toList();
  }

  /** Every permission of these templates whose resource is a pattern. */
  static String wildcards(List<SecurityTables> all) {
    Map<String, Set<String>> resources = new LinkedHashMap<>();
    for (SecurityTables tables : all) {
      tables
          .grants()
          .filter(Grant::isPattern)
          .forEach(
              it ->
                  resources
                      .computeIfAbsent(it.action, action -> new LinkedHashSet<>())
                      .add(it.resource));
    }
    StringBuilder text =
        new StringBuilder(
            "\n| Action | Resource | Why no narrower | AWS says |\n|---|---|---|---|\n");
    Map<List<String>, List<String>> rows = new LinkedHashMap<>();
    resources.forEach(
        (action, patterns) ->
            rows.computeIfAbsent(
                    List.of(
                        String.join(", ", patterns),
                        reason(WILDCARD_REASONS, action),
                        reference(action)),
                    any -> new ArrayList<>())
                .add(code(action)));
    rows.forEach(
        (rest, actions) ->
            text.append(row(String.join(", ", actions), rest.get(0), rest.get(1), rest.get(2))));
    return text.append("\n").toString();
  }

  /** Every rule of this template, and what another template adds to them. */
  String securityGroups(SecurityTables other, String reasonForOther) {
    Set<Opening> here = new LinkedHashSet<>(openings().toList());
    String head = "| Security group | Direction | Port | Peer | Why |\n|---|---|---|---|---|\n";
    StringBuilder text = new StringBuilder("\n").append(head);
    here.forEach(it -> text.append(it.row()));
    text.append("\n").append(reasonForOther).append("\n\n").append(head);
    other.openings().filter(it -> !here.contains(it)).forEach(it -> text.append(it.row()));
    return text.append("\n").toString();
  }

  /**
   * What an attacker has at some place: connections from any of these ends, and these roles.
   *
   * @param withoutNat the same application without NAT
   */
  String place(List<String> ends, List<String> roles, SecurityTables withoutNat) {
    StringBuilder text = new StringBuilder("\n");
    text.append("- Connects to: ").append(String.join("; ", connections(ends))).append(".\n");
    List<String> more = new ArrayList<>(withoutNat.connections(ends));
    more.removeAll(connections(ends));
    List<String> less = new ArrayList<>(connections(ends));
    less.removeAll(withoutNat.connections(ends));
    if (!less.isEmpty()) {
      text.append("- Not with `network.nat` `NONE`: %s.\n".formatted(String.join("; ", less)));
    }
    if (!more.isEmpty()) {
      text.append("- Only with it: %s.\n".formatted(String.join("; ", more)));
    }
    if (roles.isEmpty()) {
      text.append("- Has no credentials.\n");
    }
    if (roles.size() == 1) {
      text.append("- Has the %s, which may %s\n".formatted(roles.get(0), whatMay(roles.get(0))));
    }
    if (roles.size() > 1) {
      text.append("- Has, [with what they may do](roles.md): ");
      text.append(String.join(", ", roles)).append(".\n");
    }
    return text.append("\n").toString();
  }

  private String whatMay(String role) {
    Map<String, List<String>> actions = new LinkedHashMap<>();
    grants()
        .filter(it -> it.role.equals(role))
        .forEach(
            it ->
                actions
                    .computeIfAbsent(it.resource, any -> new ArrayList<>())
                    .add(code(it.action)));
    return actions.isEmpty()
        ? "do nothing."
        : actions.entrySet().stream()
            .map(it -> String.join(", ", it.getValue()) + " on " + it.getKey())
            .collect(Collectors.joining("; ", "", "."));
  }

  /** Who can be connected to from any of some ends, and on which of the ports that are tried. */
  private List<String> connections(List<String> from) {
    Ends ends = new Ends(template);
    List<String> connections = new ArrayList<>();
    for (String to : ends.names()) {
      List<String> ports =
          ReachabilityMatrix.PORTS.stream()
              .filter(
                  port ->
                      from.stream()
                          .filter(it -> !it.equals(to))
                          .flatMap(it -> ends.idsOf(it).stream())
                          .anyMatch(
                              source ->
                                  ends.idsOf(to).stream()
                                      .anyMatch(it -> canReach(reachability, source, it, port))))
              .toList();
      if (!ports.isEmpty()) {
        connections.add(
            ENDS.getOrDefault(to, to)
                + (ports.equals(ReachabilityMatrix.PORTS)
                    ? " on any port"
                    : " on " + String.join(", ", ports)));
      }
    }
    return connections;
  }

  /** That a role may do something. */
  record Grant(String role, String action, String resource) {
    boolean isPattern() {
      return resource.contains("*");
    }

    String reason() {
      return SecurityTables.reason(ROLE_REASONS, role + " " + action);
    }
  }

  /** That a security group lets something in or out, or nothing at all. */
  record Opening(String group, boolean in, String port, String peer) {
    String key() {
      return group + (in ? " in from " : " out to ") + peer;
    }

    String row() {
      return SecurityTables.row(group, in ? "in" : "out", port, peer, reason(RULE_REASONS, key()));
    }
  }

  /** What roles may do; what is no plain permission has no place in the page and is refused. */
  Stream<Grant> grants() {
    return inOrder(permissions.roles(), it -> nameOf(it.logicalId())).stream()
        .flatMap(SecurityTables::grants);
  }

  private static boolean isOfThisAccount(Role role) {
    return role.trust().stream()
        .allMatch(it -> String.valueOf(it.conditions()).contains("aws:SourceAccount"));
  }

  private static Stream<Grant> grants(Role role) {
    if (!role.managedPolicies().isEmpty()) {
      throw new IllegalStateException(
          "docs/security has no column for managed policies: " + role.managedPolicies());
    }
    return role.statements().stream().flatMap(it -> grants(nameOf(role.logicalId()), it));
  }

  private static Stream<Grant> grants(String role, Statement statement) {
    if (statement.effect() != Statement.Effect.ALLOW
        || !statement.notActions().isEmpty()
        || !statement.notResources().isEmpty()
        || !(statement.conditions().isEmpty() || isHeldToItsCluster(statement))) {
      throw new IllegalStateException("docs/security has no column for: " + statement);
    }
    String resource =
        String.join(
            ", ", statement.resourceTexts().stream().map(SecurityTables::readable).toList());
    String condition = statement.conditions().isEmpty() ? "" : ", if `ecs:cluster` is the cluster";
    return statement.actions().stream()
        .map(action -> new Grant(role, action, resource + condition));
  }

  private static boolean isHeldToItsCluster(Statement statement) {
    return statement.conditions().keySet().equals(Set.of("ArnEquals"))
        && statement.conditions().get("ArnEquals") instanceof Map<?, ?> condition
        && condition.keySet().equals(Set.of("ecs:cluster"));
  }

  Stream<Opening> openings() {
    return inOrder(
            template.resourcesOfType("AWS::EC2::SecurityGroup"), it -> nameOf(it.logicalId()))
        .stream()
        .flatMap(
            group ->
                Stream.concat(
                    openings(group.logicalId(), true, reachability.ingressOf(group.logicalId())),
                    openings(group.logicalId(), false, reachability.egressOf(group.logicalId()))));
  }

  private static Stream<Opening> openings(String group, boolean in, List<Rule> rules) {
    String name = nameOf(group);
    return rules.isEmpty()
        ? Stream.of(new Opening(name, in, "–", NOTHING))
        : rules.stream().map(rule -> new Opening(name, in, portsOf(rule), peerOf(rule)));
  }

  private static String portsOf(Rule rule) {
    return rule.protocol().equals("all") ? "all" : rule.protocol() + " " + rule.ports();
  }

  private static String peerOf(Rule rule) {
    return rule.peer().kind() == Peer.Kind.SECURITY_GROUP
        ? nameOf(rule.peer().value())
        : rule.peer().value();
  }

  /** References by name, and what is more than one reference as code. */
  private static String readable(String resource) {
    Matcher reference = REFERENCE.matcher(resource);
    if (reference.matches()) {
      return nameOf(resource.substring(2, resource.indexOf('}')).replaceAll("\\..*", ""));
    }
    String text =
        reference
            .replaceAll(it -> "<" + nameOf(it.group().replaceAll("[${}]|\\..*", "")) + ">")
            .replace("${AWS::Partition}", "<partition>")
            .replace("${AWS::Region}", "<region>")
            .replace("${AWS::AccountId}", "<account>");
    return code(text);
  }

  private static String nameOf(String logicalId) {
    String path = logicalId.replaceAll("[0-9A-F]{8}$", "");
    String name = NAMES.get(path);
    if (name == null) {
      throw new IllegalStateException(
          "docs/security does not know " + logicalId + ": name it in SecurityTables.NAMES");
    }
    return name;
  }

  private static String reason(Map<String, String> reasons, String key) {
    String reason = reasons.get(key);
    if (reason == null) {
      throw new IllegalStateException(
          "docs/security gives no reason for \"" + key + "\": give one in SecurityTables");
    }
    return reason;
  }

  /** In the order in which {@link #NAMES} has them. */
  private static <T> List<T> inOrder(List<T> all, Function<T, String> name) {
    List<String> names = new ArrayList<>(NAMES.values());
    return all.stream().sorted(Comparator.comparing(it -> names.indexOf(name.apply(it)))).toList();
  }

  private static String reference(String action) {
    String service = action.substring(0, action.indexOf(':'));
    String base = "https://docs.aws.amazon.com/service-authorization/latest/reference/";
    return "[" + service + "](" + base + REFERENCES.get(service) + ")";
  }

  private static String capitalized(String text) {
    return Character.toUpperCase(text.charAt(0)) + text.substring(1);
  }

  private static String code(String text) {
    return "`" + text + "`";
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }

  private static void name(String path, String name) {
    NAMES.put(path, name);
  }

  private static void roleReason(String role, String action, String reason) {
    ROLE_REASONS.put(role + " " + action, reason);
  }

  private static void wildcardReason(String action, String reason) {
    WILDCARD_REASONS.put(action, reason);
  }

  private static void ruleReason(String rule, String reason) {
    RULE_REASONS.put(rule, reason);
  }
}
