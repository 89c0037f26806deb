package io.github.threetierecs.internal.blueprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.blueprint.Picture.Box;
import io.github.threetierecs.internal.blueprint.Picture.Edge;
import io.github.threetierecs.internal.blueprint.Picture.Node;
import io.github.threetierecs.internal.blueprint.Picture.Point;
import io.github.threetierecs.internal.blueprint.Picture.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PictureTest {
  private static final Plan PRODUCTION = Plans.ofExample("production");
  private static final Picture NETWORK = Pictures.of(PRODUCTION, PictureLevel.NETWORK);
  private static final String BACKEND = "Shop/AppBackendService656CB767";

  static List<String> examples() {
    return Plans.EXAMPLES;
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleCanBeRead(String example) {
    assertThat(PictureLaws.violations(Plans.ofExample(example))).isEmpty();
  }

  @Test
  void theNetworkOfTheProductionExampleIsSmall() {
    assertThat(SvgWriter.file(NETWORK).getBytes(StandardCharsets.UTF_8))
        .hasSizeLessThan(100 * 1024);
  }

  @Test
  void aLoadBalancerInThreeSubnetsIsDrawnOnceAcrossThem() {
    Node balancer = node(NETWORK, "Shop/AppFrontendLoadBalancer4BE8BE5C");

    assertThat(PRODUCTION.part(balancer.id()).subnets()).hasSize(3);
    assertThat(NETWORK.groups())
        .filteredOn(it -> it.whole().matches("10\\.0\\.[012]\\.0/24"))
        .hasSize(3)
        .allMatch(it -> it.box().overlaps(balancer.box()));
  }

  @Test
  void whatHasNoVpcIsDrawnToo() {
    Plan plan = Plans.withResources("\"Q\": {\"Type\": \"AWS::SQS::Queue\"}");

    assertThat(PictureLaws.violations(plan)).isEmpty();
    assertThat(Pictures.of(plan, PictureLevel.EVERYTHING).nodes())
        .extracting(Node::id)
        .containsExactly("Shop/Q");
  }

  @Test
  void oneZoneIsOneColumn() {
    Plan plan =
        Plans.withResources(
            """
            "Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16"}}\
            """,
            """
            "Subnet": {"Type": "AWS::EC2::Subnet", "Properties": {
              "VpcId": {"Ref": "Vpc"}, "AvailabilityZone": "eu-west-1a", "CidrBlock": "10.0.0.0/24"}}\
            """,
            """
            "Balancer": {"Type": "AWS::ElasticLoadBalancingV2::LoadBalancer", "Properties": {
              "Scheme": "internal", "Subnets": [{"Ref": "Subnet"}]}}\
            """,
            """
            "Service": {"Type": "AWS::ECS::Service", "Properties": {"NetworkConfiguration":
              {"AwsvpcConfiguration": {"Subnets": [{"Ref": "Subnet"}]}}}}\
            """);

    assertThat(PictureLaws.violations(plan)).isEmpty();
    assertThat(plan.zones()).containsExactly("eu-west-1a");
    assertThat(node(Pictures.of(plan, PictureLevel.NETWORK), "Shop/Balancer").group())
        .isEqualTo("vpc Shop/Vpc zone eu-west-1a");
  }

  @Test
  void nothingIsDrawnToo() {
    assertThat(PictureLaws.violations(Plans.withResources())).isEmpty();
  }

  @Test
  void anUnknownTypeIsInALayerOfItsOwn() {
    Plan plan =
        Plans.withResources(
            "\"Q\": {\"Type\": \"AWS::SQS::Queue\"}",
            "\"Odd\": {\"Type\": \"AWS::Braket::QuantumTask\"}");
    Picture everything = Pictures.of(plan, PictureLevel.EVERYTHING);

    assertThat(PictureLaws.violations(plan)).isEmpty();
    assertThat(everything.groups())
        .extracting(Picture.Group::whole)
        .contains("AWS::Braket::QuantumTask (1)");
    assertThat(everything.texts()).extracting(Text::text).contains("Other");
  }

  @Test
  void namesFullOfSyntaxStayText() {
    Plan plan =
        Plans.withResources(
            """
            "A": {"Type": "AWS::SQS::Queue", "Metadata": {"aws:cdk:path": "Shop/<b>&\\"'\\u0000\\ud800 ]]>/Q"}}\
            """,
            """
            "B": {"Type": "AWS::SQS::Queue", "Metadata": {"aws:cdk:path": "Shop/漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字漢字 🛒/Q"}}\
            """);

    assertThat(PictureLaws.violations(plan)).isEmpty();
    assertThat(SvgWriter.file(Pictures.of(plan, PictureLevel.EVERYTHING)))
        .contains("&lt;b&gt;&amp;&quot;", "漢字", "…");
  }

  @Test
  void everyPartHasItsOwnId() {
    assertThat(SvgWriter.idOf(PictureLevel.NETWORK, BACKEND))
        .isEqualTo("part-network-Shop_2f_AppBackendService656CB767");
    assertThat(SvgWriter.file(NETWORK))
        .contains("id=\"part-network-Shop_2f_AppBackendService656CB767\"");
  }

  @Test
  void onAPageEveryPartIsALink() {
    assertThat(SvgWriter.onPage(NETWORK, part -> part.equals(BACKEND) ? "backend" : "other"))
        .contains("<a class=\"bp-node bp-part\" href=\"#backend\">")
        .doesNotContain("id=\"part-", "<style>");
  }

  @Test
  void anOverlapOfNodesIsNoticed() {
    Node backend = node(NETWORK, BACKEND);
    Box box = backend.box();

    assertThat(
            violations(
                backend,
                it -> moved(it, new Box(box.x(), box.y() + box.height() / 2 + 60, 200, 50))))
        .anyMatch(it -> it.startsWith(BACKEND + " overlaps Shop/AppCapacity"));
  }

  @Test
  void aNodeOutsideItsGroupIsNoticed() {
    assertThat(violations(node(NETWORK, BACKEND), it -> moved(it, new Box(0, 700, 100, 50))))
        .anyMatch(it -> it.startsWith(BACKEND + " leaves vpc "));
  }

  @Test
  void aLabelThatLeavesItsNodeIsNoticed() {
    Node backend = node(NETWORK, BACKEND);
    Text wide = new Text("W".repeat(90), TextStyle.NAME, backend.box().x(), 700);

    assertThat(
            violations(
                backend,
                it ->
                    new Node(
                        it.id(),
                        it.group(),
                        it.parts(),
                        it.kind(),
                        it.box(),
                        it.glyph(),
                        List.of(wide),
                        it.whole())))
        .anyMatch(it -> it.endsWith("leaves its node"));
  }

  @Test
  void labelsOnOneAnotherAreNoticed() {
    List<Text> texts = new ArrayList<>(NETWORK.texts());
    Text title = texts.get(0);
    texts.add(new Text("planted", TextStyle.NOTE, title.x() + 20, title.y() - 2));

    assertThat(PictureLaws.violations(with(NETWORK.nodes(), NETWORK.edges(), texts)))
        .anyMatch(it -> it.contains("\"planted\" of the picture"));
  }

  @Test
  void aLineThroughANodeIsNoticed() {
    List<Edge> edges = new ArrayList<>(NETWORK.edges());
    Node from = node(NETWORK, "Shop/AppFrontendService15D2C761");
    Node to = node(NETWORK, BACKEND);
    edges.add(
        new Edge(
            from.id(),
            to.id(),
            true,
            Arrays.asList(
                new Point(from.box().x() + 20, from.box().bottom()),
                new Point(from.box().x() + 20, to.box().y())),
            Optional.empty(),
            ""));

    assertThat(PictureLaws.violations(with(NETWORK.nodes(), edges, NETWORK.texts())))
        .anyMatch(it -> it.contains("runs through Shop/AppBackendLoadBalancer"));
  }

  private static Node node(Picture picture, String id) {
    return picture.nodes().stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow();
  }

  private static Node moved(Node node, Box to) {
    return new Node(
        node.id(),
        node.group(),
        node.parts(),
        node.kind(),
        to,
        node.glyph(),
        node.texts(),
        node.whole());
  }

  /** What is wrong if one node is another. */
  private static List<String> violations(Node node, UnaryOperator<Node> change) {
    assertThat(PictureLaws.violations(NETWORK)).isEmpty();
    List<Node> nodes = new ArrayList<>(NETWORK.nodes());
    nodes.replaceAll(it -> it.equals(node) ? change.apply(it) : it);
    return PictureLaws.violations(with(nodes, NETWORK.edges(), NETWORK.texts()));
  }

  private static Picture with(List<Node> nodes, List<Edge> edges, List<Text> texts) {
    return new Picture(
        NETWORK.level(),
        NETWORK.title(),
        NETWORK.description(),
        NETWORK.width(),
        NETWORK.height(),
        NETWORK.groups(),
        nodes,
        edges,
        texts,
        NETWORK.marks());
  }
}
