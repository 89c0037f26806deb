package io.github.threetierecs;

/** What may be there when the stack is gone: in words, and how to get rid of it. */
enum Leftover {
  // spotless:off
  SNAPSHOT("a last snapshot of the database", "until you delete it", "`aws rds delete-db-snapshot`"),
  DATABASE("the database", "until you delete it", "[in this order](#a-database-that-was-kept)"),
  DATABASE_NEEDS("what the database uses", "as long as the database", "[in this order](#a-database-that-was-kept)"),
  DATABASE_NETWORK("the VPC with the database's subnets", "as long as the database", "[in this order](#a-database-that-was-kept)"),
  SECRET("the secret with the database's password", "until you delete it", "`aws secretsmanager delete-secret`"),
  KEYS("the KMS keys", "until you delete them, last: what they encrypt cannot be read without them", "`aws kms schedule-key-deletion`"),
  DYING_KEYS("the KMS keys for 30 days", "disabled and free of charge", "nothing to do"),
  SERVICE_LOGS("the log groups of frontend and backend", "emptied after `logRetention`", "`aws logs delete-log-group`"),
  FLOW_LOGS("the log group of the VPC", "emptied after 90 days", "`aws logs delete-log-group`"),
  SESSION_LOGS("the log group of sessions in containers", "emptied after 90 days", "`aws logs delete-log-group`"),
  WEB_ACL_LOGS("the log group of the web ACL", "emptied after 90 days", "`aws logs delete-log-group`"),
  BALANCER_LOGS("the bucket of the load balancers' logs", "emptied after `logRetention`", "`aws s3 rb s3://<bucket> --force`"),
  REPOSITORIES("the repositories with their images", "until you delete them", "`aws ecr delete-repository --repository-name <repository> --force`"),
  VAULT("the backup vault with its snapshots", "snapshots go by their age, the empty vault stays", "[every snapshot, then the vault](#the-vault)"),
  BACKUP_ROLE("the role of backups", "until you delete it", "`aws iam delete-role-policy`, `delete-role`, after the vault"),
  COPIES("the copies of snapshots in the other vault", "until their age", "[the same with `--region`](#the-vault)"),
  DATABASE_LOGS("the log groups `/aws/rds/instance/…`", "keep everything", "`aws logs delete-log-group`, or, while the database is there, `put-retention-policy`"),
  OS_METRICS("the log group `RDSOSMetrics`", "emptied after 30 days; one for the account", "`aws logs delete-log-group`, if no other database uses it"),
  PROXY_LOGS("the log group `/aws/rds/proxy/…`", "keeps everything", "`aws logs delete-log-group`"),
  CONTAINER_INSIGHTS("the log group `/aws/ecs/containerinsights/…/performance`", "made by Container Insights", "`aws logs delete-log-group`"),
  ROTATION_LOGS("the log group `/aws/lambda/…` of the rotation's function", "keeps everything", "`aws logs delete-log-group`"),
  VALIDATION_RECORD("the record in your zone that validated the certificate", "until you delete it", "`aws route53 change-resource-record-sets`, if no other certificate of that name is there");
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
