package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.AnyPrincipal;
import software.amazon.awscdk.services.iam.ArnPrincipal;
import software.amazon.awscdk.services.iam.Effect;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.sns.Topic;

/** Each law is broken once, and noticed. */
class PermissionChecksTest {
  private static List<String> problems(BiConsumer<Stack, ThreeTierEcsApp> change) {
    Anatomy app =
        Templates.in(
            stack ->
                change.accept(stack, new ThreeTierEcsApp(stack, "App", Templates.props().build())));
    return PermissionChecks.problemsOf(app.template);
  }

  private static List<String> granted(String action, String resource) {
    return problems(
        (stack, app) ->
            app.getFrontendService()
                .getTaskDefinition()
                .addToTaskRolePolicy(statement(action, resource)));
  }

  private static PolicyStatement statement(String action, String resource) {
    return PolicyStatement.Builder.create()
        .effect(Effect.ALLOW)
        .actions(List.of(action))
        .resources(List.of(resource))
        .build();
  }

  @Test
  void nothingIsWrongWithWhatWeMake() {
    assertThat(problems((stack, app) -> {})).isEmpty();
  }

  @Test
  void wildcardsAreNoticed() {
    assertThat(granted("s3:Get*", "arn:aws:s3:::shop/*")).hasSize(1);
    assertThat(granted("s3:GetObject", "*"))
        .singleElement()
        .asString()
        .contains("may s3:GetObject on everything");
  }

  @Test
  void soAreRolesThatArePassedOnAndKeysThatOpenEverything() {
    assertThat(granted("iam:PassRole", "arn:aws:iam::111111111111:role/one")).hasSize(1);
    assertThat(granted("kms:Decrypt", "arn:aws:kms:eu-central-1:111111111111:key/1")).hasSize(1);
  }

  @Test
  void soIsATierThatReadsTheSecretOfAnother() {
    assertThat(
            problems(
                (stack, app) ->
                    app.getDatabaseSecret()
                        .grantRead(app.getFrontendService().getTaskDefinition().getTaskRole())))
        .anyMatch(it -> it.startsWith("AppFrontend") && it.endsWith("unknown to its task"));
  }

  @Test
  void soAreManagedPoliciesAndTrustInOthersThanAws() {
    assertThat(
            problems(
                (stack, app) ->
                    Role.Builder.create(stack, "Managed")
                        .assumedBy(new ServicePrincipal("ecs.amazonaws.com"))
                        .managedPolicies(
                            List.of(ManagedPolicy.fromAwsManagedPolicyName("ReadOnlyAccess")))
                        .build()))
        .hasSize(1);
    assertThat(
            problems(
                (stack, app) ->
                    Role.Builder.create(stack, "Trusting")
                        .assumedBy(new ArnPrincipal("arn:aws:iam::123456789012:root"))
                        .build()))
        .hasSize(1);
  }

  @Test
  void soIsAResourceThatLetsAnybodyIn() {
    assertThat(open(Map.of())).hasSize(1);
    assertThat(open(Map.of("aws:CalledVia", "cloudformation.amazonaws.com"))).hasSize(1);
    assertThat(open(Map.of("aws:PrincipalAccount", "111111111111"))).isEmpty();
  }

  private static List<String> open(Map<String, String> condition) {
    return problems(
        (stack, app) -> {
          PolicyStatement open = statement("sns:Publish", "*");
          open.addPrincipals(new AnyPrincipal());
          condition.forEach((key, value) -> open.addCondition("StringEquals", Map.of(key, value)));
          new Topic(stack, "Open").addToResourcePolicy(open);
        });
  }
}
