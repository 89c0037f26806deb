package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.database.ExistingDatabase;
import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.shared.Decryption;
import io.github.threetierecs.internal.shared.KeysOfOtherStacks;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.ecs.Secret;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.constructs.Construct;
import software.constructs.IDependable;

/** What a task that uses the database is told, is allowed, and waits for. */
final class DatabaseAccess {
  private final MySqlDataTier data;

  DatabaseAccess(MySqlDataTier data) {
    this.data = data;
  }

  /** {@return where the database is, and how to sign in} */
  Map<String, String> variables() {
    Map<String, String> variables = new LinkedHashMap<>(data.address.variables());
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

  /** {@return the user and the password, unless the task signs in without} */
  Map<String, Secret> credentials() {
    Map<String, Secret> variables = new LinkedHashMap<>();
    if (data.applicationSecret != null) {
      variables.put("DB_USER", variable(data.applicationSecret, "username"));
      variables.put("DB_PASSWORD", variable(data.applicationSecret, "password"));
    }
    return variables;
  }

  private Secret variable(ISecret secret, String field) {
    Secret variable = Secret.fromSecretsManager(secret, field);
    return data.hasKeyOfAnotherStack
        ? KeysOfOtherStacks.variable(variable, secret.getSecretArn())
        : variable;
  }

  /** Lets a task read the secret again while it runs, or sign in by its role. */
  void allow(TierTask task) {
    if (data.applicationSecret != null) {
      letRead(data.applicationSecret, task);
    }
    String key = data.secrets.keyToAllow();
    if (key != null) {
      task.definition.addToExecutionRolePolicy(Decryption.ofSecrets(key));
      task.definition.addToTaskRolePolicy(Decryption.ofSecrets(key));
    }
    if (data.iamUser != null) {
      IamSignIn.allow(task.role, data, data.iamUser);
    }
  }

  private void letRead(ISecret secret, TierTask task) {
    if (data.hasKeyOfAnotherStack) {
      KeysOfOtherStacks.grantRead(secret.getSecretArn(), task.role);
    } else {
      secret.grantRead(task.role);
    }
  }

  /** {@return what has to be there before a task can connect} */
  IDependable[] needed(Construct scope) {
    List<IDependable> needed =
        new ArrayList<>(List.of(ExistingDatabase.instancesToWaitFor(scope, data.database)));
    if (data.proxy != null) {
      needed.add(data.proxy.targets);
    }
    return needed.toArray(IDependable[]::new);
  }
}
