package io.github.threetierecs.internal.deletion;

/** Commands that more than one table has. */
final class Commands {

  static final String EMPTY_VAULT =
      "aws backup list-recovery-points-by-backup-vault --backup-vault-name \"$id\""
          + " --query 'RecoveryPoints[].[RecoveryPointArn]' --output text"
          + " | while read -r point; do aws backup delete-recovery-point"
          + " --backup-vault-name \"$id\" --recovery-point-arn \"$point\"; done";

  static final String UNPROTECT_DATABASE =
      "aws rds modify-db-instance --no-deletion-protection --apply-immediately"
          + " --db-instance-identifier \"$id\"";

  private Commands() {}
}
