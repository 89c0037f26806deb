package io.github.threetierecs;

import io.github.threetierecs.internal.service.FrontendTier;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationListener;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationTargetGroup;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.wafv2.CfnWebACL;

/**
 * What a {@link ThreeTierEcsApp} created for the frontend, besides its service and load balancer.
 */
public final class FrontendResources extends ServiceResources {
  private static final String SET_TLS =
      "set frontend.edge.certificate, or frontend.edge.hostedZone and domainName.";

  private static final String SET_WEB_ACL =
      "A web ACL and its log are created only with frontend.edge.webAcl; set"
          + " WebAclProps.builder().build().";

  private final FrontendTier frontend;

  FrontendResources(FrontendTier frontend) {
    super(
        frontend.balancer,
        frontend.task,
        frontend.securityGroup,
        frontend.scaling,
        frontend.folders);
    this.frontend = frontend;
  }

  /**
   * The listener that sends those who come by HTTP to HTTPS.
   *
   * @return the listener
   * @throws IllegalStateException without TLS, or if {@code frontend.edge.redirectHttp} is false
   */
  public ApplicationListener getRedirectListener() {
    if (frontend.balancer.redirect == null) {
      throw new IllegalStateException(
          frontend.edge.certificate == null
              ? "There is a redirect only with TLS; " + SET_TLS
              : "There is no redirect with frontend.edge.redirectHttp false; leave it out");
    }
    return frontend.balancer.redirect;
  }

  /**
   * The certificate of the frontend: the one that was given, or the one that was created.
   *
   * @return the certificate
   * @throws IllegalStateException without TLS
   */
  public ICertificate getCertificate() {
    if (frontend.edge.certificate == null) {
      throw new IllegalStateException("There is a certificate only with TLS; " + SET_TLS);
    }
    return frontend.edge.certificate;
  }

  /**
   * Where the backend's tasks register for the paths of {@code frontend.edge.backendPaths}.
   *
   * @return the target group
   * @throws IllegalStateException without {@code frontend.edge.backendPaths}
   */
  public ApplicationTargetGroup getBackendTargetGroup() {
    if (frontend.publicPaths == null) {
      throw new IllegalStateException(
          "The backend's tasks register at the frontend's load balancer only with"
              + " frontend.edge.backendPaths; set it");
    }
    return frontend.publicPaths.targetGroup;
  }

  /**
   * The web ACL in front of the frontend, to which further rules can be added.
   *
   * @return the web ACL
   * @throws IllegalStateException without {@code frontend.edge.webAcl}
   */
  public CfnWebACL getWebAcl() {
    if (frontend.webAcl.acl == null) {
      throw new IllegalStateException(SET_WEB_ACL);
    }
    return frontend.webAcl.acl;
  }

  /**
   * Where the web ACL writes what it keeps out.
   *
   * @return the log group
   * @throws IllegalStateException without {@code frontend.edge.webAcl}
   */
  public LogGroup getWebAclLogGroup() {
    if (frontend.webAcl.logGroup == null) {
      throw new IllegalStateException(SET_WEB_ACL);
    }
    return frontend.webAcl.logGroup;
  }
}
