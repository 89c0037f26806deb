// A synthesized template as CloudFormation would deploy it to one place: every reference is an ARN or a name. What a resource is called
// follows from its logical id, so that the same resource has the same ARN wherever it is referred to.

const SUFFIX = { aws: "amazonaws.com", "aws-cn": "amazonaws.com.cn", "aws-us-gov": "amazonaws.com" };

/** Where a stack is deployed to. */
export function place(partition, region, account) {
  return { partition, region, account, suffix: SUFFIX[partition] };
}

// How AWS writes the ARN of a resource: service and resource, with its name ($) and its account in front. `ref` says what Ref gives.
const TYPES = {
  "AWS::AutoScaling::AutoScalingGroup": { ref: "name" },
  "AWS::Backup::BackupVault": { ref: "name", arn: "backup::backup-vault:$", name: "BackupVaultName", attributes: { BackupVaultName: "$" } },
  "AWS::EC2::VPC": { ref: "name", attributes: { DefaultSecurityGroup: "sg-$" } },
  "AWS::ECR::Repository": { ref: "name", arn: "ecr::repository/$" },
  "AWS::ECS::Cluster": { ref: "name", arn: "ecs::cluster/$" },
  "AWS::ElasticLoadBalancingV2::Listener": { ref: "arn", arn: "elasticloadbalancing::listener/app/balancer/0123456789abcdef/$" },
  "AWS::ElasticLoadBalancingV2::ListenerRule": { ref: "arn", arn: "elasticloadbalancing::listener-rule/app/balancer/0123456789abcdef/0123456789abcdef/$" },
  "AWS::ElasticLoadBalancingV2::LoadBalancer": { ref: "arn", arn: "elasticloadbalancing::loadbalancer/app/$/0123456789abcdef" },
  "AWS::ElasticLoadBalancingV2::TargetGroup": { ref: "arn", arn: "elasticloadbalancing::targetgroup/$/0123456789abcdef" },
  "AWS::IAM::InstanceProfile": { ref: "name", arn: "iam:global:instance-profile/$" },
  "AWS::IAM::Role": { ref: "name", arn: "iam:global:role/$" },
  "AWS::KMS::Key": { ref: "name", arn: "kms::key/$" },
  "AWS::Lambda::Function": { ref: "name", arn: "lambda::function:$" },
  "AWS::Logs::LogGroup": { ref: "name", arn: "logs::log-group:$:*", name: "LogGroupName" },
  "AWS::RDS::DBInstance": { ref: "name", arn: "rds::db:$", lower: true, attributes: { DbiResourceId: "db-$" } },
  "AWS::S3::Bucket": { ref: "name", arn: "s3:nowhere:$", lower: true },
  "AWS::SecretsManager::Secret": { ref: "arn", arn: "secretsmanager::secret:$-AbCdEf" },
  "AWS::SNS::Topic": { ref: "arn", arn: "sns::$" },
  "AWS::SQS::Queue": { ref: "url", arn: "sqs::$" },
  "AWS::StepFunctions::StateMachine": { ref: "arn", arn: "states::stateMachine:$" },
};

export class Template {
  constructor(json, place) {
    this.json = json;
    this.place = place;
    this.resources = json.Resources ?? {};
  }

  ofType(type) {
    return Object.entries(this.resources)
      .filter(([, resource]) => resource.Type === type)
      .map(([id, { Properties = {} }]) => ({ id, properties: Properties }));
  }

  /** The id of the resource of this template that a value refers to, by whatever intrinsic. */
  referent(value) {
    if (value?.Ref in this.resources) return value.Ref;
    const [id] = value?.["Fn::GetAtt"] ?? [];
    return id in this.resources ? id : undefined;
  }

  properties(id) {
    return this.resources[id]?.Properties ?? {};
  }

  name(id) {
    const { Type, Properties = {} } = this.resources[id];
    const given = Properties[TYPES[Type]?.name];
    const name = typeof given === "string" ? given : id;
    return TYPES[Type]?.lower ? name.toLowerCase() : name;
  }

  /** Undefined for a type whose ARN is not known here. */
  arn(id) {
    const { Type, Properties } = this.resources[id];
    if (Type === "AWS::ECS::Service") {
      return this.arnOf("ecs", "", `service/${this.resolve(Properties.Cluster)}/${id}`);
    }
    if (Type === "AWS::SecretsManager::SecretTargetAttachment") return this.resolve(Properties.SecretId);
    const pattern = TYPES[Type]?.arn;
    if (!pattern) return undefined;
    const [, service, where, resource] = /^([^:]*):([^:]*):(.*)$/.exec(pattern);
    return this.arnOf(service, where, resource.replace("$", this.name(id)));
  }

  arnOf(service, where, resource) {
    const { partition, region, account } = this.place;
    return ["arn", partition, service, where ? "" : region, where === "nowhere" ? "" : account, resource].join(":");
  }

  resolve(value) {
    if (Array.isArray(value)) return value.map((item) => this.resolve(item)).filter((item) => item !== undefined);
    if (value === null || typeof value !== "object") return value;
    const [[key, argument]] = Object.entries(value).length === 1 ? Object.entries(value) : [[""]];
    switch (key) {
      case "Ref": return this.ref(argument);
      case "Fn::GetAtt": return this.attribute(...(Array.isArray(argument) ? argument : argument.split(/\.(.*)/)));
      case "Fn::Join": return this.resolve(argument[1]).join(argument[0]);
      case "Fn::Select": return this.resolve(argument[1])[argument[0]] ?? `selected-${argument[0]}`;
      case "Fn::Split": return String(this.resolve(argument[1])).split(argument[0]);
      case "Fn::GetAZs": return ["a", "b", "c", "d"];
      case "Fn::Base64": return this.resolve(argument);
      case "Fn::Sub": return this.sub(argument);
      case "Fn::ImportValue": case "Fn::FindInMap": case "Fn::Cidr": case "Fn::If": return `from-${key}`;
      default:
        return Object.fromEntries(Object.entries(value).map(([name, nested]) => [name, this.resolve(nested)]));
    }
  }

  sub(argument) {
    const [text, values] = Array.isArray(argument) ? argument : [argument, {}];
    return text.replace(/\$\{([^!][^}]*)}/g, (_, name) =>
      name in values ? this.resolve(values[name]) : name.includes(".") ? this.attribute(...name.split(/\.(.*)/)) : this.ref(name));
  }

  ref(name) {
    const { partition, region, account, suffix } = this.place;
    const pseudo = {
      "AWS::Partition": partition,
      "AWS::Region": region,
      "AWS::AccountId": account,
      "AWS::URLSuffix": suffix,
      "AWS::StackName": "Shop",
      "AWS::StackId": this.arnOf("cloudformation", "", "stack/Shop/0123"),
      "AWS::NoValue": undefined,
    };
    if (name in pseudo) return pseudo[name];
    if (!(name in this.resources)) return this.json.Parameters?.[name]?.Default ?? `parameter-${name}`;
    const type = this.resources[name].Type;
    const byArn = ["AWS::ECS::Service", "AWS::SecretsManager::SecretTargetAttachment"].includes(type);
    return byArn || TYPES[type]?.ref === "arn" ? this.arn(name) : this.name(name);
  }

  attribute(id, attribute) {
    const type = TYPES[this.resources[id]?.Type] ?? {};
    const pattern = type.attributes?.[attribute];
    if (pattern) return pattern.replace("$", id);
    const isArn = attribute === "Arn" || attribute.endsWith("Arn");
    return (isArn ? this.arn(id) : undefined) ?? `${id}.${attribute}`;
  }

  /** The policies of a role, as IAM puts them together. */
  policiesOf(roleId) {
    const inline = this.properties(roleId).Policies ?? [];
    const attached = ["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"]
      .flatMap((type) => this.ofType(type))
      .filter(({ properties }) => (properties.Roles ?? []).some((role) => role.Ref === roleId))
      .map(({ id, properties }) => ({ PolicyName: id, PolicyDocument: properties.PolicyDocument }));
    return [...inline, ...attached].map(({ PolicyName, PolicyDocument }) => ({
      name: String(PolicyName),
      policy: this.resolve(PolicyDocument),
    }));
  }

  /** The policies of the VPC endpoints of a service, such as ecr.api. */
  endpointPolicies(service) {
    return this.ofType("AWS::EC2::VPCEndpoint")
      .filter(({ properties }) => properties.PolicyDocument && String(this.resolve(properties.ServiceName)).endsWith(`.${this.place.region}.${service}`))
      .map(({ id, properties }) => ({ name: id, policy: this.resolve(properties.PolicyDocument) }));
  }

  /** The policies of resources, by the ARN of what they are on: keys, topics, buckets and queues. */
  resourcePolicies() {
    const policies = new Map();
    for (const { id, properties } of this.ofType("AWS::KMS::Key")) policies.set(this.arn(id), this.resolve(properties.KeyPolicy));
    for (const { properties } of this.ofType("AWS::SNS::TopicPolicy")) {
      for (const topic of properties.Topics) policies.set(this.resolve(topic), this.resolve(properties.PolicyDocument));
    }
    for (const { properties } of this.ofType("AWS::S3::BucketPolicy")) {
      policies.set(this.arnOf("s3", "nowhere", this.resolve(properties.Bucket)), this.resolve(properties.PolicyDocument));
    }
    for (const { properties } of this.ofType("AWS::SQS::QueuePolicy")) {
      // A Ref of a queue is its URL.
      for (const queue of properties.Queues) policies.set(this.arn(this.referent(queue)), this.resolve(properties.PolicyDocument));
    }
    return policies;
  }
}
