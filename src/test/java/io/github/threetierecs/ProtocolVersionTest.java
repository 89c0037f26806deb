package io.github.threetierecs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.DeploymentStrategy;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocolVersion;

/** HTTP/2 and gRPC between the backend's load balancer and its tasks. */
class ProtocolVersionTest {
  static final Anatomy GRPC =
      app(it -> it.protocolVersion(ApplicationProtocolVersion.GRPC).healthyGrpcCodes("0,12"));

  private static Anatomy app(UnaryOperator<BackendProps.Builder> change) {
    return Templates.with(
        (stack, props) ->
            props.backend(
                change.apply(Templates.backend().tls(BackendTlsTest.tls(stack).build())).build()));
  }

  @Test
  void withGrpcHealthChecksCompareStatusCodesOfGrpc() {
    assertThat(GRPC.backend().targetGroup().text("HealthCheckPath"))
        .contains("/AWS.ALB/healthcheck");
    assertThat(GRPC.backend().targetGroup().has("Matcher.HttpCode")).isFalse();
    assertThat(
            app(it -> it.protocolVersion(ApplicationProtocolVersion.GRPC))
                .backend()
                .targetGroup()
                .text("Matcher.GrpcCode"))
        .contains("12");
  }

  @Test
  void aMethodCanBeCalledInstead() {
    assertThat(
            app(it ->
                    it.protocolVersion(ApplicationProtocolVersion.GRPC)
                        .healthCheckPath("/grpc.health.v1.Health/Check")
                        .healthyGrpcCodes("0"))
                .backend()
                .targetGroup()
                .text("HealthCheckPath"))
        .contains("/grpc.health.v1.Health/Check");
  }

  @Test
  void aMethodThatIsCalledAnswersOk() {
    assertThat(
            app(it ->
                    it.protocolVersion(ApplicationProtocolVersion.GRPC)
                        .healthCheckPath("/grpc.health.v1.Health/Check"))
                .backend()
                .targetGroup()
                .text("Matcher.GrpcCode"))
        .contains("0");
  }

  @Test
  void http2HasTheHealthChecksOfHttpAndWorksWithTlsToTheTasks() {
    Anatomy app =
        app(
            it ->
                it.protocolVersion(ApplicationProtocolVersion.HTTP2)
                    .loadBalancer(
                        LoadBalancerProps.builder()
                            .targetProtocol(ApplicationProtocol.HTTPS)
                            .build()));

    assertThat(app.backend().targetGroup().text("ProtocolVersion")).contains("HTTP2");
    assertThat(app.backend().targetGroup().text("Protocol")).contains("HTTPS");
    assertThat(app.backend().targetGroup().text("Matcher.HttpCode")).contains("200");
  }

  /** ELB cannot change it, so that another property would be another target group. */
  @Test
  void http1IsNotWritten() {
    assertThat(
            app(it -> it.protocolVersion(ApplicationProtocolVersion.HTTP1))
                .backend()
                .targetGroup()
                .has("ProtocolVersion"))
        .isFalse();
  }

  @Test
  void bothTargetGroupsOfAStrategyHaveIt() {
    Anatomy app =
        app(
            it ->
                it.protocolVersion(ApplicationProtocolVersion.GRPC)
                    .deployment(Strategies.builder(DeploymentStrategy.BLUE_GREEN).build()));

    assertThat(app.template.resourcesOfType("AWS::ElasticLoadBalancingV2::TargetGroup"))
        .filteredOn(it -> it.logicalId().contains("Backend"))
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.text("ProtocolVersion")).contains("GRPC"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"100", "5-1", "a", "", "1,,2"})
  void whatIsNoCodeOfGrpcIsRefused(String codes) {
    assertThatIllegalArgumentException()
        .isThrownBy(grpc().healthyGrpcCodes(codes)::build)
        .withMessage(
            "backend.healthyGrpcCodes: \"%s\" is not a list of status codes and ranges of gRPC,"
                    .formatted(codes)
                + " from 0 to 99; write one such as \"0\", which is OK, or \"0-99\"");
  }

  @Test
  void codesOfHttpAreRefusedWithGrpc() {
    assertThatIllegalArgumentException()
        .isThrownBy(grpc().healthyHttpCodes("200")::build)
        .withMessage(
            "backend.healthyHttpCodes: \"200\" are codes of HTTP, and with protocolVersion GRPC"
                + " health checks compare those of gRPC; set healthyGrpcCodes instead");
  }

  @Test
  void thePlaceholderSpeaksNeither() {
    Stack stack = new Stack();

    assertThatIllegalArgumentException()
        .isThrownBy(
            grpc()
                    .image(
                        new ImageRepositories(
                                stack, "Images", ImageRepositoriesProps.builder().build())
                            .backendImage(/* tag= */ null))
                ::build)
        .withMessageContaining(
            "backend.protocolVersion: GRPC is not a version that the placeholder supports");
  }

  private static BackendProps.Builder grpc() {
    return Templates.backend()
        .tls(BackendTlsTest.tls(new Stack()).build())
        .protocolVersion(ApplicationProtocolVersion.GRPC);
  }
}
