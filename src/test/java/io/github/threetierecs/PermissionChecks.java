package io.github.threetierecs;

import io.github.threetierecs.internal.template.Permissions;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Role;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Statement;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What has to be true of the permissions in any template of ours, whatever its options. */
final class PermissionChecks {
  /** What is allowed on every resource, and why nothing narrower does. */
  static final Map<String, String> ON_EVERYTHING = new TreeMap<>();

  static {
    String takesNone = "takes no resource";
    everywhere("ecs:DiscoverPollEndpoint", takesNone);
    everywhere("ecr:GetAuthorizationToken", takesNone);
    everywhere("elasticloadbalancing:DescribeListeners", takesNone);
    everywhere("elasticloadbalancing:DescribeRules", takesNone);
    everywhere("elasticloadbalancing:DescribeTargetGroups", takesNone);
    everywhere("elasticloadbalancing:DescribeTargetHealth", takesNone);
    everywhere("logs:DescribeLogGroups", "the agent asks for all of them");
    everywhere("secretsmanager:GetRandomPassword", takesNone);
    everywhere("ssmmessages:CreateControlChannel", takesNone);
    everywhere("ssmmessages:CreateDataChannel", takesNone);
    everywhere("ssmmessages:OpenControlChannel", takesNone);
    everywhere("ssmmessages:OpenDataChannel", takesNone);
    everywhere("tag:GetResources", takesNone);
    everywhere("ecs:PutAccountSetting", takesNone);
    everywhere("ssm:UpdateInstanceInformation", "an instance is known only once it has called");
  }

  private final StackTemplate template;
  private final Permissions permissions;
  private final Set<String> problems = new LinkedHashSet<>();

  private PermissionChecks(StackTemplate template) {
    this.template = template;
    permissions = Permissions.of(template);
  }

  /** What is wrong, in words that say where; empty if nothing is. */
  static List<String> problemsOf(StackTemplate template) {
    PermissionChecks checks = new PermissionChecks(template);
    List<Statement> ofRoles = new ArrayList<>();
    for (Role role : checks.permissions.roles()) {
      checks.trust(role);
      role.managedPolicies().forEach(it -> checks.add(role.logicalId(), "has the policy " + it));
      role.statements().forEach(it -> checks.grant(role, it));
      ofRoles.addAll(role.statements());
    }
    checks.permissions.statements().stream()
        .filter(it -> !ofRoles.contains(it))
        .forEach(checks::onResource);
    template.resourcesOfType("AWS::ECS::TaskDefinition").forEach(checks::secretsOf);
    return List.copyOf(checks.problems);
  }

  /** Nobody but a service of AWS takes a role. */
  private void trust(Role role) {
    for (Statement statement : role.trust()) {
      if (!statement.principalTexts().stream().allMatch(it -> it.endsWith(".amazonaws.com"))) {
        add(role.logicalId(), "may be taken by " + statement.principalTexts());
      }
      if (!statement.actions().equals(List.of("sts:AssumeRole"))) {
        add(role.logicalId(), "may be taken by " + statement.actions());
      }
    }
  }

  private void grant(Role role, Statement statement) {
    if (statement.effect() == Statement.Effect.DENY) {
      return;
    }
    if (!statement.notActions().isEmpty() || !statement.notResources().isEmpty()) {
      add(role.logicalId(), "may all but something: " + statement);
    }
    boolean everywhere = statement.resourceTexts().contains("*");
    for (String action : statement.actions()) {
      if (action.contains("*")) {
        add(role.logicalId(), "may " + action);
      }
      if (everywhere && !ON_EVERYTHING.containsKey(action)) {
        add(role.logicalId(), "may " + action + " on everything");
      }
      if (action.equals("iam:PassRole") && !startsItsTask(role, statement)) {
        add(role.logicalId(), "may pass a role on: " + statement);
      }
      // The key may be the one that encrypts everything. To describe it is no harm.
      if (action.startsWith("kms:")
          && !action.equals("kms:DescribeKey")
          && statement.conditions().isEmpty()) {
        add(role.logicalId(), "may " + action + " whatever is encrypted: " + statement);
      }
    }
  }

  /** EventBridge Scheduler hands a task, and nothing else, the roles that the task has. */
  private boolean startsItsTask(Role role, Statement pass) {
    Object ecs = Map.of("StringEquals", Map.of("iam:PassedToService", "ecs-tasks.amazonaws.com"));
    return role.trust().stream()
            .allMatch(it -> it.principalTexts().equals(List.of("scheduler.amazonaws.com")))
        && pass.conditions().equals(ecs)
        && template.resourcesOfType("AWS::Scheduler::Schedule").stream()
            .filter(it -> it.property("Target.RoleArn").filter(arn -> isOf(arn, role)).isPresent())
            .flatMap(it -> it.property("Target.EcsParameters.TaskDefinitionArn").stream())
            .flatMap(it -> template.referent(it).stream())
            .map(
                it ->
                    Stream.of("TaskRoleArn", "ExecutionRoleArn")
                        .map(it::property)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toCollection(LinkedHashSet::new)))
            .anyMatch(it -> it.containsAll(pass.resources()));
  }

  private boolean isOf(Object arn, Role role) {
    return template.referent(arn).filter(it -> it.logicalId().equals(role.logicalId())).isPresent();
  }

  private void onResource(Statement statement) {
    if (statement.effect() == Statement.Effect.DENY) {
      return;
    }
    List<String> principals = statement.principalTexts();
    // Nothing else keeps other accounts out, such as kms:CallerAccount does.
    if (principals.contains("*") && !Text.of(statement.conditions()).contains("Account")) {
      add(statement.definedBy(), "lets anybody in: " + statement);
    }
    boolean owner = principals.size() == 1 && principals.get(0).endsWith(":root");
    if (statement.actions().contains("*")
        || (statement.actions().stream().anyMatch(it -> it.endsWith(":*")) && !owner)
        || !statement.notActions().isEmpty()) {
      add(statement.definedBy(), "allows every action: " + statement);
    }
  }

  /** A task's roles read the secrets that the task is told of, and no other tier's. */
  private void secretsOf(Resource task) {
    String told = Text.of(task.list("ContainerDefinitions"));
    for (String property : List.of("TaskRoleArn", "ExecutionRoleArn")) {
      task.property(property)
          .flatMap(template::referent)
          .ifPresent(
              role ->
                  permissions.role(role.logicalId()).statements().stream()
                      .filter(it -> it.isAbout("secretsmanager:GetSecretValue"))
                      .flatMap(it -> it.resourceTexts().stream())
                      .filter(it -> !told.contains(it.replaceFirst("-\\?{6}$", "")))
                      .forEach(
                          it -> add(role.logicalId(), "may read " + it + ", unknown to its task")));
    }
  }

  private void add(String where, String what) {
    problems.add(where + " " + what);
  }

  private static void everywhere(String action, String reason) {
    ON_EVERYTHING.put(action, reason);
  }
}
