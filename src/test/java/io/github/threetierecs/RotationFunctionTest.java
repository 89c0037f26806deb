package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.PermissionsBoundary;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.IFunction;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.lambda.SingletonFunction;

/** A function of the user's changes the password, where AWS's may not be created. */
class RotationFunctionTest {
  private static final String SCHEDULE = "AWS::SecretsManager::RotationSchedule";
  private static final String GROUP = "sg-0fedcba9876543210";

  private static final Anatomy APP = with(Rotated::function, it -> it);
  private static final Anatomy CREATED =
      Templates.in(
          stack -> {
            Vpc vpc = new Vpc(stack, "Vpc");
            app(stack, created(stack, vpc), vpc);
          });

  @Test
  @Answers(Complaint.ROTATION_UNDER_A_BOUNDARY)
  void nothingOfAwsIsAddedThatCouldHaveNoBoundary() {
    assertThat(APP.json).doesNotContainKey("Transform");
    Resource schedule = theOnly(APP.template, SCHEDULE);
    assertThat(schedule.has("HostedRotationLambda")).isFalse();
    assertThat(schedule.text("RotationLambdaARN")).contains(Rotated.FUNCTION_ARN);
    assertThat(schedule.text("RotationRules.ScheduleExpression")).contains("rate(30 days)");
    assertThat(APP.template.resources())
        .as("a security group of the function that CloudFormation would add")
        .extracting(Resource::logicalId)
        .noneMatch(it -> it.startsWith("AppRotationSecurityGroup"));
  }

  @Test
  void secretsManagerMayInvokeItForThisAccountAlone() {
    Resource permission = theOnly(APP.template, "AWS::Lambda::Permission");

    assertThat(permission.text("Action")).contains("lambda:InvokeFunction");
    assertThat(permission.text("FunctionName")).contains(Rotated.FUNCTION_ARN);
    assertThat(permission.text("Principal")).contains("secretsmanager.amazonaws.com");
    assertThat(permission.text("SourceAccount")).contains("${AWS::AccountId}");
    assertThat(APP.madeBefore(theOnly(APP.template, SCHEDULE))).contains(permission.logicalId());
  }

  @Test
  void theDatabaseAdmitsIt() {
    assertThat(APP.admittedTo(APP.database()))
        .containsExactlyInAnyOrder(
            APP.from(APP.backend().service(), 3306), "tcp 3306 from security group " + GROUP);
  }

  @Test
  void itReachesTheEndpointOfSecretsManager() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props
                    .network(NetworkProps.builder().interfaceEndpoints(true).build())
                    .database(Rotated.database(it -> it.function(Rotated.function(stack)))));
    Resource endpoint =
        Anatomy.theOnly(
            app.template.resourcesOfType("AWS::EC2::VPCEndpoint").stream()
                .filter(it -> it.text("ServiceName").orElse("").endsWith("}.secretsmanager"))
                .toList());

    assertThat(app.admittedTo(endpoint)).contains("tcp 443 from security group " + GROUP);
  }

  @Test
  void theBackendIsRedeployedAsEver() {
    assertThat(APP.template.resourcesOfType("AWS::StepFunctions::StateMachine")).hasSize(1);
    assertThat(APP.madeBefore(theOnly(APP.template, SCHEDULE)))
        .contains(APP.backend().service().logicalId(), APP.database().logicalId());
  }

  @Test
  void aFunctionOfTheStackGetsItsRightsAndNoMore() {
    Resource function = functionOf(CREATED);

    Map<String, Set<String>> grants = CREATED.grantsOf(CREATED.referent(function, "Role"));
    assertThat(grants)
        .containsEntry(
            "${"
                + theOnly(CREATED.template, "AWS::SecretsManager::SecretTargetAttachment")
                    .logicalId()
                + "}",
            Set.of(
                "secretsmanager:DescribeSecret",
                "secretsmanager:GetSecretValue",
                "secretsmanager:PutSecretValue",
                "secretsmanager:UpdateSecretVersionStage"));
    assertThat(grants.get("*")).containsExactly("secretsmanager:GetRandomPassword");
    assertThat(
            canReach(
                CREATED.reachability, function.logicalId(), CREATED.database().logicalId(), 3306))
        .isTrue();
  }

  @Test
  void withAlternatingUsersItRotatesTheApplicationsSecretAndReadsTheOther() {
    Anatomy app =
        Templates.in(
            stack -> {
              Vpc vpc = new Vpc(stack, "Vpc");
              app(stack, created(stack, vpc), vpc, it -> it.alternatingUsers(Rotated.user(stack)));
            });

    assertThat(theOnly(app.template, SCHEDULE).text("SecretId")).contains(Rotated.USER_ARN);
    Map<String, Set<String>> grants = app.grantsOf(app.referent(functionOf(app), "Role"));
    assertThat(grants.get(Rotated.USER_ARN)).contains("secretsmanager:PutSecretValue");
    assertThat(
            grants.get(
                "${"
                    + theOnly(app.template, "AWS::SecretsManager::SecretTargetAttachment")
                        .logicalId()
                    + "}"))
        .containsExactly("secretsmanager:GetSecretValue");
  }

  @Test
  void theGetterOfTheSecurityGroupSaysWhoseItIs() {
    Templates.in(
        stack ->
            assertThatIllegalStateException()
                .isThrownBy(
                    new ThreeTierEcsApp(
                                stack,
                                "App",
                                Templates.props()
                                    .database(
                                        Rotated.database(
                                            it -> it.function(Rotated.function(stack))))
                                    .build())
                            .getData()
                        ::getRotationSecurityGroup)
                .withMessage(
                    "The construct creates a security group only for AWS's own function; leave"
                        + " rotation.function out, or call getConnections() of the function that it"
                        + " is set to"));
  }

  @Test
  void keysThatNobodyToldOfAreDecryptedWithThroughSecretsManager() {
    String anyKey = "arn:${AWS::Partition}:kms:${AWS::Region}:*:key/*";
    for (Anatomy app : List.of(existing(false), existing(true))) {
      Resource role =
          Anatomy.theOnly(
              app.template.resourcesOfType("AWS::IAM::Role").stream()
                  .filter(it -> it.logicalId().startsWith("FunctionRole"))
                  .toList());

      assertThat(app.grantsOf(role))
          .containsEntry(anyKey, Set.of("kms:Decrypt", "kms:GenerateDataKey"));
      assertThat(app.permissions.role(role.logicalId()).statements())
          .filteredOn(it -> it.resourceTexts().contains(anyKey))
          .allMatch(it -> Text.of(it.conditions()).contains("kms:ViaService"));
    }
  }

  private static Anatomy existing(boolean alternating) {
    return Templates.with(
        (stack, props) -> {
          Role role =
              Role.Builder.create(stack, "FunctionRole")
                  .assumedBy(new ServicePrincipal("lambda.amazonaws.com"))
                  .build();
          RotationProps.Builder rotation =
              RotationProps.builder().function(Rotated.function(stack, role));
          if (alternating) {
            rotation.alternatingUsers(Rotated.user(stack));
          }
          return props.database(
              ExistingDatabaseTest.database(stack).rotation(rotation.build()).build());
        });
  }

  @Test
  void aFunctionWithoutItsSecurityGroupIsWarnedOf() {
    Stack stack = shop();
    new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .database(
                Rotated.database(
                    it ->
                        it.function(
                            Function.fromFunctionArn(stack, "ByArn", Rotated.FUNCTION_ARN))))
            .build());

    warns(stack, "rotation.function: the security group of the function is not known.*");
    assertThat(Templates.of(stack).template.resourcesOfType("AWS::Lambda::Permission")).hasSize(1);
  }

  @Test
  void aFunctionOfAnotherAccountIsItsOwnersToOpen() {
    Stack stack = shop();
    new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .database(
                Rotated.database(
                    it ->
                        it.function(
                            Function.fromFunctionArn(
                                stack,
                                "Theirs",
                                Rotated.FUNCTION_ARN.replace("111111111111", "123456789012")))))
            .build());

    warns(stack, "rotation.function: the function is in another account.*");
    assertThat(Templates.of(stack).template.resourcesOfType("AWS::Lambda::Permission")).isEmpty();
  }

  @Test
  void aFunctionOfAnotherRegionOrAppIsRefused() {
    Stack stack = shop();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ThreeTierEcsApp(
                    stack,
                    "App",
                    Templates.props()
                        .database(
                            Rotated.database(
                                it ->
                                    it.function(
                                        Function.fromFunctionArn(
                                            stack,
                                            "Theirs",
                                            Rotated.FUNCTION_ARN.replace(
                                                "eu-central-1", "eu-west-1")))))
                        .build()))
        .withMessageContaining(
            "database.rotation.function: Shop/Theirs is in eu-west-1, and the stack is in"
                + " eu-central-1");
    Stack theirs = shop();
    Stack ours = shop();
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ThreeTierEcsApp(
                    ours,
                    "App",
                    Templates.props()
                        .database(
                            Rotated.database(
                                it -> it.function(created(theirs, new Vpc(theirs, "Vpc")))))
                        .build()))
        .withMessageContaining(
            "database.rotation.function: Shop/Function belongs to another CDK app");
  }

  @Test
  @Answers(Complaint.ROTATION_UNDER_A_BOUNDARY)
  void awsFunctionUnderABoundaryIsWarnedOf() {
    for (boolean own : new boolean[] {true, false}) {
      Stack stack =
          new Stack(
              Templates.app(FeatureFlags.NONE),
              "Shop",
              StackProps.builder()
                  .permissionsBoundary(PermissionsBoundary.fromName("mandatory"))
                  .build());
      new ThreeTierEcsApp(
          stack,
          "App",
          Templates.props()
              .database(Rotated.database(it -> own ? it.function(Rotated.function(stack)) : it))
              .build());
      Annotations annotations = Annotations.fromStack(stack);
      String text = "database.rotation: a permissions boundary is set here.*rotation.function.*";
      if (own) {
        annotations.hasNoWarning("*", Match.stringLikeRegexp(text));
      } else {
        annotations.hasWarning("/Shop/App/Rotation", Match.stringLikeRegexp(text));
      }
      assertThat(
              Text.of(Templates.of(stack).template.resourcesOfType("AWS::IAM::Role").get(0).body()))
          .contains("PermissionsBoundary");
    }
  }

  @Test
  void anAliasOrAVersionHasTheSecurityGroupsOfItsFunction() {
    for (boolean isAlias : new boolean[] {true, false}) {
      Anatomy app =
          Templates.in(
              stack -> {
                Vpc vpc = new Vpc(stack, "Vpc");
                Function function = (Function) created(stack, vpc);
                app(stack, isAlias ? function.addAlias("live") : function.getCurrentVersion(), vpc);
              });

      assertThat(
              canReach(
                  app.reachability, functionOf(app).logicalId(), app.database().logicalId(), 3306))
          .isTrue();
      assertThat(theOnly(app.template, SCHEDULE).text("RotationLambdaARN").orElse(""))
          .contains(isAlias ? "Aliaslive" : "CurrentVersion");
      assertThat(app.grantsOf(app.referent(functionOf(app), "Role")).get("*"))
          .containsExactly("secretsmanager:GetRandomPassword");
    }
  }

  @Test
  void whateverNamesAFunctionWithoutAVpcIsRefused() {
    Function function = (Function) withoutVpc();
    SingletonFunction singleton =
        SingletonFunction.Builder.create(new Stack(), "Once")
            .uuid("rotation")
            .runtime(Runtime.PYTHON_3_13)
            .handler("index.handler")
            .code(Code.fromInline("def handler(event, context): pass"))
            .build();
    for (IFunction given :
        List.of(function, function.getCurrentVersion(), function.addAlias("live"), singleton)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> RotationProps.builder().function(given).build())
          .withMessageContaining("is not in a VPC, and so cannot reach the database");
    }
  }

  static IFunction withoutVpc() {
    return Function.Builder.create(new Stack(), "Function")
        .runtime(Runtime.PYTHON_3_13)
        .handler("index.handler")
        .code(Code.fromInline("def handler(event, context): pass"))
        .build();
  }

  static IFunction created(Stack stack, Vpc vpc) {
    return Function.Builder.create(stack, "Function")
        .runtime(Runtime.PYTHON_3_13)
        .handler("index.handler")
        .code(Code.fromInline("def handler(event, context): pass"))
        .vpc(vpc)
        .build();
  }

  private static Resource functionOf(Anatomy app) {
    return Anatomy.theOnly(
        app.template.resourcesOfType("AWS::Lambda::Function").stream()
            .filter(it -> it.logicalId().startsWith("Function"))
            .toList());
  }

  static void app(Stack stack, IFunction function, Vpc vpc) {
    app(stack, function, vpc, it -> it);
  }

  private static void app(
      Stack stack, IFunction function, Vpc vpc, UnaryOperator<RotationProps.Builder> choices) {
    new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .network(
                NetworkProps.builder()
                    .vpc(vpc)
                    .databaseSubnets(
                        SubnetSelection.builder()
                            .subnetType(SubnetType.PRIVATE_WITH_EGRESS)
                            .build())
                    .build())
            .database(Rotated.database(it -> choices.apply(it.function(function))))
            .build());
  }

  private static Anatomy with(
      java.util.function.Function<Stack, IFunction> function,
      UnaryOperator<RotationProps.Builder> choices) {
    return Templates.with(
        (stack, props) ->
            props.database(
                Rotated.database(it -> choices.apply(it.function(function.apply(stack))))));
  }

  private static Stack shop() {
    return Templates.stackIn(
        Templates.app(FeatureFlags.NONE), "Shop", Configuration.Place.ONE_ACCOUNT_AND_REGION);
  }

  private static void warns(Stack stack, String pattern) {
    Annotations.fromStack(stack).hasWarning("/Shop/App/Rotation", Match.stringLikeRegexp(pattern));
  }
}
