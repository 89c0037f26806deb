package io.github.threetierecs;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnRule;
import software.amazon.awscdk.CfnRuleAssertion;
import software.amazon.awscdk.Fn;
import software.constructs.Construct;

/**
 * Lets CloudFormation refuse a deployment that would replace the database or the VPC, before it
 * touches anything. What is deployed is known to CloudFormation alone: a parameter of the stack
 * keeps what they were made from, and a rule compares it with the template.
 */
final class ReplacementGuard {
  private static final String SET_BACK =
      " Set back what was changed. docs/upgrades.md has the safe ways; if you mean it, deploy once"
          + " with: --parameters ";

  private ReplacementGuard() {}

  static void of(Construct app, ThreeTierEcsAppProps props) {
    CfnRule.Builder.create(app, "Replacement")
        .assertions(
            List.of(
                unchanged(
                    app,
                    "DatabaseMadeFrom",
                    database(props),
                    "This replaces or deletes the database, and what is in it is lost to the"
                        + " application. It comes from database.existing, snapshot, databaseName or"
                        + " username, or from keys or the profile."),
                unchanged(
                    app,
                    "VpcMadeFrom",
                    vpc(props.network, props.profile),
                    "This replaces or deletes the VPC. It comes from network.cidr or vpc.")))
        .build();
  }

  /** The tools that deploy take the default once, and then what the stack has. */
  private static CfnRuleAssertion unchanged(
      Construct app, String id, String value, String consequence) {
    String deployed =
        CfnParameter.Builder.create(app, id)
            .defaultValue(value)
            .description("Leave it as it is: a change of it confirms a replacement")
            .build()
            .getLogicalId();
    return CfnRuleAssertion.builder()
        .assertValue(Fn.conditionEquals(Map.of("Ref", deployed), value))
        .assertDescription(consequence + SET_BACK + deployed + "=" + value)
        .build();
  }

  /**
   * All that RDS cannot change in an instance. Once deployed the words are compared for good: a new
   * option may add some only where it is set.
   */
  private static String database(ThreeTierEcsAppProps props) {
    DatabaseProps database = props.database;
    if (database.isExisting()) {
      return "existing";
    }
    Profile profile = props.profile;
    String user =
        "username:" + literal(Defaults.DATABASE_USERNAME.unless(database.username, profile));
    if (database.snapshot != null) {
      return "snapshot:" + literal(database.snapshot) + "/" + user;
    }
    return "databaseName:"
        + literal(Defaults.DATABASE_NAME.unless(database.databaseName, profile))
        + "/"
        + user
        + "/keys:"
        + Defaults.KEYS.unless(props.keys, profile);
  }

  private static String vpc(NetworkProps network, Profile profile) {
    return network.vpc == null
        ? "cidr:" + Defaults.CIDR.unless(network.cidr, profile)
        : "vpc:" + literal(network.vpc.getVpcId());
  }

  /** What is known at deployment only cannot be compared. */
  private static String literal(@Nullable String value) {
    return Tokens.isToken(Objects.requireNonNull(value)) ? "token" : value;
  }
}
