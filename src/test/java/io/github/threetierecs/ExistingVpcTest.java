package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.openToWorld;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.threetierecs.internal.template.Resource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Annotations;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.services.ec2.ISubnet;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Subnet;
import software.amazon.awscdk.services.ec2.SubnetAttributes;
import software.amazon.awscdk.services.ec2.SubnetConfiguration;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.ec2.VpcLookupOptions;

/** A VPC that somebody else made is used as it is, and never changed. */
class ExistingVpcTest {
  private static final SubnetSelection DATABASE_IN_PRIVATE = ofType(SubnetType.PRIVATE_WITH_EGRESS);

  @Test
  @Answers(Complaint.IMPORTED_VPC_MISREAD)
  void byDefaultLayersAreFoundByTheirType() {
    Anatomy app = with(it -> it);

    assertThat(places(app))
        .isEqualTo(
            List.of(
                "subnet-e0000001 subnet-e0000002",
                "subnet-a0000001 subnet-a0000002",
                "subnet-a0000001 subnet-a0000002",
                "subnet-d0000001 subnet-d0000002"));
  }

  @Test
  void layersAreFoundByTheNameOfTheirGroup() {
    Anatomy app =
        with(
            network ->
                network
                    .publicSubnets(ofGroup("Edge"))
                    .privateSubnets(ofGroup("Data"))
                    .databaseSubnets(ofGroup("Apps"))
                    .interfaceEndpoints(false));

    assertThat(places(app))
        .isEqualTo(
            List.of(
                "subnet-e0000001 subnet-e0000002",
                "subnet-d0000001 subnet-d0000002",
                "subnet-d0000001 subnet-d0000002",
                "subnet-a0000001 subnet-a0000002"));
  }

  @Test
  @Answers(Complaint.IMPORTED_VPC_MISREAD)
  void layersAreGivenSubnetBySubnet() {
    Anatomy app =
        in(
            ExistingVpcTest::imported,
            (stack, network) ->
                network
                    .publicSubnets(
                        given(subnet(stack, "b0000001", "a"), subnet(stack, "b0000002", "b")))
                    .privateSubnets(
                        given(
                            subnet(stack, "c0000001", "a"),
                            subnet(stack, "c0000002", "a"),
                            subnet(stack, "c0000003", "b")))
                    .databaseSubnets(
                        given(subnet(stack, "d0000001", "a"), subnet(stack, "d0000002", "b"))));

    assertThat(places(app))
        .as("the load balancers take one subnet in each zone")
        .isEqualTo(
            List.of(
                "subnet-b0000001 subnet-b0000002",
                "subnet-c0000001 subnet-c0000003",
                "subnet-c0000001 subnet-c0000002 subnet-c0000003",
                "subnet-d0000001 subnet-d0000002"));
  }

  @Test
  void aSelectionByZonesNarrowsTheDefaultType() {
    Anatomy app =
        in(
            stack ->
                Vpc.fromVpcAttributes(
                    stack,
                    "Theirs",
                    VpcAttributes.builder()
                        .vpcId("vpc-00000001")
                        .availabilityZones(List.of("a", "b", "c"))
                        .publicSubnetIds(
                            List.of("subnet-00000001", "subnet-00000002", "subnet-00000003"))
                        .privateSubnetIds(
                            List.of("subnet-00000004", "subnet-00000005", "subnet-00000006"))
                        .build()),
            (stack, network) ->
                network
                    .privateSubnets(
                        SubnetSelection.builder().availabilityZones(List.of("b", "c")).build())
                    .databaseSubnets(DATABASE_IN_PRIVATE));

    assertThat(places(app))
        .isEqualTo(
            List.of(
                "subnet-00000001 subnet-00000002 subnet-00000003",
                "subnet-00000005 subnet-00000006",
                "subnet-00000005 subnet-00000006",
                "subnet-00000004 subnet-00000005 subnet-00000006"));
  }

  @Test
  @Answers(Complaint.CLUSTER_IN_A_CIRCLE)
  void aVpcOfAnotherStackOfTheAppIsReferredTo() {
    App app = Templates.app(FeatureFlags.NONE);
    Stack platform = Templates.stackIn(app, "Platform", Configuration.Place.ANYWHERE);
    Stack shop = Templates.stackIn(app, "Shop", Configuration.Place.ANYWHERE);
    Vpc vpc =
        Vpc.Builder.create(platform, "Vpc")
            .subnetConfiguration(
                List.of(
                    group("Edge", SubnetType.PUBLIC),
                    group("Apps", SubnetType.PRIVATE_WITH_EGRESS),
                    group("Data", SubnetType.PRIVATE_ISOLATED)))
            .build();
    new ThreeTierEcsApp(shop, "App", props(NetworkProps.builder().vpc(vpc)));

    Anatomy template = Templates.of(shop);
    assertThat(ofNetwork(template)).as("what the app makes of the network").isEmpty();
    assertThat(template.frontend().loadBalancer().list("Subnets"))
        .hasSize(2)
        .allMatch(it -> it.toString().contains("Platform:ExportsOutputRefVpcEdgeSubnet"));
    assertThat(template.instances().list("VPCZoneIdentifier"))
        .hasSize(2)
        .allMatch(it -> it.toString().contains("Platform:ExportsOutputRefVpcAppsSubnet"));
    assertThat(theOnly(template.template, "AWS::RDS::DBSubnetGroup").list("SubnetIds"))
        .hasSize(2)
        .allMatch(it -> it.toString().contains("Platform:ExportsOutputRefVpcDataSubnet"));
  }

  @ParameterizedTest
  @EnumSource
  void aVpcThatIsStillToBeLookedUpIsNotRefused(Profile profile) {
    Stack stack =
        Templates.stackIn(
            Templates.lenientApp(), "Shop", Configuration.Place.ONE_ACCOUNT_AND_REGION);
    IVpc vpc =
        Vpc.fromLookup(stack, "Theirs", VpcLookupOptions.builder().vpcName("platform").build());

    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            Templates.props()
                .profile(profile)
                .network(
                    NetworkProps.builder()
                        .vpc(vpc)
                        .publicSubnets(ofGroup("Edge"))
                        .privateSubnets(ofGroup("Apps"))
                        .interfaceEndpoints(true)
                        .build())
                .build());

    assertThat(app.getVpc().getVpcId()).isEqualTo(vpc.getVpcId());
    Annotations.fromStack(stack).hasNoWarning("*", Match.anyValue());
  }

  @Test
  void nothingIsMadeInItAndNothingChanged() {
    Anatomy app = with(it -> it);

    assertThat(ofNetwork(app)).isEmpty();
    assertThat(app.template.resourcesOfType("AWS::Lambda::Function")).isEmpty();
    assertThat(app.template.resources())
        .as("what names a subnet or a route table to tag or to change it")
        .noneMatch(it -> it.type().startsWith("Custom::"));
  }

  @Test
  void interfaceEndpointsAreMadeInItWhenAskedFor() {
    Anatomy app = with(network -> network.interfaceEndpoints(true));

    List<Resource> endpoints = app.template.resourcesOfType("AWS::EC2::VPCEndpoint");
    assertThat(endpoints)
        .as("endpoints; one of S3 would change route tables")
        .hasSize(7)
        .allMatch(it -> it.text("VpcEndpointType").filter("Interface"::equals).isPresent())
        .allMatch(it -> it.text("VpcId").filter("vpc-00000001"::equals).isPresent())
        .allMatch(it -> it.list("SubnetIds").equals(List.of("subnet-a0000001", "subnet-a0000002")));
    assertThat(app.admittedTo(endpoints.get(0)))
        .containsExactlyInAnyOrder(
            app.from(app.instances(), 443),
            app.from(app.frontend().service(), 443),
            app.from(app.backend().service(), 443));
  }

  @Test
  void whoMayReachWhomIsAsInAVpcOfOurOwn() {
    Anatomy app = with(it -> it);

    assertThat(app.admittedTo(app.database()))
        .containsExactly(app.from(app.backend().service(), 3306));
    assertThat(app.admittedTo(app.frontend().service()))
        .containsExactly(app.from(app.frontend().loadBalancer(), 80));
    assertThat(openToWorld(app.template)).hasSize(1);
  }

  /** But for policies, in which one of the flags sorts what has no order. */
  @Test
  void theTemplateIsTheSameWithEveryFeatureFlag() {
    List<Object> templates =
        Arrays.stream(FeatureFlags.values())
            .map(
                flags -> {
                  Stack stack =
                      Templates.stackIn(
                          Templates.app(flags), "Shop", Configuration.Place.ONE_ACCOUNT_AND_REGION);
                  new ThreeTierEcsApp(
                      stack,
                      "App",
                      props(NetworkProps.builder().vpc(imported(stack)).interfaceEndpoints(true)));
                  return (Object)
                      Templates.of(stack).template.resources().stream()
                          .filter(it -> !it.type().matches("AWS::(IAM|KMS)::.*|.*Policy"))
                          .toList();
                })
            .toList();

    assertThat(templates.get(0)).isEqualTo(templates.get(1));
  }

  @Test
  void tasksWithoutAWayOutAreAWarningThatNamesWhatTheyNeed() {
    annotations(network -> network.privateSubnets(ofGroup("Data")))
        .hasWarning(
            "/Shop/App/Network",
            Match.exact(
                "network.privateSubnets: the subnets of group \"Data\" have no route to the"
                    + " internet that network.vpc knows of; unless its owner created endpoints for"
                    + " Amazon S3, Amazon ECR, Amazon ECS, CloudWatch Logs and Secrets Manager, no"
                    + " instance joins the cluster and no task starts; set"
                    + " network.interfaceEndpoints to true for all but Amazon S3, or to false if"
                    + " they are there [ack: ThreeTierEcsApp::IsolatedPrivateSubnets]"));
  }

  @Test
  void whoSaysWhetherEndpointsAreWantedIsNotWarned() {
    for (boolean wanted : new boolean[] {true, false}) {
      annotations(network -> network.privateSubnets(ofGroup("Data")).interfaceEndpoints(wanted))
          .hasNoWarning("*", Match.anyValue());
    }
    annotations(it -> it).hasNoWarning("*", Match.anyValue());
  }

  @Test
  @Answers(Complaint.IMPORTED_VPC_MISREAD)
  void aLayerThatIsNotThereIsRefused() {
    assertRefused(
        network -> network.publicSubnets(ofGroup("Web")).privateSubnets(ofGroup("")),
        """
        2 problems:
          - network.publicSubnets: the subnets of group "Web" cannot be found in network.vpc: \
        There are no subnet groups with name 'Web' in this VPC. Available names: Edge,Apps,Data; \
        choose by a subnetType or subnetGroupName that it has, or by subnets
          - network.privateSubnets: the subnets of group "" cannot be found in network.vpc: There \
        are no subnet groups with name '' in this VPC. Available names: Edge,Apps,Data; choose by \
        a subnetType or subnetGroupName that it has, or by subnets\
        """);
  }

  @Test
  void aDefaultLayerThatIsNotThereIsRefused() {
    Stack stack = new Stack();
    IVpc vpc =
        Vpc.fromVpcAttributes(
            stack,
            "Theirs",
            VpcAttributes.builder()
                .vpcId("vpc-00000001")
                .availabilityZones(List.of("a", "b"))
                .publicSubnetIds(List.of("subnet-00000001", "subnet-00000002"))
                .privateSubnetIds(List.of("subnet-00000003", "subnet-00000004"))
                .build());

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ThreeTierEcsApp(stack, "App", props(NetworkProps.builder().vpc(vpc))))
        .withMessage(
            "network.databaseSubnets: the subnets of type PRIVATE_ISOLATED by default cannot be"
                + " found in network.vpc: There are no 'Isolated' subnet groups in this VPC."
                + " Available types: Deprecated_Private_NAT,Private,Deprecated_Private,Public;"
                + " choose by a subnetType or subnetGroupName that it has, or by subnets");
  }

  @Test
  @Answers(Complaint.INTRANET)
  void aVpcWithoutPublicSubnetsIsRefusedInWordsThatLeadOutOfTheCircle() {
    Stack stack = new Stack();
    IVpc vpc = intranet(stack);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ThreeTierEcsApp(stack, "App", props(NetworkProps.builder().vpc(vpc))))
        .withMessage(
            "network.publicSubnets: the subnets of type PUBLIC by default cannot be found in"
                + " network.vpc: There are no 'Public' subnet groups in this VPC. Available types:"
                + " Isolated,Deprecated_Isolated,Deprecated_Private_NAT,Private,Deprecated_Private;"
                + " choose subnets with a route to an internet gateway, in 2 Availability Zones or"
                + " more, by a subnetType or subnetGroupName that it has, or by subnets; if"
                + " network.vpc has none, add them or use another VPC: the frontend's load balancer"
                + " is internet-facing, unless frontend.edge.internal is true");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ThreeTierEcsApp(
                    stack,
                    "Other",
                    props(
                        NetworkProps.builder()
                            .vpc(vpc)
                            .publicSubnets(ofType(SubnetType.PRIVATE_WITH_EGRESS)))))
        .withMessageContaining(
            "network.privateSubnets: the subnets of type PRIVATE_WITH_EGRESS by default are the"
                + " subnets of network.publicSubnets too; choose others, without a route to an"
                + " internet gateway; and for network.publicSubnets choose subnets that have one:"
                + " the frontend's load balancer is internet-facing, unless frontend.edge.internal"
                + " is true");
  }

  @Test
  @Answers(Complaint.INTRANET)
  void aLoadBalancerInSubnetsWithoutInternetIsAWarning() {
    Stack stack = new Stack();
    new ThreeTierEcsApp(
        stack,
        "App",
        props(
            NetworkProps.builder()
                .vpc(intranet(stack))
                .publicSubnets(ofType(SubnetType.PRIVATE_ISOLATED))
                .databaseSubnets(ofType(SubnetType.PRIVATE_WITH_EGRESS))));

    Annotations.fromStack(stack)
        .hasWarning(
            "/Default/App/Network",
            Match.stringLikeRegexp(
                "network.publicSubnets: the subnets of type PRIVATE_ISOLATED have no route to an"
                    + " internet gateway .*unless frontend.edge.internal is true.*"));
  }

  @Test
  @Answers(Complaint.INTRANET)
  void anInternalApplicationNeedsNoPublicSubnets() {
    Stack stack = new Stack();
    IVpc vpc = intranet(stack);
    new ThreeTierEcsApp(
        stack,
        "App",
        props(NetworkProps.builder().vpc(vpc)).toBuilder()
            .frontend(Templates.frontend().edge(EdgeProps.builder().internal(true).build()).build())
            .build());

    assertThat(
            Templates.of(stack)
                .template
                .resourcesOfType("AWS::ElasticLoadBalancingV2::LoadBalancer"))
        .hasSize(2)
        .allSatisfy(
            it -> {
              assertThat(it.text("Scheme")).contains("internal");
              assertThat(it.text("Subnets")).contains("[subnet-00000003, subnet-00000004]");
            });
  }

  private static IVpc intranet(Stack stack) {
    return Vpc.fromVpcAttributes(
        stack,
        "Intranet",
        VpcAttributes.builder()
            .vpcId("vpc-00000002")
            .availabilityZones(List.of("a", "b"))
            .privateSubnetIds(List.of("subnet-00000003", "subnet-00000004"))
            .isolatedSubnetIds(List.of("subnet-00000005", "subnet-00000006"))
            .build());
  }

  @Test
  void aLayerInOneZoneIsRefused() {
    assertRefused(
        network ->
            network
                .publicSubnets(inZone("a"))
                .privateSubnets(inZone("b"))
                .databaseSubnets(SubnetSelection.builder().subnets(List.of()).build()),
        """
        3 problems:
          - network.publicSubnets: the subnets of type PUBLIC are in only one Availability Zone, \
        and a load balancer needs 2; choose subnets in 2 Availability Zones or more
          - network.privateSubnets: the subnets of type PRIVATE_WITH_EGRESS are in \
        only one Availability Zone, and a load balancer needs 2; choose subnets in 2 Availability \
        Zones or more
          - network.databaseSubnets: the 0 given subnets do not exist in network.vpc; choose subnets \
        in 2 Availability Zones or more\
        """);
    assertRefused(
        network -> network.databaseSubnets(inZone("a")),
        "network.databaseSubnets: the subnets of type PRIVATE_ISOLATED are in only one Availability"
            + " Zone, and RDS needs 2; choose subnets in 2 Availability Zones or more");
  }

  @Test
  void subnetsWithoutAZoneAreRefused() {
    Stack stack = new Stack();

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                new ThreeTierEcsApp(
                    stack,
                    "App",
                    props(
                        NetworkProps.builder()
                            .vpc(imported(stack))
                            .privateSubnets(
                                given(
                                    Subnet.fromSubnetId(stack, "One", "subnet-00000001"),
                                    Subnet.fromSubnetId(stack, "Two", "subnet-00000002"))))))
        .withMessage(
            "network.privateSubnets: the 2 given subnets have no known Availability Zone; import"
                + " each with Subnet.fromSubnetAttributes and its availabilityZone");
  }

  @Test
  void subnetsWhoseNumberIsNotKnownAreRefusedAsThat() {
    Stack stack = new Stack();
    IVpc vpc =
        Vpc.fromVpcAttributes(
            stack,
            "Tokens",
            VpcAttributes.builder()
                .vpcId(Fn.importValue("vpc"))
                .availabilityZones(Fn.getAzs())
                .publicSubnetIds(Fn.split(",", Fn.importValue("public")))
                .privateSubnetIds(Fn.split(",", Fn.importValue("private")))
                .isolatedSubnetIds(Fn.split(",", Fn.importValue("isolated")))
                .build());
    String words =
        "by default come from a list that is a token, whose length is known only at deployment;"
            + " give the VPC its availabilityZones one by one, and each list of subnets with its"
            + " length, as many or a multiple: Fn.split(\",\", value, 2)";

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ThreeTierEcsApp(stack, "App", props(NetworkProps.builder().vpc(vpc))))
        .withMessage(
            """
            3 problems:
              - network.publicSubnets: the subnets of type PUBLIC %1$s
              - network.privateSubnets: the subnets of type PRIVATE_WITH_EGRESS %1$s
              - network.databaseSubnets: the subnets of type PRIVATE_ISOLATED %1$s\
            """
                .formatted(words));
  }

  @Test
  void subnetsOfListsWithALengthAreTaken() {
    Templates.in(
        stack ->
            new ThreeTierEcsApp(
                stack,
                "App",
                props(
                    NetworkProps.builder()
                        .vpc(
                            Vpc.fromVpcAttributes(
                                stack,
                                "Tokens",
                                VpcAttributes.builder()
                                    .vpcId(Fn.importValue("vpc"))
                                    .availabilityZones(List.of("a", "b"))
                                    .publicSubnetIds(Fn.split(",", Fn.importValue("public"), 2))
                                    .privateSubnetIds(Fn.split(",", Fn.importValue("private"), 2))
                                    .isolatedSubnetIds(Fn.split(",", Fn.importValue("isolated"), 2))
                                    .build())))));
  }

  @Test
  void publicSubnetsServeNothingButTheLoadBalancer() {
    assertRefused(
        network ->
            network.privateSubnets(ofGroup("Edge")).databaseSubnets(ofType(SubnetType.PUBLIC)),
        """
        2 problems:
          - network.privateSubnets: the subnets of group "Edge" are the subnets of \
        network.publicSubnets too; choose others, without a route to an internet gateway
          - network.databaseSubnets: the subnets of type PUBLIC are the subnets of \
        network.publicSubnets too; choose others, without a route to an internet gateway\
        """);
  }

  @Test
  void optionsOfAVpcOfOurOwnAreRefusedTogetherWithAnExistingOne() {
    IVpc vpc = imported(new Stack());

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                NetworkProps.builder()
                    .vpc(vpc)
                    .cidr("10.1.0.0/16")
                    .maxAzs(3)
                    .nat(NatStrategy.SINGLE)
                    .flowLogs(false)
                    .restrictDefaultSecurityGroup(true)
                    .build())
        .withMessage(
            """
            5 problems:
              - network.cidr: "10.1.0.0/16" is for a VPC that the construct creates, but network.vpc \
            is set; leave out one of the two
              - network.maxAzs: 3 is for a VPC that the construct creates, but network.vpc is set; \
            leave out one of the two
              - network.nat: SINGLE is for a VPC that the construct creates, but network.vpc is set; \
            leave out one of the two
              - network.flowLogs: false is for a VPC that the construct creates, but network.vpc is \
            set; leave out one of the two
              - network.restrictDefaultSecurityGroup: true is for a VPC that the construct \
            creates, but network.vpc is set; leave out one of the two\
            """);
  }

  @Test
  void subnetsAreRefusedWithoutAVpc() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                NetworkProps.builder()
                    .publicSubnets(ofGroup("Edge"))
                    .databaseSubnets(ofType(SubnetType.PRIVATE_ISOLATED))
                    .build())
        .withMessage(
            """
            2 problems:
              - network.publicSubnets: the subnets of group "Edge" are for an existing VPC, \
            but network.vpc is not set; set it, or leave this out
              - network.databaseSubnets: the subnets of type PRIVATE_ISOLATED are for an \
            existing VPC, but network.vpc is not set; set it, or leave this out\
            """);
  }

  @Test
  void aSubnetThatIsNullIsNamed() {
    Stack stack = new Stack();
    IVpc vpc = imported(stack);
    List<ISubnet> subnets = new ArrayList<>();
    subnets.add(subnet(stack, "b0000001", "a"));
    subnets.add(Nulls.nothing());

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                NetworkProps.builder()
                    .vpc(vpc)
                    .privateSubnets(SubnetSelection.builder().subnets(subnets).build())
                    .build())
        .withMessage(
            "network.privateSubnets.subnets: null is not a subnet; leave it out of the list");
  }

  /** What only the owner of a VPC makes. */
  private static List<String> ofNetwork(Anatomy app) {
    return app.template.resources().stream()
        .map(Resource::type)
        .filter(type -> type.startsWith("AWS::EC2::"))
        .filter(type -> !type.startsWith("AWS::EC2::SecurityGroup"))
        .filter(type -> !type.equals("AWS::EC2::LaunchTemplate"))
        .toList();
  }

  private static void assertRefused(UnaryOperator<NetworkProps.Builder> choices, String message) {
    assertThatIllegalArgumentException().isThrownBy(() -> with(choices)).withMessage(message);
  }

  private static Annotations annotations(UnaryOperator<NetworkProps.Builder> choices) {
    Stack stack =
        Templates.stackIn(Templates.app(FeatureFlags.NONE), "Shop", Configuration.Place.ANYWHERE);
    new ThreeTierEcsApp(
        stack, "App", props(choices.apply(NetworkProps.builder().vpc(imported(stack)))));
    return Annotations.fromStack(stack);
  }

  /** The subnets of the load balancers, the tasks and the database. */
  private static List<String> places(Anatomy app) {
    List<Object> tasks = app.instances().list("VPCZoneIdentifier");
    assertThat(app.backend().service().list("NetworkConfiguration.AwsvpcConfiguration.Subnets"))
        .as("the subnets of the tasks, compared with those of the instances")
        .isEqualTo(tasks);
    return List.of(
        joined(app.frontend().loadBalancer().list("Subnets")),
        joined(app.backend().loadBalancer().list("Subnets")),
        joined(tasks),
        joined(theOnly(app.template, "AWS::RDS::DBSubnetGroup").list("SubnetIds")));
  }

  private static String joined(List<Object> values) {
    return String.join(" ", values.stream().map(Object::toString).toList());
  }

  private interface Finder {
    IVpc in(Stack stack);
  }

  private interface Chooser {
    NetworkProps.Builder choose(Stack stack, NetworkProps.Builder network);
  }

  private static Anatomy with(UnaryOperator<NetworkProps.Builder> choices) {
    return in(ExistingVpcTest::imported, (stack, network) -> choices.apply(network));
  }

  private static Anatomy in(Finder vpc, Chooser choices) {
    return Templates.in(
        stack ->
            new ThreeTierEcsApp(
                stack,
                "App",
                props(choices.choose(stack, NetworkProps.builder().vpc(vpc.in(stack))))));
  }

  private static ThreeTierEcsAppProps props(NetworkProps.Builder network) {
    return Templates.props().network(network.build()).build();
  }

  /** A VPC as it is written down by hand, with two subnets in each of three groups. */
  static IVpc imported(Stack stack) {
    return Vpc.fromVpcAttributes(
        stack,
        "Theirs",
        VpcAttributes.builder()
            .vpcId("vpc-00000001")
            .availabilityZones(List.of("a", "b"))
            .publicSubnetIds(List.of("subnet-e0000001", "subnet-e0000002"))
            .publicSubnetNames(List.of("Edge"))
            .publicSubnetRouteTableIds(List.of("rtb-1", "rtb-1"))
            .privateSubnetIds(List.of("subnet-a0000001", "subnet-a0000002"))
            .privateSubnetNames(List.of("Apps"))
            .privateSubnetRouteTableIds(List.of("rtb-2", "rtb-3"))
            .isolatedSubnetIds(List.of("subnet-d0000001", "subnet-d0000002"))
            .isolatedSubnetNames(List.of("Data"))
            .isolatedSubnetRouteTableIds(List.of("rtb-4", "rtb-4"))
            .build());
  }

  private static ISubnet subnet(Stack stack, String name, String zone) {
    return Subnet.fromSubnetAttributes(
        stack,
        name,
        SubnetAttributes.builder().subnetId("subnet-" + name).availabilityZone(zone).build());
  }

  static SubnetConfiguration group(String name, SubnetType type) {
    return SubnetConfiguration.builder().name(name).subnetType(type).build();
  }

  private static SubnetSelection ofGroup(String name) {
    return SubnetSelection.builder().subnetGroupName(name).build();
  }

  private static SubnetSelection ofType(SubnetType type) {
    return SubnetSelection.builder().subnetType(type).build();
  }

  private static SubnetSelection inZone(String zone) {
    return SubnetSelection.builder().availabilityZones(List.of(zone)).build();
  }

  private static SubnetSelection given(ISubnet... subnets) {
    return SubnetSelection.builder().subnets(List.of(subnets)).build();
  }
}
