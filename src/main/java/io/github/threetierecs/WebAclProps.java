package io.github.threetierecs;

import io.github.threetierecs.internal.options.Problems;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.options.WebAclOptions;
import io.github.threetierecs.internal.shared.Cdk;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What AWS WAF keeps out: floods from one address, and what AWS's own rules consider an attack. */
public final class WebAclProps {
  final Values values;

  private WebAclProps(Values values) {
    this.values = values;
  }

  /**
   * Starts with the default for every option.
   *
   * @return a new builder
   */
  public static Builder builder() {
    Cdk.check();
    return new Builder(Values.none());
  }

  /**
   * Starts with these options.
   *
   * @return a new builder
   */
  public Builder toBuilder() {
    return new Builder(values);
  }

  /** Sets the rules of the web ACL. */
  public static final class Builder implements software.amazon.jsii.Builder<WebAclProps> {
    private final Values.Setter values;

    private Builder(Values before) {
      values = before.setter();
    }

    /**
     * How many requests one address may make in five minutes; above that, it is blocked until it
     * slows down. Behind CloudFront or another proxy every client has the proxy's address: attach
     * the web ACL to CloudFront instead.
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
      values.set(WebAclOptions.RATE_LIMIT, rateLimit);
      return this;
    }

    /**
     * The rule groups of AWS that apply, in this order.
     *
     * <p>Default: {@code AWSManagedRulesAmazonIpReputationList}, {@code
     * AWSManagedRulesCommonRuleSet}, {@code AWSManagedRulesKnownBadInputsRuleSet} and {@code
     * AWSManagedRulesSQLiRuleSet} in both profiles. It can be changed in place.
     *
     * <p>Refused: an empty list, a group named twice, what is not the name of one of AWS's groups,
     * and the groups that need their own settings and are billed separately.
     *
     * @param managedRules such as {@code List.of("AWSManagedRulesCommonRuleSet")}
     * @return this builder
     * @see <a
     *     href="https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html">Managed
     *     rule groups</a>
     */
    public Builder managedRules(@Nullable List<String> managedRules) {
      values.set(
          WebAclOptions.MANAGED_RULES, managedRules == null ? null : Problems.copyOf(managedRules));
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
      values.set(
          WebAclOptions.EXCLUDED_RULES,
          excludedRules == null ? null : Problems.copyOf(excludedRules));
      return this;
    }

    /**
     * Whether nothing is kept out, and only counted and logged, to see what the rules would do.
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
      values.set(WebAclOptions.COUNT_ONLY, countOnly);
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
      return new WebAclProps(values.checked("webAcl"));
    }
  }
}
