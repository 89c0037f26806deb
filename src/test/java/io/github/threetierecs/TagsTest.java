package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.TagProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;

/** A tag of the stack reaches all that is billed, and a tag that changes replaces nothing. */
class TagsTest {
  private static final Pattern SNIPPET =
      Pattern.compile("<!-- [^:]+: (\\S+) -->\\n```java\\n(.*?)```", Pattern.DOTALL);

  private static final Anatomy TAGGED = tagged("one", TagsTest::everywhere);

  /** Types that CloudFormation lets nobody tag, or whose tags are those of another resource. */
  private static final Set<String> WITHOUT_TAGS =
      Set.of(
          "AWS::ApplicationAutoScaling::ScalableTarget",
          "AWS::ApplicationAutoScaling::ScalingPolicy",
          "AWS::Backup::BackupSelection",
          "AWS::EC2::Route",
          "AWS::EC2::SecurityGroupEgress",
          "AWS::EC2::SecurityGroupIngress",
          "AWS::EC2::SubnetRouteTableAssociation",
          "AWS::EC2::VPCGatewayAttachment",
          "AWS::ECS::ClusterCapacityProviderAssociations",
          "AWS::ElasticLoadBalancingV2::Listener",
          // Those that ECS shifts traffic with: see rulesThatShiftTrafficHaveNoTags.
          "AWS::ElasticLoadBalancingV2::ListenerRule",
          "AWS::IAM::InstanceProfile",
          "AWS::IAM::Policy",
          "AWS::RDS::DBProxyTargetGroup",
          "AWS::S3::BucketPolicy",
          "AWS::SNS::TopicPolicy",
          "AWS::SecretsManager::RotationSchedule",
          "AWS::SecretsManager::SecretTargetAttachment",
          "AWS::WAFv2::LoggingConfiguration",
          "AWS::WAFv2::WebACLAssociation");

  /** Of the stack, and written by the CDK without tags. */
  private static final String OF_THE_STACK = "CustomVpcRestrictDefaultSG";

  private static void everywhere(Stack stack, String commit) {
    Tags.of(stack).add("version", commit);
  }

  /** As docs/upgrades.md shows it. */
  private static void keptFromWhatItWouldReplace(Stack stack, String commit) {
    Tags.of(stack)
        .add(
            "version",
            commit,
            TagProps.builder()
                .excludeResourceTypes(List.of("aws:cdk:stack", "AWS::EC2::LaunchTemplate"))
                .build());
  }

  private static Anatomy tagged(String version, BiConsumer<Stack, String> tagger) {
    return Templates.with(
        (stack, props) -> {
          tagger.accept(stack, version);
          return props
              .keys(KeyStrategy.ONE_PER_USE)
              .network(NetworkProps.builder().interfaceEndpoints(true).build())
              .frontend(
                  Templates.frontend()
                      .deployment(shifting())
                      .autoScaling(AutoScalingProps.builder().maxTasks(4).build())
                      .edge(EdgeProps.builder().webAcl(WebAclProps.builder().build()).build())
                      .build())
              .backend(Templates.backend().deployment(shifting()).build())
              .database(
                  DatabaseProps.builder()
                      .readReplicas(1)
                      .proxy(true)
                      .rotation(RotationProps.builder().build())
                      .build())
              .observability(ObservabilityProps.builder().build())
              .backup(BackupProps.builder().build());
        });
  }

  private static DeploymentProps shifting() {
    return DeploymentProps.builder().strategy(DeploymentStrategy.BLUE_GREEN).testPort(9000).build();
  }

  @Test
  @Answers(Complaint.TAGS_STOP_AT_THE_SERVICE)
  void tasksHaveTheTagsOfTheirService() {
    assertThat(TAGGED.template.resourcesOfType("AWS::ECS::Service"))
        .hasSize(2)
        .allSatisfy(
            service -> {
              assertThat(service.text("PropagateTags")).contains("SERVICE");
              assertThat(service.isTrue("EnableECSManagedTags")).isTrue();
              assertThat(tags(service.list("Tags"))).containsEntry("version", "one");
            });
  }

  @ParameterizedTest
  @EnumSource
  void tasksHaveThemInEitherProfile(Profile profile) {
    assertThat(Templates.of(profile).template.resourcesOfType("AWS::ECS::Service"))
        .hasSize(2)
        .allMatch(service -> service.text("PropagateTags").orElse("").equals("SERVICE"))
        .allMatch(service -> service.isTrue("EnableECSManagedTags"));
  }

  @Test
  @Answers(Complaint.TAGS_STOP_AT_THE_SERVICE)
  void instancesHaveThemAndTheirVolumesAndNetworkInterfaces() {
    Map<String, Map<String, String>> launched =
        TAGGED.launchTemplate().list("LaunchTemplateData.TagSpecifications").stream()
            .map(Map.class::cast)
            .collect(
                Collectors.toMap(
                    it -> (String) it.get("ResourceType"),
                    it -> tags(Objects.requireNonNull(it.get("Tags")))));

    assertThat(launched.keySet())
        .containsExactlyInAnyOrder("instance", "volume", "network-interface");
    assertThat(launched.values())
        .allSatisfy(
            tags ->
                assertThat(tags)
                    .isEqualTo(Map.of("Name", "Shop/App/Capacity/Instance", "version", "one")));
  }

  @Test
  void theGroupGivesThemToInstancesToo() {
    assertThat(TAGGED.instances().list("Tags"))
        .containsExactly(Map.of("Key", "version", "Value", "one", "PropagateAtLaunch", true));
  }

  @Test
  void snapshotsOfTheDatabaseHaveThem() {
    assertThat(TAGGED.template.resourcesOfType("AWS::RDS::DBInstance"))
        .hasSize(2)
        .allMatch(database -> database.isTrue("CopyTagsToSnapshot"));
  }

  @Test
  @SinceCdk(SinceCdk.TAGS_EVERYWHERE)
  void everyOtherResourceThatCanHaveTagsHasThem() {
    assertThat(TAGGED.template.resources())
        .filteredOn(it -> it.type().startsWith("AWS::") && !WITHOUT_TAGS.contains(it.type()))
        .filteredOn(it -> !it.logicalId().startsWith(OF_THE_STACK))
        .hasSizeGreaterThan(100)
        .filteredOn(it -> !hasTag(it))
        .isEmpty();
  }

  /** As a list of keys and values, or as a map. */
  private static boolean hasTag(Resource resource) {
    String body = resource.body().toString();
    return body.contains("Key=version,") || body.contains("version=one");
  }

  /** What docs/upgrades.md says of a tag that changes. */
  @Test
  @SinceCdk(SinceCdk.TAGS_EVERYWHERE)
  void aTagThatChangesRollsInstancesAndReplacesNothing() {
    TemplateChange change = change(TagsTest::everywhere);

    assertThat(change.words()).isEqualTo("rolls instances");
    assertThat(change.losesWhatMustStay()).isFalse();
    assertThat(changed(TagsTest::everywhere))
        .contains("AWS::EC2::LaunchTemplate")
        .doesNotContain("AWS::ElasticLoadBalancingV2::ListenerRule");
  }

  @Test
  void keptFromTheLaunchTemplateItRollsNothing() throws IOException {
    assertThat(change(TagsTest::keptFromWhatItWouldReplace).words()).isEqualTo("in place");
    assertThat(changed(TagsTest::keptFromWhatItWouldReplace))
        .doesNotContain("AWS::EC2::LaunchTemplate", "AWS::ElasticLoadBalancingV2::ListenerRule")
        .contains("AWS::AutoScaling::AutoScalingGroup", "AWS::ECS::Service");
    assertThat(SNIPPET.matcher(Files.readString(Path.of("docs", "upgrades.md"))).results())
        .hasSize(1)
        .allSatisfy(
            snippet ->
                assertThat(withoutIndentation(Files.readString(Path.of(snippet.group(1)))))
                    .contains(withoutIndentation(snippet.group(2))));
  }

  /** As upgrades.md has it. */
  @Test
  void aNameFromFurtherOutNeedsAHigherPriority() {
    for (int priority : new int[] {100, 300}) {
      Anatomy app =
          Templates.in(
              stack ->
                  Tags.of(new ThreeTierEcsApp(stack, "App", Templates.props().build()))
                      .add("Name", "mine", TagProps.builder().priority(priority).build()));

      assertThat(app.database().text("Tags").orElse("").contains("mine"))
          .as("whether priority %s wins", priority)
          .isEqualTo(priority == 300);
    }
  }

  /** E2: a changed tag would have CloudFormation write the first weights back (aws-cdk#36649). */
  @Test
  void rulesThatShiftTrafficHaveNoTags() {
    Anatomy app =
        Templates.with(
            (stack, props) -> {
              Tags.of(stack.getNode().getRoot()).add("team", "shop");
              Tags.of(stack)
                  .add(
                      "version",
                      "one",
                      TagProps.builder()
                          .includeResourceTypes(
                              List.of("AWS::ElasticLoadBalancingV2::ListenerRule"))
                          .priority(1_000)
                          .build());
              return props
                  .frontend(Templates.frontend().deployment(shifting()).build())
                  .backend(Templates.backend().deployment(shifting()).build());
            });

    assertThat(app.template.resourcesOfType("AWS::ElasticLoadBalancingV2::ListenerRule"))
        .hasSize(4)
        .noneMatch(rule -> rule.has("Tags"));
  }

  private static String withoutIndentation(String code) {
    return code.replaceAll("(?m)^ +", "").strip();
  }

  private static TemplateChange change(BiConsumer<Stack, String> tagger) {
    return new TemplateChange(tagged("one", tagger).template, tagged("two", tagger).template);
  }

  private static Set<String> changed(BiConsumer<Stack, String> tagger) {
    StackTemplate before = tagged("one", tagger).template;
    return tagged("two", tagger).template.resources().stream()
        .filter(it -> !before.find(it.logicalId()).orElseThrow().equals(it))
        .map(Resource::type)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, String> tags(Object tags) {
    return ((List<?>) tags)
        .stream()
            .map(Map.class::cast)
            .collect(
                Collectors.toMap(it -> (String) it.get("Key"), it -> (String) it.get("Value")));
  }
}
