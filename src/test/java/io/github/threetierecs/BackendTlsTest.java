package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.guard.RisksByOption;
import io.github.threetierecs.internal.shared.AcceptedRisk;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.route53.PrivateHostedZone;

/** The frontend calls the backend's load balancer by HTTPS, and by a name. */
class BackendTlsTest {
  private static final String INGRESS = "AWS::EC2::SecurityGroupIngress";
  private static final String ZONE = "AWS::Route53::HostedZone";
  private static final Anatomy APP = app((stack, tls) -> tls);
  private static final Anatomy WITHOUT = Templates.of(Profile.PRODUCTION);

  static BackendTlsProps.Builder tls(Stack stack) {
    return BackendTlsProps.builder()
        .certificate(Edges.certificate(stack, Edges.CERTIFICATE))
        .domainName("backend.example.com");
  }

  static Anatomy app(BiFunction<Stack, BackendTlsProps.Builder, BackendTlsProps.Builder> tls) {
    return Templates.with(
        (stack, props) ->
            props.backend(Templates.backend().tls(tls.apply(stack, tls(stack)).build()).build()));
  }

  @Test
  void theInternalLoadBalancerListensWithHttpsOnly() {
    Resource balancer = APP.backend().loadBalancer();

    assertThat(APP.balancing.listenersOf(balancer.logicalId()))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.text("Protocol")).contains("HTTPS");
              assertThat(it.text("Port")).contains("443");
              assertThat(it.text("Certificates.0.CertificateArn")).contains(Edges.CERTIFICATE);
              assertThat(it.text("SslPolicy"))
                  .contains("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09");
            });
    assertThat(APP.admittedTo(balancer)).containsExactly(APP.from(APP.frontend().service(), 443));
  }

  @Test
  void theFrontendIsToldTheName() {
    assertThat(APP.frontend().environment())
        .containsEntry("BACKEND_URL", "https://backend.example.com");
  }

  /** A zone of the whole domain would hide its other names from the VPC. */
  @Test
  void theNameIsAZoneOfItsOwnInTheVpcAndLeadsToTheLoadBalancer() {
    Resource zone = theOnly(APP.template, ZONE);
    Resource name = theOnly(APP.template, "AWS::Route53::RecordSet");

    assertThat(zone.text("Name")).contains("backend.example.com.");
    assertThat(APP.referent(zone, "VPCs.0.VPCId")).isEqualTo(APP.vpc());
    assertThat(name.text("Name")).contains("backend.example.com.");
    assertThat(name.text("Type")).contains("A");
    assertThat(APP.referent(name, "HostedZoneId")).isEqualTo(zone);
    assertThat(Reference.idsIn(name.property("AliasTarget").orElseThrow()))
        .contains(APP.backend().loadBalancer().logicalId());
  }

  @Test
  void theGetterGivesTheZone() {
    Stack stack = new Stack();
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            Templates.props().backend(Templates.backend().tls(tls(stack).build()).build()).build());
    PrivateHostedZone zone = app.getBackend().getHostedZone();

    assertThat(Reference.idOf(stack.resolve(zone.getHostedZoneId())))
        .contains(theOnly(APP.template, ZONE).logicalId());
  }

  @Test
  void aZoneThatIsGivenGetsTheRecord() {
    Anatomy app = app((stack, tls) -> tls.hostedZone(Edges.zone(stack, "example.com")));

    assertThat(app.template.resourcesOfType(ZONE)).isEmpty();
    assertThat(theOnly(app.template, "AWS::Route53::RecordSet").text("HostedZoneId"))
        .contains("Z0123456789");
  }

  /** On a running system the old tasks call by HTTP until the new ones have replaced them. */
  @Test
  void theFrontendIsDeployedOnceItCanCallByHttps() {
    assertThat(APP.madeBefore(APP.frontend().service()))
        .contains(
            APP.backend().listener().logicalId(),
            theOnly(APP.template, "AWS::Route53::RecordSet").logicalId(),
            ruleOf443(APP));
  }

  @Test
  void soIsAWorkerThatCallsTheBackend() {
    Anatomy app =
        Templates.in(
            stack ->
                new ThreeTierEcsApp(
                        stack,
                        "App",
                        Templates.props()
                            .backend(Templates.backend().tls(tls(stack).build()).build())
                            .build())
                    .addWorker(
                        "Mailer",
                        WorkerProps.builder().image(Options.IMAGE).callsBackend(true).build()));
    Resource worker =
        Anatomy.theOnly(
            app.template.resourcesOfType("AWS::ECS::Service").stream()
                .filter(it -> it.logicalId().contains("Mailer"))
                .toList());

    assertThat(app.madeBefore(worker))
        .contains(theOnly(app.template, "AWS::Route53::RecordSet").logicalId())
        .anyMatch(it -> it.contains("BackendLoadBalancer") && it.contains("Mailer"));
    assertThat(app.admittedTo(app.backend().loadBalancer()))
        .containsExactlyInAnyOrder(app.from(app.frontend().service(), 443), app.from(worker, 443));
  }

  private static String ruleOf443(Anatomy app) {
    return Anatomy.theOnly(
            app.template.resourcesOfType(INGRESS).stream()
                .filter(it -> it.text("FromPort").filter("443"::equals).isPresent())
                .toList())
        .logicalId();
  }

  /** CloudFormation creates what is new before it deletes what is old. */
  @Test
  void nothingOfPort80TurnsIntoSomethingOfPort443() {
    for (String type : List.of(INGRESS, "AWS::ElasticLoadBalancingV2::Listener")) {
      assertThat(APP.template.resourcesOfType(type).stream().filter(BackendTlsTest::is443))
          .isNotEmpty()
          .allSatisfy(it -> assertThat(WITHOUT.template.find(it.logicalId())).isEmpty());
    }
    assertThat(APP.backend().targetGroup().logicalId())
        .isEqualTo(WITHOUT.backend().targetGroup().logicalId());
    assertThat(APP.backend().loadBalancer().logicalId())
        .isEqualTo(WITHOUT.backend().loadBalancer().logicalId());
  }

  private static boolean is443(Resource resource) {
    return resource
        .text("Port")
        .or(() -> resource.text("FromPort"))
        .filter("443"::equals)
        .isPresent();
  }

  @Test
  void itWorksWithAnApplicationForACompanyNetworkWithoutNatAndOnSharedInterfaces() {
    for (BiFunction<Stack, ThreeTierEcsAppProps.Builder, ThreeTierEcsAppProps.Builder> change :
        List.<BiFunction<Stack, ThreeTierEcsAppProps.Builder, ThreeTierEcsAppProps.Builder>>of(
            (stack, props) ->
                props.capacity(
                    CapacityProps.builder().taskNetworking(TaskNetworking.BRIDGE).build()),
            (stack, props) ->
                props.frontend(
                    Templates.frontend()
                        .edge(EdgeProps.builder().internal(true).build())
                        .build()))) {
      Anatomy app =
          Templates.with(
              (stack, props) ->
                  change.apply(
                      stack, props.backend(Templates.backend().tls(tls(stack).build()).build())));

      assertThat(app.madeBefore(app.frontend().service())).contains(ruleOf443(app));
    }
  }

  @Test
  void requestsOfTestsComeByHttpsToo() {
    Anatomy app =
        Templates.with(
            (stack, props) ->
                props.backend(
                    Templates.backend()
                        .tls(tls(stack).build())
                        .deployment(
                            Strategies.builder(DeploymentStrategy.BLUE_GREEN)
                                .testPort(8443)
                                .build())
                        .build()));

    assertThat(Strategies.testListener(app, app.backend()).text("Protocol")).contains("HTTPS");
  }

  @Test
  void theNameMayBeAParameter() {
    Anatomy app =
        app(
            (stack, tls) ->
                tls.domainName(
                    CfnParameter.Builder.create(stack, "Name").build().getValueAsString()));

    assertThat(app.frontend().environment()).containsEntry("BACKEND_URL", "https://${Name}");
    assertThat(theOnly(app.template, ZONE).text("Name")).contains("${Name}.");
  }

  @Test
  void aNameIsTheSameInAnyCaseAndWithADotAtItsEnd() {
    assertThat(app((stack, tls) -> tls.domainName("Backend.Example.com.")).frontend().environment())
        .containsEntry("BACKEND_URL", "https://backend.example.com");
  }

  @Test
  void certificateAndNameAreRequired() {
    assertThatIllegalArgumentException()
        .isThrownBy(BackendTlsProps.builder()::build)
        .withMessageContainingAll(
            "tls.certificate: missing, and it has no default; set a certificate of the stack's"
                + " Region",
            "tls.domainName: missing, and it has no default; set a name that the certificate is"
                + " valid for");
  }

  @Test
  void theNameHasToBeInTheZone() {
    Stack stack = new Stack();

    assertThatIllegalArgumentException()
        .isThrownBy(tls(stack).hostedZone(Edges.zone(stack, "example.org"))::build)
        .withMessage(
            "tls.domainName: \"backend.example.com\" is not in tls.hostedZone \"example.org\";"
                + " write a name that ends in \".example.org\", or set the zone that the name is"
                + " in");
  }

  /**
   * In the VPC the public name would lead to the backend; in one zone there would be two records.
   */
  @Test
  void theFrontendHasAnotherName() {
    Stack stack = new Stack();
    ThreeTierEcsAppProps.Builder props =
        Templates.props()
            .frontend(Templates.frontend().edge(Edges.named(stack).build()).build())
            .backend(
                Templates.backend()
                    .tls(tls(stack).domainName("Shop.example.com.").build())
                    .build());

    assertThatIllegalArgumentException()
        .isThrownBy(props::build)
        .withMessage(
            "backend.tls.domainName: \"shop.example.com\" is frontend.edge.domainName too, and a"
                + " name leads to one load balancer; set another, such as"
                + " \"backend.shop.example.com\"");
  }

  @Test
  void theGetterSaysWhyThereIsNoZone() {
    Stack stack = new Stack();
    ThreeTierEcsApp plain = new ThreeTierEcsApp(stack, "Plain", Templates.props().build());
    ThreeTierEcsApp given =
        new ThreeTierEcsApp(
            stack,
            "Given",
            Templates.props()
                .backend(
                    Templates.backend()
                        .tls(tls(stack).hostedZone(Edges.zone(stack, "example.com")).build())
                        .build())
                .build());

    assertThatIllegalStateException()
        .isThrownBy(plain.getBackend()::getHostedZone)
        .withMessage("There is a hosted zone only with backend.tls; set it");
    assertThatIllegalStateException()
        .isThrownBy(given.getBackend()::getHostedZone)
        .withMessage(
            "The record is in the zone that was given as backend.tls.hostedZone; use that one");
  }

  /** Or the rules would stay silent about a listener of HTTP that somebody adds. */
  @Test
  void plainHttpIsAcceptedOfTheLoadBalancerThatStillListensOnIt() {
    Stack stack = new Stack();
    BackendProps backend = Templates.backend().tls(tls(stack).build()).build();
    ThreeTierEcsAppProps half = Templates.props().backend(backend).build();
    ThreeTierEcsAppProps whole =
        Templates.props()
            .backend(backend)
            .frontend(
                Templates.frontend().edge(Edges.named(stack).redirectHttp(false).build()).build())
            .build();

    assertThat(RisksByOption.of(half.values)).doesNotContain(AcceptedRisk.PLAIN_HTTP);
    assertThat(RisksByOption.ofFrontendLoadBalancer(half.values)).contains(AcceptedRisk.PLAIN_HTTP);
    assertThat(RisksByOption.of(whole.values)).doesNotContain(AcceptedRisk.PLAIN_HTTP);
    assertThat(RisksByOption.ofFrontendLoadBalancer(whole.values))
        .doesNotContain(AcceptedRisk.PLAIN_HTTP);
  }
}
