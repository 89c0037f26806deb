package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.EdgeProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.iam.AccountPrincipal;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.route53.CrossAccountZoneDelegationRecord;
import software.amazon.awscdk.services.route53.GrantDelegationOptions;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.amazon.awscdk.services.route53.PublicHostedZone;

final class ZoneInAnotherAccount {
  private static final String ZONE = "example.com";
  private static final String NAME = "shop." + ZONE;
  private static final String ROLE = "DelegateShopExampleCom";

  private ZoneInAnotherAccount() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    delegation(stackIn(cdk, "ShopDelegation", "111111111111"));
    shop(stackIn(cdk, "Shop", "123456789012"));
    cdk.synth();
  }

  /** In the account of the company's zone: who may delegate this one name, and nothing else. */
  private static void delegation(Stack stack) {
    IHostedZone zone =
        HostedZone.fromHostedZoneAttributes(
            stack,
            "Zone",
            HostedZoneAttributes.builder()
                .hostedZoneId("Z0123456789ABCDEFGHIJ")
                .zoneName(ZONE)
                .build());
    Role role =
        Role.Builder.create(stack, "Role")
            .roleName(ROLE)
            .assumedBy(new AccountPrincipal("123456789012"))
            .build();
    zone.grantDelegation(
        role, GrantDelegationOptions.builder().delegatedZoneNames(List.of(NAME)).build());
  }

  /** In the account of the application: a zone of its own for the name, with a certificate. */
  private static void shop(Stack stack) {
    PublicHostedZone zone = PublicHostedZone.Builder.create(stack, "Zone").zoneName(NAME).build();
    IRole role = Role.fromRoleArn(stack, "Role", "arn:aws:iam::111111111111:role/" + ROLE);
    CrossAccountZoneDelegationRecord delegation =
        CrossAccountZoneDelegationRecord.Builder.create(stack, "Delegation")
            .delegatedZone(zone)
            .parentHostedZoneName(ZONE)
            .delegationRole(role)
            .build();

    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            ThreeTierEcsAppProps.builder()
                .frontend(
                    FrontendProps.builder()
                        .image(ContainerImage.fromRegistry("example.com/shop/frontend:1"))
                        .edge(EdgeProps.builder().hostedZone(zone).domainName(NAME).build())
                        .build())
                .backend(
                    BackendProps.builder()
                        .image(ContainerImage.fromRegistry("example.com/shop/backend:1"))
                        .build())
                .build());
    // ACM finds the record that it waits for by the delegation only.
    app.getFrontend().getCertificate().getNode().addDependency(delegation);
  }

  private static Stack stackIn(App cdk, String name, String account) {
    Environment environment = Environment.builder().account(account).region("eu-central-1").build();
    return new Stack(cdk, name, StackProps.builder().env(environment).build());
  }
}
