package io.github.threetierecs;

/**
 * What users of other constructs, modules and tools have suffered, and where they said so. Each has
 * a test that is marked with {@link Answers}, or a place in the documents if no template can help.
 */
enum Complaint {
  // spotless:off
  DESTROY_HANGS("Deleting the stack hangs on protected instances, or on a capacity provider in use", "aws-cdk#18179, #14732, #19275; containers-roadmap#631, #2862"),
  SERVICES_BEFORE_CAPACITY("Services start before the cluster has its capacity provider", "containers-roadmap#631"),
  CLUSTER_IN_A_CIRCLE("Cluster and capacity provider in different stacks refer to each other in a circle", "aws-cdk#35210, #4267"),
  LAUNCH_CONFIGURATION("New accounts refuse launch configurations", "aws-cdk#23165; aws-cdk-examples#1086"),
  TASKS_THAT_FIT_NO_INSTANCE("Tasks that fit no instance synthesize, and never start", "containers-roadmap#331, #76; aws-cdk#2520"),
  NETWORK_INTERFACES_RUN_OUT("Instances run out of network interfaces for tasks", "terraform-aws-ecs#203; containers-roadmap#7; ecs-agent#2448"),
  DYNAMIC_PORTS_BLOCKED("Security groups block the ports that Docker chooses", "aws-cdk#12812, #26970, #14657"),
  MACHINE_IMAGES_CAUSE_ERRORS("A new machine image causes errors 502", "containers-roadmap#1365, #2478; aws-cdk#11976, #12484"),
  SERVICE_REPLACED_BY_ITS_CAPACITY("Moving to a capacity provider replaces the service, and its name collides", "aws-cdk#29826, #24907, #24961"),
  SERVICE_LINKED_ROLE("The first deployment in an account fails for want of ECS's service-linked role", "terraform-aws-ecs#26"),
  METADATA_BLOCKED("Containers reach the instance's role, or lack what its metadata would tell them", "aws-cdk#28270, #20293"),
  DEPLOYMENT_RESETS_THE_COUNT("A deployment resets the number of tasks that scaling has reached", "aws-cdk#3919; containers-roadmap#493"),
  BAD_DEPLOYMENT_HANGS("A bad deployment hangs for three hours", "copilot-cli#1180; ecs-agent#1996"),
  SHIFTS_WITHOUT_A_BREAKER("AWS names the circuit breaker for rolling and blue/green deployments, not for canary and linear ones", "ECS guide, deployment-failure-detection"),
  HALF_THE_TASKS_STOP("A deployment stops half of the tasks first, or a warning says that it might", "aws-cdk#31705, #34368"),
  SLOW_STARTERS_KILLED("Health checks kill what takes long to start", "aws-cdk#16675; copilot-cli#2506"),
  TARGET_GROUP_WITHOUT_BALANCER("The target group has no associated load balancer", "aws-cdk#34290, #1160"),
  TARGET_GROUP_IN_USE("The target group is in use when it is replaced, or its name is too long", "terraform-provider-aws#16889; cfn-lint#3259"),
  OPEN_TO_THE_WORLD("Load balancers are open to the world", "aws-cdk#8342, #9433"),
  ACCESS_LOGS_NEED_A_REGION("Access logs need a stack with a Region", "aws-cdk#25007, #27432"),
  ROTATION_LEAVES_TASKS_BEHIND("Rotation leaves running tasks with the old password", "copilot-cli#3271, #3714; containers-roadmap#495"),
  ROTATION_CANNOT_REACH("The function that rotates reaches no Secrets Manager", "aws-cdk#17265, #19233"),
  ROTATION_UNDER_A_BOUNDARY("The function that rotates has a role without the permissions boundary that is mandatory", "aws-cdk#19649"),
  CREDENTIALS_REPLACE_THE_DATABASE("A change of credentials replaces the database, or breaks the secret", "aws-cdk#12112, #15478, #11040, #7518"),
  PARAMETER_GROUP_LEFT_BEHIND("A kept database leaves a parameter group that cannot be deleted", "aws-cdk#22141, #35286"),
  MAJOR_UPGRADE_IMPOSSIBLE("Another series of MySQL is refused, or its parameter group goes too early", "terraform-aws-rds#94"),
  REPLICAS_BLOCK_THE_UPGRADE("A database is not upgraded before its read replicas, and the tool upgrades it first", "aws-cdk#26755; terraform-provider-aws#22107"),
  REMOVED_ENGINE_VERSION("RDS has removed the engine's version", "aws-cdk#35949, #38261"),
  CLUSTER_TAKEN_FOR_AN_INSTANCE("An Aurora cluster is taken for an instance, and has no alarms and no backups", "aws-cdk#34848"),
  BAD_DATABASE_NAME("A bad name of the database fails only at deployment", "aws-cdk#22304"),
  ONE_TARGET_GROUP_TWO_BALANCERS("A target group behind two load balancers synthesizes, and is refused", "aws-cdk#3737, #33253"),
  SERVICE_BESIDE_THE_CAPACITY_PROVIDER("A further service on the cluster waits for hours, since no capacity provider starts an instance", "containers-roadmap#2532, #1688"),
  SECURITY_GROUP_NOT_ATTACHED("A further security group is not attached to the tasks, and the database is opened to it", "aws-cdk#17269"),
  RULE_IN_A_CIRCLE("To let in a function of another stack is a circle of stacks", "aws-cdk#3689"),
  SIDECAR_KNOWS_NO_DATABASE("A container that migrates the database is not told where it is", "amazon-ecs-deploy-task-definition#54"),
  FILE_SYSTEM_IN_A_CIRCLE("A service that waits for its file system is a circle", "aws-cdk#8417"),
  INTRANET("An application for an intranet is refused in a circle", "copilot-cli#3344"),
  LISTENER_CHANGED_BY_HAND("A listener moved to another port is reached by nobody; gRPC behind HTTP is refused", "aws-cdk#14091; copilot-cli#4551"),

  TEMPLATE_CHANGES_BY_ITSELF("The template changes although the code has not: unchanged services are deployed again, and diffs show what nobody did", "aws-cdk#21712"),
  ZONES_MOVE_SUBNETS("Another number of zones or NAT gateways moves subnets onto each other", "aws-cdk#6683, #28369, #31162"),
  ZONE_LIST_CHANGES("The account's list of zones changes, and every later deployment fails at a subnet", "elastic-ci-stack-for-aws#319; docker-archive/for-aws#17; convox/rack#1660"),
  NEW_ACCOUNT_QUOTAS("A new account has too few vCPUs, and tasks wait for an instance that never starts", "dask-cloudprovider#299; containers-roadmap#2381"),
  RECORD_EXISTS("The record of the name exists already, and the first deployment cannot even roll back", "aws-cdk#5904; cloudformation-coverage-roadmap#560"),
  HEALTH_CHECK_LEFT_BEHIND("After a rollback the old tasks are asked by the new health check", "copilot-cli#4838"),
  IMPORTED_VPC_MISREAD("Subnets of an imported VPC are taken for something else", "aws-cdk#2926, #18638, #7062"),
  NAMES_OF_THE_PARTITION("A principal, an endpoint or a kms:ViaService has the name of another partition", "serverless#12087, #10906; aws-cdk#25329"),
  LOG_GROUPS_NEVER_MATCHED("A policy names a log group in a form that CloudWatch Logs never evaluates", "apm-aws-lambda#526"),
  REGIONS_WITHOUT_A_DEFAULT("A Region does not have the default instance type or database class", "cfn-lint 1.58.0, types by Region"),
  GUARD_WITHOUT_PARAMETERS("What rests on the parameters of a stack is gone once the stack is nested, and nothing says so", "aws-cdk#6385"),
  LOOKED_UP_FOR_NOTHING("A synthesis needs credentials for Availability Zones that it does not use", "aws-cdk#20975"),
  KEY_OF_A_SECRET("The execution role may not decrypt a secret under a key of the user's", "aws-cdk#17156; containers-roadmap#939"),
  WRONG_ARCHITECTURE("An image is built for another architecture than the instances'", "aws-cdk#25362, #17834"),
  LOG_ROUTER_DROPPED("What a container definition says of FireLens is dropped, or something of awslogs is left beside it", "aws-cdk#10813"),
  HEALTH_CHECK_RESET("To change the success codes of a health check drops its path and intervals", "copilot-cli#2142"),
  TAGS_STOP_AT_THE_SERVICE("Tags reach the service, and neither its tasks nor the volumes of instances", "terraform-retool-modules#39"),
  MORE_RULES_THAN_A_GROUP_TAKES("CloudFront's prefix list on ports 80 and 443 is more rules than a security group takes", "terraform-aws-alb#400"),
  GPUS_NOBODY_HAS("A task asks for GPUs that no instance has, and never starts", "amazon-ecs-agent#4786");
  // spotless:on

  final String words;
  final String issues;

  Complaint(String words, String issues) {
    this.words = words;
    this.issues = issues;
  }
}
