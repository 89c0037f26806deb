// examples/acceptance/run: what is asked, checked and said around the steps.
import { createInterface } from 'node:readline';
import path from 'node:path';
import { Application, STACK, TAG } from './application.mjs';
import { Commands, Failed } from './commands.mjs';
import { costsOf, perHour } from './costs.mjs';
import { LocalApplication } from './local.mjs';
import { Report } from './report.mjs';
import { STEPS, named } from './steps.mjs';
import { TOOLS } from './tools.mjs';
import { words } from './words.mjs';

const RUN = 'examples/acceptance/run';

const USAGE = `Usage: ${RUN} [--from STEP] [--architecture arm64] [--dry-run]
       ${RUN} --destroy
       ${RUN} --local FOLDER [--from STEP] [--dry-run]

  --from STEP          goes on with a run that has stopped there: ${STEPS.map((it) => it.name).join(', ')}
  --destroy            deletes the stack, and lists what is left
  --local FOLDER       the steps that serve there, on the local project in that folder (docs/local.md)
  --architecture NAME  x86_64 or arm64, as this machine builds images
  --dry-run            prints every command in order, and runs none`;

/** What cannot begin, or is not wanted: exit code 2. */
class Refused extends Error {}

/** @returns the exit code: 0 if all has passed, 1 if a step has failed, 2 if nothing was begun, 130 after Ctrl-C */
export async function main(argv, { tools = TOOLS, environment = process.env, print = (text) => console.log(text), input = process.stdin } = {}) {
  try {
    return await chosen(argv, { tools, environment, print, input });
  } catch (error) {
    if (!(error instanceof Refused || error instanceof Failed)) throw error;
    console.error(error.message);
    return 2;
  }
}

async function chosen(argv, around) {
  const options = optionsOf(argv);
  if (options.help) {
    around.print(USAGE);
    return 0;
  }
  const steps = stepsOf(options);
  const commands = new Commands({ dryRun: options.dryRun, print: around.print, environment: around.environment });
  if (options.local) {
    const application = new LocalApplication(commands, around.tools, path.resolve(around.environment.INIT_CWD ?? '.', options.local));
    application.folderOfReport = 'target/acceptance/local';
    return play(steps, 'local', application, new Report(application.folderOfReport, 'The application on this machine'), around, options);
  }
  const cdk = options.architecture ? ['--context', `architecture=${options.architecture}`] : [];
  const application = new Application(commands, around.tools, cdk);
  await prepare(application, steps, options, around);
  return play(steps, 'aws', application, new Report(application.folderOfReport, `The application in account ${application.place.account}, ${application.place.region}`), around, options);
}

function optionsOf(argv) {
  const options = {};
  const rest = [...argv];
  const valueOf = (name) => {
    if (rest.length === 0 || rest[0].startsWith('--')) throw new Refused(`${name} takes a value.\n${USAGE}`);
    return rest.shift();
  };
  while (rest.length > 0) {
    const name = rest.shift();
    if (name === '--dry-run') options.dryRun = true;
    else if (name === '--destroy') options.destroy = true;
    else if (name === '--help') options.help = true;
    else if (['--from', '--local', '--architecture'].includes(name)) options[name.slice(2)] = valueOf(name);
    else throw new Refused(`There is no option ${name}.\n${USAGE}`);
  }
  if (options.from && !named(options.from)) throw new Refused(`--from: there is no step ${options.from}. There are: ${STEPS.map((it) => it.name).join(', ')}`);
  if (options.destroy && (options.from || options.local)) throw new Refused(`--destroy stands alone.\n${USAGE}`);
  return options;
}

function stepsOf({ from, destroy }) {
  const first = destroy ? 'destroy' : (from ?? STEPS[0].name);
  return STEPS.slice(STEPS.indexOf(named(first)));
}

/** What has to be there, and what somebody has to agree to, before anything is changed. */
async function prepare(application, steps, { from, destroy, dryRun }, { print, input }) {
  const { commands } = application;
  application.place = await placeOf(application);
  const { account, region } = application.place;
  await needs(application, steps);
  const status = await application.status();
  if (!dryRun && !from && !destroy && status) {
    throw new Refused(`There is a stack ${STACK} in account ${account}, ${region} (${status.status}). It is not touched. ${status.ours
      ? `It is from a run before: go on with ${RUN} --from STEP, or delete it with ${RUN} --destroy.`
      : `It was not made by ${RUN}: choose another Region, with AWS_REGION, or another account.`}`);
  }
  if (!dryRun && status && !status.ours) {
    throw new Refused(`The stack ${STACK} in account ${account}, ${region} does not carry the tag ${TAG}=${STACK}: it was not made by ${RUN}, and is not touched.`);
  }
  if (!dryRun && !status && (from || destroy) && !['deploy', 'left'].includes(steps[0].name)) {
    throw new Refused(`There is no stack ${STACK} in account ${account}, ${region}: ${destroy ? 'nothing is to be deleted' : `begin with ${RUN}`}.`);
  }
  print(dryRun ? `# ${costsOf(steps).text}` : destroy
    ? `This deletes the stack ${STACK} in account ${account}, ${region}, with the data of its database.`
    : `This tries ${steps.length} steps, from ${steps[0].name} to ${steps.at(-1).name}, in account ${account}, ${region}, and deletes at the end what it has created. ${costsOf(steps).text}`);
  if (dryRun) return;
  const typed = await ask(`Type the account's id to go on: `, input);
  if (typed !== account) throw new Refused(`"${typed}" is not ${account}: nothing was done.`);
}

async function placeOf(application) {
  const { commands } = application;
  if (commands.dryRun) {
    await application.aws()`sts get-caller-identity --query [Account,Arn] --output text`;
    return { account: '<account>', region: '<region>', partition: 'aws' };
  }
  const asked = await commands.run(['aws', ...words`sts get-caller-identity --query [Account,Arn] --output text`], '', { mayFail: true });
  if (asked.code !== 0) {
    throw new Refused(`There are no credentials for AWS. Sign in, as with aws sso login, or name a profile in AWS_PROFILE. The AWS CLI has said: ${asked.all.trim()}`);
  }
  const [account, arn] = asked.output.split(/\s+/);
  const { environment } = commands;
  const configured = async () => (await commands.run(['aws', 'configure', 'get', 'region'], '', { mayFail: true })).output;
  const region = environment.AWS_REGION ?? environment.AWS_DEFAULT_REGION ?? (await configured());
  if (!region) throw new Refused('There is no Region: set AWS_REGION, as AWS_REGION=eu-central-1');
  // The same for both command lines, whatever each of them reads first.
  commands.environment = { ...environment, AWS_REGION: region, AWS_DEFAULT_REGION: region };
  return { account, region, partition: arn.split(':')[1] };
}

/** Half an hour later it would be late to say so. */
async function needs(application, steps) {
  const { commands } = application;
  const has = async (command, otherwise) => {
    const { code, all } = await commands.run(command, '', { mayFail: true });
    if (code !== 0) throw new Refused(`${otherwise} ${(all ?? '').trim()}`);
  };
  if (!steps.some((it) => it.now && it.name !== 'left')) return;
  await has(['cdk', '--version'], 'The CDK CLI is missing: README.md says which.');
  if (!steps.some((it) => it.name === 'refused')) return;
  await has(['docker', 'info', '--format', '{{.ServerVersion}}'], 'Docker builds the images, and does not run.');
  await has(['aws', ...words`ssm get-parameter --name /cdk-bootstrap/hnb659fds/version --query Parameter.Value --output text`], 'Run cdk bootstrap first: README.md says how.');
  await has(['aws', ...words`iam get-role --role-name AWSServiceRoleForECS --query Role.Arn --output text`], 'Run aws iam create-service-linked-role --aws-service-name ecs.amazonaws.com first.');
}

/** A line that is typed; nothing, if there is nobody. */
async function ask(question, input) {
  process.stderr.write(question);
  const lines = createInterface({ input });
  const typed = await new Promise((resolve) => {
    lines.once('line', resolve);
    lines.once('close', () => resolve(''));
  });
  lines.close();
  return typed.trim();
}

async function play(steps, where, application, report, { print }, { dryRun, local }) {
  const { commands } = application;
  report.resume(STEPS.slice(0, STEPS.indexOf(steps[0])).map((it) => it.name));
  const interrupted = new Promise((resolve) => {
    const stop = () => {
      commands.stop();
      resolve('interrupted');
    };
    process.once('SIGINT', stop);
    process.once('SIGTERM', stop);
  });
  // What a dry run prints is a script for a shell, in which a step is a comment.
  const mark = dryRun ? '#' : '---';
  for (const step of steps) {
    if (typeof step[where] === 'string') {
      print(`${mark} ${step.name}: not here, because ${step[where]}`);
      if (!dryRun) report.add({ ...rowOf(step), seconds: 0, outcome: 'not here', notes: [`not here, because ${step[where]}`], said: [] });
      continue;
    }
    print(`${mark} ${step.name}: ${step.what}${where === 'aws' && !dryRun ? ` (about ${step.minutes} minutes)` : ''}`);
    if (dryRun) {
      await step[where](application);
      continue;
    }
    application.notes = [];
    commands.said = [];
    application.forget();
    const start = Date.now();
    const failure = await Promise.race([interrupted, step[where](application).then(() => undefined, (error) => error)]);
    const outcome = failure === undefined ? 'passed' : failure === 'interrupted' ? 'stopped' : 'failed';
    const text = failure instanceof Failed ? failure.message : failure instanceof Error ? failure.stack : undefined;
    report.add({ ...rowOf(step), seconds: Math.round((Date.now() - start) / 1000), outcome, notes: application.notes, said: commands.said, failure: text });
    if (outcome !== 'passed') {
      console.error(`${outcome.toUpperCase()}: ${step.name}${text ? `\n${text}` : ''}\n\n${whatNow(step, { local, outcome })}\nThe report is ${report.file}`);
      return outcome === 'stopped' ? 130 : 1;
    }
  }
  if (!dryRun) print(`passed: ${steps.filter((it) => typeof it[where] !== 'string').length} steps. The report is ${report.file}`);
  return 0;
}

function rowOf({ name, what, kind }) {
  return { name, what, kind };
}

/** What is there, what it costs, and the commands that go on and that delete it. */
function whatNow(step, { local, outcome }) {
  if (local) {
    return `The application may still run. Go on:  ${RUN} --local ${local} --from ${step.name}\nStop it:  ${path.join(local, 'local')} reset`;
  }
  if (step.name === 'left') {
    return `The stack ${STACK} is deleted. Look at what is named above, then ask again:  ${RUN} --from left`;
  }
  const goesOn = outcome === 'stopped'
    ? `\nWhat CloudFormation has begun, it goes on with. Wait until this says …_COMPLETE:\n  aws cloudformation describe-stacks --stack-name ${STACK} --query 'Stacks[0].StackStatus'`
    : '';
  return `The stack ${STACK} may be there, and then costs about US$ ${perHour().toFixed(2)} an hour until it is deleted.${goesOn}
Try this step again:  ${RUN} --from ${step.name}
Go on after it:       ${RUN} --from ${STEPS[STEPS.indexOf(step) + 1].name}
Delete it:            ${RUN} --destroy
Without this program: aws cloudformation delete-stack --stack-name ${STACK}`;
}
