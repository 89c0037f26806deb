package com.example.shop;

import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
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
    development.resourceCountIs("AWS::ECS::Service", 2);
    production.resourceCountIs("AWS::ECS::Service", 2);
  }

  private static Template template(App app, String end) {
    return Template.fromStack((Stack) app.getNode().findChild(Main.NAME + end));
  }
}
