package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.Annotations;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.AddressFamily;
import software.amazon.awscdk.services.ec2.IPrefixList;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.PrefixList;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;

/** More rules than EC2 allows in a security group are told at synthesis, and not at deployment. */
class RuleQuotaTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String RULE = "ThreeTierEcsApp::SecurityGroupRules";

  private final App app = Templates.app(FeatureFlags.NONE);
  private final Stack stack = Templates.stackIn(app, "Shop", Configuration.Place.ANYWHERE);

  @Test
  @Answers(Complaint.MORE_RULES_THAN_A_GROUP_TAKES)
  void cloudFrontsListOnTwoPortsIsAWarningThatSaysWhatToDo() {
    frontend(tls().allowedPrefixLists(List.of(cloudFront())));

    assertThat(warnings())
        .singleElement()
        .asString()
        .contains(
            "the security group of the frontend's load balancer has 110 inbound rules for IPv4, and"
                + " EC2 allows 60 unless the account's quota L-0EA8095F has been raised; set"
                + " frontend.edge.redirectHttp to false, which saves the rules of port 80, allow"
                + " fewer in frontend.edge.allowedCidrs and allowedPrefixLists, or have it raised"
                + " to 110, and acknowledge this")
        .contains(RULE);
  }

  @Test
  @Answers(Complaint.MORE_RULES_THAN_A_GROUP_TAKES)
  void withoutPort80CloudFrontsListFits() {
    frontend(tls().redirectHttp(false).allowedPrefixLists(List.of(cloudFront())));

    assertThat(warnings()).isEmpty();
  }

  @Test
  void onOnePortCloudFrontsListFits() {
    frontend(EdgeProps.builder().allowedPrefixLists(List.of(cloudFront())));

    assertThat(warnings()).isEmpty();
  }

  @Test
  void whatIsAddedUpIsListsAndRanges() {
    frontend(EdgeProps.builder().allowedPrefixLists(List.of(cloudFront())).allowedCidrs(ranges(6)));

    assertThat(warnings()).singleElement().asString().contains("has 61 inbound rules for IPv4");
  }

  @Test
  void thePortForTestsCountsToo() {
    new ThreeTierEcsApp(
        stack,
        "App",
        Templates.props()
            .frontend(
                Templates.frontend()
                    .edge(tls().allowedCidrs(ranges(21)).build())
                    .deployment(
                        DeploymentProps.builder()
                            .strategy(DeploymentStrategy.BLUE_GREEN)
                            .testPort(9000)
                            .build())
                    .build())
            .build());

    assertThat(warnings()).singleElement().asString().contains("has 63 inbound rules for IPv4");
  }

  @Test
  void sixtyRangesFitAndOneMoreDoesNot() {
    frontend(EdgeProps.builder().allowedCidrs(ranges(60)));
    assertThat(warnings()).isEmpty();

    App otherApp = Templates.app(FeatureFlags.NONE);
    Stack other = Templates.stackIn(otherApp, "Shop", Configuration.Place.ANYWHERE);
    Edges.app(other, EdgeProps.builder().allowedCidrs(ranges(61)));
    assertThat(warnings(otherApp))
        .singleElement()
        .asString()
        .contains("has 61 inbound rules for IPv4")
        .doesNotContain("redirectHttp");
  }

  @Test
  void aRangeThatIsNamedTwiceCountsOnce() {
    List<String> twice = IntStream.range(0, 40).mapToObj(i -> "10." + i / 2 + ".0.0/16").toList();
    frontend(tls().allowedCidrs(twice));

    assertThat(warnings()).isEmpty();
  }

  @Test
  void aListOfTheSameAppCountsAsItsMostEntries() {
    frontend(tls().allowedPrefixLists(List.of(list("Offices", AddressFamily.IP_V4, 40))));

    assertThat(warnings()).singleElement().asString().contains("has 80 inbound rules for IPv4");
  }

  @Test
  void aListOfAnotherStackOfTheAppCountsToo() {
    Stack network = new Stack(app, "Network");
    PrefixList offices =
        PrefixList.Builder.create(network, "Offices")
            .addressFamily(AddressFamily.IP_V4)
            .maxEntries(61)
            .build();
    frontend(EdgeProps.builder().allowedPrefixLists(List.of(offices)));

    assertThat(warnings()).singleElement().asString().contains("has 61 inbound rules for IPv4");
  }

  @Test
  void rulesForIpv6AreCountedByThemselves() {
    ThreeTierEcsApp made = frontend(EdgeProps.builder().allowedCidrs(ranges(60)));
    for (int i = 0; i < 61; i++) {
      made.getFrontendLoadBalancer()
          .getConnections()
          .allowFrom(Peer.ipv6("2001:db8:%x::/48".formatted(i)), Port.tcp(80));
    }

    assertThat(warnings()).singleElement().asString().contains("has 61 inbound rules for IPv6");
  }

  @Test
  void aListOfWhichNothingIsKnownIsOneRule() {
    frontend(tls().allowedPrefixLists(List.of(Edges.prefixList(stack))).allowedCidrs(ranges(29)));

    assertThat(warnings()).isEmpty();
  }

  @Test
  void manyClientsOfTheDatabaseAreCounted() {
    ThreeTierEcsApp made = frontend(EdgeProps.builder());
    for (int i = 0; i < 60; i++) {
      made.getDatabase()
          .getConnections()
          .allowDefaultPortFrom(
              SecurityGroup.Builder.create(stack, "Client" + i).vpc(made.getVpc()).build());
    }

    assertThat(warnings())
        .singleElement()
        .asString()
        .contains("the security group of the database has 61 inbound rules, and EC2 allows 60")
        .contains("let several clients share a security group");
  }

  @Test
  void rulesToTheOutsideAreCounted() {
    ThreeTierEcsApp made = frontend(EdgeProps.builder());
    for (int i = 0; i < 60; i++) {
      made.getFrontendLoadBalancer()
          .getConnections()
          .allowTo(
              SecurityGroup.Builder.create(stack, "Target" + i).vpc(made.getVpc()).build(),
              Port.tcp(8080));
    }

    assertThat(warnings())
        .anyMatch(it -> it.contains("the frontend's load balancer has 61 outbound rules, and"));
  }

  @Test
  void itCanBeAcknowledged() {
    ThreeTierEcsApp made = frontend(tls().allowedPrefixLists(List.of(cloudFront())));
    Annotations.of(made).acknowledgeWarning(RULE, "The quota is 200");

    assertThat(warnings()).isEmpty();
  }

  @Test
  void whatNoQuotaAllowsIsRefusedWhenItIsSet() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> tls().allowedCidrs(ranges(501)).build())
        .withMessage(
            "edge.allowedCidrs: 501 ranges are 1 002 rules of a security group, for ports 80 and"
                + " 443, and EC2 allows 1 000 at most, whatever the account's quota; name wider"
                + " ranges, or allow all and set edge.webAcl");
    assertThat(tls().redirectHttp(false).allowedCidrs(ranges(501)).build()).isNotNull();
  }

  @Test
  void whatNoQuotaAllowsIsRefusedAtSynthesisIfItIsAdded() {
    frontend(
        EdgeProps.builder().allowedPrefixLists(List.of(list("Large", AddressFamily.IP_V4, 1_001))));

    assertThatThrownBy(app::synth)
        .hasMessageContaining(
            "the security group of the frontend's load balancer has 1 001 inbound rules for IPv4,"
                + " and EC2 allows 1 000 at most, whatever the account's quota");
  }

  private ThreeTierEcsApp frontend(EdgeProps.Builder edge) {
    return Edges.app(stack, edge);
  }

  private EdgeProps.Builder tls() {
    return EdgeProps.builder().certificate(Edges.certificate(new Stack(), Edges.CERTIFICATE));
  }

  private IPrefixList cloudFront() {
    return PrefixList.fromPrefixListId(stack, "CloudFront", "pl-a3a144ca");
  }

  private IPrefixList list(String id, AddressFamily family, int most) {
    return PrefixList.Builder.create(stack, id).addressFamily(family).maxEntries(most).build();
  }

  private static List<String> ranges(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "10.%d.%d.0/24".formatted(i / 256, i % 256))
        .toList();
  }

  private List<String> warnings() {
    return warnings(app);
  }

  /** What the CDK CLI would show. */
  private static List<String> warnings(App app) {
    Path assembly = Path.of(app.synth().getDirectory());
    try (Stream<Path> files = Files.list(assembly)) {
      return files
          .filter(file -> file.toString().matches(".*(manifest|metadata)\\.json"))
          .flatMap(RuleQuotaTest::entries)
          .filter(entry -> entry.path("type").asText().equals("aws:cdk:warning"))
          .map(entry -> entry.path("data").asText())
          .filter(text -> text.contains(RULE))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<JsonNode> entries(Path file) {
    try {
      return JSON.readTree(file.toFile()).findParents("data").stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
