// What a deletion leaves behind: what the documents say, and nothing else.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { STACK, TAG } from './application.mjs';

/**
 * What may be left, by its ARN or name. `says` is where docs/guides/delete.md has it; tests hold the two against each other. `remove` is the command
 * that removes it, where there is one.
 */
export const EXPECTED = [
  {
    of: /:log-group:\/aws\/lambda\//,
    says: "the log group `/aws/lambda/…` of the rotation's function",
    remove: (arn) => `aws logs delete-log-group --log-group-name ${arn.split(':log-group:')[1]}`,
  },
  { of: /:task-definition\//, says: 'Task definitions that are inactive' },
  { of: /:repository\/cdk-[a-z0-9]+-container-assets-/, says: 'bootstrap` made, with the assets in it' },
];

/** What tags still name for an hour after it is gone. Asked for directly, AWS says whether it is there; ECS says so of the cluster that it was in. */
const THERE = {
  instance: (it, id) => it.awsList('instance')`ec2 describe-instances --filters Name=instance-id,Values=${id} Name=instance-state-name,Values=pending,running,stopping,stopped --query Reservations[].Instances[].InstanceId --output text`,
  natgateway: (it, id) => it.awsList('nat')`ec2 describe-nat-gateways --filter Name=nat-gateway-id,Values=${id} Name=state,Values=pending,available --query NatGateways[].NatGatewayId --output text`,
  cluster: (it, id) => it.awsList('cluster')`ecs describe-clusters --clusters ${id} --query 'clusters[?status==\`ACTIVE\`].clusterArn' --output text`,
};
const IN_CLUSTER = ['service', 'task', 'container-instance'];

async function isThere(it, arn) {
  const [kind, first] = arn.split(':')[5].split('/');
  if (IN_CLUSTER.includes(kind)) return (await THERE.cluster(it, first)).length > 0;
  return !THERE[kind] || (await THERE[kind](it, first)).length > 0;
}

export async function whatIsLeft(it) {
  const tagged = () => it.awsList('arn')`resourcegroupstaggingapi get-resources --tag-filters Key=${TAG},Values=${STACK} --query ResourceTagMappingList[].ResourceARN --output text`;
  const unexpected = async () => {
    const found = [];
    for (const arn of (await tagged()).filter((each) => !expected(each) && !it.commands.dryRun)) {
      if (await isThere(it, arn)) found.push(arn);
    }
    return found;
  };
  if (it.commands.dryRun) for (const [kind, ask] of Object.entries(THERE)) await ask(it, `<${kind}>`);
  let left = [];
  // The index of tags follows by minutes.
  await it.until(900, 'Resources with the tag are left', async () => (left = await unexpected()).length === 0).catch((failed) => {
    it.note(`unexpected: ${left.join(', ')}`);
    throw failed;
  });
  const { rotationFunction } = it.remembered();
  const names = [STACK, ...(rotationFunction ? [`/aws/lambda/${rotationFunction}`] : [])];
  const groups = await it.awsList('log-group')`logs describe-log-groups --query logGroups[].arn --output text`;
  const snapshots = await it.awsList('snapshot')`rds describe-db-snapshots --query DBSnapshots[].DBSnapshotArn --output text`;
  const databases = await it.awsList('backup')`rds describe-db-instance-automated-backups --query DBInstanceAutomatedBackups[].DBInstanceAutomatedBackupsArn --output text`;
  const aliases = await it.awsList('key')`kms list-aliases --query Aliases[].AliasArn --output text`;
  const byName = [...groups, ...snapshots, ...databases, ...aliases].map((each) => each.replace(/:\*$/, '')).filter((each) => names.some((name) => each.toLowerCase().includes(name.toLowerCase())));
  const images = await assets(it);
  const all = [...(await tagged()).filter(expected), ...byName, ...images];
  for (const each of new Set(all)) {
    const row = expected(each);
    it.note(row ? `left, as docs/guides/delete.md says (“${row.says}”): ${each}${row.remove ? `; remove it with: ${row.remove(each)}` : ''}` : `unexpected: ${each}`);
  }
  const wrong = byName.filter((each) => !expected(each));
  it.check(wrong.length === 0, `This is left, and docs/guides/delete.md does not say so: ${wrong.join(', ')}`);
  if (all.length === 0) it.note('nothing is left');
}

export function expected(arn) {
  return EXPECTED.find((it) => it.of.test(arn));
}

/** The images of this application in the repository of `cdk bootstrap`, by the hashes of the last synthesis. */
async function assets(it) {
  const { account, region, partition } = it.place;
  const repository = `cdk-hnb659fds-container-assets-${account}-${region}`;
  const tags = await it.awsList('tag')`ecr list-images --repository-name ${repository} --filter tagStatus=TAGGED --query imageIds[].imageTag --output text`;
  const file = path.join('examples/guestbook/cdk.out', `${STACK}.assets.json`);
  if (!existsSync(file)) {
    it.note(`there is no ${file}: which images are of this application is not known`);
    return [];
  }
  const ours = Object.keys(JSON.parse(readFileSync(file, 'utf8')).dockerImages);
  return tags.filter((each) => ours.includes(each)).map((each) => `arn:${partition}:ecr:${region}:${account}:repository/${repository}:${each}`);
}
