package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.elasticloadbalancingv2.BaseApplicationListenerProps;
import software.amazon.awscdk.services.lambda.Code;
import software.amazon.awscdk.services.lambda.Function;
import software.amazon.awscdk.services.lambda.Runtime;
import software.amazon.awscdk.services.sns.Topic;

/** Rules that would have two stacks wait for each other are refused with the line that works. */
class CircleOfStacksTest {
  private final App cdk = Templates.app(FeatureFlags.NONE);
  private final Stack net = Templates.stackIn(cdk, "Net", Configuration.Place.ANYWHERE);
  private final Stack shop = Templates.stackIn(cdk, "Shop", Configuration.Place.ANYWHERE);
  private final Stack jobs = Templates.stackIn(cdk, "Jobs", Configuration.Place.ANYWHERE);

  // ---------------------------------------------------------------- in our VPC

  @Test
  @Answers(Complaint.RULE_IN_A_CIRCLE)
  void ofALoadBalancerItNamesThat() {
    ThreeTierEcsApp app = app();
    Function function = function(app);
    app.getBackendLoadBalancer().getConnections().allowFrom(function, Port.tcp(80));

    assertRefused()
        .hasMessageContaining("lets in Jobs/Function/SecurityGroup")
        .hasMessageContaining(
            "other.getConnections().allowTo(app.getBackendLoadBalancer(), Port.tcp(80)) in place of"
                + " app.getBackendLoadBalancer().getConnections().allowFrom(other, Port.tcp(80))")
        .hasMessageNotContaining("getDatabase");
  }

  @Test
  void whomTheBackendCallsAdmitsItFromTheOtherSide() {
    ThreeTierEcsApp app = app();
    SecurityGroup cache = SecurityGroup.Builder.create(jobs, "Cache").vpc(app.getVpc()).build();
    app.getBackendService().getConnections().allowTo(cache, Port.tcp(6379));

    assertRefused()
        .hasMessageContaining("lets this stack into Jobs/Cache")
        .hasMessageContaining(
            "other.getConnections().allowFrom(app.getBackendService(), Port.tcp(6379)) in place of"
                + " app.getBackendService().getConnections().allowTo(other, Port.tcp(6379))");
  }

  @Test
  void whatIsSaidOfTheBackendWorks() {
    ThreeTierEcsApp app = app();
    SecurityGroup cache = SecurityGroup.Builder.create(jobs, "Cache").vpc(app.getVpc()).build();
    cache.getConnections().allowFrom(app.getBackendService(), Port.tcp(6379));
    function(app).getConnections().allowTo(app.getBackendLoadBalancer(), Port.tcp(80));

    cdk.synth();
    assertThat(shop.getDependencies()).isEmpty();
    assertThat(jobs.getDependencies()).contains(shop);
  }

  @Test
  @Answers(Complaint.ONE_TARGET_GROUP_TWO_BALANCERS)
  void ofATargetGroupBehindAnotherLoadBalancerItSaysWhereThatBelongs() {
    ThreeTierEcsApp app = app();
    ApplicationLoadBalancer.Builder.create(jobs, "Balancer")
        .vpc(app.getVpc())
        .build()
        .addListener(
            "Http",
            BaseApplicationListenerProps.builder()
                .port(80)
                .defaultTargetGroups(List.of(app.getBackend().getTargetGroup()))
                .build());

    assertRefused()
        .hasMessageContaining("a target group serves one load balancer only")
        .hasMessageContaining("create the load balancer in this stack")
        .hasMessageContaining("targets(List.of(app.getBackendService()))")
        .hasMessageNotContaining("getDatabase");
  }

  // ---------------------------------------------------------------- in a VPC of a third stack

  @Test
  @Answers(Complaint.RULE_IN_A_CIRCLE)
  void aFunctionThatIsToldOfTheDatabaseWaitsForItInAnyVpc() {
    inTheVpcOfAThird(
        (app, function) -> {
          app.getDatabase().getConnections().allowDefaultPortFrom(function);
          function.addEnvironment("HOST", app.getDatabase().getDbInstanceEndpointAddress());
        });

    assertRefused()
        .hasMessageContaining(
            "other.getConnections().allowToDefaultPort(app.getDatabase()) in place of"
                + " app.getDatabase().getConnections().allowDefaultPortFrom(other)");
  }

  @Test
  void soDoesAStackThatWaitsByDependency() {
    inTheVpcOfAThird(
        (app, function) -> {
          app.getDatabase().getConnections().allowDefaultPortFrom(function);
          jobs.getNode().addDependency(shop);
        });

    assertRefused().hasMessageContaining("allowToDefaultPort(app.getDatabase())");
  }

  @Test
  void soDoesAStackThatWaitsForOneThatWaits() {
    Stack between = Templates.stackIn(cdk, "Between", Configuration.Place.ANYWHERE);
    Topic topic = new Topic(between, "Topic");
    topic.getNode().addDependency(shop);
    inTheVpcOfAThird(
        (app, function) -> {
          app.getDatabase().getConnections().allowDefaultPortFrom(function);
          function.addEnvironment("TOPIC", topic.getTopicArn());
        });

    assertRefused().hasMessageContaining("allowToDefaultPort(app.getDatabase())");
  }

  @Test
  void theLineThatWorksDoesSoThereToo() {
    inTheVpcOfAThird(
        (app, function) -> {
          function.getConnections().allowToDefaultPort(app.getDatabase());
          function.addEnvironment("HOST", app.getDatabase().getDbInstanceEndpointAddress());
        });

    cdk.synth();
    assertThat(jobs.getDependencies()).contains(shop);
  }

  @Test
  void aFunctionThatNeedsNothingOfTheApplicationIsNoCircle() {
    inTheVpcOfAThird(
        (app, function) -> app.getDatabase().getConnections().allowDefaultPortFrom(function));

    cdk.synth();
    assertThat(shop.getDependencies()).contains(jobs);
  }

  private AbstractThrowableAssert<?, ? extends Throwable> assertRefused() {
    return assertThatThrownBy(cdk::synth)
        .hasMessageContaining(
            ": the rule makes stack Shop wait for Jobs, and Jobs waits for this one; ");
  }

  private ThreeTierEcsApp app() {
    return new ThreeTierEcsApp(shop, "App", Templates.props().build());
  }

  private void inTheVpcOfAThird(BiConsumer<ThreeTierEcsApp, Function> more) {
    Vpc vpc =
        Vpc.Builder.create(net, "Vpc")
            .maxAzs(2)
            .subnetConfiguration(
                List.of(
                    subnets("public", SubnetType.PUBLIC),
                    subnets("private", SubnetType.PRIVATE_WITH_EGRESS),
                    subnets("isolated", SubnetType.PRIVATE_ISOLATED)))
            .build();
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            shop,
            "App",
            Templates.props().network(NetworkProps.builder().vpc(vpc).build()).build());
    more.accept(app, function(app));
  }

  private static SubnetConfiguration subnets(String name, SubnetType type) {
    return SubnetConfiguration.builder().name(name).subnetType(type).build();
  }

  private Function function(ThreeTierEcsApp app) {
    return Function.Builder.create(jobs, "Function")
        .vpc(app.getVpc())
        .runtime(Runtime.NODEJS_22_X)
        .handler("index.handler")
        .code(Code.fromInline("exports.handler = async () => ({});"))
        .environment(Map.of("STAGE", "test"))
        .build();
  }
}
