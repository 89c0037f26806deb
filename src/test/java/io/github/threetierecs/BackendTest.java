package io.github.threetierecs;

import static io.github.threetierecs.internal.template.TemplateQuestions.canReach;
import static io.github.threetierecs.internal.template.TemplateQuestions.servicesBehind;
import static io.github.threetierecs.internal.template.TemplateQuestions.theOnly;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.threetierecs.internal.template.Reachability;
import java.util.Map;
import org.junit.jupiter.api.Test;

@EveryConfiguration
class BackendTest {
  private final String region;
  private final Anatomy app;
  private final Anatomy.Tier frontend;
  private final Anatomy.Tier backend;

  BackendTest(Configuration configuration) {
    region = configuration.place().region();
    app = Templates.of(configuration);
    frontend = app.frontend();
    backend = app.backend();
  }

  @Test
  void exactlyOneLoadBalancerIsInternal() {
    assertThat(app.template.resourcesOfType("AWS::ElasticLoadBalancingV2::LoadBalancer"))
        .as("internal load balancers")
        .filteredOn(it -> it.text("Scheme").filter("internal"::equals).isPresent())
        .hasSize(1);
  }

  @Test
  @Answers(Complaint.OPEN_TO_THE_WORLD)
  void itsLoadBalancerTakesTrafficFromTheFrontendsTasksAlone() {
    assertThat(app.admittedTo(backend.loadBalancer()))
        .as("what the internal load balancer lets in")
        .containsExactly(app.from(frontend.service(), 80));
  }

  @Test
  void theInternetCannotReachItsLoadBalancer() {
    assertThat(
            app.reachability.whyReachable(
                Reachability.INTERNET, backend.loadBalancer().logicalId(), 80))
        .as("rules by which the internet reaches the internal load balancer")
        .isEmpty();
  }

  @Test
  void theInternalLoadBalancerRoutesToTheBackendAndNothingElse() {
    assertThat(servicesBehind(app.template, backend.loadBalancer().logicalId()))
        .as("services behind the internal load balancer")
        .hasSize(1);
    assertThat(backend.container("Image"))
        .as("the image behind the internal load balancer")
        .isEqualTo(Templates.BACKEND_IMAGE);
  }

  @Test
  void itsTasksTakeTrafficFromItsLoadBalancerAlone() {
    assertThat(app.admittedTo(backend.service()))
        .as("what the backend's tasks let in")
        .containsExactly(app.from(backend.loadBalancer(), 8080));
  }

  @Test
  void itsLoadBalancerReachesItsTasks() {
    assertThat(
            canReach(
                app.reachability,
                backend.loadBalancer().logicalId(),
                backend.service().logicalId(),
                8080))
        .as("whether the internal load balancer reaches the backend's tasks on port 8080")
        .isTrue();
  }

  @Test
  void itIsToldWhereTheDatabaseIsAndNothingElse() {
    String database = app.database().logicalId();

    assertThat(backend.environment())
        .as("the backend's environment variables")
        .isEqualTo(
            Map.of(
                "AWS_REGION",
                region,
                "DB_HOST",
                "${%s.Endpoint.Address}".formatted(database),
                "DB_PORT",
                "${%s.Endpoint.Port}".formatted(database),
                "DB_NAME",
                app.database().text("DBName").orElse("not set"),
                "DB_SECRET_ARN",
                "${%s}".formatted(attachment())));
  }

  @Test
  void itsUserAndPasswordComeFromSecretsManager() {
    assertThat(backend.secrets())
        .as("the secrets in the backend's environment, as keys of the attached secret")
        .isEqualTo(
            Map.of(
                "DB_USER",
                "${%s}:username::".formatted(attachment()),
                "DB_PASSWORD",
                "${%s}:password::".formatted(attachment())));
  }

  @Test
  void itsTasksReachTheDatabase() {
    assertThat(
            canReach(
                app.reachability, backend.service().logicalId(), app.database().logicalId(), 3306))
        .as("whether the backend's tasks reach the database on port 3306")
        .isTrue();
  }

  /** A Ref to the attachment is the secret's ARN, once host and port are in the secret. */
  private String attachment() {
    return theOnly(app.template, "AWS::SecretsManager::SecretTargetAttachment").logicalId();
  }
}
