package io.github.threetierecs.recipes;

import io.github.threetierecs.BackendProps;
import io.github.threetierecs.EdgeProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cognito.CognitoDomainOptions;
import software.amazon.awscdk.services.cognito.OAuthFlows;
import software.amazon.awscdk.services.cognito.OAuthScope;
import software.amazon.awscdk.services.cognito.OAuthSettings;
import software.amazon.awscdk.services.cognito.UserPool;
import software.amazon.awscdk.services.cognito.UserPoolClient;
import software.amazon.awscdk.services.cognito.UserPoolClientOptions;
import software.amazon.awscdk.services.cognito.UserPoolDomain;
import software.amazon.awscdk.services.cognito.UserPoolDomainOptions;
import software.amazon.awscdk.services.ec2.Peer;
import software.amazon.awscdk.services.ec2.Port;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.elasticloadbalancingv2.AddApplicationActionProps;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerAction;
import software.amazon.awscdk.services.elasticloadbalancingv2.ListenerCondition;
import software.amazon.awscdk.services.elasticloadbalancingv2.actions.AuthenticateCognitoAction;

final class LoginAtTheLoadBalancer {
  private static final String NAME = "shop.example.com";

  private LoginAtTheLoadBalancer() {}

  public static void main(String[] arguments) {
    App cdk = new App();
    Stack stack = new Stack(cdk, "Shop");
    ThreeTierEcsApp app =
        new ThreeTierEcsApp(
            stack,
            "App",
            ThreeTierEcsAppProps.builder()
                .frontend(
                    FrontendProps.builder()
                        .image(ContainerImage.fromRegistry("example.com/shop/frontend:1"))
                        .edge(
                            EdgeProps.builder()
                                .domainName(NAME)
                                .certificate(
                                    Certificate.fromCertificateArn(
                                        stack,
                                        "Certificate",
                                        "arn:aws:acm:eu-central-1:111111111111:certificate/12345678-1234-1234-1234-123456789012"))
                                .build())
                        .build())
                .backend(
                    BackendProps.builder()
                        .image(ContainerImage.fromRegistry("example.com/shop/backend:1"))
                        .build())
                .build());

    UserPool users =
        UserPool.Builder.create(stack, "Users")
            .selfSignUpEnabled(false)
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    UserPoolDomain domain =
        users.addDomain(
            "Domain",
            UserPoolDomainOptions.builder()
                .cognitoDomain(CognitoDomainOptions.builder().domainPrefix("shop-login").build())
                .build());
    UserPoolClient client =
        users.addClient(
            "LoadBalancer",
            UserPoolClientOptions.builder()
                .generateSecret(true)
                .oAuth(
                    OAuthSettings.builder()
                        .flows(OAuthFlows.builder().authorizationCodeGrant(true).build())
                        .scopes(List.of(OAuthScope.OPENID))
                        .callbackUrls(List.of("https://" + NAME + "/oauth2/idpresponse"))
                        .build())
                .build());
    app.getFrontend()
        .getListener()
        .addAction(
            "Login",
            AddApplicationActionProps.builder()
                .priority(10)
                .conditions(List.of(ListenerCondition.pathPatterns(List.of("/*"))))
                .action(
                    AuthenticateCognitoAction.Builder.create()
                        .userPool(users)
                        .userPoolClient(client)
                        .userPoolDomain(domain)
                        .next(ListenerAction.forward(List.of(app.getFrontend().getTargetGroup())))
                        .build())
                .build());
    // The load balancer asks Cognito for the tokens itself.
    app.getFrontendLoadBalancer()
        .getConnections()
        .allowTo(Peer.anyIpv4(), Port.tcp(443), "Tokens from Amazon Cognito");
    cdk.synth();
  }
}
