package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.deletionPolicy;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static io.github.threetierecs.internal.template.TemplateQuestions.updateReplacePolicy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Statement;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.Stack;

/** What the load balancers write down, and who may read and write it. */
class LoadBalancerLogsTest {
  private static final LoadBalancerProps SILENT =
      LoadBalancerProps.builder().accessLogs(false).build();

  /** aws-cdk#25007, #27432: with a Region and without one, with feature flags and without. */
  static List<Configuration> production() {
    return Configuration.every().stream()
        .filter(it -> it.profile() == Profile.PRODUCTION && it.maxAzs() == 2)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("production")
  @Answers(Complaint.ACCESS_LOGS_NEED_A_REGION)
  void bothLoadBalancersWriteDownEveryRequest(Configuration configuration) {
    Anatomy app = Templates.of(configuration);
    String bucket = "${" + bucket(app).logicalId() + "}";

    assertThat(List.of(app.frontend(), app.backend()))
        .allSatisfy(
            tier -> {
              assertThat(tier.loadBalancerAttribute("access_logs.s3.enabled")).isEqualTo("true");
              assertThat(tier.loadBalancerAttribute("access_logs.s3.bucket")).isEqualTo(bucket);
            });
    assertThat(app.frontend().loadBalancerAttribute("access_logs.s3.prefix")).isEqualTo("frontend");
    assertThat(app.backend().loadBalancerAttribute("access_logs.s3.prefix")).isEqualTo("backend");
  }

  @ParameterizedTest
  @MethodSource("production")
  void elasticLoadBalancingMayWriteThemAndNobodyElseMayDoAnything(Configuration configuration) {
    Anatomy app = Templates.of(configuration);
    String objects = "${%s.Arn}/%s/AWSLogs/${AWS::AccountId}/*";
    String bucket = bucket(app).logicalId();

    List<Statement> allowed =
        statements(app).stream().filter(it -> it.effect() == Statement.Effect.ALLOW).toList();
    assertThat(allowed).as("statements that allow something").hasSize(1);
    assertThat(allowed.get(0).actions()).containsExactly("s3:PutObject");
    assertThat(allowed.get(0).resourceTexts())
        .containsExactlyInAnyOrder(
            objects.formatted(bucket, "frontend"), objects.formatted(bucket, "backend"));
    assertThat(allowed.get(0).principalTexts())
        .containsExactly("logdelivery.elasticloadbalancing.amazonaws.com");
  }

  @ParameterizedTest
  @MethodSource("production")
  void theirBucketIsClosedToThePublicAndEncrypted(Configuration configuration) {
    Resource bucket = bucket(Templates.of(configuration));

    for (String way :
        List.of(
            "BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets")) {
      assertThat(bucket.text("PublicAccessBlockConfiguration." + way)).as(way).contains("true");
    }
    assertThat(bucket.text("OwnershipControls.Rules.0.ObjectOwnership"))
        .as("who owns what is in it, and whether ACLs count")
        .contains("BucketOwnerEnforced");
    assertThat(
            bucket.text(
                "BucketEncryption.ServerSideEncryptionConfiguration.0"
                    + ".ServerSideEncryptionByDefault.SSEAlgorithm"))
        .as("the one encryption that Elastic Load Balancing writes with")
        .contains("AES256");
  }

  @ParameterizedTest
  @MethodSource("production")
  void nobodyReadsThemInTheClear(Configuration configuration) {
    List<Statement> denied =
        statements(Templates.of(configuration)).stream()
            .filter(it -> it.effect() == Statement.Effect.DENY)
            .toList();

    assertThat(denied).as("statements that deny something").hasSize(1);
    assertThat(denied.get(0).actions()).containsExactly("s3:*");
    assertThat(denied.get(0).conditions().toString()).contains("aws:SecureTransport=false");
  }

  @ParameterizedTest
  @MethodSource("production")
  void aLoadBalancerWaitsUntilItMayWrite(Configuration configuration) {
    Anatomy app = Templates.of(configuration);
    String policy = theOnly(app.template, "AWS::S3::BucketPolicy").logicalId();

    assertThat(app.madeBefore(app.frontend().loadBalancer())).contains(policy);
    assertThat(app.madeBefore(app.backend().loadBalancer())).contains(policy);
  }

  @Test
  void theyOutliveTheStackWhateverTheProfile() {
    Anatomy development =
        Templates.with(
            props ->
                props
                    .profile(Profile.DEVELOPMENT)
                    .frontend(
                        Templates.frontend()
                            .loadBalancer(LoadBalancerProps.builder().accessLogs(true).build())
                            .build()));

    assertThat(List.of(bucket(Templates.of(Profile.PRODUCTION)), bucket(development)))
        .allMatch(bucket -> deletionPolicy(bucket).equals("Retain"))
        .allMatch(bucket -> updateReplacePolicy(bucket).equals("Retain"));
  }

  @Test
  void developmentMakesNoBucketForThem() {
    assertThat(Templates.of(Profile.DEVELOPMENT).template.resourcesOfType("AWS::S3::Bucket"))
        .isEmpty();
  }

  @Test
  void oneTiersLogsGiveTheOtherNoRoomInTheBucket() {
    Anatomy app =
        Templates.with(props -> props.frontend(Templates.frontend().loadBalancer(SILENT).build()));

    assertThat(bucket(app).list("LifecycleConfiguration.Rules")).hasSize(1);
    assertThat(statements(app).stream().flatMap(it -> it.resourceTexts().stream()))
        .as("what the bucket's policy is about")
        .noneMatch(resource -> resource.contains("/frontend/"));
    assertThat(app.frontend().loadBalancerAttribute("access_logs.s3.enabled"))
        .as("said outright, because CloudFormation would leave it on")
        .isEqualTo("false");
  }

  @Test
  void connectionLogsAloneMakeTheBucketToo() {
    LoadBalancerProps connections =
        LoadBalancerProps.builder().accessLogs(false).connectionLogs(true).build();
    Anatomy app =
        Templates.with(
            props ->
                props
                    .frontend(Templates.frontend().loadBalancer(connections).build())
                    .backend(Templates.backend().loadBalancer(SILENT).build()));

    assertThat(app.frontend().loadBalancerAttribute("connection_logs.s3.bucket"))
        .isEqualTo("${" + bucket(app).logicalId() + "}");
    assertThat(app.frontend().loadBalancerAttribute("connection_logs.s3.prefix"))
        .isEqualTo("frontend");
  }

  @Test
  void withoutThemTheGetterSaysWhatToSet() {
    Supplier<ThreeTierEcsApp> silent =
        () ->
            new ThreeTierEcsApp(
                new Stack(), "App", Templates.props().profile(Profile.DEVELOPMENT).build());

    assertThatIllegalStateException()
        .isThrownBy(() -> silent.get().getOperations().getLoadBalancerLogBucket())
        .withMessage(
            "There is a bucket for logs only with frontend.loadBalancer.accessLogs, connectionLogs,"
                + " or those of the backend; set one of them to true.");
  }

  private static Resource bucket(Anatomy app) {
    return theOnly(app.template, "AWS::S3::Bucket");
  }

  private static List<Statement> statements(Anatomy app) {
    String policy = theOnly(app.template, "AWS::S3::BucketPolicy").logicalId();
    return app.permissions.statements().stream()
        .filter(it -> it.definedBy().equals(policy))
        .toList();
  }
}
