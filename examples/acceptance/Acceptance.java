import io.github.threetierecs.BackendProps;
import io.github.threetierecs.CapacityProps;
import io.github.threetierecs.ContainerProps;
import io.github.threetierecs.DatabaseProps;
import io.github.threetierecs.FrontendProps;
import io.github.threetierecs.LoadBalancerProps;
import io.github.threetierecs.RotationProps;
import io.github.threetierecs.TaskNetworking;
import io.github.threetierecs.examples.guestbook.Changes;
import io.github.threetierecs.examples.guestbook.Guestbook;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.Capability;
import software.amazon.awscdk.services.rds.EngineLifecycleSupport;

/**
 * The guestbook with some of its options changed, each by its name as an argument. In the
 * guestbook's folder: {@code node app.mjs ../acceptance/Acceptance.java in-place rolls-instances}.
 * A JDK compiles it when it starts, so that it needs no project of its own.
 */
public final class Acceptance {
  /** Which options a change sets. Later ones in this list are applied after earlier ones. */
  private static final Map<String, Changes> CHANGES = changes();

  public static void main(String[] names) {
    List<String> unknown = Arrays.stream(names).filter(it -> !CHANGES.containsKey(it)).toList();
    if (!unknown.isEmpty()) {
      System.err.println(
          "There is no change "
              + String.join(", ", unknown)
              + ". There are: "
              + String.join(", ", CHANGES.keySet()));
      System.exit(2);
    }
    List<Changes> chosen =
        CHANGES.entrySet().stream()
            .filter(it -> List.of(names).contains(it.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    App app = Guestbook.app(Path.of(""), AppProps.builder().build(), all(chosen));
    // Nothing is stopped, restarted or listed that does not carry it: policy.json.
    Tags.of(app).add("Acceptance", "GuestbookDev");
    app.synth();
  }

  private static Map<String, Changes> changes() {
    Map<String, Changes> changes = new LinkedHashMap<>();
    changes.put(
        "in-place",
        new Changes() {
          @Override
          public void frontend(FrontendProps.Builder frontend) {
            frontend.loadBalancer(
                LoadBalancerProps.builder().idleTimeout(Duration.seconds(120)).build());
          }
        });
    changes.put(
        "stickiness",
        new Changes() {
          @Override
          public void backend(BackendProps.Builder backend) {
            backend.loadBalancer(LoadBalancerProps.builder().stickiness(Duration.hours(1)).build());
          }
        });
    // Containers that may write to their root file system, as sessions in them need it.
    changes.put(
        "new-deployment",
        new Changes() {
          @Override
          public void frontend(FrontendProps.Builder frontend) {
            frontend.container(writable().build());
          }

          @Override
          public void backend(BackendProps.Builder backend) {
            backend.container(writable().build());
          }
        });
    changes.put(
        "sessions",
        new Changes() {
          @Override
          public void backend(BackendProps.Builder backend) {
            backend.container(writable().executeCommand(true).build());
          }
        });
    changes.put(
        "rolls-instances",
        new Changes() {
          @Override
          public void capacity(CapacityProps.Builder capacity) {
            capacity.rootVolumeSize(40);
          }
        });
    changes.put(
        "outage",
        new Changes() {
          @Override
          public void database(DatabaseProps.Builder database) {
            database.instanceType(new InstanceType("t4g.small"));
          }
        });
    changes.put(
        "replaces",
        new Changes() {
          @Override
          public void capacity(CapacityProps.Builder capacity) {
            capacity.taskNetworking(TaskNetworking.BRIDGE);
          }
        });
    changes.put(
        "refused",
        new Changes() {
          @Override
          public void database(DatabaseProps.Builder database) {
            database.databaseName("another");
          }
        });
    changes.put(
        "fails",
        new Changes() {
          @Override
          public void database(DatabaseProps.Builder database) {
            database.engineLifecycleSupport(
                EngineLifecycleSupport.OPEN_SOURCE_RDS_EXTENDED_SUPPORT);
          }
        });
    changes.put(
        "bad-migration",
        new Changes() {
          @Override
          public void backend(BackendProps.Builder backend) {
            backend.migration(List.of("no-such-command"));
          }
        });
    changes.put(
        "rotation",
        new Changes() {
          @Override
          public void database(DatabaseProps.Builder database) {
            database.rotation(
                RotationProps.builder().redeploy(false).rotateImmediately(false).build());
          }
        });
    return changes;
  }

  private static ContainerProps.Builder writable() {
    return ContainerProps.builder().user("10001:10001").dropCapabilities(List.of(Capability.ALL));
  }

  private static Changes all(List<Changes> chosen) {
    return new Changes() {
      @Override
      public void capacity(CapacityProps.Builder capacity) {
        chosen.forEach(it -> it.capacity(capacity));
      }

      @Override
      public void frontend(FrontendProps.Builder frontend) {
        chosen.forEach(it -> it.frontend(frontend));
      }

      @Override
      public void backend(BackendProps.Builder backend) {
        chosen.forEach(it -> it.backend(backend));
      }

      @Override
      public void database(DatabaseProps.Builder database) {
        chosen.forEach(it -> it.database(database));
      }
    };
  }
}
