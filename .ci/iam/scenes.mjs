// Who does something in AWS's name because of a template, and with what: an instance with its cluster, a task with its secrets and so on.
// Read from what services are told, never from the policies, which are what is put to the test.

/** Every scene of a template. Each has a kind, and the values that the requests of its kind name in braces; a list is each of its values. */
export function scenesOf(template) {
  return FINDERS.flatMap(([kind, find]) => find(template).map((values) => ({ kind, values })));
}

const list = (value) => (value === undefined ? [] : [].concat(value));
const withoutStar = (arn) => arn.replace(/:\*$/, "");

const FINDERS = [
  ["instance", instances],
  ["task", tasks],
  ["exec", (t) => tasks(t).filter((task) => task.exec)],
  ["flow log", (t) => t.ofType("AWS::EC2::FlowLog").map(({ properties }) => ({
    role: t.resolve(properties.DeliverLogsPermissionArn),
    logGroup: groupArn(t, properties.LogGroupName),
    otherLogGroups: otherGroups(t, [groupArn(t, properties.LogGroupName)]),
  }))],
  ["enhanced monitoring", (t) => t.ofType("AWS::RDS::DBInstance").filter(({ properties }) => properties.MonitoringRoleArn)
    .map(({ properties }) => ({ role: t.resolve(properties.MonitoringRoleArn), otherLogGroups: otherGroups(t, []) }))],
  ["default security group", (t) => t.ofType("Custom::VpcRestrictDefaultSG").map(({ properties }) => ({
    role: roleOfFunction(t, properties.ServiceToken),
    group: t.arnOf("ec2", "", `security-group/${t.resolve(properties.DefaultSecurityGroupId)}`),
  }))],
  ["rotation", (t) => t.ofType("AWS::SecretsManager::RotationSchedule").map(({ properties }) => {
    const secret = t.resolve(properties.SecretId);
    return { secret, key: keyOfSecret(t, secret) };
  })],
  ["redeployment", (t) => t.ofType("AWS::Events::Rule").flatMap(({ properties }) => (properties.Targets ?? [])
    .filter(({ Arn }) => t.resources[t.referent(Arn)]?.Type === "AWS::StepFunctions::StateMachine")
    .map(({ Arn, RoleArn }) => {
      const machine = t.properties(t.referent(Arn));
      const definition = JSON.parse(t.resolve(machine.DefinitionString));
      const [{ Parameters }] = Object.values(definition.States);
      return {
        ruleRole: t.resolve(RoleArn),
        stateMachine: t.resolve(Arn),
        role: t.resolve(machine.RoleArn),
        service: Parameters.Service,
        cluster: Parameters.Cluster,
        otherServices: t.ofType("AWS::ECS::Service").map(({ id }) => t.arn(id)).filter((arn) => arn !== Parameters.Service),
      };
    }))],
  ["schedule", schedules],
  ["backup", (t) => backups(t, "db:")],
  ["backup of a cluster", (t) => backups(t, "cluster:")],
  ["proxy", (t) => t.ofType("AWS::RDS::DBProxy").map(({ properties }) => {
    const secrets = properties.Auth.map(({ SecretArn }) => t.resolve(SecretArn));
    return {
      role: t.resolve(properties.RoleArn),
      secrets,
      keys: secrets.map((secret) => keyOfSecret(t, secret)).filter(Boolean),
      otherSecrets: secretsOf(t).filter((secret) => !secrets.includes(secret)),
    };
  })],
  ["traffic shift", shifts],
  ["sign-in", signIns],
  ["topic", (t) => t.ofType("AWS::SNS::TopicPolicy").flatMap(({ properties }) => properties.Topics.map((topic) => ({
    topic: t.resolve(topic),
    alarms: t.ofType("AWS::CloudWatch::Alarm").length > 0 ? t.place.account : undefined,
  })))],
  ["log bucket", logBuckets],
  ["key of logs", (t) => t.ofType("AWS::Logs::LogGroup").filter(({ properties }) => ownKey(t, properties.KmsKeyId))
    .map(({ id, properties }) => ({ key: ownKey(t, properties.KmsKeyId), logGroup: withoutStar(t.arn(id)) }))],
  ["key of volumes", (t) => t.ofType("AWS::EC2::LaunchTemplate").flatMap(({ properties }) => [...new Set(
    (properties.LaunchTemplateData.BlockDeviceMappings ?? []).map(({ Ebs }) => ownKey(t, Ebs?.KmsKeyId)).filter(Boolean))]
    .map((key) => ({ key })))],
  ["key of messages", (t) => t.ofType("AWS::SNS::Topic").filter(({ properties }) => ownKey(t, properties.KmsMasterKeyId))
    .map(({ id, properties }) => ({ key: ownKey(t, properties.KmsMasterKeyId), topic: t.arn(id) }))],
  ["key of a database", (t) => t.ofType("AWS::RDS::DBInstance").filter(({ properties }) => ownKey(t, properties.KmsKeyId))
    .map(({ properties }) => ({ key: ownKey(t, properties.KmsKeyId) }))],
  ["endpoint", endpoints],
  ["any role", (t) => t.ofType("AWS::IAM::Role").map(({ id }) => ({
    role: t.arn(id),
    keys: t.ofType("AWS::KMS::Key").map((key) => t.arn(key.id)),
    databases: t.ofType("AWS::RDS::DBInstance").map((database) => t.arn(database.id)),
    buckets: t.ofType("AWS::S3::Bucket").map((bucket) => t.arn(bucket.id)),
    otherRole: t.ofType("AWS::IAM::Role").filter((role) => role.id !== id).map((role) => t.arn(role.id))[0],
  }))],
  ["any key", (t) => t.ofType("AWS::KMS::Key").map(({ id }) => ({ key: t.arn(id) }))],
];

function instances(t) {
  return t.ofType("AWS::ECS::ClusterCapacityProviderAssociations").flatMap(({ properties }) => {
    const cluster = t.resolve(properties.Cluster);
    return properties.CapacityProviders.filter((provider) => t.referent(provider)).map((provider) => {
      const group = t.referent(t.properties(t.referent(provider)).AutoScalingGroupProvider.AutoScalingGroupArn);
      const { LaunchTemplate, MixedInstancesPolicy } = t.properties(group);
      const { LaunchTemplateId } = LaunchTemplate ?? MixedInstancesPolicy.LaunchTemplate.LaunchTemplateSpecification;
      const data = t.properties(t.referent(LaunchTemplateId)).LaunchTemplateData;
      const profile = t.referent(data.IamInstanceProfile.Arn ?? data.IamInstanceProfile.Name);
      const role = t.arn(t.referent(t.properties(profile).Roles[0]));
      const connected = t.ofType("AWS::ECS::Service").filter(({ properties: service }) =>
        t.resolve(service.Cluster) === cluster && service.ServiceConnectConfiguration?.Enabled);
      return {
        role,
        cluster: t.arnOf("ecs", "", `cluster/${cluster}`),
        clusterName: cluster,
        taskLogGroups: otherGroups(t, []),
        connectedServices: connected.map(({ id }) => id),
        trunking: t.resolve(data.UserData ?? "").includes("awsvpcTrunking") ? "awsvpcTrunking" : undefined,
        sessions: JSON.stringify(t.policiesOf(t.referent(t.properties(profile).Roles[0]))).includes("ssm:") ? "on" : undefined,
      };
    });
  });
}

/** What EventBridge Scheduler starts on a cluster. */
function schedules(t) {
  return t.ofType("AWS::Scheduler::Schedule").map(({ properties }) => properties.Target).filter(({ EcsParameters }) => EcsParameters)
    .map(({ Arn, RoleArn, EcsParameters, DeadLetterConfig }) => {
      const definition = t.properties(t.referent(EcsParameters.TaskDefinitionArn));
      const passed = [definition.TaskRoleArn, definition.ExecutionRoleArn].map((role) => t.resolve(role));
      const role = t.resolve(RoleArn);
      const families = t.ofType("AWS::ECS::TaskDefinition").map(({ properties: { Family } }) => t.resolve(Family)).filter(Boolean);
      const family = t.resolve(definition.Family);
      return {
        role,
        cluster: t.resolve(Arn),
        clusterName: t.resolve(Arn).split("/")[1],
        revision: t.arnOf("ecs", "", `task-definition/${family}:7`),
        otherRevisions: families.filter((it) => it !== family).map((it) => t.arnOf("ecs", "", `task-definition/${it}:7`)),
        passed,
        otherRoles: t.ofType("AWS::IAM::Role").map(({ id }) => t.arn(id)).filter((arn) => ![role, ...passed].includes(arn)),
        letters: t.resolve(DeadLetterConfig.Arn),
        // Whoever gives a queue has given it its policy.
        ownLetters: t.referent(DeadLetterConfig.Arn) && t.resolve(DeadLetterConfig.Arn),
      };
    });
}

/** With NAT, S3 may be reached past its endpoint, which keeps AWS's default. */
function endpoints(t) {
  const services = t.ofType("AWS::EC2::VPCEndpoint").map(({ properties }) => String(t.resolve(properties.ServiceName)).split(`.${t.place.region}.`)[1]);
  const there = (...names) => names.filter((name) => services.includes(name));
  return [{
    ...Object.fromEntries(["secretsmanager", "logs", "ssm", "kms", "ecs"].map((name) => [name, there(name)])),
    ecr: there("ecr.api", "ecr.dkr"),
    s3: t.ofType("AWS::EC2::NatGateway").length > 0 ? [] : there("s3"),
  }];
}

/** What AWS Backup backs up, of the kind that an ARN names. */
function backups(t, kind) {
  return t.ofType("AWS::Backup::BackupSelection").flatMap(({ properties: { BackupSelection, BackupPlanId } }) =>
    list(BackupSelection.Resources).filter((database) => t.resolve(database).includes(`:${kind}`)).map((database) => {
      const plan = t.properties(t.referent(BackupPlanId)).BackupPlan ?? {};
      const id = t.ofType("AWS::RDS::DBInstance").find((it) => t.arn(it.id) === t.resolve(database))?.id;
      return {
        role: t.resolve(BackupSelection.IamRoleArn),
        database: t.resolve(database),
        vaults: [...new Set(list(plan.BackupPlanRule).map((rule) => t.arnOf("backup", "", `backup-vault:${t.resolve(rule.TargetBackupVault)}`)))],
        key: ownKey(t, t.properties(id).KmsKeyId),
      };
    }));
}

function tasks(t) {
  return t.ofType("AWS::ECS::Service").map(({ id, properties: service }) => {
    const definition = t.properties(t.referent(service.TaskDefinition));
    const containers = definition.ContainerDefinitions ?? [];
    const configurations = [...containers, service.ServiceConnectConfiguration ?? {}]
      .map((it) => it.LogConfiguration)
      .filter((it) => it?.LogDriver === "awslogs");
    const logGroups = [...new Set(configurations.map((it) => groupArn(t, it.Options["awslogs-group"])))];
    const registries = containers.map((container) => container.RepositoryCredentials?.CredentialsParameter).filter(Boolean);
    const named = containers.flatMap((container) => container.Secrets ?? []).map(({ ValueFrom }) => ValueFrom)
      .concat(registries).map((value) => t.resolve(value));
    const secrets = [...new Set(named.filter((arn) => arn.includes(":secretsmanager:")).map(evaluatedSecret))];
    const atRunTime = containers.flatMap((container) => container.Environment ?? [])
      .filter(({ Name }) => Name === "DB_SECRET_ARN").map(({ Value }) => evaluatedSecret(t.resolve(Value)));
    const cluster = t.resolve(service.Cluster);
    const session = t.properties(t.referent(service.Cluster)).Configuration?.ExecuteCommandConfiguration ?? {};
    const sessionGroup = session.LogConfiguration?.CloudWatchLogGroupName;
    const known = [...secrets, ...atRunTime];
    return {
      service: t.arn(id),
      clusterName: cluster,
      executionRole: t.resolve(definition.ExecutionRoleArn),
      taskRole: t.resolve(definition.TaskRoleArn),
      logGroups,
      repositories: repositories(t, containers),
      secrets,
      ownKeys: [...new Set(secrets.map((secret) => keyOfSecret(t, secret)).filter(Boolean))],
      foreignKey: secrets.some((secret) => !secretsOf(t).includes(secret)) ? t.arnOf("kms", "", "key/foreign") : undefined,
      parameters: named.filter((arn) => arn.includes(":ssm:")),
      secretsAtRunTime: atRunTime,
      otherSecrets: secretsOf(t).filter((secret) => !known.includes(secret)),
      otherLogGroups: otherGroups(t, [...logGroups, sessionGroup && groupArn(t, sessionGroup)]),
      queues: containers.flatMap((container) => container.Environment ?? [])
        .filter(({ Name }) => Name === "QUEUE_URL").map(({ Value }) => queueArn(t, t.resolve(Value))).filter(Boolean),
      exec: service.EnableExecuteCommand ? "on" : undefined,
      sessionGroup: service.EnableExecuteCommand && sessionGroup ? groupArn(t, sessionGroup) : undefined,
      sessionKey: service.EnableExecuteCommand ? ownKey(t, session.KmsKeyId) : undefined,
    };
  });
}

/** The queue of a URL, as the CDK writes that of one which was made elsewhere. */
function queueArn(t, url) {
  const [, region, account, name] = /^https:\/\/sqs\.([^.]+)\.[^/]+\/(\d{12})\/([^/]+)$/.exec(url) ?? [];
  return name && t.arnOf("sqs", "", name).replace(/^(arn:[^:]+:sqs):[^:]*:[^:]*:/, `$1:${region}:${account}:`);
}

function repositories(t, containers) {
  return [...new Set(containers.map(({ Image }) => t.resolve(Image))
    .map((image) => /^(\d{12})\.dkr\.ecr\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/([^:@]+)/.exec(image))
    .filter((match) => match && JSON.stringify(containers).includes("Fn::")) // a plain text grants nothing, as the documents say
    .filter((match) => t.ofType("AWS::ECR::Repository").some(({ id }) => t.name(id) === match[3]))
    .map(([, , , name]) => t.arnOf("ecr", "", `repository/${name}`)))];
}

function shifts(t) {
  return t.ofType("AWS::ECS::Service").flatMap(({ properties }) => (properties.LoadBalancers ?? [])
    .filter(({ AdvancedConfiguration }) => AdvancedConfiguration)
    .map(({ TargetGroupArn, AdvancedConfiguration: shift }) => {
      const groups = [t.resolve(TargetGroupArn), t.resolve(shift.AlternateTargetGroupArn)];
      const ruleIds = [shift.ProductionListenerRule, shift.TestListenerRule].map((rule) => t.referent(rule)).filter(Boolean);
      const rules = ruleIds.map((rule) => t.arn(rule));
      return {
        role: t.resolve(shift.RoleArn),
        groups,
        rules,
        listeners: ruleIds.map((rule) => t.resolve(t.properties(rule).ListenerArn)),
        otherGroups: t.ofType("AWS::ElasticLoadBalancingV2::TargetGroup").map(({ id }) => t.arn(id)).filter((arn) => !groups.includes(arn)),
        otherRules: t.ofType("AWS::ElasticLoadBalancingV2::ListenerRule").map(({ id }) => t.arn(id)).filter((arn) => !rules.includes(arn)),
      };
    }));
}

function signIns(t) {
  return t.ofType("AWS::ECS::Service").flatMap(({ properties }) => {
    const definition = t.properties(t.referent(properties.TaskDefinition));
    const variables = (definition.ContainerDefinitions ?? []).flatMap((container) => container.Environment ?? []);
    const user = variables.find(({ Name }) => Name === "DB_IAM_USER")?.Value;
    const databases = t.ofType("AWS::RDS::DBInstance").filter((it) => it.properties.EnableIAMDatabaseAuthentication === true);
    // Several applications in one template: those of the task's own, by the host that it is told.
    const told = JSON.stringify(variables);
    return user === undefined ? [] : databases.filter(({ id }) => told.includes(`"${id}"`)).map(({ id }) => ({
      role: t.resolve(definition.TaskRoleArn),
      user: t.arnOf("rds-db", "", `dbuser:db-${id}/${t.resolve(user)}`),
      otherUser: t.arnOf("rds-db", "", `dbuser:db-${id}/admin`),
    }));
  });
}

function logBuckets(t) {
  return t.ofType("AWS::ElasticLoadBalancingV2::LoadBalancer").flatMap(({ properties }) => {
    const attributes = Object.fromEntries((properties.LoadBalancerAttributes ?? []).map(({ Key, Value }) => [Key, t.resolve(Value)]));
    return ["access_logs", "connection_logs"].filter((kind) => attributes[`${kind}.s3.enabled`] === "true").map((kind) => ({
      bucket: t.arnOf("s3", "nowhere", attributes[`${kind}.s3.bucket`]),
      folder: `${t.arnOf("s3", "nowhere", attributes[`${kind}.s3.bucket`])}/${attributes[`${kind}.s3.prefix`]}/AWSLogs`,
    }));
  });
}

function roleOfFunction(t, token) {
  const lambda = t.ofType("AWS::Lambda::Function").find(({ id }) => t.arn(id) === t.resolve(token));
  return t.resolve(lambda.properties.Role);
}

function groupArn(t, name) {
  return t.arnOf("logs", "", `log-group:${t.resolve(name)}`);
}

function otherGroups(t, known) {
  return t.ofType("AWS::Logs::LogGroup").map(({ id }) => withoutStar(t.arn(id))).filter((arn) => !known.includes(arn));
}

function secretsOf(t) {
  return t.ofType("AWS::SecretsManager::Secret").map(({ id }) => t.arn(id));
}

/** The key of this template that a property names, if it does. */
function ownKey(t, value) {
  const id = t.referent(value);
  return t.resources[id]?.Type === "AWS::KMS::Key" ? t.arn(id) : undefined;
}

function keyOfSecret(t, arn) {
  const secret = t.ofType("AWS::SecretsManager::Secret").find(({ id }) => t.arn(id) === arn);
  return secret && ownKey(t, secret.properties.KmsKeyId);
}

/** Secrets Manager evaluates a secret's whole ARN, whose last six characters are random, however the secret was named. */
function evaluatedSecret(valueFrom) {
  const arn = valueFrom.split(":").slice(0, 7).join(":");
  return /-[A-Za-z0-9]{6}$/.test(arn) ? arn : `${arn}-AbCdEf`;
}
