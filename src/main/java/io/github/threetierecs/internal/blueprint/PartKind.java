package io.github.threetierecs.internal.blueprint;

/** What a part is. */
public enum PartKind {
  /** Whoever uses the application. */
  USER("User"),
  /** The internet. */
  INTERNET("Internet"),
  /** An internet gateway. */
  INTERNET_GATEWAY("Internet gateway"),
  /** A DNS record. */
  RECORD("DNS record"),
  /** A hosted zone. */
  HOSTED_ZONE("Hosted zone"),
  /** A TLS certificate. */
  CERTIFICATE("Certificate"),
  /** A web ACL of AWS WAF. */
  WEB_ACL("Web ACL"),
  /** A load balancer. */
  LOAD_BALANCER("Load balancer"),
  /** A listener of a load balancer. */
  LISTENER("Listener"),
  /** A service of Amazon ECS that answers requests. */
  SERVICE("Service"),
  /** A service of Amazon ECS that nothing calls. */
  WORKER("Worker"),
  /** A task that is started by a schedule, or a task definition that nothing in the plan starts. */
  JOB("Job"),
  /** A container of a task. */
  TASK_CONTAINER("Container"),
  /** A cluster of Amazon ECS. */
  CLUSTER("ECS cluster"),
  /** An Auto Scaling group with its instances. */
  CAPACITY("Auto Scaling group"),
  /** An instance of Amazon EC2. */
  INSTANCE("EC2 instance"),
  /** A function of AWS Lambda. */
  FUNCTION("Lambda function"),
  /** A database that takes writes. */
  DATABASE("Database"),
  /** A copy of a database to read from. */
  READ_REPLICA("Read replica"),
  /** A proxy of Amazon RDS. */
  PROXY("RDS Proxy"),
  /** A VPC. */
  VPC("VPC"),
  /** A subnet. */
  SUBNET("Subnet"),
  /** A NAT gateway. */
  NAT_GATEWAY("NAT gateway"),
  /** A VPC endpoint. */
  ENDPOINT("VPC endpoint"),
  /** A security group. */
  SECURITY_GROUP("Security group"),
  /** A public IPv4 address that belongs to no other part. */
  PUBLIC_ADDRESS("Elastic IP address"),
  /** A namespace in which services find each other. */
  NAMESPACE("Cloud Map namespace"),
  /** A secret. */
  SECRET("Secret"),
  /** A parameter of Systems Manager. */
  PARAMETER("Parameter"),
  /** A key of AWS KMS. */
  KEY("KMS key"),
  /** A role of IAM. */
  ROLE("IAM role"),
  /** A log group. */
  LOG_GROUP("Log group"),
  /** An alarm. */
  ALARM("Alarm"),
  /** A dashboard. */
  DASHBOARD("Dashboard"),
  /** A topic. */
  TOPIC("SNS topic"),
  /** A queue. */
  QUEUE("SQS queue"),
  /** A rule of Amazon EventBridge. */
  EVENT_RULE("EventBridge rule"),
  /** A state machine. */
  STATE_MACHINE("State machine"),
  /** A bucket. */
  BUCKET("S3 bucket"),
  /** A table of Amazon DynamoDB. */
  TABLE("DynamoDB table"),
  /** A file system. */
  FILE_SYSTEM("File system"),
  /** A cache. */
  CACHE("Cache"),
  /** A vault for backups. */
  BACKUP("Backup vault"),
  /** A repository of images, or a registry outside the assembly. */
  IMAGE_REPOSITORY("Image repository"),
  /** A nested stack. */
  NESTED_STACK("Nested stack"),
  /** Anything else. */
  OTHER("Resource");

  private final String label;

  PartKind(String label) {
    this.label = label;
  }

  /** {@return what AWS calls it, such as {@code NAT gateway}} */
  public String label() {
    return label;
  }

  /** {@return what AWS calls several of them, such as {@code NAT gateways}} */
  public String plural() {
    return label.endsWith("ry") || label.endsWith("xy")
        ? label.substring(0, label.length() - 1) + "ies"
        : label + "s";
  }
}
