package io.github.threetierecs.internal.guard;

import io.github.threetierecs.internal.edge.Edge;
import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Warning;
import software.constructs.Construct;

/**
 * Says of an application in production that clients reach it without TLS. An information, not a
 * warning: the first deployment has to work without a name and a certificate, and under {@code
 * --strict}. It is said whoever may call, because ranges and prefix lists say who calls, not who
 * reads on the way.
 */
public final class PlainHttp {
  static final String RULE = "ThreeTierEcsApp::PlainHttp";

  private PlainHttp() {}

  public static void mention(Construct construct, Values app, Edge edge) {
    if (app.get(AppOptions.MENTIONS_PLAIN_HTTP) && edge.certificate == null) {
      Warning.inform(
          construct,
          RULE,
          "the frontend answers over plain HTTP, so anyone on the network path can read and change"
              + " what clients send and receive; set frontend.edge.hostedZone and domainName, or"
              + " frontend.edge.certificate");
    }
  }
}
