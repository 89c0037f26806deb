package io.github.threetierecs.recipes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.DatabaseProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.ecs.ContainerImage;

class UnitTestsOfAStack {
  /** What holds data or an address: never change an id here without a plan for what is in it. */
  private static final Map<String, String> STATEFUL =
      Map.of(
          "AppNetworkVpc798168CC", "AWS::EC2::VPC",
          "AppDataDatabaseEB44F4C6", "AWS::RDS::DBInstance",
          "AppDataDatabaseSubnetGroup0D0CACD5", "AWS::RDS::DBSubnetGroup",
          "AppDataSecretC449050E", "AWS::SecretsManager::Secret",
          "AppKey06B23A3B", "AWS::KMS::Key");

  private static Template template;

  @BeforeAll
  static void synthesize() {
    template = Template.fromStack(shop(new App(), "/health"));
  }

  /** The stack under test; in a project it is the class that {@code main} uses. */
  private static Stack shop(App cdk, String healthCheckPath) {
    Stack stack = new Stack(cdk, "Shop");
    new ThreeTierEcsApp(
        stack,
        "App",
        ThreeTierEcsAppProps.builder()
            .frontend(
                FrontendProps.builder()
                    .image(ContainerImage.fromRegistry("example.com/shop/frontend:1"))
                    .build())
            .backend(
                BackendProps.builder()
                    .image(ContainerImage.fromRegistry("example.com/shop/backend:1"))
                    .healthCheckPath(healthCheckPath)
                    .environment(Map.of("CURRENCY", "EUR"))
                    .build())
            .database(DatabaseProps.builder().databaseName("shop").build())
            .build());
    return stack;
  }

  @Test
  void nothingThatHoldsDataHasAnotherId() {
    Map<String, String> stateful = new TreeMap<>();
    for (String type :
        List.of(
            "AWS::RDS::DBInstance",
            "AWS::RDS::DBSubnetGroup",
            "AWS::SecretsManager::Secret",
            "AWS::EC2::VPC",
            "AWS::KMS::Key")) {
      template.findResources(type).keySet().forEach(id -> stateful.put(id, type));
    }

    assertEquals(new TreeMap<>(STATEFUL), stateful);
  }

  @Test
  void theDatabaseIsKeptAndHasAStandby() {
    template.hasResource(
        "AWS::RDS::DBInstance",
        Map.of(
            "DeletionPolicy",
            "Snapshot",
            "Properties",
            Map.of("DBName", "shop", "MultiAZ", true, "DeletionProtection", true)));
  }

  @Test
  void theBackendIsToldItsCurrency() {
    template.hasResourceProperties(
        "AWS::ECS::TaskDefinition",
        Match.objectLike(
            Map.of(
                "ContainerDefinitions",
                Match.arrayWith(
                    List.of(
                        Match.objectLike(
                            Map.of(
                                "Environment",
                                Match.arrayWith(
                                    List.of(Map.of("Name", "CURRENCY", "Value", "EUR"))))))))));
  }

  @Test
  void oneLoadBalancerIsPublic() {
    template.resourcePropertiesCountIs(
        "AWS::ElasticLoadBalancingV2::LoadBalancer", Map.of("Scheme", "internet-facing"), 1);
  }

  @Test
  void aPathWithoutASlashIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> shop(new App(), "health"));
  }
}
