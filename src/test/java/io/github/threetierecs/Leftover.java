package io.github.threetierecs;

/** What may be there when the stack is gone: in words, and how to get rid of it. */
enum Leftover {
  // spotless:off
  SNAPSHOT("a last snapshot of the database", "until you delete it", "`aws rds delete-db-snapshot`"),
  DATABASE("the database", "until you delete it", "[in this order](#a-database-that-was-kept)"),
  DATABASE_NEEDS("what the database uses", "as long as the database", "[in this order](#a-database-that-was-kept)"),
  DATABASE_NETWORK("the VPC with the database's subnets", "as long as the database", "[in this order](#a-database-that-was-kept)"),
  SECRET("the secret with the database's password", "until you delete it", "`aws secretsmanager delete-secret`"),
  KEYS("the KMS keys", "until you delete them, last: nothing that they encrypt can be read without them", "`aws kms schedule-key-deletion`"),
  DYING_KEYS("the KMS keys for 30 days", "disabled and free of charge for 30 days, then deleted", "nothing to do"),
  SERVICE_LOGS("the log groups of frontend and backend", "empty themselves after `logRetention`", "`aws logs delete-log-group`"),
  FLOW_LOGS("the log group of the VPC", "empties itself after 90 days", "`aws logs delete-log-group`"),
  SESSION_LOGS("the log group of sessions in containers", "empties itself after 90 days", "`aws logs delete-log-group`"),
  WEB_ACL_LOGS("the log group of the web ACL", "empties itself after 90 days", "`aws logs delete-log-group`"),
  BALANCER_LOGS("the bucket of the load balancers' logs", "empties itself after `logRetention`", "`aws s3 rb s3://<bucket> --force`"),
  REPOSITORIES("the repositories with their images", "until you delete them", "`aws ecr delete-repository --repository-name <repository> --force`"),
  VAULT("the backup vault with its snapshots", "snapshots go by their age, the empty vault stays", "[every snapshot, then the vault](#the-vault)"),
  BACKUP_ROLE("the role of backups", "until you delete it", "`aws iam delete-role-policy`, `delete-role`, after the vault"),
  DATABASE_LOGS("the log groups `/aws/rds/instance/…`", "made by RDS; keep everything", "`aws logs delete-log-group`, or, while the database is there, `put-retention-policy`"),
  OS_METRICS("the log group `RDSOSMetrics`", "made by RDS, one for the account; empties itself after 30 days", "`aws logs delete-log-group`, if no other database uses it"),
  PROXY_LOGS("the log group `/aws/rds/proxy/…`", "made by RDS; keeps everything", "`aws logs delete-log-group`"),
  CONTAINER_INSIGHTS("the log group `/aws/ecs/containerinsights/…/performance`", "made by Container Insights", "`aws logs delete-log-group`"),
  ROTATION_LOGS("the log group `/aws/lambda/…` of the rotation's function", "made by AWS Lambda; keeps everything", "`aws logs delete-log-group`"),
  VALIDATION_RECORD("the record in your zone that validated the certificate", "made by CloudFormation, which leaves it; another certificate of the same name uses the same record", "`aws route53 change-resource-record-sets`, if no other certificate of that name is there");
  // spotless:on

  final String words;
  final String howLong;
  final String remedy;

  Leftover(String words, String howLong, String remedy) {
    this.words = words;
    this.howLong = howLong;
    this.remedy = remedy;
  }
}
