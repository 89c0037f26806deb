package io.github.threetierecs.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PermissionsTest {

  private static final String ROLES =
      """
      "TaskRole": {"Type": "AWS::IAM::Role", "Properties": {
        "AssumeRolePolicyDocument": {"Statement": [
          {"Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"Service": "ecs-tasks.amazonaws.com"}},
          {"Effect": "Deny", "Action": "sts:AssumeRole", "Principal": "*"}]},
        "ManagedPolicyArns": [
          {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, ":iam::aws:policy/ReadOnly"]]},
          {"Ref": "Shared"}],
        "Policies": [{"PolicyName": "Inline", "PolicyDocument": {"Statement": {
          "Effect": "Allow", "Action": "sqs:SendMessage",
          "Resource": {"Fn::GetAtt": ["Queue", "Arn"]}}}}]}},
      "OtherRole": {"Type": "AWS::IAM::Role", "Properties": {
        "AssumeRolePolicyDocument": {"Statement": [
          {"Effect": "Allow", "Action": "sts:AssumeRole",
            "Principal": {"Service": ["ec2.amazonaws.com", "ecs.amazonaws.com"]}}]}}},
      "TaskPolicy": {"Type": "AWS::IAM::Policy", "Properties": {
        "Roles": [{"Ref": "TaskRole"}],
        "PolicyDocument": {"Statement": [{
          "Effect": "Allow",
          "Action": ["logs:CreateLogStream", "logs:PutLogEvents"],
          "Resource": {"Fn::Join": ["", ["arn:aws:logs:*:*:log-group:", {"Ref": "Logs"}, ":*"]]},
          "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}}]}}},
      "Shared": {"Type": "AWS::IAM::ManagedPolicy", "Properties": {
        "PolicyDocument": {"Statement": [{
          "Effect": "Allow", "Action": "s3:Get*", "Resource": {"Fn::GetAtt": ["Bucket", "Arn"]}}]}}},
      "Queue": {"Type": "AWS::SQS::Queue"},
      "Logs": {"Type": "AWS::Logs::LogGroup"},
      "Bucket": {"Type": "AWS::S3::Bucket"}
      """;

  private final Permissions permissions = Permissions.of(Templates.withResources(ROLES));

  @Test
  void aRoleNamesWhomItTrusts() {
    assertThat(permissions.role("TaskRole").trustedPrincipals())
        .containsExactly("ecs-tasks.amazonaws.com");
    assertThat(permissions.role("OtherRole").trustedPrincipals())
        .containsExactly("ec2.amazonaws.com", "ecs.amazonaws.com");
  }

  @Test
  void aRoleNamesItsManagedPolicies() {
    assertThat(permissions.role("TaskRole").managedPolicies())
        .containsExactly("arn:${AWS::Partition}:iam::aws:policy/ReadOnly", "${Shared}");
  }

  @Test
  void aRoleHasTheStatementsOfEveryPolicyAttachedToIt() {
    assertThat(permissions.role("TaskRole").statements())
        .extracting(Statement::definedBy)
        .containsExactly("TaskRole", "Shared", "TaskPolicy");
    assertThat(permissions.role("OtherRole").statements()).isEmpty();
  }

  @Test
  void statementsReadAsSentences() {
    assertThat(permissions.role("TaskRole").statements().get(2))
        .hasToString(
            "allow logs:CreateLogStream, logs:PutLogEvents on"
                + " arn:aws:logs:*:*:log-group:${Logs}:*"
                + " if {StringEquals: {aws:RequestedRegion: eu-west-1}}");
    assertThat(permissions.role("TaskRole").trust().get(1))
        .hasToString("deny sts:AssumeRole on itself to *");
    assertThat(statement("\"NotAction\": \"iam:*\", \"NotResource\": {\"Ref\": \"X\"}"))
        .hasToString("allow all but iam:* on all but ${X}");
  }

  @Test
  void everyPolicyIsReadOnceForAllRoles() {
    assertThat(permissions.statements())
        .extracting(Statement::definedBy)
        .containsExactly("Shared", "TaskPolicy", "TaskRole");
  }

  @Test
  void rolesComeInLogicalIdOrder() {
    assertThat(permissions.roles())
        .extracting(Role::logicalId)
        .containsExactly("OtherRole", "TaskRole");
  }

  @Test
  void aRoleMayDoWhatItsPoliciesAllowOnTheResourceTheyReferTo() {
    assertThat(permissions.allowedActionsOn("TaskRole", "Logs"))
        .containsExactly("logs:CreateLogStream", "logs:PutLogEvents");
    assertThat(permissions.allowedActionsOn("TaskRole", "Queue"))
        .containsExactly("sqs:SendMessage");
    assertThat(permissions.allowedActionsOn("TaskRole", "Bucket")).containsExactly("s3:Get*");
    assertThat(permissions.allowedActionsOn("OtherRole", "Logs")).isEmpty();
  }

  @Test
  void whatARoleMayDoOnAnotherResourceOrIsDeniedIsNotListed() {
    Permissions other =
        role(
            allow(
                "\"Action\": \"s3:Get*\","
                    + " \"Resource\": {\"Fn::GetAtt\": [\"OtherBucket\", \"Arn\"]}"),
            deny(
                "\"Action\": \"s3:Put*\", \"Resource\": \"*\","
                    + " \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"false\"}}"));

    assertThat(other.allowedActionsOn("R", "Bucket")).isEmpty();
  }

  @Test
  void patternsOfActionsCoverTheActionsTheyMatch() {
    assertThat(permissions.may("TaskRole", "s3:GetObject", "Bucket")).isTrue();
    assertThat(permissions.may("TaskRole", "S3:getobject", "Bucket")).isTrue();
    assertThat(permissions.may("TaskRole", "s3:PutObject", "Bucket")).isFalse();
    assertThat(permissions.may("TaskRole", "s3:GetObject", "Queue")).isFalse();
  }

  @Test
  void aStatementAboutAllResourcesCountsForTheActionsOfTheResourcesService() {
    Permissions wide =
        role(
            allow("\"Action\": [\"s3:List*\", \"sqs:*\", \"ec2:Describe*\"], \"Resource\": \"*\""));

    assertThat(wide.allowedActionsOn("R", "Bucket")).containsExactly("s3:List*");
    assertThat(
            role(allow("\"Action\": \"*\", \"Resource\": \"*\"")).allowedActionsOn("R", "Bucket"))
        .containsExactly("*");
  }

  @Test
  void anArnOfAllResourcesOfTheServiceCountsToo() {
    String all = "arn:${AWS::Partition}:secretsmanager:*:${AWS::AccountId}:secret:*";

    assertThat(mayReadBy(all)).isTrue();
    assertThat(mayReadBy("arn:aws:secretsmanager:*:*:*")).isTrue();
    assertThat(mayReadBy("arn:aws:secretsmanager:*:*:secret:shop/*")).isFalse();
    assertThat(mayReadBy("arn:aws:ssm:*:*:*")).isFalse();
  }

  @Test
  void whatIsDeniedIsNotAllowed() {
    Permissions denied =
        role(
            allow("\"Action\": [\"s3:GetObject\", \"s3:PutObject\"], \"Resource\": \"*\""),
            deny("\"Action\": \"s3:Put*\", \"Resource\": {\"Fn::GetAtt\": [\"Bucket\", \"Arn\"]}"));

    assertThat(denied.allowedActionsOn("R", "Bucket")).containsExactly("s3:GetObject");
    assertThat(denied.may("R", "s3:PutObject", "Bucket")).isFalse();
    assertThat(denied.may("R", "s3:PutObject", "OtherBucket")).isTrue();
  }

  @Test
  void whatIsDeniedUnderConditionsOrInPartMayStillBeAllowed() {
    String some =
        "{\"Fn::Join\": [\"\", [{\"Fn::GetAtt\": [\"Bucket\", \"Arn\"]}, \"/private/*\"]]}";

    assertThat(
            role(
                    allow("\"Action\": \"s3:*\", \"Resource\": \"*\""),
                    deny(
                        "\"Action\": \"s3:*\", \"Resource\": \"*\","
                            + " \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"false\"}}"),
                    deny("\"Action\": \"s3:*\", \"Resource\": " + some))
                .may("R", "s3:GetObject", "Bucket"))
        .isTrue();
  }

  @Test
  void allActionsButSomeAreAllTheOthers() {
    Permissions most = role(allow("\"NotAction\": \"s3:Delete*\", \"Resource\": \"*\""));

    assertThat(most.may("R", "s3:GetObject", "Bucket")).isTrue();
    assertThat(most.may("R", "s3:DeleteObject", "Bucket")).isFalse();
    assertThat(most.allowedActionsOn("R", "Bucket")).containsExactly("*");
  }

  @Test
  void allResourcesButSomeAreAllTheOthers() {
    Permissions most =
        role(
            allow(
                "\"Action\": \"s3:Get*\","
                    + " \"NotResource\": {\"Fn::GetAtt\": [\"Bucket\", \"Arn\"]}"));

    assertThat(most.may("R", "s3:GetObject", "OtherBucket")).isTrue();
    assertThat(most.may("R", "s3:GetObject", "Bucket")).isFalse();
  }

  @Test
  void denyingAllResourcesButOneLeavesThatOne() {
    Permissions fenced =
        role(
            allow("\"Action\": \"s3:*\", \"Resource\": \"*\""),
            deny(
                "\"Action\": \"s3:*\","
                    + " \"NotResource\": {\"Fn::GetAtt\": [\"Bucket\", \"Arn\"]}"));

    assertThat(fenced.may("R", "s3:GetObject", "Bucket")).isTrue();
    assertThat(fenced.may("R", "s3:GetObject", "OtherBucket")).isFalse();
  }

  @Test
  void thePolicyOfAResourceGrantsToTheRolesItNames() {
    Permissions named =
        Permissions.of(
            Templates.withResources(
                ROLES,
                """
                "BucketPolicy": {"Type": "AWS::S3::BucketPolicy", "Properties": {
                  "Bucket": {"Ref": "Bucket"},
                  "PolicyDocument": {"Statement": [{
                    "Effect": "Allow", "Action": "s3:PutObject",
                    "Resource": {"Fn::Join": ["", [{"Fn::GetAtt": ["Bucket", "Arn"]}, "/*"]]},
                    "Principal": {"AWS": {"Fn::GetAtt": ["OtherRole", "Arn"]}}}]}}}
                """));

    assertThat(named.may("OtherRole", "s3:PutObject", "Bucket")).isTrue();
    assertThat(named.may("TaskRole", "s3:PutObject", "Bucket")).isFalse();
    assertThat(named.statements()).extracting(Statement::definedBy).contains("BucketPolicy");
  }

  @Test
  void thePolicyOfASecretReachesItByItsAttachmentToo() {
    Permissions attached =
        Permissions.of(
            Templates.withResources(
                ROLES,
                """
                "Secret": {"Type": "AWS::SecretsManager::Secret"},
                "Attachment": {
                  "Type": "AWS::SecretsManager::SecretTargetAttachment", "Properties": {
                    "SecretId": {"Ref": "Secret"}}},
                "OtherSecret": {"Type": "AWS::SecretsManager::Secret"},
                "SecretPolicy": {"Type": "AWS::SecretsManager::ResourcePolicy", "Properties": {
                  "SecretId": {"Ref": "Attachment"},
                  "ResourcePolicy": {"Statement": [{
                    "Effect": "Allow", "Action": "secretsmanager:*", "Resource": "*",
                    "Principal": {"AWS": {"Fn::GetAtt": ["OtherRole", "Arn"]}}}]}}}
                """));

    assertThat(attached.mayRead("OtherRole", "Secret")).isTrue();
    assertThat(attached.mayRead("OtherRole", "OtherSecret")).isFalse();
    assertThat(attached.mayRead("TaskRole", "Secret")).isFalse();
  }

  @Test
  void thePolicyOfAResourceMayLeaveOutTheResourceOrNameEverybody() {
    Permissions open =
        Permissions.of(
            Templates.withResources(
                ROLES,
                """
                "Images": {"Type": "AWS::ECR::Repository", "Properties": {
                  "RepositoryPolicyText": {"Statement": [{
                    "Effect": "Allow", "Action": "ecr:Get*", "Principal": "*"}]}}},
                "MoreImages": {"Type": "AWS::ECR::Repository"}
                """));

    assertThat(open.allowedActionsOn("OtherRole", "Images")).containsExactly("ecr:Get*");
    assertThat(open.allowedActionsOn("OtherRole", "MoreImages")).isEmpty();
  }

  @Test
  void aRoleMayReadASecretByItsReferenceOrThatOfItsAttachment() {
    assertThat(secret("{\"Ref\": \"Secret\"}", "").mayRead("R", "Secret")).isTrue();
    assertThat(secret("{\"Ref\": \"Attachment\"}", "").mayRead("R", "Secret")).isTrue();
    assertThat(secret("{\"Ref\": \"Secret\"}", "").mayRead("R", "Attachment")).isTrue();
    assertThat(secret("{\"Ref\": \"OtherSecret\"}", "").mayRead("R", "Secret")).isFalse();
    assertThat(secret("{\"Ref\": \"OtherAttachment\"}", "").mayRead("R", "Secret")).isFalse();
  }

  @Test
  void aRoleThatMayOnlyDescribeASecretMayNotReadIt() {
    assertThat(
            Permissions.of(
                    Templates.withResources(
                        roleWith(
                            allow(
                                "\"Action\": \"secretsmanager:DescribeSecret\","
                                    + " \"Resource\": {\"Ref\": \"Secret\"}")),
                        "\"Secret\": {\"Type\": \"AWS::SecretsManager::Secret\"}"))
                .mayRead("R", "Secret"))
        .isFalse();
  }

  @Test
  void aSecretWithItsOwnKeyIsReadableOnlyWithTheKey() {
    String byKey = "\"KmsKeyId\": {\"Fn::GetAtt\": [\"Key\", \"Arn\"]}";

    assertThat(secret("{\"Ref\": \"Secret\"}", byKey).mayRead("R", "Secret")).isFalse();
    assertThat(
            secret("{\"Ref\": \"Secret\"}, {\"Fn::GetAtt\": [\"Key\", \"Arn\"]}", byKey)
                .mayRead("R", "Secret"))
        .isTrue();
  }

  @Test
  void aBucketIsNoRole() {
    assertThatThrownBy(() -> permissions.role("Bucket"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Bucket (AWS::S3::Bucket) is no role. Roles are OtherRole, TaskRole.");
    assertThatThrownBy(() -> permissions.allowedActionsOn("TaskRol", "Bucket"))
        .hasMessageContaining("The template has no resource TaskRol. It has ");
    assertThatThrownBy(() -> permissions.allowedActionsOn("TaskRole", "Buckets"))
        .hasMessageContaining("The template has no resource Buckets. It has ");
  }

  private static boolean mayReadBy(String arn) {
    return secret("\"" + arn + "\"", "").mayRead("R", "Secret");
  }

  /** A role R that may get and decrypt these resources, and secrets that it may mean. */
  private static Permissions secret(String resources, String properties) {
    return Permissions.of(
        Templates.withResources(
            roleWith(
                allow(
                    "\"Action\": [\"secretsmanager:GetSecretValue\", \"kms:Decrypt\"],"
                        + " \"Resource\": ["
                        + resources
                        + "]")),
            """
            "Secret": {"Type": "AWS::SecretsManager::Secret", "Properties": {%s}},
            "Attachment": {"Type": "AWS::SecretsManager::SecretTargetAttachment", "Properties": {
              "SecretId": {"Ref": "Secret"}}},
            "OtherSecret": {"Type": "AWS::SecretsManager::Secret"},
            "OtherAttachment": {
              "Type": "AWS::SecretsManager::SecretTargetAttachment", "Properties": {
                "SecretId": {"Ref": "OtherSecret"}}},
            "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeyPolicy": {"Statement": [{
              "Effect": "Allow", "Action": "kms:*", "Resource": "*",
              "Principal": {"AWS": "arn:aws:iam::123456789012:root"}}]}}}
            """
                .formatted(properties)));
  }

  private static Permissions role(String... statements) {
    return Permissions.of(
        Templates.withResources(
            roleWith(statements),
            "\"Bucket\": {\"Type\": \"AWS::S3::Bucket\"}",
            "\"OtherBucket\": {\"Type\": \"AWS::S3::Bucket\"}"));
  }

  private static Statement statement(String properties) {
    return role(allow(properties)).statements().get(0);
  }

  private static String roleWith(String... statements) {
    return """
    "R": {"Type": "AWS::IAM::Role", "Properties": {
      "Policies": [{"PolicyDocument": {"Statement": [%s]}}]}}
    """
        .formatted(String.join(",", statements));
  }

  private static String allow(String properties) {
    return "{\"Effect\": \"Allow\", " + properties + "}";
  }

  private static String deny(String properties) {
    return "{\"Effect\": \"Deny\", " + properties + "}";
  }
}
