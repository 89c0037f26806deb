package io.github.threetierecs.internal.service;

import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awscdk.services.ecs.CfnService;
import software.amazon.awscdk.services.ecs.CfnService.DeploymentAlarmsProperty;
import software.amazon.awscdk.services.ecs.Ec2Service;
import software.amazon.awscdk.services.ecs.Ec2ServiceProps;
import software.amazon.awscdk.services.ecs.ServiceConnectProps;
import software.constructs.Construct;
import software.constructs.Node;

/**
 * A service whose template says what is switched off. ECS keeps what an update leaves out
 * (copilot-cli#4565, terraform-provider-aws#28338), so that an option which is taken away again
 * would stay in force.
 *
 * <p>The CDK writes neither Service Connect nor alarms where there are none. What users switch on
 * later with its methods is honoured.
 */
public final class ExplicitService extends Ec2Service {
  private static final String SERVICE_CONNECT = "ServiceConnectConfiguration.Enabled";

  private static final DeploymentAlarmsProperty NO_ALARMS =
      DeploymentAlarmsProperty.builder()
          .alarmNames(List.of())
          .enable(false)
          .rollback(false)
          .build();

  final Node node;

  /**
   * What stands for it in the template. Who has it wait makes only this wait, and not the construct
   * with all that is in it: the service's security group is in rules that others wait for.
   */
  public final CfnService resource;

  ExplicitService(Construct scope, String id, Ec2ServiceProps props) {
    super(scope, id, props);
    node = getNode();
    resource = (CfnService) node.findChild("Service");
    resource.addPropertyOverride(SERVICE_CONNECT, false);
    if (props.getDeploymentAlarms() == null) {
      // This is the property that enableDeploymentAlarms replaces.
      setDeploymentAlarms(NO_ALARMS);
    }
  }

  @Override
  public void enableServiceConnect() {
    super.enableServiceConnect();
    resource.addPropertyOverride(SERVICE_CONNECT, true);
  }

  @Override
  public void enableServiceConnect(@Nullable ServiceConnectProps configuration) {
    super.enableServiceConnect(configuration);
    resource.addPropertyOverride(SERVICE_CONNECT, true);
  }
}
