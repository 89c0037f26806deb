package io.github.threetierecs.internal.rehearsal;

import io.github.threetierecs.internal.changes.ResourceChange;
import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.rehearsal.Verdict;
import java.util.ArrayList;
import java.util.List;

/** What RDS refuses for reasons that lie in several properties, or in several databases. */
final class Databases {
  private static final String DATABASE = "AWS::RDS::DBInstance";
  private static final String ALLOCATED = "AllocatedStorage";
  private static final String VERSION = "EngineVersion";
  private static final String IOPS = "Iops";

  /** From which size on gp3 has IOPS to choose from, with MySQL. */
  private static final int STRIPED_GIB = 400;

  private final Differences differences;
  private final List<Effect> effects = new ArrayList<>();

  private Databases(Differences differences) {
    this.differences = differences;
  }

  static List<Effect> of(Differences differences) {
    Databases databases = new Databases(differences);
    for (ResourceChange it : differences.all().values()) {
      if (it.type().equals(DATABASE) && differences.after().find(it.id()).isPresent()) {
        databases.check(it, differences.after().resource(it.id()));
      }
    }
    return databases.effects;
  }

  private void check(ResourceChange change, Resource now) {
    checkStorage(change, now);
    if (differences.stays(now.logicalId())) {
      Resource old = differences.before().resource(now.logicalId());
      checkReplicas(old, now);
      checkRotation(old, now);
    }
  }

  private void checkStorage(ResourceChange change, Resource now) {
    boolean isGp3 = now.text("StorageType").filter("gp3"::equals).isPresent();
    int gib = now.text(ALLOCATED).map(Integer::parseInt).orElse(0);
    if (!isGp3 || change.properties().stream().noneMatch(it -> isOfStorage(it.path()))) {
      return;
    }
    if (now.has(IOPS) && gib < STRIPED_GIB) {
      add(
          "gp3 takes no IOPS below 400 GiB"
              + (now.has(ALLOCATED) ? "" : ", and the size is not in the call"),
          List.of(now.logicalId()),
          "troposphere#2153");
    }
    if (!now.has(IOPS) && gib >= STRIPED_GIB && differences.stays(now.logicalId())) {
      int was =
          differences
              .before()
              .resource(now.logicalId())
              .text(ALLOCATED)
              .map(Integer::parseInt)
              .orElse(0);
      if (was < STRIPED_GIB) {
        add(
            "gp3 that grows to 400 GiB or more needs IOPS in the same call",
            List.of(now.logicalId()),
            "terraform-provider-aws#28847");
      }
    }
  }

  private static boolean isOfStorage(String path) {
    return path.equals(ALLOCATED) || path.equals(IOPS) || path.equals("StorageType");
  }

  /** CloudFormation changes the database first, since its replicas refer to it. */
  private void checkReplicas(Resource old, Resource now) {
    String from = old.text(VERSION).orElse("");
    String to = now.text(VERSION).orElse("");
    if (from.isEmpty() || to.isEmpty() || Condition.compare(to, from) <= 0) {
      return;
    }
    for (Resource replica : differences.before().resourcesOfType(DATABASE)) {
      boolean isOfIt =
          replica
              .property("SourceDBInstanceIdentifier")
              .filter(it -> Reference.idsIn(it).contains(now.logicalId()))
              .isPresent();
      if (isOfIt
          && differences.stays(replica.logicalId())
          && Condition.compare(replica.text(VERSION).orElse(from), to) < 0) {
        add(
            "one or more of the DB Instance's read replicas need to be upgraded before it:"
                + " database.replicaEngineVersion first",
            List.of(now.logicalId(), replica.logicalId()),
            "aws-cdk#26755, terraform-provider-aws#22107");
      }
    }
  }

  private void checkRotation(Resource old, Resource now) {
    boolean isNine =
        now.text(VERSION).filter(it -> it.startsWith("9.")).isPresent()
            && old.text(VERSION).filter(it -> it.startsWith("9.")).isEmpty();
    boolean isRotated =
        differences.after().resourcesOfType("AWS::SecretsManager::RotationSchedule").stream()
            .anyMatch(it -> it.has("HostedRotationLambda"));
    if (isNine && isRotated) {
      effects.add(
          Effect.of(
              Kind.BESIDE,
              Verdict.MAY_GET_STUCK,
              DATABASE,
              "",
              "AWS's function for rotation may fail with MySQL 9, which requires TLS by default",
              now.logicalId(),
              "inferred: require_secure_transport is on by default there"));
    }
  }

  private void add(String words, List<String> because, String source) {
    effects.add(
        Effect.of(
                Kind.REFUSED,
                Verdict.FAILS,
                DATABASE,
                "**fails**",
                words + ", and the deployment rolls back",
                "",
                source)
            .because(because));
  }
}
