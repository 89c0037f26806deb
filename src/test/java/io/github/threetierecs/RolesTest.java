package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Role;
import io.github.threetierecs.internal.template.Statement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Every role, with all that it may do and nothing else. */
@EveryConfiguration
class RolesTest {
  /** Actions that AWS knows no resources for; {@code docs/security/roles.md} explains each. */
  private static final Set<String> ON_EVERYTHING = Set.of("ecs:DiscoverPollEndpoint");

  private static final Set<String> LOG = Set.of("logs:CreateLogStream", "logs:PutLogEvents");
  private static final Set<String> READ_SECRET =
      Set.of("secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue");

  private final Configuration configuration;
  private final Anatomy app;

  RolesTest(Configuration configuration) {
    this.configuration = configuration;
    app = Templates.of(configuration);
  }

  @Test
  void instancesMayJoinTheClusterAndNeitherPullNorLog() {
    String cluster = "${" + app.cluster().logicalId() + "}";
    String arn = "arn:${AWS::Partition}:%s:${AWS::Region}:${AWS::AccountId}:%s";

    assertThat(app.grantsOf(app.instanceRole()))
        .as("what the instances' role may do")
        .isEqualTo(
            Map.of(
                arn.formatted("ecs", "cluster/" + cluster),
                Set.of(
                    "ecs:DeregisterContainerInstance",
                    "ecs:RegisterContainerInstance",
                    "ecs:SubmitAttachmentStateChanges",
                    "ecs:SubmitContainerStateChange",
                    "ecs:SubmitTaskStateChange"),
                arn.formatted("ecs", "container-instance/*"),
                Set.of(
                    "ecs:Poll", "ecs:StartTelemetrySession", "ecs:UpdateContainerInstancesState"),
                "*",
                ON_EVERYTHING));
  }

  @Test
  void instancesAreHeldToTheirCluster() {
    Statement polling =
        app.permissions.role(app.instanceRole().logicalId()).statements().stream()
            .filter(statement -> statement.isAbout("ecs:Poll"))
            .findFirst()
            .orElseThrow();

    assertThat(polling.conditions().toString())
        .as("the condition on the instances of the account that an instance may speak for")
        .contains("ArnEquals", "ecs:cluster", app.cluster().logicalId());
  }

  @Test
  void theFrontendsExecutionRoleMayLog() {
    assertThat(app.grantsOf(app.frontend().executionRole()))
        .as("what the frontend's execution role may do")
        .isEqualTo(Map.of(arnOf(app.frontend().logGroup()), LOG));
  }

  @Test
  void theBackendsExecutionRoleMayLogAndReadTheDatabaseSecret() {
    assertThat(app.grantsOf(app.backend().executionRole()))
        .as("what the backend's execution role may do")
        .isEqualTo(Map.of(arnOf(app.backend().logGroup()), LOG, secret(), READ_SECRET));
  }

  @Test
  void theFrontendsTaskRoleMayDoNothing() {
    assertThat(app.grantsOf(app.frontend().taskRole()))
        .as("what the frontend's task role may do")
        .isEmpty();
  }

  @Test
  void theBackendsTaskRoleMayReadTheDatabaseSecret() {
    assertThat(app.grantsOf(app.backend().taskRole()))
        .as("what the backend's task role may do")
        .isEqualTo(Map.of(secret(), READ_SECRET));
  }

  @Test
  void flowLogsMayBeWrittenToTheirLogGroup() {
    if (configuration.profile() == Profile.PRODUCTION) {
      Resource flowLog = theOnly(app.template, "AWS::EC2::FlowLog");

      assertThat(app.grantsOf(app.referent(flowLog, "DeliverLogsPermissionArn")))
          .as("what the flow logs' role may do")
          .isEqualTo(
              Map.of(
                  arnOf(app.referent(flowLog, "LogGroupName")),
                  Set.of("logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents")));
    }
  }

  @Test
  void theDefaultSecurityGroupIsClosedByAFunctionThatMayDoNothingElse() {
    if (configuration.profile() == Profile.PRODUCTION) {
      Resource function = theOnly(app.template, "AWS::Lambda::Function");
      String securityGroup =
          "arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:security-group/${%s.DefaultSecurityGroup}"
              .formatted(app.vpc().logicalId());

      assertThat(app.grantsOf(app.referent(function, "Role")))
          .as("what the function's role may do")
          .isEqualTo(
              Map.of(
                  securityGroup,
                  Set.of(
                      "ec2:AuthorizeSecurityGroupEgress",
                      "ec2:AuthorizeSecurityGroupIngress",
                      "ec2:RevokeSecurityGroupEgress",
                      "ec2:RevokeSecurityGroupIngress")));
    }
  }

  @Test
  @Answers(Complaint.LOG_GROUPS_NEVER_MATCHED)
  void metricsOfTheDatabasesSystemMayBeWrittenToTheirLogGroup() {
    if (configuration.profile() == Profile.PRODUCTION) {
      String logGroup =
          "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:RDSOSMetrics";

      assertThat(app.grantsOf(app.referent(app.database(), "MonitoringRoleArn")))
          .as("what the role of RDS's enhanced monitoring may do")
          .isEqualTo(
              Map.of(
                  logGroup + ":*",
                  Set.of("logs:CreateLogGroup", "logs:PutRetentionPolicy"),
                  logGroup + ":log-stream:*",
                  Set.of(
                      "logs:CreateLogStream",
                      "logs:DescribeLogStreams",
                      "logs:GetLogEvents",
                      "logs:PutLogEvents")));
    }
  }

  @Test
  void thereAreNoOtherRoles() {
    assertThat(app.permissions.roles())
        .as("all roles")
        .hasSize(configuration.profile() == Profile.PRODUCTION ? 8 : 5);
  }

  @Test
  void rolesAreForTheServiceThatTakesThemAlone() {
    assertThat(app.permissions.role(app.instanceRole().logicalId()).trustedPrincipals())
        .containsExactly("ec2.amazonaws.com");
    for (Anatomy.Tier tier : Set.of(app.frontend(), app.backend())) {
      for (Resource role : Set.of(tier.executionRole(), tier.taskRole())) {
        assertThat(app.permissions.role(role.logicalId()).trustedPrincipals())
            .as("who may take %s", role)
            .containsExactly("ecs-tasks.amazonaws.com");
      }
    }
  }

  @Test
  void noRoleHasAManagedPolicyThatGrowsWithoutAsking() {
    assertThat(app.permissions.roles().stream().map(Role::managedPolicies))
        .as("managed policies of roles")
        .allMatch(policies -> policies.isEmpty());
  }

  @Test
  void noRoleMayDoEverything() {
    assertThat(ofRoles())
        .as("statements about every action, or every action of a service")
        .noneMatch(
            statement ->
                !statement.notActions().isEmpty()
                    || statement.actions().stream().anyMatch(action -> action.contains("*")));
  }

  @Test
  void onlyActionsWithoutResourcesAreAllowedOnEverything() {
    Set<String> actions = new TreeSet<>();
    for (Statement statement : ofRoles()) {
      if (statement.resourceTexts().contains("*") || !statement.notResources().isEmpty()) {
        actions.addAll(statement.actions());
      }
    }

    assertThat(actions).as("actions on all resources").isEqualTo(ON_EVERYTHING);
  }

  private List<Statement> ofRoles() {
    return app.permissions.roles().stream().flatMap(role -> role.statements().stream()).toList();
  }

  private String secret() {
    return "${%s}"
        .formatted(
            theOnly(app.template, "AWS::SecretsManager::SecretTargetAttachment").logicalId());
  }

  private static String arnOf(Resource resource) {
    return "${%s.Arn}".formatted(resource.logicalId());
  }
}
