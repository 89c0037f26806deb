package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.StackTemplate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecr.Repository;
import software.amazon.awscdk.services.ecs.ContainerImage;

/**
 * The tables of {@code docs/security} are what is synthesized. After a change, {@code mvn test
 * -Dtest=SecurityDocTest -Dregenerate=true} writes them anew.
 */
@Tag("generated")
class SecurityDocTest {
  private static final DocPage ROLES = new DocPage("security/roles.md");
  private static final DocPage NETWORK = new DocPage("security/network.md");
  private static final DocPage ATTACKERS = new DocPage("security/attackers.md");
  private static final String STALE =
      "docs/security is stale; mvn test -Dtest=SecurityDocTest -Dregenerate=true mends it";

  private static SecurityTables production;
  private static SecurityTables development;

  /** Images from Amazon ECR, and no NAT gateway: what adds roles' permissions and endpoints. */
  private static SecurityTables closed;

  @BeforeAll
  static void synthesize() {
    Stack ecr = new Stack(new App(), "Closed");
    ContainerImage image =
        ContainerImage.fromEcrRepository(Repository.fromRepositoryName(ecr, "Shop", "shop"), "1");
    closed =
        tables(
            ecr,
            image,
            ThreeTierEcsAppProps.builder()
                .network(NetworkProps.builder().nat(NatStrategy.NONE).build()));
    ContainerImage anywhere = ContainerImage.fromRegistry("nginx:stable");
    production =
        tables(new Stack(new App(), "Production"), anywhere, ThreeTierEcsAppProps.builder());
    development =
        tables(
            new Stack(new App(), "Development"),
            anywhere,
            ThreeTierEcsAppProps.builder().profile(Profile.DEVELOPMENT));
  }

  @Test
  void rolesAreWhatIsSynthesized() {
    String expected =
        production.roles(closed, "Added by images from `ContainerImage.fromEcrRepository`");
    assertThat(ROLES.block("roles", expected)).as(STALE).isEqualTo(expected);
  }

  @Test
  void wildcardsAreWhatIsSynthesized() {
    String expected = SecurityTables.wildcards(List.of(production, closed));
    assertThat(ROLES.block("wildcards", expected)).as(STALE).isEqualTo(expected);
  }

  @Test
  void securityGroupsAreWhatIsSynthesized() {
    String expected =
        production.securityGroups(
            closed, "Added by `network.interfaceEndpoints`, and by `network.nat` `NONE`:");
    assertThat(NETWORK.block("security-groups", expected)).as(STALE).isEqualTo(expected);
  }

  static Stream<Arguments> places() {
    List<String> tasks = List.of(Ends.FRONTEND, Ends.BACKEND);
    return Stream.of(
        Arguments.of("from-the-internet", List.of(Ends.INTERNET), List.of()),
        Arguments.of("from-the-frontend", List.of(Ends.FRONTEND), List.of("frontend task role")),
        Arguments.of("from-the-backend", List.of(Ends.BACKEND), List.of("backend task role")),
        // Root enters the network of every container.
        Arguments.of(
            "from-an-instance",
            Stream.concat(Stream.of(Ends.INSTANCES), tasks.stream()).toList(),
            List.of(
                "instance role",
                "frontend execution role",
                "frontend task role",
                "backend execution role",
                "backend task role")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void whatAnAttackerReachesIsWhatIsSynthesized(
      String block, List<String> ends, List<String> roles) {
    String expected = production.place(ends, roles, closed);
    assertThat(ATTACKERS.block(block, expected)).as(STALE).isEqualTo(expected);
  }

  @Test
  void developmentAllowsNothingMore() {
    assertThat(production.grants()).containsAll(development.grants().toList());
    assertThat(production.openings()).containsAll(development.openings().toList());
  }

  @Test
  void everyReasonIsNeeded() {
    assertThat(SecurityTables.unusedReasons(List.of(production, closed))).isEmpty();
  }

  private static SecurityTables tables(
      Stack stack, ContainerImage image, ThreeTierEcsAppProps.Builder props) {
    new ThreeTierEcsApp(
        stack,
        "App",
        props
            .frontend(FrontendProps.builder().image(image).build())
            .backend(BackendProps.builder().image(image).build())
            .build());
    return new SecurityTables(StackTemplate.of(Template.fromStack(stack).toJSON()));
  }
}
