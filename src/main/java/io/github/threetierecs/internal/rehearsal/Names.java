package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.StatefulTypes;
import io.github.threetierecs.internal.files.OwnFiles;
import io.github.threetierecs.internal.template.Resource;
import java.util.Optional;

/** What a reader calls a resource. */
final class Names {
  private Names() {}

  /** Of what holds something that nobody can make again, or nothing if it holds none. */
  static Optional<String> held(Resource resource) {
    if (isReplica(resource)) {
      return Optional.of("read replicas");
    }
    if (isOfApplicationUser(resource)) {
      return Optional.of("the application user's secret");
    }
    return Knowledge.of(resource.type(), Trait.HOLDS)
        .filter(it -> it.onlyIf().equals(OwnFiles.NONE) || isNamed(resource, it.onlyIf()))
        .findFirst()
        .map(Fact::value)
        .or(() -> StatefulTypes.heldBy(resource).map(it -> "`" + resource.type() + "`"));
  }

  /** Whether it is the application's own, by what the template calls it. */
  private static boolean isNamed(Resource resource, String condition) {
    return resource.logicalId().contains(condition.substring("id has ".length()));
  }

  /** Of anything. */
  static String of(Resource resource) {
    return held(resource)
        .or(() -> Knowledge.ofType(resource.type(), Trait.NOTICED).map(Fact::value))
        .orElse("`" + resource.type() + "`");
  }

  static boolean isReplica(Resource resource) {
    return resource.has("SourceDBInstanceIdentifier");
  }

  /** Whose password the next task sets again. */
  static boolean isOfApplicationUser(Resource secret) {
    return secret.type().equals("AWS::SecretsManager::Secret")
        && secret.text("Description").orElse("").startsWith("User ");
  }

  /** Of a service, by the tier that it is. */
  static String ofService(String id) {
    if (id.contains("Workers")) {
      return "worker";
    }
    if (id.contains("AddedBackends")) {
      return "added backend";
    }
    if (id.contains("ScheduledTasks")) {
      return "scheduled task";
    }
    if (id.contains("Frontend")) {
      return "frontend";
    }
    return id.contains("Backend") ? "backend" : id;
  }
}
