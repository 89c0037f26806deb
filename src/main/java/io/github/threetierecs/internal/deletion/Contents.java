package io.github.threetierecs.internal.deletion;

import io.github.threetierecs.internal.template.Reference;
import io.github.threetierecs.internal.template.Resource;
import io.github.threetierecs.internal.template.StackTemplate;
import java.util.List;
import java.util.Optional;

/**
 * What AWS deletes only when nothing is in it. From Amazon S3 API Reference, DeleteBucket; Amazon
 * ECR API Reference, DeleteRepository; AWS Backup Developer Guide, Deleting a backup vault.
 */
final class Contents {

  // spotless:off
  private static final List<Row> TABLE = List.of(
      Row.of("AWS::S3::Bucket", "Objects in the bucket", "Amazon S3 deletes no bucket that has objects or versions of objects in it.",
          "aws s3 rm \"s3://$id\" --recursive",
          "aws s3api list-object-versions --bucket \"$id\" --query '[Versions || `[]`, DeleteMarkers || `[]`][].[VersionId, Key]' --output text"
              + " | while read -r version key; do aws s3api delete-object --bucket \"$id\" --version-id \"$version\" --key \"$key\"; done"),
      Row.of("AWS::ECR::Repository", "Images in the repository", "Amazon ECR deletes no repository that has images in it.",
          "aws ecr delete-repository --force --repository-name \"$id\""),
      Row.of("AWS::Backup::BackupVault", "Recovery points in the vault", "AWS Backup deletes no vault that has recovery points in it.",
          Commands.EMPTY_VAULT));
  // spotless:on

  private Contents() {}

  /** {@return what may be in a resource and stops its delete} */
  static Optional<Row> of(Resource it, StackTemplate template) {
    return TABLE.stream()
        .filter(row -> row.key().equals(it.type()))
        .filter(row -> !isEmptied(it, template))
        .findFirst();
  }

  private static boolean isEmptied(Resource it, StackTemplate template) {
    return it.isTrue("EmptyOnDelete")
        || template.resources().stream()
            .filter(
                custom ->
                    custom.type().equals("Custom::S3AutoDeleteObjects")
                        || custom.type().equals("Custom::ECRAutoDeleteImages"))
            .anyMatch(custom -> Reference.idsIn(custom.properties()).contains(it.logicalId()));
  }
}
