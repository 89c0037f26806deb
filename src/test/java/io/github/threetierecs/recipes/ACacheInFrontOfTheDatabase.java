package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ec2.SubnetSelection;
import software.amazon.awscdk.services.ec2.SubnetType;
import software.amazon.awscdk.services.ecs.ContainerDefinition;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.elasticache.CfnServerlessCache;
import software.amazon.awscdk.services.elasticache.CfnUser;
import software.amazon.awscdk.services.elasticache.CfnUserGroup;
import software.amazon.awscdk.services.secretsmanager.SecretStringGenerator;

final class ACacheInFrontOfTheDatabase {
  private static final String USER = "backend";

  private ACacheInFrontOfTheDatabase() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    Stack stack = new Stack(cdk, "Shop");
    software.amazon.awscdk.services.secretsmanager.Secret password =
        software.amazon.awscdk.services.secretsmanager.Secret.Builder.create(stack, "CachePassword")
            .generateSecretString(
                SecretStringGenerator.builder().passwordLength(64).excludePunctuation(true).build())
            .build();
    ThreeTierEcsApp app =
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
                        .environment(Map.of("CACHE_USER", USER))
                        .secrets(Map.of("CACHE_PASSWORD", Secret.fromSecretsManager(password)))
                        .build())
                .build());

    CfnUser user =
        CfnUser.Builder.create(stack, "CacheUser")
            .engine("valkey")
            .userId("shop-backend")
            .userName(USER)
            // Every key and command but those that manage or could stop the cache.
            .accessString("on ~* +@all -@admin -@dangerous +info")
            .passwords(List.of(password.getSecretValue().unsafeUnwrap()))
            .build();
    CfnUserGroup users =
        CfnUserGroup.Builder.create(stack, "CacheUsers")
            .engine("valkey")
            .userGroupId("shop")
            .userIds(List.of(user.getRef()))
            .build();
    SecurityGroup group =
        SecurityGroup.Builder.create(stack, "CacheSecurityGroup")
            .vpc(app.getVpc())
            .description("Cache of the backend")
            .allowAllOutbound(false)
            .build();
    group.getConnections().allowFrom(app.getBackendService(), Port.tcp(6379), "Cache");
    CfnServerlessCache cache =
        CfnServerlessCache.Builder.create(stack, "Cache")
            .engine("valkey")
            .majorEngineVersion("8")
            .serverlessCacheName("shop")
            .subnetIds(
                app.getVpc()
                    .selectSubnets(
                        SubnetSelection.builder().subnetType(SubnetType.PRIVATE_ISOLATED).build())
                    .getSubnetIds())
            .securityGroupIds(List.of(group.getSecurityGroupId()))
            .userGroupId(users.getRef())
            .cacheUsageLimits(
                CfnServerlessCache.CacheUsageLimitsProperty.builder()
                    .dataStorage(
                        CfnServerlessCache.DataStorageProperty.builder()
                            .maximum(2)
                            .unit("GB")
                            .build())
                    .ecpuPerSecond(
                        CfnServerlessCache.ECPUPerSecondProperty.builder().maximum(5000).build())
                    .build())
            .build();
    ContainerDefinition container =
        Objects.requireNonNull(app.getBackend().getTaskDefinition().getDefaultContainer());
    container.addEnvironment("CACHE_HOST", cache.getAttrEndpointAddress());
    container.addEnvironment("CACHE_PORT", cache.getAttrEndpointPort());
    cdk.synth();
  }
}
