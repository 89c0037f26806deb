package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.database.ExistingDatabase;
import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.edge.Ingress;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import io.github.threetierecs.internal.shared.Decryption;
import io.github.threetierecs.internal.shared.KeysOfOtherStacks;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;
import software.constructs.IDependable;

/**
 * The middle: an internal load balancer and the service behind it, the only one that gets the
 * database's address and may read its secret.
 */
public final class BackendTier extends Construct {
  public final TierTask task;
  public final Ec2Service service;
  public final @Nullable SecurityGroup securityGroup;
  public final TierBalancer balancer;
  public final TierScaling scaling;
  final String url;

  /** Whether the frontend calls the tasks by Service Connect. */
  public final boolean connects;

  public final Number containerPort;

  public BackendTier(Construct scope, Values chosen, Platform platform, MySqlDataTier data) {
    super(scope, "Backend");
    Values options =
        data.applicationUser == null
            ? chosen
            : ServiceOptions.beginningWith(
                chosen, data.applicationUser.container(this, data.address, data.secret));
    containerPort = options.get(BackendOptions.CONTAINER_PORT);
    PortMapping port = platform.connect().port(containerPort);
    task = new TierTask(this, platform, options, port, environment(data), credentials(data));
    TierService made = new TierService(this, platform, options, task);
    service = made.service;
    securityGroup = made.securityGroup;
    balancer = new TierBalancer(this, platform, options, service, Ingress.internal());
    scaling = new TierScaling(options, service, balancer.targetGroup);
    connects = platform.connect().isOn();
    url =
        connects
            ? ServiceConnect.url(containerPort)
            : "http://" + balancer.loadBalancer.getLoadBalancerDnsName();

    if (data.applicationSecret != null) {
      letRead(data.applicationSecret, data.hasKeyOfAnotherStack);
    }
    String key = data.secrets.keyToAllow();
    if (key != null) {
      task.definition.addToExecutionRolePolicy(Decryption.ofSecrets(key));
      task.definition.addToTaskRolePolicy(Decryption.ofSecrets(key));
    }
    IDependable[] instances = ExistingDatabase.instancesToWaitFor(this, data.database);
    if (instances.length > 0) {
      service.getNode().findChild("Service").getNode().addDependency(instances);
    }
    if (data.proxy != null) {
      // The dependency is on nothing else of the service: its security group is in a rule that the
      // proxy has.
      service.getNode().findChild("Service").getNode().addDependency(data.proxy.targets);
    }
    if (data.iamUser != null) {
      IamSignIn.allow(task.role, data, data.iamUser);
    }
  }

  private void letRead(ISecret secret, boolean hasKeyOfAnotherStack) {
    if (hasKeyOfAnotherStack) {
      KeysOfOtherStacks.grantRead(secret.getSecretArn(), task.role);
    } else {
      secret.grantRead(task.role);
    }
  }

  private static Map<String, String> environment(MySqlDataTier data) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_REGION", Aws.REGION);
    variables.putAll(data.address.variables());
    if (data.applicationSecret != null) {
      variables.put("DB_SECRET_ARN", data.applicationSecret.getSecretArn());
    }
    if (!data.readHosts.isEmpty()) {
      variables.put("DB_READ_HOSTS", String.join(",", data.readHosts));
    }
    if (data.iamUser != null) {
      variables.put("DB_IAM_USER", data.iamUser);
    }
    return variables;
  }

  private static Map<String, Secret> credentials(MySqlDataTier data) {
    Map<String, Secret> variables = new LinkedHashMap<>();
    if (data.applicationSecret != null) {
      variables.put("DB_USER", variable(data, data.applicationSecret, "username"));
      variables.put("DB_PASSWORD", variable(data, data.applicationSecret, "password"));
    }
    return variables;
  }

  private static Secret variable(MySqlDataTier data, ISecret secret, String field) {
    Secret variable = Secret.fromSecretsManager(secret, field);
    return data.hasKeyOfAnotherStack
        ? KeysOfOtherStacks.variable(variable, secret.getSecretArn())
        : variable;
  }
}
