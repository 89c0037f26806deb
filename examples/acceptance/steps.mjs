// What is tried, in this order, in AWS and on one's own machine. A step that is not tried in one of the two says why.
import { STACK } from './application.mjs';
import { whatIsLeft } from './left.mjs';

/** @typedef {{name: string, what: string, minutes: number, now?: string[], kind?: string, aws: Function, local: Function | string}} Step */

const NO_CLOUD_FORMATION = 'CloudFormation changes nothing there';

/**
 * A change of options. `now` are the changes of Acceptance.java that are in force from then on; `kind` is the word of docs/upgrades.md for it;
 * `expect` says of tasks, instances and database whether they are the `same` afterwards or `other` ones; `failures` false, that no request may fail.
 */
function change({ name, what, minutes, kind, now, expect, failures = false, besides = async () => {} }) {
  return {
    name, what, minutes, kind, now,
    async aws(it) {
      const result = await it.underLoad(async (before) => {
        await it.deploy(now);
        it.forget();
        await besides(it, before);
      });
      compare(it, result, expect);
      if (!failures) it.check(result.failed.length === 0, `${result.failed.length} requests have failed, and none should`);
      await it.answersAgain(600);
    },
    local: NO_CLOUD_FORMATION,
  };
}

/** A change that is not made: nothing of what runs is touched, or all of it is put back. */
function attempt({ name, what, minutes, kind, tries, now, says, state }) {
  return {
    name, what, minutes, kind, now, tries,
    async aws(it) {
      const result = await it.underLoad(async () => {
        const { code, all = '' } = await it.deploy([...now, tries], { mayFail: true });
        it.check(code !== 0, `cdk deploy has ended with 0, and should have failed: it is "${kind}" in docs/upgrades.md`);
        says.forEach((text) => it.check(unwrapped(all).includes(text), `cdk deploy has failed, but not with the words: ${text}`));
        const { status } = (await it.status()) ?? {};
        it.check(status !== undefined && state.test(status), `the stack is in ${status} afterwards, and not in ${state.source}`);
        it.note(`AWS has said so, and the stack is in ${status}`);
      });
      compare(it, result, { frontend: 'same', instances: 'same', database: 'same' });
      it.check(result.failed.length === 0, `${result.failed.length} requests have failed, and none should`);
    },
    local: NO_CLOUD_FORMATION,
  };
}

/** Lines of a table of events are broken anywhere between two words. */
function unwrapped(text) {
  return text.replace(/\s+/g, ' ');
}

function compare(it, { before, after }, expect) {
  for (const [part, should] of Object.entries(expect)) {
    const [old, now] = [before[part], after[part]].map((list) => [list].flat());
    // Instances may have been added for tasks that needed room.
    const holds = should === 'same' ? old.every((each) => now.includes(each)) : now.length > 0 && !now.some((each) => old.includes(each));
    it.check(holds, `${part} should be ${should === 'same' ? 'the same as before' : 'other ones than before'}: ${old.join(', ')}, then ${now.join(', ')}`);
  }
}

const SAME = { frontend: 'same', backend: 'same', instances: 'same', database: 'same' };
const OTHER_TASKS = { frontend: 'other', backend: 'other', database: 'same' };

/** The CloudFormation rule of the template, in its own words. */
export const REFUSED = 'This replaces or deletes the database, and what is in it is lost to the application.';

const CHANGED = ['in-place'];
const SESSIONS = ['in-place', 'new-deployment', 'sessions'];
const TASKS = ['in-place', 'new-deployment'];
const INSTANCES = [...TASKS, 'rolls-instances'];
const DATABASE = [...INSTANCES, 'outage'];
const ROTATED = ['rotation'];

/** @type {Step[]} */
export const STEPS = [
  {
    name: 'deploy',
    what: 'the application is created, with both images',
    minutes: 30,
    now: [],
    async aws(it) {
      await it.deploy([]);
      await it.answersAgain(600);
    },
    async local(it) {
      await it.local('start');
      await it.answersAgain(90);
    },
  },
  {
    name: 'page',
    what: 'browsers use the page through all three tiers: by mouse, by keyboard alone, two at once; axe-core reads along',
    minutes: 1,
    now: [],
    aws: (it) => it.page(),
    local: (it) => it.page(),
  },
  {
    name: 'task',
    what: 'a task of the backend is stopped: in AWS the only one',
    minutes: 4,
    now: [],
    async aws(it) {
      await it.underLoad(async ({ backend }) => {
        for (const task of backend) {
          await it.aws()`ecs stop-task --cluster ${await it.output('ClusterName')} --task ${task} --reason acceptance --query task.desiredStatus`;
        }
        await it.until(300, 'ECS starts another task', async () => (await it.tasks('Backend')).some((task) => !backend.includes(task)));
        await it.answersAgain(300);
      });
    },
    async local(it) {
      await it.underLoad(async () => {
        await it.compose('kill', 'backend-1');
        await it.seconds(10);
        await it.compose('start', 'backend-1');
        await it.answersAgain(120);
      });
    },
  },
  {
    name: 'replace',
    what: 'the tasks of the backend are replaced, and no request fails',
    minutes: 5,
    now: [],
    async aws(it) {
      const result = await it.underLoad(async () => {
        const [cluster, service] = [await it.output('ClusterName'), await it.output('BackendServiceName')];
        await it.aws()`ecs update-service --cluster ${cluster} --service ${service} --force-new-deployment --query service.status`;
        await it.aws()`ecs wait services-stable --cluster ${cluster} --services ${service}`;
      });
      compare(it, result, { backend: 'other', frontend: 'same' });
      it.check(result.failed.length === 0, `${result.failed.length} requests have failed, and none should`);
    },
    async local(it) {
      const { failed } = await it.underLoad(() => it.local('replace', 'backend'));
      it.check(failed.length === 0, `${failed.length} requests have failed, and none should`);
    },
  },
  {
    name: 'database',
    what: 'the database is restarted: errors while it is away, each a problem document with status 503, and nothing is lost',
    minutes: 4,
    now: [],
    async aws(it) {
      const result = await it.underLoad(async () => {
        const database = await it.output('DatabaseIdentifier');
        await it.aws()`rds reboot-db-instance --db-instance-identifier ${database} --query DBInstance.DBInstanceStatus`;
        await it.aws()`rds wait db-instance-available --db-instance-identifier ${database}`;
        await it.answersAgain(300);
      });
      onlyProblems(it, result);
    },
    async local(it) {
      const result = await it.underLoad(async () => {
        await it.compose('kill', 'database');
        await it.seconds(5);
        await it.compose('start', 'database');
        await it.answersAgain(120);
      });
      onlyProblems(it, result);
    },
  },
  {
    name: 'instance',
    what: 'the EC2 instances are terminated; the Auto Scaling group and ECS start all of it again',
    minutes: 12,
    now: [],
    async aws(it) {
      const result = await it.underLoad(async ({ instances }) => {
        for (const instance of instances) {
          await it.aws()`autoscaling terminate-instance-in-auto-scaling-group --instance-id ${instance} --no-should-decrement-desired-capacity --query Activity.StatusCode`;
        }
        await it.until(900, 'Other instances run', async () => (await it.instances()).some((each) => !instances.includes(each)));
        await it.until(900, 'Both tiers have tasks', async () => (await it.tasks('Frontend')).length > 0 && (await it.tasks('Backend')).length > 0);
        await it.answersAgain(900);
      });
      compare(it, result, { instances: 'other', database: 'same' });
    },
    local: 'there are no instances',
  },
  change({
    name: 'in-place',
    what: 'idle timeout and stickiness of the load balancers',
    minutes: 4,
    kind: 'in place',
    now: [...CHANGED, 'stickiness'],
    expect: SAME,
    async besides(it) {
      const attributes = await stickiness(it);
      it.check(attributes.enabled === 'true', 'The target group of the backend has no stickiness');
    },
  }),
  change({
    name: 'leaves',
    what: 'stickiness is taken back: it is off, and AWS keeps its kind',
    minutes: 4,
    kind: 'leaves …',
    now: CHANGED,
    expect: SAME,
    async besides(it) {
      const attributes = await stickiness(it);
      it.check(attributes.enabled === 'false', 'The target group of the backend still has stickiness');
      it.check(attributes.type === 'lb_cookie', `The kind of stickiness is ${attributes.type}, and should have been left`);
      it.note(`stickiness.enabled is ${attributes.enabled}, stickiness.type is ${attributes.type}`);
    },
  }),
  change({
    name: 'new-deployment',
    what: 'containers may write to their root file system',
    minutes: 6,
    kind: 'new deployment',
    now: TASKS,
    expect: OTHER_TASKS,
  }),
  change({
    name: 'later',
    what: 'sessions in containers of the backend: not for those that run',
    minutes: 4,
    kind: 'only for tasks that start later',
    now: SESSIONS,
    expect: SAME,
    async besides(it) {
      it.check((await sessionGroups(it)).length > 0, 'There is no log group of sessions');
      const [cluster, service] = [await it.output('ClusterName'), await it.output('BackendServiceName')];
      const later = await it.aws('True')`ecs describe-services --cluster ${cluster} --services ${service} --query services[0].enableExecuteCommand --output text`;
      const running = await it.awsList('False')`ecs describe-tasks --cluster ${cluster} --tasks ${await it.tasks('Backend')} --query tasks[].enableExecuteCommand --output text`;
      it.check(later === 'True' && !running.includes('True'), `Sessions: for tasks that start later ${later}, for those that run ${running.join(', ')}`);
    },
  }),
  change({
    name: 'removes',
    what: 'sessions are taken back: their log group goes',
    minutes: 4,
    kind: 'removes, replaces',
    now: TASKS,
    expect: SAME,
    async besides(it) {
      it.check((await sessionGroups(it)).length === 0, 'The log group of sessions is still there');
    },
  }),
  change({
    name: 'rolls-instances',
    what: 'larger root volumes',
    minutes: 20,
    kind: 'rolls instances',
    now: INSTANCES,
    expect: { instances: 'other', database: 'same' },
    // Docs promise that there is always one instance, and not that a single task answers while it moves.
    failures: true,
    besides: allInstancesAreOther,
  }),
  change({
    name: 'outage',
    what: 'a larger database: RDS restarts it',
    minutes: 12,
    kind: 'outage of the database',
    now: DATABASE,
    expect: { frontend: 'same', backend: 'same', database: 'same' },
    failures: true,
  }),
  change({
    name: 'replaces',
    what: 'tasks share the network interface of their instance: other services and target groups',
    minutes: 15,
    kind: 'removes, replaces',
    now: [...DATABASE, 'replaces'],
    expect: OTHER_TASKS,
    failures: true,
  }),
  change({
    name: 'back',
    what: 'all of it is taken back',
    minutes: 30,
    kind: 'removes, replaces',
    now: [],
    expect: { ...OTHER_TASKS, instances: 'other' },
    failures: true,
    besides: allInstancesAreOther,
  }),
  attempt({
    name: 'refused',
    what: 'another name of the database, which would replace it',
    minutes: 2,
    kind: 'refused',
    now: [],
    tries: 'refused',
    says: [REFUSED],
    // Refused before anything is touched: not even a rollback has begun.
    state: /^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/,
  }),
  attempt({
    name: 'fails',
    what: 'Extended Support for a database that runs, which RDS does not do',
    minutes: 6,
    kind: 'fails',
    now: [],
    tries: 'fails',
    says: ['EngineLifecycleSupport cannot be modified'],
    state: /^UPDATE_ROLLBACK_COMPLETE$/,
  }),
  attempt({
    name: 'bad-migration',
    what: 'a version whose migration fails: the circuit breaker of ECS ends it',
    minutes: 20,
    kind: 'new deployment',
    now: [],
    tries: 'bad-migration',
    says: ['Circuit Breaker'],
    state: /^UPDATE_ROLLBACK_COMPLETE$/,
  }),
  change({
    name: 'rotation',
    what: "rotation of the database's password, with AWS's function",
    minutes: 8,
    kind: 'in place',
    now: ROTATED,
    expect: SAME,
    async besides(it) {
      const rotation = await it.aws('function')`secretsmanager describe-secret --secret-id ${await it.output('DatabaseSecretArn')} --query RotationLambdaARN --output text`;
      it.remember({ rotationFunction: rotation.split(':').at(-1) });
    },
  }),
  {
    name: 'rotate',
    what: 'the password is rotated and the database restarted: the backend signs in with the other password, and is not restarted itself',
    minutes: 8,
    now: ROTATED,
    async aws(it) {
      const result = await it.underLoad(async () => {
        const secret = await it.output('DatabaseSecretArn');
        const rotated = () => it.aws('time')`secretsmanager describe-secret --secret-id ${secret} --query LastRotatedDate --output text`;
        const [before, since] = [await rotated(), Date.now()];
        await it.aws()`secretsmanager rotate-secret --secret-id ${secret} --query VersionId`;
        await it.until(600, 'The password is another one', async () => (await rotated()) !== before);
        // Connections live on, whatever the password is: after a restart of the database all of them are opened again.
        const database = await it.output('DatabaseIdentifier');
        await it.aws()`rds reboot-db-instance --db-instance-identifier ${database} --query DBInstance.DBInstanceStatus`;
        await it.aws()`rds wait db-instance-available --db-instance-identifier ${database}`;
        await it.answersAgain(300);
        const group = await it.output('BackendLogGroupName');
        const said = () => it.awsList('event')`logs filter-log-events --log-group-name ${group} --start-time ${it.commands.dryRun ? 0 : since} --filter-pattern '"The password was changed"' --query events[].eventId --output text`;
        await it.until(300, 'The backend says that the password was changed', async () => (await said()).length > 0);
      });
      compare(it, result, SAME);
      onlyProblems(it, result);
    },
    async local(it) {
      const { failed } = await it.underLoad(async () => {
        await it.local('rotate');
        await it.answersAgain(60);
      });
      it.check(failed.length === 0, `${failed.length} requests have failed, and none should`);
    },
  },
  {
    name: 'destroy',
    what: 'the application is deleted, with everything in it',
    minutes: 45,
    now: ROTATED,
    async aws(it) {
      await it.destroy();
      it.check((await it.status()) === undefined, `There is still a stack ${STACK}`);
    },
    async local(it) {
      await it.local('reset');
    },
  },
  {
    name: 'left',
    what: 'what is left is what docs/guides/delete.md says',
    minutes: 5,
    now: ROTATED,
    aws: (it) => whatIsLeft(it),
    local: 'there is nothing but containers and volumes, which ./local reset has deleted',
  },
];

export const named = (name) => STEPS.find((it) => it.name === name);

function onlyProblems(it, { failed }) {
  const other = failed.filter((each) => each.status !== 503 || !each.type?.startsWith('application/problem+json'));
  it.check(other.length === 0, `${other.length} of ${failed.length} failed requests were no problem documents with status 503, such as ${JSON.stringify(other[0])}`);
}

/** CloudFormation has ended by then; ECS lets an instance go when its tasks run elsewhere. */
async function allInstancesAreOther(it, { instances }) {
  await it.until(1800, 'All instances are other ones', async () => !(await it.instances()).some((each) => instances.includes(each)));
}

async function stickiness(it) {
  const groups = await it.awsList('target-group')`resourcegroupstaggingapi get-resources --tag-filters Key=Acceptance,Values=${STACK} Key=Name,Values=${STACK}/App/Backend --resource-type-filters elasticloadbalancing:targetgroup --query ResourceTagMappingList[].ResourceARN --output text`;
  const text = await it.aws('attributes')`elbv2 describe-target-group-attributes --target-group-arn ${groups[0]} --query 'Attributes[?starts_with(Key,\`stickiness\`)].[Key,Value]' --output text`;
  const all = Object.fromEntries(text.split('\n').map((each) => each.split('\t')));
  return { enabled: all['stickiness.enabled'], type: all['stickiness.type'] };
}

async function sessionGroups(it) {
  return it.awsList('log-group')`logs describe-log-groups --log-group-name-prefix ${STACK} --query 'logGroups[?contains(logGroupName,\`ExecuteCommand\`)].logGroupName' --output text`;
}
