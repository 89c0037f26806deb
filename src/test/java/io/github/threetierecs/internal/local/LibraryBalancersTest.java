package io.github.threetierecs.internal.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.threetierecs.AddedBackendProps;
import io.github.threetierecs.BackendProps;
import io.github.threetierecs.BackendTlsProps;
import io.github.threetierecs.DeploymentProps;
import io.github.threetierecs.EdgeProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.LoadBalancerProps;
import io.github.threetierecs.ThreeTierEcsApp;
import io.github.threetierecs.ThreeTierEcsAppProps;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.assertions.Template;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocolVersion;

/** Load balancers as the options of the library make them. */
class LibraryBalancersTest {

  private static final ContainerImage IMAGE = ContainerImage.fromRegistry("example/image:1");
  private static StackTemplate template = StackTemplate.of(Map.of());

  /** By whether they are in front of the backend. */
  private static final Map<Boolean, String> FILES = new TreeMap<>();

  @BeforeAll
  static void synthesize() {
    App app = App.Builder.create().outdir("target/cdk.out/local-load-balancers").build();
    Stack stack = new Stack(app, "Shop");
    ThreeTierEcsAppProps props =
        ThreeTierEcsAppProps.builder()
            .frontend(
                FrontendProps.builder()
                    .image(IMAGE)
                    .edge(
                        EdgeProps.builder()
                            .certificate(
                                Certificate.fromCertificateArn(
                                    stack,
                                    "Public",
                                    "arn:aws:acm:eu-central-1:111111111111:certificate/a"))
                            .domainName("shop.example.com")
                            .build())
                    .loadBalancer(
                        LoadBalancerProps.builder()
                            .idleTimeout(Duration.minutes(5))
                            .stickiness(Duration.hours(1))
                            .targetProtocol(ApplicationProtocol.HTTPS)
                            .build())
                    .build())
            .backend(
                BackendProps.builder()
                    .image(IMAGE)
                    .protocolVersion(ApplicationProtocolVersion.GRPC)
                    .tls(
                        BackendTlsProps.builder()
                            .certificate(
                                Certificate.fromCertificateArn(
                                    stack,
                                    "Private",
                                    "arn:aws:acm:eu-central-1:111111111111:certificate/b"))
                            .domainName("backend.example.com")
                            .build())
                    .deployment(
                        DeploymentProps.builder()
                            .strategy(DeploymentStrategy.BLUE_GREEN)
                            .testPort(8443)
                            .build())
                    .build())
            .build();
    new ThreeTierEcsApp(stack, "App", props)
        .addBackend(
            "Search",
            AddedBackendProps.builder()
                .image(IMAGE)
                .hostHeaders(List.of("search.example.com"))
                .pathPatterns(List.of("/search/*"))
                .healthyHttpCodes("200,204")
                .build());
    template =
        StackTemplate.of(
            new ObjectMapper()
                .convertValue(
                    Template.fromStack(stack).toJSON(),
                    new TypeReference<Map<String, Object>>() {}));
    for (Resource it : template.resourcesOfType("AWS::ElasticLoadBalancingV2::LoadBalancer")) {
      FILES.put(
          it.text("Scheme").filter("internal"::equals).isPresent(),
          LoadBalancerFile.of(
              template,
              it.logicalId(),
              group -> List.of(new Member("task-1", "10.213.0.18", 8080))));
    }
  }

  @Test
  void theFrontendsListensByTlsAndRedirectsToIt() {
    assertThat(file(false))
        .contains("bind *:443 accept-proxy ssl")
        .contains("bind *:80 accept-proxy\n")
        .contains(
            "http-request redirect location"
                + " \"https://%[var(txn.host)]:${PUBLISHED_443-443}%[path]%[var(txn.query)]\" code"
                + " 301")
        .contains("timeout client 300s")
        .contains("cookie AWSALB insert maxidle 3600s")
        .contains("default-server ssl verify none check check-ssl");
  }

  @Test
  void theBackendsHasThePortForTestsAndTheAddedBackend() {
    assertThat(file(true))
        .contains("bind *:443 accept-proxy ssl")
        .contains("bind *:8443 accept-proxy ssl")
        .contains("{ path -m reg '^/search/.*$' }")
        .contains("-m reg -i '^search\\.example\\.com$' }")
        .contains("http-check expect status 200,204")
        .contains("proto h2 check");
  }

  @Test
  void haproxyAcceptsBoth(@TempDir Path directory) throws Exception {
    assumeTrue(Haproxy.installed().isPresent(), "HAProxy is not installed on this machine");
    assertThat(Haproxy.complaints(file(false), directory)).isEmpty();
    assertThat(Haproxy.complaints(file(true), directory)).isEmpty();
  }

  private static String file(boolean internal) {
    return FILES.getOrDefault(internal, "");
  }
}
