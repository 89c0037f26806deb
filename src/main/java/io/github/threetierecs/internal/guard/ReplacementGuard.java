package io.github.threetierecs.internal.guard;

import io.github.threetierecs.TaskNetworking;
import io.github.threetierecs.internal.options.AppOptions;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.CapacityOptions;
import io.github.threetierecs.internal.options.DatabaseOptions;
import io.github.threetierecs.internal.options.DeploymentOptions;
import io.github.threetierecs.internal.options.EdgeOptions;
import io.github.threetierecs.internal.options.FrontendOptions;
import io.github.threetierecs.internal.options.LoadBalancerOptions;
import io.github.threetierecs.internal.options.MySqlParameters;
import io.github.threetierecs.internal.options.NetworkOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Tokens;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Stacks;
import io.github.threetierecs.internal.shared.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.CfnParameter;
import software.amazon.awscdk.CfnRule;
import software.amazon.awscdk.CfnRuleAssertion;
import software.amazon.awscdk.Fn;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocolVersion;
import software.amazon.awscdk.services.servicecatalog.ProductStack;
import software.constructs.Construct;

/**
 * Lets CloudFormation refuse a deployment that would replace the database, the VPC or what ECS is
 * shifting traffic with, before it touches anything. Only CloudFormation knows what is deployed: a
 * parameter of the stack keeps what they were created from, and a rule compares it with the
 * template.
 *
 * <p>A nested stack keeps no parameters: its parent gives it their defaults again with each
 * deployment. The parameters and the rule are therefore in the outermost stack, which is the one
 * that is deployed.
 */
public final class ReplacementGuard {
  private static final String DATABASE = "DatabaseMadeFrom";
  private static final String VPC = "VpcMadeFrom";

  private static final String SET_BACK =
      " Set back what was changed. docs/upgrades.md has the safe ways; if you mean it, deploy once"
          + " with: --parameters ";

  static final String RULE = "ThreeTierEcsApp::ReplacementGuard";

  private static final String IN_SERVICE_CATALOG =
      "AWS Service Catalog resets the parameters …MadeFrom… of a product to their defaults, unless"
          + " the update says UsePreviousValue for them. Without it, nothing refuses a version of"
          + " the product that replaces the database, the VPC or what shifts traffic."
          + " docs/upgrades.md has a stack policy that does.";

  private ReplacementGuard() {}

  public static void of(Construct construct, Stack stack, Values app) {
    Stack deployed = Stacks.outermost(stack);
    if (deployed instanceof ProductStack) {
      Warning.inform(construct, RULE, IN_SERVICE_CATALOG);
    }
    Construct scope = deployed == stack ? construct : in(deployed, construct);
    List<CfnRuleAssertion> assertions =
        new ArrayList<>(
            List.of(
                unchanged(
                    scope,
                    DATABASE,
                    database(app),
                    "This replaces or deletes the database, and what is in it is lost to the"
                        + " application. It comes from database.existing, snapshot, databaseName or"
                        + " username, or from keys or the profile; or from"
                        + " parameters.lower_case_table_names, with which MySQL does not start any"
                        + " more."),
                unchanged(
                    scope,
                    VPC,
                    vpc(app.get(AppOptions.NETWORK)),
                    "This replaces or deletes the VPC. It comes from network.cidr or vpc.")));
    TaskNetworking networking = app.get(AppOptions.CAPACITY).get(CapacityOptions.TASK_NETWORKING);
    Values frontend = app.get(AppOptions.FRONTEND);
    shifts(
        scope,
        "FrontendShiftMadeFrom",
        frontend,
        shiftMadeFrom(frontend, networking)
            + "/tls:"
            + EdgeOptions.hasTls(frontend.get(FrontendOptions.EDGE))
            + (frontend.get(FrontendOptions.EDGE).get(EdgeOptions.INTERNAL) ? "/internal" : ""),
        ", frontend.edge.certificate, hostedZone or internal,",
        assertions);
    Values backend = app.get(AppOptions.BACKEND);
    ApplicationProtocolVersion version = BackendOptions.versionOf(backend);
    boolean backendHasTls = backend.has(BackendOptions.TLS);
    shifts(
        scope,
        "BackendShiftMadeFrom",
        backend,
        shiftMadeFrom(backend, networking)
            + (backendHasTls ? "/tls" : "")
            + (version == ApplicationProtocolVersion.HTTP1 ? "" : "/version:" + version),
        ", backend.protocolVersion, backend.tls",
        assertions);
    CfnRule.Builder.create(scope, "Replacement").assertions(assertions).build();
  }

  /**
   * What ECS shifts traffic with is not replaced while it does: the new rule leads to the first
   * target group, and the tasks may be in the other. There is a parameter only with such a
   * strategy, so that ROLLING forgets what it was.
   */
  private static void shifts(
      Construct scope,
      String id,
      Values service,
      String madeFrom,
      String alsoFrom,
      List<CfnRuleAssertion> assertions) {
    if (DeploymentOptions.shiftsTraffic(service.get(ServiceOptions.DEPLOYMENT))) {
      assertions.add(
          unchanged(
              scope,
              id,
              madeFrom,
              ("This replaces what ECS shifts the %1$s's traffic with, while all of it may be on"
                      + " what is replaced: errors 503. It comes from"
                      + " %1$s.loadBalancer.targetProtocol%2$s or capacity.taskNetworking. Deploy"
                      + " with %1$s.deployment.strategy ROLLING first, then with the change, then"
                      + " with the strategy.")
                  .formatted(service.path(), alsoFrom)));
    }
  }

  private static String shiftMadeFrom(Values service, TaskNetworking networking) {
    return "targets:"
        + service.get(ServiceOptions.LOAD_BALANCER).get(LoadBalancerOptions.TARGET_PROTOCOL)
        + "/networking:"
        + networking;
  }

  /** Each application that is nested in the stack has its own place. */
  private static Construct in(Stack deployed, Construct app) {
    String outside = deployed.getNode().getPath() + "/";
    return new Construct(deployed, app.getNode().getPath().substring(outside.length()));
  }

  /** Deployment tools use the default only once, and then the value that the stack has. */
  private static CfnRuleAssertion unchanged(
      Construct scope, String id, String value, String consequence) {
    String deployed =
        CfnParameter.Builder.create(scope, id)
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
   * All that RDS cannot change in an instance. Once deployed, the words are always compared: a new
   * option may add some only where it is set.
   */
  private static String database(Values app) {
    Values database = app.get(AppOptions.DATABASE);
    if (DatabaseOptions.isExisting(database)) {
      return "existing";
    }
    String user = "username:" + literal(database.get(DatabaseOptions.USERNAME));
    String snapshot = database.find(DatabaseOptions.SNAPSHOT);
    if (snapshot != null) {
      return "snapshot:" + literal(snapshot) + "/" + user + namesOfTables(database);
    }
    return "databaseName:"
        + literal(database.get(DatabaseOptions.DATABASE_NAME))
        + "/"
        + user
        + "/keys:"
        + app.get(AppOptions.KEYS)
        + namesOfTables(database);
  }

  /** From MySQL 8.0 on, this parameter is fixed when an instance is initialized. */
  private static String namesOfTables(Values database) {
    String chosen =
        database.get(DatabaseOptions.PARAMETERS).get(MySqlParameters.LOWER_CASE_TABLE_NAMES);
    return chosen == null
        ? ""
        : "/" + MySqlParameters.LOWER_CASE_TABLE_NAMES + ":" + literal(chosen);
  }

  private static String vpc(Values network) {
    IVpc given = network.find(NetworkOptions.VPC);
    return given == null
        ? "cidr:" + network.get(NetworkOptions.CIDR)
        : "vpc:" + literal(given.getVpcId());
  }

  /** Values that are known only at deployment cannot be compared. */
  private static String literal(@Nullable String value) {
    return Tokens.isToken(Objects.requireNonNull(value)) ? "token" : value;
  }
}
