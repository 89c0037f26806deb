package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;
import static io.github.threetierecs.internal.template.TemplateQuestions.servicesBehind;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.Text;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@EveryConfiguration
class FrontendTest {
  private final String region;
  private final Anatomy app;
  private final Anatomy.Tier frontend;
  private final Anatomy.Tier backend;

  FrontendTest(Configuration configuration) {
    region = configuration.place().region();
    app = Templates.of(configuration);
    frontend = app.frontend();
    backend = app.backend();
  }

  @Test
  void exactlyOneLoadBalancerFacesTheInternet() {
    assertThat(app.template.resourcesOfType("AWS::ElasticLoadBalancingV2::LoadBalancer"))
        .as("internet-facing load balancers")
        .filteredOn(it -> it.text("Scheme").filter("internet-facing"::equals).isPresent())
        .hasSize(1);
  }

  @Test
  void anyoneMayAskForHttp() {
    assertThat(app.admittedTo(frontend.loadBalancer()))
        .as("what the internet-facing load balancer lets in")
        .containsExactly("tcp 80 from 0.0.0.0/0");
  }

  @Test
  void itsListenerSpeaksHttpOnPort80() {
    assertThat(frontend.listener().properties())
        .as("the listener of the internet-facing load balancer")
        .containsEntry("Protocol", "HTTP")
        .hasEntrySatisfying("Port", port -> assertThat(Text.of(port)).isEqualTo("80"));
  }

  @Test
  void theInternetFacingLoadBalancerRoutesToTheFrontendAndNothingElse() {
    assertThat(servicesBehind(app.template, frontend.loadBalancer().logicalId()))
        .as("services behind the internet-facing load balancer")
        .hasSize(1);
    assertThat(frontend.container("Image"))
        .as("the image behind the internet-facing load balancer")
        .isEqualTo(Templates.FRONTEND_IMAGE);
  }

  @Test
  void itsTasksTakeTrafficFromItsLoadBalancerAlone() {
    assertThat(app.admittedTo(frontend.service()))
        .as("what the frontend's tasks let in")
        .containsExactly(app.from(frontend.loadBalancer(), 80));
  }

  @Test
  void itsLoadBalancerReachesItsTasks() {
    assertThat(
            canReach(
                app.reachability,
                frontend.loadBalancer().logicalId(),
                frontend.service().logicalId(),
                80))
        .as("whether the internet-facing load balancer reaches the frontend's tasks on port 80")
        .isTrue();
  }

  @Test
  @Answers(Complaint.METADATA_BLOCKED)
  void itIsToldWhereTheBackendIsAndInWhichRegionItRunsAndNothingElse() {
    assertThat(frontend.environment())
        .as("the frontend's environment variables")
        .isEqualTo(
            Map.of(
                "AWS_REGION",
                region,
                "BACKEND_URL",
                "http://${%s.DNSName}".formatted(backend.loadBalancer().logicalId())));
  }

  @Test
  void itGetsNoSecrets() {
    assertThat(frontend.secrets()).as("secrets in the frontend's environment").isEmpty();
  }

  @Test
  void itsTasksReachTheBackendLoadBalancer() {
    assertThat(
            canReach(
                app.reachability,
                frontend.service().logicalId(),
                backend.loadBalancer().logicalId(),
                80))
        .as("whether the frontend's tasks reach the internal load balancer on port 80")
        .isTrue();
  }

  @Test
  void frontendCannotReachTheDatabase() {
    assertThat(
            app.reachability.whyReachable(
                frontend.service().logicalId(), app.database().logicalId(), 3306))
        .as("rules by which the frontend's tasks reach the database")
        .isEmpty();
  }

  @Test
  void frontendCannotGoRoundTheBackendLoadBalancer() {
    assertThat(
            app.reachability.whyReachable(
                frontend.service().logicalId(), backend.service().logicalId(), backend.port()))
        .as("rules by which the frontend's tasks reach the backend's tasks directly")
        .isEmpty();
  }

  @Test
  void onlyTheBackendMayReadTheDatabaseSecret() {
    Set<String> readers = new TreeSet<>();
    for (Resource role : app.template.resourcesOfType("AWS::IAM::Role")) {
      if (app.permissions.mayRead(role.logicalId(), app.databaseSecret().logicalId())) {
        readers.add(role.logicalId());
      }
    }

    assertThat(readers)
        .as("roles that may read the database's secret")
        .containsExactlyInAnyOrder(
            backend.executionRole().logicalId(), backend.taskRole().logicalId());
  }

  @Test
  void itStartsAfterTheBackendThatItsHealthMayDependOn() {
    assertThat(app.madeBefore(frontend.service()))
        .as("what is made before the frontend's service")
        .contains(
            backend.service().logicalId(),
            backend.listener().logicalId(),
            app.database().logicalId());
  }

  @Test
  void anOutputGivesTheUrl() {
    assertThat(OutputsTest.outputs(app))
        .containsEntry(
            "Url", "http://${%s.DNSName}".formatted(frontend.loadBalancer().logicalId()));
  }
}
