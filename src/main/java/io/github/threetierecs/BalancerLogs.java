package io.github.threetierecs;

import io.github.threetierecs.internal.order.Ordered;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.regioninfo.RegionInfo;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.s3.BlockPublicAccess;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.s3.BucketEncryption;
import software.amazon.awscdk.services.s3.LifecycleRule;
import software.amazon.awscdk.services.s3.ObjectOwnership;
import software.constructs.Construct;
import software.constructs.Node;

/**
 * The bucket that the load balancers write their logs to, if one of them writes any. Nobody else
 * writes to it, and it empties itself.
 *
 * <p>The CDK's own {@code logAccessLogs} refuses a stack without a Region (aws-cdk#25007, #27432),
 * because it looks for an account of Elastic Load Balancing there. The service principal is the
 * same in every Region. Only the documentation of the China Regions still names an account, which
 * is therefore allowed there too.
 */
final class BalancerLogs {
  private static final String WRITER = "logdelivery.elasticloadbalancing.amazonaws.com";

  /** Null if no load balancer writes logs. */
  final @Nullable Bucket bucket;

  private final Profile profile;
  private final String bucketName;

  BalancerLogs(Construct scope, String region, Profile profile, ServiceProps... services) {
    this.profile = profile;
    List<ServiceProps> writers = Stream.of(services).filter(this::writesAny).toList();
    bucket = writers.isEmpty() ? null : bucket(scope, region, writers);
    bucketName = bucket == null ? "" : bucket.getBucketName();
  }

  /**
   * Has a load balancer write its logs. What it does not write is said outright: CloudFormation
   * leaves an attribute that goes away as it was (cloudformation-coverage-roadmap#554).
   */
  void record(ApplicationLoadBalancer loadBalancer, Node node, ServiceProps service) {
    record(loadBalancer, "access_logs.s3.", writesAccess(service), service.tier);
    record(loadBalancer, "connection_logs.s3.", writesConnections(service), service.tier);
    if (bucket != null && writesAny(service)) {
      // Elastic Load Balancing tries out whether it may write.
      node.addDependency(bucket);
    }
  }

  private void record(
      ApplicationLoadBalancer loadBalancer, String attribute, boolean on, String prefix) {
    loadBalancer.setAttribute(attribute + "enabled", String.valueOf(on));
    if (on) {
      loadBalancer.setAttribute(attribute + "bucket", bucketName);
      loadBalancer.setAttribute(attribute + "prefix", prefix);
    }
  }

  private boolean writesAny(ServiceProps service) {
    return writesAccess(service) || writesConnections(service);
  }

  private boolean writesAccess(ServiceProps service) {
    return Defaults.ACCESS_LOGS.unless(service.loadBalancer.accessLogs, profile);
  }

  private boolean writesConnections(ServiceProps service) {
    return Defaults.CONNECTION_LOGS.unless(service.loadBalancer.connectionLogs, profile);
  }

  private Bucket bucket(Construct scope, String region, List<ServiceProps> writers) {
    Bucket made =
        Bucket.Builder.create(scope, "LoadBalancerLogs")
            // Elastic Load Balancing writes with no other encryption.
            .encryption(BucketEncryption.S3_MANAGED)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .enforceSsl(true)
            .lifecycleRules(writers.stream().map(this::expiry).toList())
            // What is in it would make its deletion fail, and emptying it takes a function.
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    made.addToResourcePolicy(mayWrite(writer(region), made.getBucketArn(), writers));
    return made;
  }

  private static Map<String, Object> writer(String region) {
    Map<String, Object> writer = new TreeMap<>(Map.of("Service", WRITER));
    String account =
        region.startsWith(Arns.CHINA) ? RegionInfo.get(region).getElbv2Account() : null;
    if (account != null) {
      writer.put("AWS", String.join(":", "arn", Aws.PARTITION, "iam", "", account, "root"));
    }
    return writer;
  }

  private LifecycleRule expiry(ServiceProps writer) {
    return LifecycleRule.builder()
        .id(writer.tier)
        .prefix(writer.tier + "/")
        .expiration(
            Defaults.days(writer.loadBalancer.logRetention, Defaults.BALANCER_LOG_DAYS, profile))
        .build();
  }

  /** A load balancer writes below the id of its account: those of other accounts are kept out. */
  private static PolicyStatement mayWrite(
      Map<String, Object> writer, String arn, List<ServiceProps> writers) {
    return PolicyStatement.fromJson(
        Ordered.map(
            "Effect",
            "Allow",
            "Principal",
            writer,
            "Action",
            "s3:PutObject",
            "Resource",
            writers.stream()
                .map(it -> String.join("/", arn, it.tier, "AWSLogs", Aws.ACCOUNT_ID, "*"))
                .toList()));
  }
}
