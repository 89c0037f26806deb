package io.github.threetierecs.internal.service;

import io.github.threetierecs.internal.database.MySqlDataTier;
import io.github.threetierecs.internal.edge.BackendTls;
import io.github.threetierecs.internal.edge.Ingress;
import io.github.threetierecs.internal.options.BackendOptions;
import io.github.threetierecs.internal.options.ServiceOptions;
import io.github.threetierecs.internal.options.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.Aws;
import software.amazon.awscdk.services.ec2.SecurityGroup;
import software.amazon.awscdk.services.ecs.PortMapping;
import software.amazon.awscdk.services.ecs.Secret;
import software.constructs.Construct;
import software.constructs.IDependable;

/**
 * The middle: an internal load balancer and the service behind it, the only one that gets the
 * database's address and may read its secret.
 */
public final class BackendTier extends Construct {
  public final TierTask task;
  public final ExplicitService service;
  public final @Nullable SecurityGroup securityGroup;
  public final TierBalancer balancer;
  public final TierScaling scaling;
  public final SharedFolders folders;
  final String url;

  /** What its target groups are made from. */
  final Values options;

  /** What those who call the URL wait for. */
  final List<IDependable> callable;

  /** Null if the load balancer listens on HTTP. */
  public final @Nullable BackendTls tls;

  /** Where the load balancer answers, also if the frontend calls the tasks by Service Connect. */
  final String balancerUrl;

  /** Whether the frontend calls the tasks by Service Connect. */
  public final boolean connects;

  /** Whether the database is ready for others only once the tasks have started. */
  final boolean preparesDatabase;

  public final Number containerPort;

  public BackendTier(Construct scope, Values chosen, Platform platform, MySqlDataTier data) {
    super(scope, "Backend");
    DatabaseAccess access = new DatabaseAccess(data);
    Map<String, String> environment = new LinkedHashMap<>();
    environment.put("AWS_REGION", Aws.REGION);
    environment.putAll(access.variables());
    Map<String, Secret> credentials = access.credentials();
    Values withUser =
        data.applicationUser == null
            ? chosen
            : ServiceOptions.beginningWith(
                chosen, data.applicationUser.container(this, data.address, data.secret));
    options = Migration.in(this, withUser, environment, credentials);
    preparesDatabase = !ServiceOptions.initContainers(options).isEmpty();
    containerPort = options.get(BackendOptions.CONTAINER_PORT);
    PortMapping port = platform.connect().port(containerPort);
    task =
        new TierTask(
            this,
            platform,
            options,
            OwnContainer.ofTier(options, platform, port, environment, credentials));
    TierService made = new TierService(this, platform, options, task);
    service = made.service;
    securityGroup = made.securityGroup;
    tls =
        options.ifChosen(
            BackendOptions.TLS, it -> new BackendTls(this, it, platform.network().vpc));
    balancer =
        new TierBalancer(
            this, platform, options, service, tls == null ? Ingress.internal() : tls.ingress);
    folders = new SharedFolders(task, service, platform.capacity());
    scaling = new TierScaling(options, service, balancer.targetGroup);
    connects = platform.connect().isOn();
    if (tls == null) {
      balancerUrl = "http://" + balancer.loadBalancer.getLoadBalancerDnsName();
      url = connects ? ServiceConnect.url(containerPort) : balancerUrl;
      callable = List.of(service);
    } else {
      balancerUrl = tls.url();
      url = balancerUrl;
      callable = List.of(service, tls.publish(this, balancer.loadBalancer));
    }

    access.allow(task);
    IDependable[] needed = access.needed(this);
    if (needed.length > 0) {
      // The dependency is on nothing else of the service: its security group is in a rule that the
      // proxy has.
      service.resource.getNode().addDependency(needed);
    }
  }
}
