package io.github.threetierecs.recipes;

import io.github.threetierecs.ApplicationUserProps;
import io.github.threetierecs.BackendProps;
import io.github.threetierecs.DatabaseProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.NetworkProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;

final class TwoApplicationsOneDatabase {
  private TwoApplicationsOneDatabase() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    // CloudFormation then refuses to delete in one stack what the other one still uses.
    cdk.getNode().setContext("@aws-cdk/core:defaultCrossStackReferences", "strong");
    StackProps environment =
        StackProps.builder()
            .env(Environment.builder().account("111111111111").region("eu-central-1").build())
            .build();

    Stack shopStack = new Stack(cdk, "Shop", environment);
    ThreeTierEcsApp shop =
        new ThreeTierEcsApp(
            shopStack,
            "Shop",
            application("shop")
                // Not the master user, who could read what is the office's.
                .database(
                    DatabaseProps.builder()
                        .databaseName("shop")
                        .applicationUser(ApplicationUserProps.builder().build())
                        .build())
                .build());
    // In the stack of the database, so that the user can be created before the office is deployed.
    Secret officeUser =
        Secret.Builder.create(shopStack, "OfficeUser")
            .generateSecretString(
                SecretStringGenerator.builder()
                    .secretStringTemplate("{\"username\": \"office\"}")
                    .generateStringKey("password")
                    .passwordLength(32)
                    .excludePunctuation(true)
                    .build())
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();

    Stack officeStack = new Stack(cdk, "Office", environment);
    new ThreeTierEcsApp(
        officeStack,
        "Office",
        application("office")
            .network(NetworkProps.builder().vpc(shop.getVpc()).build())
            .database(
                DatabaseProps.builder()
                    .existing(shop.getDatabase())
                    .existingSecret(officeUser)
                    .databaseName("office")
                    .build())
            .build());
    cdk.synth();
  }

  private static ThreeTierEcsAppProps.Builder application(String name) {
    return ThreeTierEcsAppProps.builder()
        .frontend(
            FrontendProps.builder()
                .image(ContainerImage.fromRegistry("example.com/" + name + "/frontend:1"))
                .build())
        .backend(
            BackendProps.builder()
                .image(ContainerImage.fromRegistry("example.com/" + name + "/backend:1"))
                .build());
  }
}
