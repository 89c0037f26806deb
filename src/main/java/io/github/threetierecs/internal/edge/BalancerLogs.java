package io.github.threetierecs.internal.edge;

import io.github.threetierecs.internal.options.LoadBalancerOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.shared.Arns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
public final class BalancerLogs {
  private static final String WRITER = "logdelivery.elasticloadbalancing.amazonaws.com";

  /** The bucket; null if no load balancer writes logs. */
  public final @Nullable Bucket bucket;

  private final String bucketName;

  /**
   * Creates the bucket, if it is needed.
   *
   * @param balancers the options of each tier's load balancer
   */
  public BalancerLogs(Construct scope, String region, Map<String, Values> balancers) {
    Map<String, Values> writers = new LinkedHashMap<>(balancers);
    writers.values().removeIf(options -> !LoadBalancerOptions.writesLogs(options));
    bucket = writers.isEmpty() ? null : bucket(scope, region, writers);
    bucketName = bucket == null ? "" : bucket.getBucketName();
  }

  /**
   * Has a load balancer write its logs. What it does not write is switched off explicitly:
   * CloudFormation leaves an attribute that goes away as it was
   * (cloudformation-coverage-roadmap#554).
   */
  public void record(ApplicationLoadBalancer loadBalancer, Node node, String tier, Values options) {
    record(loadBalancer, "access_logs.s3.", options.get(LoadBalancerOptions.ACCESS_LOGS), tier);
    record(
        loadBalancer,
        "connection_logs.s3.",
        options.get(LoadBalancerOptions.CONNECTION_LOGS),
        tier);
    if (bucket != null && LoadBalancerOptions.writesLogs(options)) {
      // Elastic Load Balancing tests whether it may write when logs are switched on.
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

  private static Bucket bucket(Construct scope, String region, Map<String, Values> writers) {
    List<LifecycleRule> expiries = new ArrayList<>();
    writers.forEach((tier, options) -> expiries.add(expiry(tier, options)));
    Bucket made =
        Bucket.Builder.create(scope, "LoadBalancerLogs")
            // Elastic Load Balancing supports no other encryption here.
            .encryption(BucketEncryption.S3_MANAGED)
            .blockPublicAccess(BlockPublicAccess.BLOCK_ALL)
            .objectOwnership(ObjectOwnership.BUCKET_OWNER_ENFORCED)
            .enforceSsl(true)
            .lifecycleRules(expiries)
            // A bucket that is not empty cannot be deleted, and emptying it would take a Lambda
            // function.
            .removalPolicy(RemovalPolicy.RETAIN)
            .build();
    made.addToResourcePolicy(mayWrite(writer(region), made.getBucketArn(), writers.keySet()));
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

  private static LifecycleRule expiry(String tier, Values options) {
    return LifecycleRule.builder()
        .id(tier)
        .prefix(tier + "/")
        .expiration(options.get(LoadBalancerOptions.LOG_RETENTION))
        .build();
  }

  /** A load balancer's keys begin with its account's id, so other accounts are kept out. */
  private static PolicyStatement mayWrite(
      Map<String, Object> writer, String arn, Set<String> tiers) {
    return PolicyStatement.fromJson(
        Ordered.map(
            "Effect",
            "Allow",
            "Principal",
            writer,
            "Action",
            "s3:PutObject",
            "Resource",
            tiers.stream()
                .map(tier -> String.join("/", arn, tier, "AWSLogs", Aws.ACCOUNT_ID, "*"))
                .toList()));
  }
}
