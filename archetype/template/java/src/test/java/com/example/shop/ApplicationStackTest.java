package com.example.shop;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Match;
import software.amazon.awscdk.assertions.Template;

class ApplicationStackTest {
  private static Template development;
  private static Template production;

  @BeforeAll
  static void synthesize() {
    App app = new App();
    Main.addStacks(app);
    development = template(app, "-development");
    production = template(app, "-production");
  }

  @Test
  void theDatabaseOfProductionIsProtectedAndInTwoZones() {
    production.hasResourceProperties(
        "AWS::RDS::DBInstance", Map.of("DeletionProtection", true, "MultiAZ", true));
  }

  @Test
  void developmentCanBeDeleted() {
    development.hasResourceProperties("AWS::RDS::DBInstance", Map.of("DeletionProtection", false));
  }

  @Test
  void bothHaveAFrontendAndABackend() {
    assertTrue(behindALoadBalancer(development) >= 2);
    assertTrue(behindALoadBalancer(production) >= 2);
  }

  /** A worker is behind none; a further backend is, as the first one. */
  private static int behindALoadBalancer(Template template) {
    Map<String, Object> balanced = Map.of("LoadBalancers", Match.anyValue());
    return template.findResources("AWS::ECS::Service", Map.of("Properties", balanced)).size();
  }

  private static Template template(App app, String end) {
    return Template.fromStack((Stack) app.getNode().findChild(Main.NAME + end));
  }
}
