// The deployed application: the commands that several steps need, and what becomes of requests meanwhile.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Failed } from './commands.mjs';
import { words } from './words.mjs';

export const STACK = 'GuestbookDev';

/** Whatever the stack has created carries it. Nothing is stopped or restarted that does not. */
export const TAG = 'Acceptance';

const REQUESTS_A_SECOND = 5;

const GUESTBOOK = 'examples/guestbook';

export class Application {
  secondsBetweenQuestions = 10;

  /** Sentences for the report. */
  notes = [];

  /** Where pictures go. */
  folderOfReport = 'target/acceptance';

  /**
   * @param commands runs them
   * @param tools load, browser test and the time between two questions, in seconds
   * @param cdk further words of each command of the CDK CLI
   */
  constructor(commands, tools, cdk = []) {
    this.commands = commands;
    this.tools = tools;
    this.cdkWords = cdk;
  }

  /** aws`sts get-caller-identity` gives what it has said. */
  aws = (as) => async (parts, ...values) => (await this.commands.run(['aws', ...words(parts, ...values)], as)).output;

  /** The same, as a list. */
  awsList = (as) => async (parts, ...values) => {
    const text = await this.aws(as)(parts, ...values);
    if (this.commands.dryRun) return [text];
    return text.split(/\s+/).filter((it) => it !== '' && it !== 'None');
  };

  check(holds, otherwise) {
    if (!holds && !this.commands.dryRun) throw new Failed(otherwise);
  }

  note(text) {
    if (this.commands.dryRun) return;
    this.notes.push(text);
    this.commands.print(`  ${text}`);
  }

  /** Asks until the answer is yes, for so many seconds; gives how many it took. */
  async until(limit, what, question) {
    const start = Date.now();
    for (;;) {
      if ((await question()) || this.commands.dryRun) return (Date.now() - start) / 1000;
      if (Date.now() - start > limit * 1000 * this.tools.pace) throw new Failed(`${what}: not within ${limit} seconds`);
      await new Promise((resolve) => setTimeout(resolve, this.secondsBetweenQuestions * 1000 * this.tools.pace));
    }
  }

  /** The stack as it is with these changes of Acceptance.java. */
  async deploy(changes, options = {}) {
    return this.#cdk(words`deploy ${STACK} --require-approval never --progress events --tags ${TAG}=${STACK}`, changes, options);
  }

  async destroy() {
    return this.#cdk(words`destroy ${STACK} --force`, []);
  }

  #cdk(command, changes, options = {}) {
    const app = ['node app.mjs ../acceptance/Acceptance.java', ...changes].join(' ');
    return this.commands.run(['cdk', ...command, '--app', app, ...this.cdkWords], '', { folder: GUESTBOOK, loud: true, ...options });
  }

  /** Its state, or undefined where there is none; fails if somebody else has a stack of that name. */
  async status() {
    const { code, output, all } = await this.commands.run(
      ['aws', ...words`cloudformation describe-stacks --stack-name ${STACK} --query 'Stacks[0].[StackStatus,Tags[?Key==\`${TAG}\`].Value|[0]]' --output text`],
      'state',
      { mayFail: true },
    );
    if (this.commands.dryRun) return output;
    if (code !== 0 && all.includes('does not exist')) return undefined;
    if (code !== 0) throw new Failed(`It cannot be seen whether there is a stack ${STACK}: ${all.trim()}`);
    const [status, tag] = output.split(/\s+/);
    return { status, ours: tag === STACK };
  }

  /** An output of the stack, by the beginning of its key. */
  async output(key) {
    this.known ??= await this.aws('outputs')`cloudformation describe-stacks --stack-name ${STACK} --query Stacks[0].Outputs[].[OutputKey,OutputValue] --output text`;
    if (this.commands.dryRun) return `<${key}>`;
    const found = this.known.split('\n').map((it) => it.split('\t')).find(([name]) => name.startsWith(`App${key}`));
    if (!found) throw new Failed(`The stack ${STACK} has no output App${key}…: its first deployment has not ended`);
    return found[1].trim();
  }

  /** Outputs can be others after a deployment. */
  forget() {
    this.known = undefined;
  }

  /** What nobody can ask for any more when the stack is gone; a later --from knows it too. */
  remember(known) {
    if (this.commands.dryRun) return;
    mkdirSync(this.folderOfReport, { recursive: true });
    writeFileSync(path.join(this.folderOfReport, 'known.json'), JSON.stringify(known));
  }

  remembered() {
    try {
      return JSON.parse(readFileSync(path.join(this.folderOfReport, 'known.json'), 'utf8'));
    } catch {
      return {};
    }
  }

  async url() {
    return (await this.output('Url')).replace(/\/$/, '');
  }

  /** @param tier Frontend or Backend */
  async tasks(tier) {
    const [cluster, service] = [await this.output('ClusterName'), await this.output(`${tier}ServiceName`)];
    return this.awsList('task')`ecs list-tasks --cluster ${cluster} --service-name ${service} --desired-status RUNNING --query taskArns[] --output text`;
  }

  async instances() {
    return this.awsList('instance')`ec2 describe-instances --filters Name=tag:${TAG},Values=${STACK} Name=instance-state-name,Values=pending,running --query Reservations[].Instances[].InstanceId --output text`;
  }

  /** What stays the same as long as it is the same database, whatever it is called. */
  async database() {
    return this.aws('database')`rds describe-db-instances --db-instance-identifier ${await this.output('DatabaseIdentifier')} --query DBInstances[0].DbiResourceId --output text`;
  }

  async seen() {
    this.forget();
    return { frontend: await this.tasks('Frontend'), backend: await this.tasks('Backend'), instances: await this.instances(), database: await this.database() };
  }

  async answers() {
    const answer = await fetch(`${await this.url()}/api/entries`, { signal: AbortSignal.timeout(15_000) }).catch(() => ({}));
    return answer.status === 200;
  }

  async answersAgain(limit) {
    if (this.commands.dryRun) return this.commands.print(`# until ${await this.url()}/api/entries answers with 200`);
    this.note(`it answers ${Math.round(await this.until(limit, 'The application does not answer with 200', () => this.answers()))} s later`);
  }

  /** Browsers use the page. */
  async page() {
    const url = await this.url();
    if (this.commands.dryRun) return this.commands.print(`# browsers use ${url}`);
    this.note(await this.tools.page(url, path.join(this.folderOfReport, 'pictures')));
  }

  /** Does something while requests come in. What was acknowledged has to be there afterwards; gives what failed, and what was there before and after. */
  async underLoad(action) {
    const before = await this.seen();
    if (this.commands.dryRun) {
      this.commands.print(`# meanwhile ${REQUESTS_A_SECOND} requests a second to ${await this.url()}/api/entries, a fifth of them writes`);
      return { before, value: await action(before), after: await this.seen(), failed: [], requests: [] };
    }
    const { loadOf, messages } = await this.tools.load();
    const url = await this.url();
    const load = loadOf(url, REQUESTS_A_SECOND);
    let result;
    let value;
    try {
      value = await action(before);
    } finally {
      result = await load.end();
    }
    const kinds = [...new Set(result.failed.map((it) => it.error ?? it.status))].join(', ');
    const times = result.failed.map((it) => it.at);
    const during = times.length > 0 ? `, from second ${Math.round(Math.min(...times) / 1000)} to ${Math.round(Math.max(...times) / 1000)}: ${kinds}` : '';
    this.note(`${result.requests.length} requests in ${Math.round(result.seconds)} s, ${result.failed.length} failed${during}; the slowest took ${result.slowest.toFixed(1)} s`);
    const there = await messages(url);
    const lost = result.acknowledged.filter((it) => !there.has(it));
    this.check(lost.length === 0, `${lost.length} of ${result.acknowledged.length} acknowledged entries are lost`);
    return { before, value, after: await this.seen(), ...result };
  }
}
