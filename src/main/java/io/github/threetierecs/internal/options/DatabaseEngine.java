package io.github.threetierecs.internal.options;

import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.rds.CfnDBCluster;
import software.amazon.awscdk.services.rds.CfnDBInstance;
import software.amazon.awscdk.services.rds.IDatabaseCluster;
import software.amazon.awscdk.services.rds.IDatabaseInstance;
import software.amazon.awscdk.services.rds.IEngine;
import software.constructs.IConstruct;

/** The engine of a database, if the CDK's object has it. */
public final class DatabaseEngine {
  private DatabaseEngine() {}

  /** {@return the engine's name, or null if the CDK's object does not have it} */
  public static @Nullable String of(IDatabaseInstance instance) {
    String created = created(instance);
    return created != null ? created : nameOf(instance.getEngine());
  }

  /** {@return the engine's name, or null if the CDK's object does not have it} */
  public static @Nullable String of(IDatabaseCluster cluster) {
    String created = created(cluster);
    return created != null ? created : nameOf(cluster.getEngine());
  }

  private static @Nullable String created(IConstruct database) {
    IConstruct resource = database.getNode().getDefaultChild();
    if (resource instanceof CfnDBInstance instance) {
      return instance.getEngine();
    }
    return resource instanceof CfnDBCluster cluster ? cluster.getEngine() : null;
  }

  private static @Nullable String nameOf(@Nullable IEngine engine) {
    return engine == null ? null : engine.getEngineType();
  }
}
