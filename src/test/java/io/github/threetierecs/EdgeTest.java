package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.openToWorld;
import static io.github.threetierecs.internal.template.TemplateQuestions.servicesBehind;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.threetierecs.internal.template.Resource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.route53.PrivateHostedZone;

/** Clients come by HTTPS, by a name, and only those that may. */
class EdgeTest {
  private static final Anatomy CERTIFIED = Edges.CERTIFIED;
  private static final Anatomy NAMED = Edges.NAMED;

  @Test
  void withACertificateTheFrontendAnswersOnPort443() {
    Resource listener = CERTIFIED.frontend().listener();

    assertThat(listener.text("Protocol")).contains("HTTPS");
    assertThat(listener.text("Port")).contains("443");
    assertThat(servicesBehind(CERTIFIED.template, CERTIFIED.frontend().loadBalancer().logicalId()))
        .containsExactly(CERTIFIED.frontend().service().logicalId());
  }

  @Test
  void whoComesByHttpIsSentToHttpsForGood() {
    assertThat(redirect(CERTIFIED).text("Port")).contains("80");
    assertThat(redirect(CERTIFIED).list("DefaultActions"))
        .containsExactly(
            Map.of(
                "Type",
                "redirect",
                "RedirectConfig",
                Map.of("Protocol", "HTTPS", "Port", "443", "StatusCode", "HTTP_301")));
  }

  @Test
  void anInternalLoadBalancerIsInPrivateSubnetsAndLetsPrivateRangesIn() {
    Resource loadBalancer = Edges.INTERNAL.frontend().loadBalancer();

    assertThat(loadBalancer.list("Subnets"))
        .isEqualTo(Edges.INTERNAL.backend().loadBalancer().list("Subnets"));
    assertThat(Edges.INTERNAL.reachability.ingressOf(loadBalancer.logicalId()))
        .extracting(rule -> rule.peer().value() + " " + rule.ports())
        .containsExactlyInAnyOrder("10.0.0.0/8 80", "172.16.0.0/12 80", "192.168.0.0/16 80");
    assertThat(servicesBehind(Edges.INTERNAL.template, loadBalancer.logicalId()))
        .containsExactly(Edges.INTERNAL.frontend().service().logicalId());
  }

  @Test
  void allowedCidrsTakeThePlaceOfThePrivateRanges() {
    Anatomy app =
        Templates.in(
            stack ->
                Edges.app(
                    stack,
                    EdgeProps.builder().internal(true).allowedCidrs(List.of("100.64.0.0/10"))));

    assertThat(app.reachability.ingressOf(app.frontend().loadBalancer().logicalId()))
        .extracting(rule -> rule.peer().value())
        .containsExactly("100.64.0.0/10");
  }

  /** A target group cannot have two load balancers, as it would have during the replacement. */
  @Test
  void aChangeOfTheSchemeKeepsNothingThatHangsOnTheLoadBalancer() {
    for (String type : List.of("LoadBalancer", "Listener", "TargetGroup")) {
      assertThat(idsOf(type, Edges.INTERNAL, "Frontend"))
          .isNotEmpty()
          .doesNotContainAnyElementsOf(idsOf(type, Templates.of(Profile.PRODUCTION), "Frontend"));
      assertThat(idsOf(type, Edges.INTERNAL, "Backend"))
          .isEqualTo(idsOf(type, Templates.of(Profile.PRODUCTION), "Backend"));
    }
  }

  private static List<String> idsOf(String type, Anatomy app, String tier) {
    return app.template.resourcesOfType("AWS::ElasticLoadBalancingV2::" + type).stream()
        .map(Resource::logicalId)
        .filter(it -> it.startsWith("App" + tier))
        .toList();
  }

  @Test
  void publicSubnetsAreRefusedIfNothingFacesTheInternet() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                Templates.props()
                    .frontend(
                        Templates.frontend()
                            .edge(EdgeProps.builder().internal(true).build())
                            .build())
                    .network(
                        NetworkProps.builder()
                            .vpc(new Vpc(new Stack(), "Vpc"))
                            .publicSubnets(
                                SubnetSelection.builder().subnetType(SubnetType.PUBLIC).build())
                            .build())
                    .build())
        .withMessage(
            "network.publicSubnets: the subnets of type PUBLIC are used by nothing, since"
                + " frontend.edge.internal is true; leave it out");
  }

  @Test
  void theListenerOfPort80StaysTheSameWhenTlsComes() {
    assertThat(redirect(CERTIFIED).logicalId())
        .isEqualTo(Templates.of(Profile.PRODUCTION).frontend().listener().logicalId());
    assertThat(CERTIFIED.frontend().targetGroup().logicalId())
        .isEqualTo(Templates.of(Profile.PRODUCTION).frontend().targetGroup().logicalId());
  }

  @Test
  void nobodyIsSentToHttpsBeforeItListens() {
    assertThat(CERTIFIED.madeBefore(redirect(CERTIFIED)))
        .contains(CERTIFIED.frontend().listener().logicalId());
  }

  @Test
  @Answers(Complaint.TARGET_GROUP_WITHOUT_BALANCER)
  void theFrontendStartsOnceItsListenerIsThere() {
    assertThat(CERTIFIED.madeBefore(CERTIFIED.frontend().service()))
        .contains(CERTIFIED.frontend().listener().logicalId());
  }

  @ParameterizedTest
  @EnumSource
  void tlsIsAtLeast12WhateverTheFeatureFlags(FeatureFlags flags) {
    Stack stack = Templates.stackIn(Templates.app(flags), "Shop", Configuration.Place.ANYWHERE);
    Edges.app(stack, Edges.named(stack));

    assertThat(Templates.of(stack).frontend().listener().text("SslPolicy"))
        .contains("ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09");
  }

  @Test
  @Answers(Complaint.MORE_RULES_THAN_A_GROUP_TAKES)
  void port80CanBeLeftOut() {
    assertThat(Edges.ONE_PORT.admittedTo(Edges.ONE_PORT.frontend().loadBalancer()))
        .containsExactly("tcp 443 from 0.0.0.0/0");
    assertThat(
            Edges.ONE_PORT.balancing.listenersOf(
                Edges.ONE_PORT.frontend().loadBalancer().logicalId()))
        .singleElement()
        .isEqualTo(Edges.ONE_PORT.frontend().listener());
    assertThat(Edges.ONE_PORT.template.outputs().toString()).doesNotContain("http://");
  }

  @Test
  void withoutPort80TheGetterOfTheRedirectSaysWhy() {
    Stack stack = new Stack();
    ThreeTierEcsApp app = Edges.app(stack, Edges.named(stack).redirectHttp(false));

    assertThatIllegalStateException()
        .isThrownBy(app.getFrontend()::getRedirectListener)
        .withMessage("There is no redirect with frontend.edge.redirectHttp false; leave it out");
  }

  @Test
  void everybodyMayComeByBothPorts() {
    assertThat(NAMED.admittedTo(NAMED.frontend().loadBalancer()))
        .containsExactlyInAnyOrder("tcp 80 from 0.0.0.0/0", "tcp 443 from 0.0.0.0/0");
  }

  @Test
  @Answers(Complaint.OPEN_TO_THE_WORLD)
  void onlyWhoIsAllowedMayComeByEitherPort() {
    assertThat(CERTIFIED.admittedTo(CERTIFIED.frontend().loadBalancer()))
        .containsExactlyInAnyOrder(
            "tcp 80 from 203.0.113.0/24",
            "tcp 443 from 203.0.113.0/24",
            "tcp 80 from 198.51.100.7/32",
            "tcp 443 from 198.51.100.7/32",
            "tcp 80 from prefix list pl-12345678",
            "tcp 443 from prefix list pl-12345678");
    assertThat(openToWorld(CERTIFIED.template)).isEmpty();
  }

  @Test
  void withoutTlsOnlyWhoIsAllowedMayComeToo() {
    Anatomy app =
        Templates.in(
            stack -> Edges.app(stack, EdgeProps.builder().allowedCidrs(List.of("10.0.0.0/8"))));

    assertThat(app.admittedTo(app.frontend().loadBalancer()))
        .containsExactly("tcp 80 from 10.0.0.0/8");
  }

  @Test
  void theBackendsLoadBalancerDoesNotChange() {
    assertThat(CERTIFIED.admittedTo(CERTIFIED.backend().loadBalancer()))
        .containsExactly(CERTIFIED.from(CERTIFIED.frontend().service(), 80));
  }

  @Test
  void theZoneGetsTheNameAndTheProofForItsCertificate() {
    Resource certificate = theOnly(NAMED.template, "AWS::CertificateManager::Certificate");

    assertThat(certificate.text("DomainName")).contains("shop.example.com");
    assertThat(certificate.text("ValidationMethod")).contains("DNS");
    assertThat(certificate.text("DomainValidationOptions.0.HostedZoneId")).contains("Z0123456789");
    assertThat(records(NAMED))
        .isEqualTo(Map.of("A", "shop.example.com.", "AAAA", "shop.example.com."));
    assertThat(NAMED.template.resourcesOfType("AWS::Route53::RecordSet"))
        .allSatisfy(
            it ->
                assertThat(it.text("AliasTarget.DNSName"))
                    .contains(
                        "dualstack.${%s.DNSName}"
                            .formatted(NAMED.frontend().loadBalancer().logicalId())));
  }

  @Test
  void aCertificateOfTheUsersOwnIsNotMadeAgain() {
    Anatomy app =
        Templates.in(
            stack ->
                Edges.app(
                    stack,
                    Edges.named(stack).certificate(Edges.certificate(stack, Edges.CERTIFICATE))));

    assertThat(app.template.resourcesOfType("AWS::CertificateManager::Certificate")).isEmpty();
    assertThat(records(app)).hasSize(2);
    assertThat(url(app)).isEqualTo("https://shop.example.com");
  }

  @Test
  void aNameWhoseRecordIsElsewhereIsTheUrlToo() {
    Anatomy app =
        Templates.in(
            stack ->
                Edges.app(
                    stack,
                    EdgeProps.builder()
                        .domainName("shop.example.com")
                        .certificate(Edges.certificate(stack, Edges.CERTIFICATE))));

    assertThat(records(app)).isEmpty();
    assertThat(url(app)).isEqualTo("https://shop.example.com");
  }

  @Test
  void withoutANameTheUrlIsThatOfTheLoadBalancer() {
    assertThat(url(CERTIFIED))
        .isEqualTo(
            "https://${%s.DNSName}".formatted(CERTIFIED.frontend().loadBalancer().logicalId()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"shop.example.com", "Shop.Example.COM.", "example.com", "a.b.example.com"})
  void namesInTheZoneAreTaken(String name) {
    Stack stack = new Stack();

    assertThat(
            EdgeProps.builder()
                .hostedZone(Edges.zone(stack, "Example.com."))
                .domainName(name)
                .build())
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"shop.example.org", "badexample.com", "com"})
  void namesOutsideTheZoneAreRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Edges.named(new Stack()).domainName(name).build())
        .withMessageContaining(
            "edge.domainName: \""
                + name
                + "\" is not in edge.hostedZone \"example.com\"; write a name that ends in"
                + " \".example.com\", or set the zone that the name is in");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example.com",
        "*.example.com",
        "shop_1.example.com",
        "-a.example.com"
      })
  void whatIsNoNameIsRefused(String name) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Edges.named(new Stack()).domainName(name).build())
        .withMessage(
            "edge.domainName: \""
                + name
                + "\" is not the full name of a host in DNS; write one such as"
                + " \"shop.example.com\"");
  }

  @Test
  void aNameThatIsTooLongForACertificateIsRefused() {
    String name = "a".repeat(60) + ".example.com";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Edges.named(new Stack()).domainName(name).build())
        .withMessage(
            "edge.domainName: \""
                + name
                + "\" has 72 characters, and ACM allows 64 in a certificate's first name; use a"
                + " shorter name, or set edge.certificate");
  }

  @Test
  void aPrivateZoneProvesNothingToAcm() {
    Stack stack = new Stack();
    PrivateHostedZone zone =
        PrivateHostedZone.Builder.create(stack, "Zone")
            .zoneName("shop.internal")
            .vpc(new Vpc(stack, "Vpc"))
            .build();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> EdgeProps.builder().hostedZone(zone).domainName("a.shop.internal").build())
        .withMessage(
            "edge.hostedZone: \"shop.internal\" is private, and ACM looks up public records; set"
                + " edge.certificate too, or a public zone");
  }

  @Test
  void aNullAmongTheAllowedIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                EdgeProps.builder()
                    .allowedCidrs(Arrays.asList("10.0.0.0/8", null))
                    .allowedPrefixLists(Arrays.asList(Edges.prefixList(new Stack()), null))
                    .build())
        .withMessage(
            """
            2 problems:
              - edge.allowedCidrs[1]: null is not a range; leave it out
              - edge.allowedPrefixLists[1]: null is not a prefix list; leave it out\
            """);
  }

  @Test
  void aCertificateOfAnotherRegionIsRefused() {
    Stack stack =
        Templates.stackIn(
            Templates.app(FeatureFlags.NONE), "Shop", Configuration.Place.ONE_ACCOUNT_AND_REGION);
    String arn = "arn:aws:acm:us-east-1:111111111111:certificate/1";

    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> Edges.app(stack, EdgeProps.builder().certificate(Edges.certificate(stack, arn))))
        .withMessage(
            "frontend.edge.certificate: \""
                + arn
                + "\" is in us-east-1, and the stack is in eu-central-1; request one in the stack's"
                + " Region");
  }

  @Test
  void parametersReachTheTemplate() {
    Anatomy app =
        Templates.in(
            stack ->
                Edges.app(
                    stack,
                    Edges.named(stack)
                        .domainName(parameter(stack, "Name"))
                        .allowedCidrs(List.of(parameter(stack, "Range")))));

    assertThat(records(app).values()).containsOnly("${Name}.");
    assertThat(theOnly(app.template, "AWS::CertificateManager::Certificate").text("DomainName"))
        .contains("${Name}");
    assertThat(app.admittedTo(app.frontend().loadBalancer()))
        .containsExactlyInAnyOrder("tcp 80 from ${Range}", "tcp 443 from ${Range}");
  }

  @Test
  void withoutTlsTheGettersSayWhatToSet() {
    ThreeTierEcsApp app = new ThreeTierEcsApp(new Stack(), "App", Templates.props().build());
    String remedy = "set frontend.edge.certificate, or frontend.edge.hostedZone and domainName.";

    assertThatIllegalStateException()
        .isThrownBy(app.getFrontend()::getRedirectListener)
        .withMessage("There is a redirect only with TLS; " + remedy);
    assertThatIllegalStateException()
        .isThrownBy(app.getFrontend()::getCertificate)
        .withMessage("There is a certificate only with TLS; " + remedy);
  }

  private static String parameter(Stack stack, String id) {
    return CfnParameter.Builder.create(stack, id).build().getValueAsString();
  }

  private static Resource redirect(Anatomy app) {
    Set<Resource> others =
        app.balancing.listenersOf(app.frontend().loadBalancer().logicalId()).stream()
            .filter(it -> !it.equals(app.frontend().listener()))
            .collect(Collectors.toSet());
    return Anatomy.theOnly(others);
  }

  private static Map<String, String> records(Anatomy app) {
    return app.template.resourcesOfType("AWS::Route53::RecordSet").stream()
        .collect(
            Collectors.toMap(
                it -> it.text("Type").orElseThrow(), it -> it.text("Name").orElseThrow()));
  }

  private static String url(Anatomy app) {
    return OutputsTest.outputs(app).getOrDefault("Url", "");
  }
}
