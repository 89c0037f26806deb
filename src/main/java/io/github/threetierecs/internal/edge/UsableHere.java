package io.github.threetierecs.internal.edge;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.shared.Arns;
import io.github.threetierecs.internal.shared.Places;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.ICertificate;
import software.amazon.awscdk.services.route53.IHostedZone;
import software.constructs.Construct;

/** Whether what was given can be used by the load balancers and the records of the stack. */
final class UsableHere {
  private UsableHere() {}

  /** A load balancer finds certificates in its own Region only. */
  static ICertificate certificate(
      Construct scope, String path, String option, ICertificate certificate) {
    Problems problems = new Problems(path);
    Arns.checkRegion(
        problems,
        option,
        certificate.getCertificateArn(),
        Stack.of(scope).getRegion(),
        "request one in the stack's Region");
    new Places(problems, Stack.of(scope))
        .sameAccount(
            option,
            certificate,
            certificate.getCertificateArn(),
            "request or import one in the stack's account");
    problems.refuse();
    return certificate;
  }

  /** CloudFormation writes to zones of the stack's account only. */
  static IHostedZone zone(
      Construct scope, String path, String option, IHostedZone zone, String remedy) {
    Problems problems = new Problems(path);
    new Places(problems, Stack.of(scope)).sameAccount(option, zone, null, remedy);
    problems.refuse();
    return zone;
  }
}
