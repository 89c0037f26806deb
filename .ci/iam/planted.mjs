// Shows that the requests find what they are there to find: a fault planted in the policies of a sound template has to be found.
// Usage: node planted.mjs <folder with @cloud-copilot/iam-simulate in its node_modules> <template.json>...
// Each fault is planted in every template that has a place for it, and has to have one in some.
import { readFileSync } from "node:fs";
import { play, use } from "./play.mjs";
import { Template, place } from "./template.mjs";

const FRANKFURT = place("aws", "eu-central-1", "111111111111");
const BEIJING = place("aws-cn", "cn-north-1", "111111111111");

const statementsOf = (json) => Object.values(json.Resources).flatMap(({ Properties = {} }) =>
  [Properties.PolicyDocument, Properties.KeyPolicy, ...(Properties.Policies ?? []).map((it) => it.PolicyDocument)]
    .flatMap((document) => document?.Statement ?? []));
const about = (action) => (statement) => [statement.Action].flat().includes(action);
const text = (value) => JSON.stringify(value);
const mentions = (words) => (statement) => text(statement).includes(words);

/** Changes the statements that are meant, and says whether there were any. */
const change = (meant, how) => (json) => {
  const found = statementsOf(json).filter(meant);
  found.forEach(how);
  return found.length > 0;
};
const rewrite = (meant, from, to) => change(
  (statement) => meant(statement) && text(statement).includes(from),
  (statement) => Object.assign(statement, JSON.parse(text(statement).replaceAll(from, to))));
const both = (one, other) => (statement) => one(statement) && other(statement);

// [what is wrong, the words of the fault that has to be found, how it is planted, and where]
const PLANTED = [
  ["monitoring's log group without its streams (apm-aws-lambda#526)", "enhanced monitoring", rewrite(about("logs:CreateLogGroup"), "RDSOSMetrics:*", "RDSOSMetrics")],
  ["a task's log group without its streams", "log driver", change(both(about("logs:PutLogEvents"), mentions("FrontendLogGroup")), (it) => { it.Resource = sub("log-group:${AppFrontendLogGroup}"); })],
  ["CloudWatch Logs in China under its other name (serverless#12087)", "key of logs", rewrite(mentions('"logs."'), '{"Ref":"AWS::URLSuffix"}', '"amazonaws.com"'), BEIJING],
  ["Secrets Manager in China under its other name", "aws-cdk#17156", rewrite(mentions("kms:ViaService"), '{"Ref":"AWS::URLSuffix"}', '"amazonaws.com"'), BEIJING],
  ["no decryption for whoever may read the secret", "aws-cdk#17156", change(mentions('"secretsmanager."'), (it) => { it.Action = "kms:DescribeKey"; })],
  ["a key that any account may use through Secrets Manager", "another account", change(mentions("kms:CallerAccount"), (it) => { delete it.Condition.StringEquals["kms:CallerAccount"]; })],
  ["volumes for whoever may use EC2", "rights on snapshots alone", change(mentions("aws:PrincipalArn"), (it) => { delete it.Condition.ArnEquals; })],
  ["Auto Scaling's role in the wrong path", "Auto Scaling guide", rewrite(mentions("aws:PrincipalArn"), "role/aws-service-role/autoscaling.amazonaws.com/", "role/")],
  ["every image for whoever is on an instance", "tasks pull with", change(about("ecs:DiscoverPollEndpoint"), (it) => { it.Action = [it.Action, "ecr:GetAuthorizationToken"].flat(); })],
  ["grants for anybody", "a grant outlives", change(both(about("kms:CreateGrant"), (it) => it.Effect === "Deny"), (it) => { it.Action = "kms:RetireGrant"; })],
  ["instances of any cluster", "another cluster", change(about("ecs:Poll"), (it) => { delete it.Condition; })],
  ["the cluster's name where its ARN is compared", "agent", change(both(about("ecs:Poll"), mentions("ecs:cluster")), (it) => { it.Condition.ArnEquals["ecs:cluster"] = { Ref: "AppCapacityCluster" }; })],
  ["every secret for a task", "another secret", change(both(about("secretsmanager:GetSecretValue"), mentions("token")), (it) => { it.Resource = "*"; })],
  ["a secret's ARN without its last six characters", "secrets of the containers", rewrite(about("secretsmanager:GetSecretValue"), "-??????", "")],
  ["the session's key for all that it encrypts", "what else the key encrypts", change(mentions("aws:ssm:TargetId"), (it) => { delete it.Condition; })],
  ["the session's key compared letter by letter", "the session's key", rewrite(mentions("aws:ssm:TargetId"), "StringLike", "StringEquals")],
  ["the alternate target group left out", "ECS guide", change(about("elasticloadbalancing:RegisterTargets"), (it) => { it.Resource = it.Resource.slice(0, 1); })],
  ["every rule of every load balancer", "the other tier's rule", change(about("elasticloadbalancing:ModifyRule"), (it) => { it.Resource = "*"; })],
  ["every service redeployed", "the other tier", change(about("ecs:UpdateService"), (it) => { it.Resource = "*"; })],
  ["roles passed on", "a role handed on", change(about("ecs:UpdateService"), (it) => { it.Action = ["ecs:UpdateService", "iam:PassRole"]; it.Resource = "*"; })],
  ["a schedule that starts any task", "another task definition of the stack", change(about("ecs:RunTask"), (it) => { it.Resource = "*"; })],
  ["a schedule that hands on any role", "another role", change(both(about("iam:PassRole"), mentions("ecs-tasks")), (it) => { it.Resource = "*"; })],
  ["a schedule that starts tasks without tags", "tags of the task definition", change(about("ecs:TagResource"), (it) => { it.Action = "ecs:UntagResource"; })],
  ["backups that delete any snapshot", "a snapshot that somebody made", rewrite(about("rds:DeleteDBSnapshot"), "snapshot:awsbackup:*", "snapshot:*")],
  ["backups without the database's key", "a snapshot has the database's key", change(both(about("kms:CreateGrant"), mentions('"kms:GrantIsForAWSResource":"true"')), (it) => { it.Resource = sub("key/0123"); })],
  ["alarms of any account", "alarms of another account", change(both(about("sns:Publish"), mentions("aws:SourceAccount")), (it) => { delete it.Condition; })],
  ["messages without the key", "SNS guide", rewrite(mentions("aws:sns:topicArn"), '"kms:GenerateDataKey*"', '"kms:Encrypt"')],
  ["logs of any account's load balancers", "a load balancer of another account", rewrite(about("s3:PutObject"), '/AWSLogs/",{"Ref":"AWS::AccountId"},"/*"', '/*"')],
  ["endpoints for whoever has credentials", "credentials brought along", change(mentions("aws:PrincipalAccount"), (it) => { delete it.Condition; })],
  ["a bucket of every account written to", "a bucket of another account", change(both(about("s3:GetObject"), mentions("aws:PrincipalAccount")), (it) => { it.Action = "s3:*"; })],
  ["layers for this account's principals alone", "ECR has signed", change(mentions("starport"), (it) => { it.Condition = { StringEquals: { "aws:PrincipalAccount": { Ref: "AWS::AccountId" } } }; })],
  ["images of this account alone", "an image of another account", change(both(about("ecr:BatchGetImage"), mentions("aws:PrincipalAccount")), (it) => { it.Condition.StringEquals["aws:ResourceAccount"] = { Ref: "AWS::AccountId" }; })],
  ["flow logs for another account", "flow logs for another account", (json) => Object.values(json.Resources).filter((it) => JSON.stringify(it.Properties?.AssumeRolePolicyDocument ?? "").includes("vpc-flow-logs")).map((it) => { delete it.Properties.AssumeRolePolicyDocument.Statement[0].Condition; }).length > 0],
  ["another user of the database", "another user", rewrite(about("rds-db:connect"), "/app", "/*")],
  ["the proxy without its secret", "RDS Proxy", change(both(about("secretsmanager:GetSecretValue"), (it) => ![it.Action].flat().includes("secretsmanager:DescribeSecret")), (it) => { it.Resource = sub("secret:other-AbCdEf"); })],
];

function sub(resource) {
  const service = { "log": "logs", "key": "kms", "sec": "secretsmanager" }[resource.slice(0, 3)];
  return { "Fn::Join": ["", ["arn:", { Ref: "AWS::Partition" }, `:${service}:`, { Ref: "AWS::Region" }, ":", { Ref: "AWS::AccountId" }, `:${resource}`]] };
}

const [folder, ...files] = process.argv.slice(2);
use(folder);
let missed = 0;
for (const [what, words, plant, where = FRANKFURT] of PLANTED) {
  const found = [];
  let planted = 0;
  for (const file of files) {
    const json = JSON.parse(readFileSync(file));
    if (found.length > 0 || !plant(json)) continue;
    planted++;
    const { faults } = await play(new Template(json, where));
    found.push(...faults.filter((fault) => fault.includes(words)));
  }
  if (planted === 0 || found.length === 0) {
    missed++;
    console.error(planted === 0 ? `no place for: ${what}` : `not found: ${what}`);
  }
}
console.log(`${PLANTED.length - missed} of ${PLANTED.length} planted faults found`);
process.exit(missed > 0 ? 1 : 0);
