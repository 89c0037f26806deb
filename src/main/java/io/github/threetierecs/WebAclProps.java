package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.order.Ordered;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What AWS WAF keeps out: floods from one address, and what AWS's own rules take for an attack. */
public final class WebAclProps {
  /** Together well below the capacity of 1 500 units that a web ACL has at no extra charge. */
  static final List<String> MANAGED_RULES =
      List.of(
          "AWSManagedRulesAmazonIpReputationList",
          "AWSManagedRulesCommonRuleSet",
          "AWSManagedRulesKnownBadInputsRuleSet",
          "AWSManagedRulesSQLiRuleSet");

  final @Nullable Number rateLimit;
  final List<String> managedRules;
  final List<String> excludedRules;
  final @Nullable Boolean countOnly;

  private WebAclProps(Builder builder) {
    rateLimit = builder.rateLimit;
    managedRules = builder.managedRules == null ? MANAGED_RULES : List.copyOf(builder.managedRules);
    excludedRules = builder.excludedRules;
    countOnly = builder.countOnly;
  }

  /**
   * Starts with the default for every option.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder();
  }

  /** Sets the rules of the web ACL. */
  public static final class Builder implements software.amazon.jsii.Builder<WebAclProps> {
    private static final Pattern GROUP = Pattern.compile("AWSManagedRules[A-Za-z0-9]{1,100}");
    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    /** AWS WAF refuses them without. */
    private static final Set<String> WITH_SETTINGS =
        Ordered.set(
            "AWSManagedRulesACFPRuleSet",
            "AWSManagedRulesAntiDDoSRuleSet",
            "AWSManagedRulesATPRuleSet",
            "AWSManagedRulesBotControlRuleSet");

    private final Problems problems = new Problems("webAcl");
    private @Nullable Number rateLimit;
    private @Nullable List<String> managedRules;
    private List<String> excludedRules = List.of();
    private @Nullable Boolean countOnly;

    private Builder() {}

    /**
     * How many requests one address may make in five minutes; above it, it is kept out until it
     * slows down. Behind CloudFront or another proxy every client has the address of that: give the
     * web ACL to CloudFront instead.
     *
     * <p>Default: 2 000 in both profiles. It can be changed in place.
     *
     * <p>Refused: anything but a whole number from 10 to 2 000 000 000.
     *
     * @param rateLimit requests in five minutes
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html">Rate-based
     *     rules</a>
     */
    public Builder rateLimit(@Nullable Number rateLimit) {
      this.rateLimit = rateLimit;
      return this;
    }

    /**
     * The rule groups of AWS that apply, in this order.
     *
     * <p>Default: addresses of ill repute, common attacks, known bad inputs and SQL injection, in
     * both profiles. It can be changed in place.
     *
     * <p>Refused: an empty list, a group named twice, what is not the name of one of AWS's groups,
     * and the groups that need settings of their own and are paid for separately.
     *
     * @param managedRules such as {@code List.of("AWSManagedRulesCommonRuleSet")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html">Managed
     *     rule groups</a>
     */
    public Builder managedRules(@Nullable List<String> managedRules) {
      this.managedRules = managedRules == null ? null : new ArrayList<>(managedRules);
      return this;
    }

    /**
     * Rules within those groups that only count what they match. {@code SizeRestrictions_BODY} is
     * the usual one: it keeps out bodies above 8 KB, and with them uploads.
     *
     * <p>Default: none in both profiles. It can be changed in place. AWS WAF ignores a name that no
     * rule has.
     *
     * <p>Refused: what is not the name of a rule.
     *
     * @param excludedRules names of rules
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-baseline.html">Baseline
     *     rule groups</a>
     */
    public Builder excludedRules(@Nullable List<String> excludedRules) {
      this.excludedRules = Problems.copyOf(excludedRules);
      return this;
    }

    /**
     * Whether nothing is kept out, and only counted and logged: to see what the rules would do to
     * an application before they do it.
     *
     * <p>Default: false in both profiles. It can be changed in place.
     *
     * @param countOnly true to count
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/waf/latest/developerguide/web-acl-testing.html">Testing
     *     and tuning</a>
     */
    public Builder countOnly(@Nullable Boolean countOnly) {
      this.countOnly = countOnly;
      return this;
    }

    /**
     * The finished options.
     *
     * @return the options
     * @throws IllegalArgumentException if an option is refused; the message lists every problem
     */
    @Override
    public WebAclProps build() {
      problems.wholeNumber(
          "rateLimit",
          rateLimit,
          10,
          2_000_000_000,
          "requests",
          "set 2000, or leave it out to get 2000");
      if (managedRules != null) {
        checkGroups(managedRules);
      }
      for (String rule : excludedRules) {
        if (rule == null || !(Tokens.isToken(rule) || RULE.matcher(rule).matches())) {
          problems.add(
              "excludedRules",
              rule,
              "is not the name of a rule",
              "write one such as \"SizeRestrictions_BODY\"");
        }
      }
      problems.refuse();
      return new WebAclProps(this);
    }

    private void checkGroups(List<String> groups) {
      if (groups.isEmpty()) {
        problems.add(
            "managedRules", groups, "names no rules", "leave the option out to get the default");
      }
      Set<String> before = new LinkedHashSet<>();
      for (String group : groups) {
        if (group == null || !(Tokens.isToken(group) || GROUP.matcher(group).matches())) {
          problems.add(
              "managedRules",
              group,
              "is not the name of a rule group of AWS",
              "write one such as \"AWSManagedRulesCommonRuleSet\"");
        } else if (WITH_SETTINGS.contains(group)) {
          problems.add(
              "managedRules",
              group,
              "needs settings of its own, and is paid for separately",
              "make a web ACL with it, and set edge.webAclArn");
        } else if (!before.add(group)) {
          problems.add("managedRules", group, "is named twice", "name it once");
        }
      }
    }
  }
}
