package io.github.threetierecs.internal.edge;

import io.github.threetierecs.internal.options.EdgeOptions;
import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.options.WebAclOptions;
import io.github.threetierecs.internal.order.Ordered;
import io.github.threetierecs.internal.shared.Arns;
import io.github.threetierecs.internal.shared.LogGroups;
import io.github.threetierecs.internal.shared.UniqueName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationLoadBalancer;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.wafv2.CfnLoggingConfiguration;
import software.amazon.awscdk.services.wafv2.CfnWebACL;
import software.amazon.awscdk.services.wafv2.CfnWebACLAssociation;
import software.constructs.Construct;

/** AWS WAF in front of a load balancer: what it keeps out, and what it writes down of that. */
public final class WebAcl {
  /** Headers with credentials, which readers of the log must not get. */
  private static final List<String> REDACTED = List.of("authorization", "cookie");

  /** Only these are logged: requests that pass are in the load balancer's own log. */
  private static final List<String> LOGGED =
      List.of("BLOCK", "COUNT", "EXCLUDED_AS_COUNT", "CAPTCHA", "CHALLENGE");

  /** Null if there is no web ACL, or one that was created elsewhere. */
  public final @Nullable CfnWebACL acl;

  public final @Nullable LogGroup logGroup;

  public WebAcl(
      Construct scope, LogGroups logGroups, Values edge, ApplicationLoadBalancer loadBalancer) {
    Values rules = edge.find(EdgeOptions.WEB_ACL);
    acl = rules == null ? null : acl(scope, rules);
    logGroup = acl == null ? null : log(scope, logGroups, acl);
    String arn = acl == null ? ofElsewhere(scope, edge) : acl.getAttrArn();
    if (arn != null) {
      CfnWebACLAssociation.Builder.create(scope, "WebAclAssociation")
          .resourceArn(loadBalancer.getLoadBalancerArn())
          .webAclArn(arn)
          .build();
    }
  }

  /** The ARN of a web ACL that was created elsewhere; null if there is none. */
  private static @Nullable String ofElsewhere(Construct scope, Values edge) {
    String arn = edge.find(EdgeOptions.WEB_ACL_ARN);
    if (arn != null) {
      Problems problems = new Problems(edge.path());
      Arns.checkRegion(
          problems,
          EdgeOptions.WEB_ACL_ARN.name(),
          arn,
          Stack.of(scope).getRegion(),
          "use one in the stack's Region");
      problems.refuse();
    }
    return arn;
  }

  private static CfnWebACL acl(Construct scope, Values options) {
    boolean countOnly = options.get(WebAclOptions.COUNT_ONLY);
    List<CfnWebACL.RuleProperty> rules = new ArrayList<>();
    rules.add(
        rule("RateLimit", rules.size())
            .statement(rateLimit(options.get(WebAclOptions.RATE_LIMIT)))
            .action(countOnly ? count() : block())
            .build());
    for (String group : options.get(WebAclOptions.MANAGED_RULES)) {
      rules.add(
          rule(group, rules.size())
              .statement(managed(group, options.get(WebAclOptions.EXCLUDED_RULES)))
              .overrideAction(
                  countOnly
                      ? CfnWebACL.OverrideActionProperty.builder().count(Map.of()).build()
                      : CfnWebACL.OverrideActionProperty.builder().none(Map.of()).build())
              .build());
    }
    return CfnWebACL.Builder.create(scope, "WebAcl")
        .scope("REGIONAL")
        .defaultAction(allow())
        .visibilityConfig(measured("WebAcl"))
        .rules(rules)
        .build();
  }

  private static CfnWebACL.DefaultActionProperty allow() {
    return CfnWebACL.DefaultActionProperty.builder()
        .allow(CfnWebACL.AllowActionProperty.builder().build())
        .build();
  }

  private static CfnWebACL.RuleActionProperty block() {
    return CfnWebACL.RuleActionProperty.builder()
        .block(CfnWebACL.BlockActionProperty.builder().build())
        .build();
  }

  private static CfnWebACL.RuleActionProperty count() {
    return CfnWebACL.RuleActionProperty.builder()
        .count(CfnWebACL.CountActionProperty.builder().build())
        .build();
  }

  private static CfnWebACL.RuleProperty.Builder rule(String name, int priority) {
    return CfnWebACL.RuleProperty.builder()
        .name(name)
        .priority(priority)
        .visibilityConfig(measured(name));
  }

  private static CfnWebACL.VisibilityConfigProperty measured(String name) {
    return CfnWebACL.VisibilityConfigProperty.builder()
        .cloudWatchMetricsEnabled(true)
        .sampledRequestsEnabled(true)
        .metricName(name)
        .build();
  }

  private static CfnWebACL.StatementProperty rateLimit(Number limit) {
    return CfnWebACL.StatementProperty.builder()
        .rateBasedStatement(
            CfnWebACL.RateBasedStatementProperty.builder()
                .limit(limit)
                .aggregateKeyType("IP")
                .evaluationWindowSec(300)
                .build())
        .build();
  }

  /** All groups get all exclusions: AWS WAF ignores a rule that is not in the group. */
  private static CfnWebACL.StatementProperty managed(String group, List<String> excluded) {
    return CfnWebACL.StatementProperty.builder()
        .managedRuleGroupStatement(
            CfnWebACL.ManagedRuleGroupStatementProperty.builder()
                .vendorName("AWS")
                .name(group)
                .ruleActionOverrides(
                    excluded.isEmpty() ? null : excluded.stream().map(WebAcl::onlyCounted).toList())
                .build())
        .build();
  }

  private static CfnWebACL.RuleActionOverrideProperty onlyCounted(String rule) {
    return CfnWebACL.RuleActionOverrideProperty.builder().name(rule).actionToUse(count()).build();
  }

  private static LogGroup log(Construct scope, LogGroups logGroups, CfnWebACL acl) {
    LogGroup logGroup =
        logGroups
            .builder(scope, "WebAclLogGroup")
            // AWS WAF requires this prefix. The id differs for each web ACL, so one that is created
            // again, for example after a rollback, does not collide with the log group that the
            // last one has left.
            .logGroupName("aws-waf-logs-" + UniqueName.placeOf(scope) + "-" + acl.getAttrId())
            .build();
    // The log group's own ARN ends in :*, which AWS WAF does not accept.
    String arn = Arns.here("logs", "log-group:" + logGroup.getLogGroupName());
    CfnLoggingConfiguration.Builder.create(scope, "WebAclLogging")
        .resourceArn(acl.getAttrArn())
        .logDestinationConfigs(List.of(arn))
        .redactedFields(REDACTED.stream().map(WebAcl::redacted).toList())
        .loggingFilter(whatIsNotLetPass())
        .build();
    return logGroup;
  }

  private static CfnLoggingConfiguration.FieldToMatchProperty redacted(String header) {
    return CfnLoggingConfiguration.FieldToMatchProperty.builder()
        .singleHeader(Map.of("Name", header))
        .build();
  }

  /** The keys are CloudFormation's names, since the CDK writes this map as it is. */
  private static Map<String, Object> whatIsNotLetPass() {
    return Ordered.map(
        "DefaultBehavior",
        "DROP",
        "Filters",
        List.of(
            Ordered.map(
                "Behavior",
                "KEEP",
                "Requirement",
                "MEETS_ANY",
                "Conditions",
                LOGGED.stream()
                    .map(action -> Map.of("ActionCondition", Map.of("Action", action)))
                    .toList())));
  }
}
