package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import io.github.threetierecs.internal.template.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Stage;
import software.constructs.Construct;

/** Whoever opens the AWS console reads what each resource is, and of which application. */
class ConsoleWordsTest {
  /** Where a person finds the words: a property, or the {@code Name} tag. */
  private static final String NAME = "Name";

  /** Its own physical name, which CloudFormation makes from the logical id, says the same. */
  private static final String LOGICAL_ID = "the name that CloudFormation makes";

  /** Shown in the console only as a part of another resource, and has no words of its own. */
  private static final String PART = "part of another";

  /** Where the words of each type are. */
  private static final Map<String, String> WORDS =
      Map.ofEntries(
          entry("AWS::ApplicationAutoScaling::ScalableTarget", PART),
          entry("AWS::ApplicationAutoScaling::ScalingPolicy", PART),
          entry("AWS::AutoScaling::AutoScalingGroup", LOGICAL_ID),
          entry("AWS::Backup::BackupPlan", LOGICAL_ID),
          entry("AWS::Backup::BackupSelection", PART),
          entry("AWS::Backup::BackupVault", NAME),
          entry("AWS::CertificateManager::Certificate", NAME),
          entry("AWS::CloudWatch::Alarm", "AlarmDescription"),
          entry("AWS::CloudWatch::Dashboard", LOGICAL_ID),
          entry("AWS::EC2::EIP", NAME),
          entry("AWS::EC2::FlowLog", NAME),
          entry("AWS::EC2::InternetGateway", NAME),
          entry("AWS::EC2::LaunchTemplate", NAME),
          entry("AWS::EC2::NatGateway", NAME),
          entry("AWS::EC2::Route", PART),
          entry("AWS::EC2::RouteTable", NAME),
          entry("AWS::EC2::SecurityGroup", "GroupDescription"),
          entry("AWS::EC2::SecurityGroupEgress", "Description"),
          entry("AWS::EC2::SecurityGroupIngress", "Description"),
          entry("AWS::EC2::Subnet", NAME),
          entry("AWS::EC2::SubnetRouteTableAssociation", PART),
          entry("AWS::EC2::VPC", NAME),
          entry("AWS::EC2::VPCEndpoint", NAME),
          entry("AWS::EC2::VPCGatewayAttachment", PART),
          entry("AWS::ECR::Repository", LOGICAL_ID),
          entry("AWS::ECS::CapacityProvider", NAME),
          entry("AWS::ECS::Cluster", NAME),
          entry("AWS::ECS::ClusterCapacityProviderAssociations", PART),
          entry("AWS::ECS::Service", NAME),
          entry("AWS::ECS::TaskDefinition", NAME),
          entry("AWS::ElasticLoadBalancingV2::Listener", PART),
          entry("AWS::ElasticLoadBalancingV2::ListenerRule", PART),
          entry("AWS::ElasticLoadBalancingV2::LoadBalancer", NAME),
          entry("AWS::ElasticLoadBalancingV2::TargetGroup", NAME),
          entry("AWS::Events::Rule", "Description"),
          entry("AWS::IAM::InstanceProfile", PART),
          entry("AWS::IAM::Policy", PART),
          entry("AWS::IAM::Role", NAME),
          entry("AWS::KMS::Key", "Description"),
          entry("AWS::Logs::LogGroup", NAME),
          entry("AWS::RDS::DBInstance", NAME),
          entry("AWS::RDS::DBParameterGroup", "Description"),
          entry("AWS::RDS::DBProxy", NAME),
          entry("AWS::RDS::DBProxyTargetGroup", PART),
          entry("AWS::RDS::DBSubnetGroup", NAME),
          entry("AWS::RDS::EventSubscription", NAME),
          entry("AWS::Route53::HostedZone", NAME),
          entry("AWS::Route53::RecordSet", PART),
          entry("AWS::S3::Bucket", NAME),
          entry("AWS::S3::BucketPolicy", PART),
          entry("AWS::Lambda::Permission", PART),
          entry("AWS::SNS::Subscription", PART),
          entry("AWS::SNS::Topic", NAME),
          entry("AWS::SNS::TopicPolicy", PART),
          entry("AWS::SQS::Queue", NAME),
          entry("AWS::SQS::QueuePolicy", PART),
          entry("AWS::Scheduler::Schedule", "Description"),
          entry("AWS::SecretsManager::RotationSchedule", PART),
          entry("AWS::SecretsManager::Secret", "Description"),
          entry("AWS::SecretsManager::SecretTargetAttachment", PART),
          entry("AWS::ServiceDiscovery::HttpNamespace", "Description"),
          entry("AWS::StepFunctions::StateMachine", NAME),
          entry("AWS::WAFv2::LoggingConfiguration", PART),
          entry("AWS::WAFv2::WebACL", NAME),
          entry("AWS::WAFv2::WebACLAssociation", PART));

  /** The CDK's function that closes default security groups, once for the stack. */
  private static final Pattern OF_THE_STACK =
      Pattern.compile(
          "CustomVpcRestrictDefaultSG.*|.*RestrictDefaultSecurityGroupCustomResource.*");

  /** What EC2 takes in the description of a security group and of its rules. */
  private static final Pattern TAKEN_BY_EC2 =
      Pattern.compile("[a-zA-Z0-9. _:/()#,@\\[\\]+=&;{}!$*-]{1,255}");

  /** What IAM, RDS, ECS and others take as the value of a tag. */
  private static final Pattern TAKEN_AS_A_TAG =
      Pattern.compile("[\\p{L}\\p{Z}\\p{N}_.:/=+@-]{1,256}");

  @ParameterizedTest
  @MethodSource("io.github.threetierecs.Configuration#every")
  void everyResourceHasWords(Configuration configuration) {
    assertThat(silent(Templates.of(configuration).template)).isEmpty();
  }

  @Test
  void everyResourceOfEveryOptionHasWords() {
    Set<String> silent = new TreeSet<>();
    for (OptionChange choice : GeneratedCase.CHOICES) {
      silent.addAll(silent(choice.second().template()));
    }
    assertThat(silent).isEmpty();
  }

  /** What a reader would find without words, one line each. */
  private static List<String> silent(StackTemplate template) {
    return template.resources().stream()
        .filter(it -> it.logicalId().startsWith("App"))
        .filter(it -> !OF_THE_STACK.matcher(it.logicalId()).matches())
        .filter(it -> !speaks(it))
        .map(Resource::toString)
        .toList();
  }

  private static boolean speaks(Resource resource) {
    String where = WORDS.get(resource.type());
    if (where == null) {
      throw new AssertionError(
          resource + " is of a type that the table of ConsoleWordsTest does not have");
    }
    return switch (where) {
      case PART -> true;
      case LOGICAL_ID -> true;
      case NAME -> name(resource).filter(it -> it.startsWith("Shop/App")).isPresent();
      default ->
          resource
              .text(where)
              .filter(it -> !it.isBlank() && !it.contains("utomatically"))
              .isPresent();
    };
  }

  private static Optional<String> name(Resource resource) {
    Object tags =
        switch (resource.type()) {
          case "AWS::Backup::BackupVault" -> resource.property("BackupVaultTags").orElse(Map.of());
          case "AWS::Route53::HostedZone" -> resource.property("HostedZoneTags").orElse(List.of());
          case "AWS::EC2::LaunchTemplate" ->
              ((Map<?, ?>) resource.list("TagSpecifications").get(0)).get("Tags");
          default -> resource.property("Tags").orElse(Map.of());
        };
    if (tags instanceof Map<?, ?> map) {
      return Optional.ofNullable(map.get("Name")).map(Text::of);
    }
    return ((List<?>) Objects.requireNonNull(tags))
        .stream()
            .map(tag -> (Map<?, ?>) tag)
            .filter(tag -> "Name".equals(tag.get("Key")))
            .map(tag -> Text.of(Objects.requireNonNull(tag.get("Value"))))
            .findFirst();
  }

  @Test
  void securityGroupsSayWhatTheyAreForAndOfWhichApplication() {
    assertThat(descriptions(Templates.of(Profile.PRODUCTION).template))
        .containsExactlyInAnyOrder(
            "ECS instances of App",
            "Load balancer of the frontend of App",
            "Tasks of the frontend of App",
            "Load balancer of the backend of App",
            "Tasks of the backend of App",
            "Database of App");
  }

  @Test
  void everyRuleOfASecurityGroupSaysWhatItIsFor() {
    for (OptionChange choice : GeneratedCase.CHOICES) {
      for (Resource group : choice.second().template().resourcesOfType("AWS::EC2::SecurityGroup")) {
        for (String rules : List.of("SecurityGroupIngress", "SecurityGroupEgress")) {
          assertThat(group.list(rules))
              .as("%s of %s with %s", rules, group, choice)
              .allSatisfy(
                  rule ->
                      assertThat(((Map<?, ?>) rule).get("Description"))
                          .asString()
                          .matches(TAKEN_BY_EC2));
        }
      }
    }
  }

  /** Their physical names say nothing of the stack. */
  @Test
  void keysAndSecretsSayOfWhichStackTheyAre() {
    StackTemplate template = Templates.of(Profile.PRODUCTION).template;

    assertThat(theOnly(template, "AWS::KMS::Key").text("Description"))
        .contains("Encrypts what is stored of App in stack ${AWS::StackName}");
    assertThat(theOnly(template, "AWS::SecretsManager::Secret").text("Description"))
        .contains("Master user of the database of App in stack ${AWS::StackName}");
  }

  @Test
  void twoApplicationsInOneStackAreToldApart() {
    Anatomy both =
        Templates.in(
            stack -> {
              new ThreeTierEcsApp(stack, "Shop", Templates.props().build());
              new ThreeTierEcsApp(new Construct(stack, "Team"), "Shop", Templates.props().build());
            });

    assertThat(descriptions(both.template)).hasSize(12).doesNotHaveDuplicates();
  }

  /** To replace a security group is an outage, and to replace the database's fails. */
  @Test
  void aStageAroundTheStackReplacesNoSecurityGroup() {
    App app = Templates.app(FeatureFlags.NONE);
    Stage stage = new Stage(app, "Prod");
    Stack stack = new Stack(stage, "Shop", StackProps.builder().stackName("Shop").build());
    new ThreeTierEcsApp(stack, "App", Templates.props().build());

    assertThat(groups(Templates.of(stack).template))
        .isEqualTo(groups(Templates.of(Profile.PRODUCTION).template));
  }

  @Test
  void anApplicationThatIsWrappedLaterReplacesNoSecurityGroup() {
    Stack inner = new Stack(Templates.app(FeatureFlags.NONE), "Shop");
    new ThreeTierEcsApp(new Construct(inner, "App"), "Default", Templates.props().build());
    Stack outer = new Stack(Templates.app(FeatureFlags.NONE), "Shop");
    new ThreeTierEcsApp(new Construct(outer, "Default"), "App", Templates.props().build());

    assertThat(groups(Templates.of(inner).template))
        .isEqualTo(groups(Templates.of(outer).template))
        .isEqualTo(groups(Templates.of(Profile.PRODUCTION).template));
  }

  private static Map<String, String> groups(StackTemplate template) {
    return Stream.of("AWS::EC2::SecurityGroup", "AWS::RDS::DBParameterGroup")
        .flatMap(type -> template.resourcesOfType(type).stream())
        .collect(
            Collectors.toMap(
                Resource::logicalId,
                it -> it.text("GroupDescription").or(() -> it.text("Description")).orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ein Laden für alle", "a>b|c\"d", "日本", "<script>"})
  void ec2TakesTheDescriptionWhateverTheId(String id) {
    assertTaken(id);
  }

  @Test
  void ec2TakesTheDescriptionOfALongId() {
    assertTaken("x".repeat(200));
  }

  private static void assertTaken(String id) {
    Anatomy app = Templates.in(stack -> new ThreeTierEcsApp(stack, id, withEverything().build()));

    assertThat(app.template.resources())
        .filteredOn(it -> it.type().matches("AWS::(RDS|IAM|ECS|KMS)::.*"))
        .flatMap(it -> name(it).stream().toList())
        .hasSizeGreaterThan(15)
        .allSatisfy(it -> assertThat(it).matches(TAKEN_AS_A_TAG));

    assertThat(descriptions(app.template))
        .hasSizeGreaterThan(7)
        .allSatisfy(it -> assertThat(it).matches(TAKEN_BY_EC2));
  }

  private static ThreeTierEcsAppProps.Builder withEverything() {
    return Templates.props()
        .network(NetworkProps.builder().interfaceEndpoints(true).build())
        .database(
            DatabaseProps.builder().proxy(true).rotation(RotationProps.builder().build()).build());
  }

  private static List<String> descriptions(StackTemplate template) {
    return template.resourcesOfType("AWS::EC2::SecurityGroup").stream()
        .map(it -> it.text("GroupDescription").orElseThrow())
        .toList();
  }

  @Test
  void aStackThatNobodyDescribedSaysWhatIsInIt() {
    assertThat(Templates.of(Profile.PRODUCTION).json)
        .containsEntry("Description", "Three-tier application App on Amazon ECS");
  }

  @Test
  void aStackThatIsDescribedKeepsItsDescription() {
    Stack stack =
        new Stack(
            Templates.app(FeatureFlags.NONE),
            "Shop",
            StackProps.builder().description("Ours").build());
    new ThreeTierEcsApp(stack, "App", Templates.props().build());

    assertThat(Templates.of(stack).json).containsEntry("Description", "Ours");
  }

  @Test
  void theSecondApplicationLeavesTheDescriptionOfTheFirst() {
    List<String> ids = new ArrayList<>(List.of("Shop", "Blog"));
    Anatomy both =
        Templates.in(
            stack -> ids.forEach(id -> new ThreeTierEcsApp(stack, id, Templates.props().build())));

    assertThat(both.json).containsEntry("Description", "Three-tier application Shop on Amazon ECS");
  }
}
