package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.NetworkOptions;
import io.github.threetierecs.internal.shared.Cdk;
import io.github.threetierecs.internal.template.Resource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.constructs.Construct;
import software.constructs.RootConstruct;

/** Wherever the construct is placed, a synthesis says what is true of that place, and only that. */
class SitesTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What one synthesis has left. */
  private record Synthesis(Path assembly, String file, String deployedFile) {
    /** {@return the template that the construct is in} */
    Anatomy template() {
      return new Anatomy(read(file));
    }

    /** {@return the template that is deployed, which may be around it} */
    Map<String, Object> deployed() {
      return read(deployedFile);
    }

    private Map<String, Object> read(String name) {
      try (Stream<Path> files = Files.walk(assembly)) {
        Path path = files.filter(it -> it.endsWith(name)).findFirst().orElseThrow();
        return JSON.readValue(path.toFile(), new TypeReference<>() {});
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsSaidThatIsNotTrueOfThePlace(Site site) {
    Set<String> elsewhere = Said.in(synthesized(Site.REGION_ONLY).assembly());
    Set<String> here = Said.in(synthesized(site).assembly());

    assertThat(here).as("what is said in every place").containsAll(elsewhere);
    here.removeAll(elsewhere);
    assertThat(here).isEqualTo(trueOf(site));
  }

  private static Set<String> trueOf(Site site) {
    return switch (site) {
      // What a pipeline does with the stack is only seen after synthesis.
      case PIPELINE ->
          Cdk.hasValidationPlugins() ? Set.of("info ThreeTierEcsApp::ReplacementGuard") : Set.of();
      case PRODUCT -> Set.of("info ThreeTierEcsApp::ReplacementGuard");
      case PRODUCT_WITH_ASSETS ->
          Set.of(
              "info ThreeTierEcsApp::ReplacementGuard",
              "warning @aws-cdk/aws-servicecatalog:assetsManuallyAddBucketPermissions");
      default -> Set.of();
    };
  }

  @ParameterizedTest
  @EnumSource
  void warningsAreShown(Site site) {
    CapacityProps unknownType =
        CapacityProps.builder().instanceType(new InstanceType("m99.large")).build();

    assertThat(
            Said.in(
                synthesized(site, Templates.props().capacity(unknownType), any -> {}).assembly()))
        .contains("warning ThreeTierEcsApp::UnknownInstanceType");
  }

  @ParameterizedTest
  @EnumSource
  void everythingIsCreatedThere(Site site) {
    assertThat(types(synthesized(site).template()))
        .containsAll(types(Templates.of(Profile.DEVELOPMENT)));
  }

  /** DEVELOPMENT leaves out what an asset is needed for. */
  private static Set<String> types(Anatomy app) {
    return app.template.resources().stream().map(Resource::type).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @EnumSource
  @SinceCdk(SinceCdk.VALIDATION_PLUGINS)
  void whatUsersOpenIsReportedOnce(Site site) {
    Synthesis open =
        synthesized(
            site,
            Templates.props(),
            app -> app.getDatabase().getConnections().allowDefaultPortFromAnyIpv4("All of them"));

    assertThat(AssemblyLaws.reportedIn(open.assembly()))
        .filteredOn(it -> it.contains("can reach"))
        .singleElement()
        .asString()
        .contains(
            "/App: ", " can reach the database, which only the backend's tasks should, since");
  }

  @ParameterizedTest
  @EnumSource
  @Answers(Complaint.GUARD_WITHOUT_PARAMETERS)
  void theStackThatIsDeployedRefusesToReplaceTheVpc(Site site) {
    NetworkProps moved = NetworkProps.builder().cidr("10.1.0.0/16").build();
    Map<String, Object> before = synthesized(site).deployed();

    assertThat(DeployedRules.refusals(before, before)).isEmpty();
    assertThat(
            DeployedRules.refusals(
                before, synthesized(site, Templates.props().network(moved), any -> {}).deployed()))
        .singleElement()
        .asString()
        .startsWith("This replaces or deletes the VPC.");
  }

  @ParameterizedTest
  @EnumSource(
      names = {"PERMISSIONS_BOUNDARY", "BOUNDARY_OF_A_STACK", "BOUNDARY_IN_CONTEXT", "STAGE"})
  @Answers(Complaint.ROTATION_UNDER_A_BOUNDARY)
  void aRoleThatGetsNoBoundaryIsAWarningWhereTheOthersHaveOne(Site site) {
    DatabaseProps rotated =
        DatabaseProps.builder().rotation(RotationProps.builder().build()).build();
    Synthesis synthesis = synthesized(site, Templates.props().database(rotated), any -> {});
    boolean bounded = site.row.equals("Permissions boundary");

    assertThat(Said.in(synthesis.assembly()).contains("warning ThreeTierEcsApp::RotationBoundary"))
        .as("whether the role of the function is spoken of")
        // A boundary that an aspect applies is only seen after synthesis.
        .isEqualTo(bounded && (Cdk.hasValidationPlugins() || site != Site.PERMISSIONS_BOUNDARY));
    assertThat(synthesis.template().template.resourcesOfType("AWS::IAM::Role"))
        .allMatch(role -> role.has("PermissionsBoundary") == bounded);
  }

  @Test
  void withoutAssetsTheOptionThatNeedsOneIsNamed() {
    Site site = Site.BOOTSTRAPLESS;
    Construct scope = site.scopeIn(Templates.app(FeatureFlags.NONE));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ThreeTierEcsApp(scope, "App", Templates.props().build()))
        .withMessage(
            "network.restrictDefaultSecurityGroup: true (the default of PRODUCTION) needs a Lambda"
                + " function whose code is an asset, and the stack supports none: Cannot add assets"
                + " to a Stack that uses the BootstraplessSynthesizer; set it to false, or give the"
                + " stack a synthesizer or a bucket for assets");
  }

  @Test
  void aProductStackWithoutABucketIsOne() {
    Construct scope = Site.PRODUCT.scopeIn(Templates.app(FeatureFlags.NONE));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ThreeTierEcsApp(scope, "App", Templates.props().build()))
        .withMessageStartingWith("network.restrictDefaultSecurityGroup: true (the default of")
        .withMessageContaining("An Asset Bucket must be provided to use Assets; set it to false");
  }

  /** The CDK synthesizes none, but a tool that reads constructs may make one. */
  @Test
  void aTreeMayBeginWithoutAnApp() {
    Stack stack = Stack.Builder.create(new RootConstruct("Root"), "Shop").build();

    NetworkProps withoutAssets = NetworkProps.builder().restrictDefaultSecurityGroup(false).build();

    assertThat(
            new ThreeTierEcsApp(stack, "App", Templates.props().network(withoutAssets).build())
                .getUrl())
        .isNotEmpty();
  }

  @Test
  void thePageHasARowForEachPlace() {
    assertThat(new DocPage("resources.md").tableBelow("Where it can be placed"))
        .extracting(row -> row.get(0))
        .containsExactlyElementsOf(
            Stream.of(Site.values()).map(site -> site.row).distinct().toList());
  }

  private static Synthesis synthesized(Site site) {
    return synthesized(site, Templates.props(), any -> {});
  }

  private static Synthesis synthesized(
      Site site, ThreeTierEcsAppProps.Builder props, Consumer<ThreeTierEcsApp> changes) {
    App app = Templates.app(FeatureFlags.NONE);
    Construct scope = site.scopeIn(app);
    ThreeTierEcsAppProps built = props.build();
    if (Site.WITHOUT_ASSETS.contains(site)) {
      built =
          props
              .network(
                  NetworkProps.builder()
                      .cidr(built.values.get(AppOptions.NETWORK).get(NetworkOptions.CIDR))
                      .restrictDefaultSecurityGroup(false)
                      .build())
              .build();
    }
    changes.accept(new ThreeTierEcsApp(scope, "App", built));
    site.complete(scope);
    Stack stack = Stack.of(scope);
    return new Synthesis(
        Path.of(app.synth().getDirectory()),
        stack.getTemplateFile(),
        outermost(stack).getTemplateFile());
  }

  private static Stack outermost(Stack stack) {
    Stack parent = stack.getNestedStackParent();
    return parent == null ? stack : outermost(parent);
  }
}
