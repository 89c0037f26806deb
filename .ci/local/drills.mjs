// Breaks, replaces and rotates what runs while a steady load of requests comes in, and says what became of them, as a table in Markdown. Fails where
// docs/reliability.md says something else. node .ci/local/drills.mjs FOLDER URL [DRILL]...; with --planted, each drill has to find a fault.
// A busy machine is slow, but it loses nothing: a request is judged by where the load balancers sent it and by what they knew then, not by how many
// fail. Only what hangs is a matter of time, by the patience of the load's clients, of which there are few: a slow machine is asked less.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { podman, projectIn, seconds, until } from './containers.mjs';
import { burst, loadOf, messages } from '../../examples/acceptance/load.mjs';

const REQUESTS_A_SECOND = 25;

/** No more than a backend has connections to the database, and some that wait for one. */
const CLIENTS = 8;

/** Three checks a third of a second apart, which have to be carried out on a busy machine. */
const HEALTH_CHECKS = 10_000;

/** On an idle machine a backend that is started again at once serves before the health checks have noticed: ECS is not that fast. */
const AWAY = 3_000;

const BACKENDS = ['backend-1', 'backend-2'];
const IMAGE = 'localhost/guestbook-backend';

const isPlanted = process.argv.includes('--planted');
const [folder, url, ...wanted] = process.argv.slice(2).filter((it) => it !== '--planted');
const project = projectIn(folder);

const drills = { kill, replace, badMigration, database, rotate, wrongPassword };

/** By the drill: what is changed, and what the drill has to say of it. */
const plants = {
  kill: ['no health check', healthChecksThatNeverFail, /health checks have not noticed/],
  replace: ['a replacement that tells no load balancer', noDeregistration, /requests have failed/],
  nothing: ['a write that is gone', writesThatAreDeleted, /acknowledged writes are lost/],
};

const rows = [];
const names = wanted.length > 0 ? wanted : Object.keys(isPlanted ? plants : drills);
for (const name of names) {
  try {
    await allServe();
    await (isPlanted ? finds(name) : drills[name]());
  } catch (failed) {
    console.error(`FAILED, ${name}: ${failed.message}`);
    process.exitCode = 1;
  }
}
if (!isPlanted) {
  console.log('\n| What happens | Requests | Failed | Slowest | Besides |\n|---|---|---|---|---|');
  rows.forEach((row) => console.log(`| ${row.join(' | ')} |`));
}

/** One of two backends dies as when its machine's memory is full: nobody is told, and another one is not there at once. */
async function kill() {
  const [victim, other] = BACKENDS;
  const before = statisticsOf(other).errors;
  const result = await underLoad(async (load) => {
    const from = load.now();
    await isDeadFor(AWAY, victim);
    await seconds((HEALTH_CHECKS - AWAY) / 1000);
    await until(120, 'it serves again', async () => statisticsOf(victim).state?.startsWith('UP'));
    return { from };
  });
  const noticed = downIn('backend-load-balancer', victim).find((it) => it > result.started + result.from) - result.started;
  const ways = waysThrough('backend-load-balancer');
  // Where a connection was used before and ends without an answer, HAProxy ends its own likewise and logs nothing, so that the frontend says 502.
  const elsewhere = result.failed.filter((it) => it.status !== 502 || (ways.get(it.trace)?.target ?? victim) !== victim);
  const late = result.failed.filter((it) => it.at > noticed);
  const inFlight = result.requests.filter((it) => it.at <= result.from && it.at + it.milliseconds > result.from).length;
  const when = noticed ? `taken out after ${inSeconds(noticed - result.from)}` : 'not taken out';
  say('one of two backends is killed', result, `it was ${when}; ${inFlight} requests were in flight when it died`);
  check(noticed - result.from < HEALTH_CHECKS, 'the health checks have not noticed', result);
  check(elsewhere.length === 0, 'requests that were not sent to it have failed', { ...result, failed: elsewhere });
  check(statisticsOf(other).errors === before, 'the other backend has left requests without an answer', result);
  check(late.length === 0, 'requests have failed after the health checks had noticed', { ...result, failed: late });
  await nothingIsLost(result);
}

/** It is killed as often as podman starts it again meanwhile. */
async function isDeadFor(milliseconds, name) {
  const end = Date.now() + milliseconds;
  let last;
  while (Date.now() < end) {
    const pid = project.inspect(name).State.Pid;
    if (pid > 0 && pid !== last) {
      process.kill(pid, 'SIGKILL');
      last = pid;
    }
    await seconds(0.1);
  }
}

/** Another version, by its image. */
async function replace() {
  const image = imageWith('next', ['LABEL version=next']);
  const result = await underLoad(() => project.local(['replace', 'backend'], { BACKEND_IMAGE: image }));
  check(result.code === 0, `replace has failed: ${result.output}`, result);
  check(BACKENDS.every((it) => project.inspect(it).Config.Labels.version === 'next'), 'a backend is still the old one', result);
  say('a new version rolls, task by task', result, '');
  check(result.failed.length === 0, 'requests have failed', result);
  await nothingIsLost(result);
}

/** A version whose migration fails: the task that is replaced does not start, and the other one serves. */
async function badMigration() {
  const image = imageWithABadMigration();
  const [first, second] = BACKENDS;
  const before = project.inspect(second).Id;
  const result = await underLoad(async () => {
    const replaced = await project.local(['replace', 'backend'], { BACKEND_IMAGE: image });
    await seconds(2);
    return replaced;
  });
  const said = project.logs(`${first}-migration`);
  const isStill = project.inspect(second).Id === before;
  const restored = await project.local(['replace', first]);
  // What an operator does once nothing of the migration is left: Flyway would refuse the next version.
  sql('DELETE FROM flyway_schema_history WHERE success = 0');
  say('a version comes whose migration fails', result, 'the replacement ends there, and the version before starts again');
  check(result.code !== 0, `the replacement has not failed: ${result.output}`, result);
  check(/migrate has failed.*no_such_table/s.test(said), `the migration does not say why it has failed: ${said}`, result);
  check(isStill, 'the other task was replaced all the same', result);
  check(result.failed.length === 0, 'requests have failed', result);
  check(restored.code === 0, `the version before does not start: ${restored.output}`, result);
  await nothingIsLost(result);
}

async function database() {
  const result = await underLoad(async (load) => {
    const from = load.now();
    process.kill(project.inspect('database').State.Pid, 'SIGKILL');
    await seconds(3);
    await until(120, 'the database answers again', async () => (await fetch(`${url}/api/entries`)).status === 200);
    await seconds(3);
    return { from };
  });
  const away = Math.max(result.from, ...result.failed.map((it) => it.at)) - result.from;
  const unclear = result.failed.filter((it) => it.status !== 503 || !it.type?.startsWith('application/problem+json'));
  say('the database is killed, and starts again', result, `for ${inSeconds(away)}, each a problem document with status 503`);
  check(unclear.length === 0, 'errors are unclear', { ...result, failed: unclear });
  check(result.failed.some((it) => it.at > result.from), 'nothing has failed: was it killed?', result);
  await nothingIsLost(result);
}

async function rotate() {
  let failed = 0;
  // What is signed in already stays so: connections that sleep are closed, and more requests at once than there are connections open new ones.
  const result = await underLoad(async () => {
    const before = new Map(BACKENDS.map((it) => [it, signIns(it)]));
    const rotated = await project.local(['rotate']);
    const waited = await until(120, 'both backends have signed in with the other password', async () => {
      closeSleepingConnections();
      failed += await burst(url, 24);
      return BACKENDS.every((it) => signIns(it) > before.get(it));
    });
    return { ...rotated, waited };
  });
  check(result.code === 0, `rotate has failed: ${result.output}`, result);
  say("the database's password is rotated", result, `both backends have signed in with it after ${result.waited.toFixed(1)} s`);
  check(result.failed.length + failed === 0, `requests have failed, ${failed} of those that opened connections`, result);
  await nothingIsLost(result);
}

function signIns(backend) {
  return project.logs(backend).split('The password was changed').length;
}

function closeSleepingConnections() {
  const sleeping = "FROM information_schema.processlist WHERE command = 'Sleep' AND time >= 2 AND user <> 'root'";
  sql(sql(`SELECT CONCAT('KILL ', id, ';') ${sleeping}`), { mayFail: true });
}

/** With mayFail, the statements before the one that fails are carried out. */
function sql(text, { mayFail } = {}) {
  const client = 'MYSQL_PWD=$MYSQL_ROOT_PASSWORD exec "$(command -v mysql || command -v mariadb)" --user=root --skip-column-names --force "$MYSQL_DATABASE"';
  const asked = spawnSync('podman', ['exec', '--interactive', project.container('database'), 'sh', '-c', client], { input: text, encoding: 'utf8' });
  if (asked.status !== 0 && !mayFail) throw new Error(asked.stderr);
  return asked.stdout;
}

/** The same program with a wrong password, in the network of a task: it says so, and is not ready. */
async function wrongPassword() {
  const [backend] = BACKENDS;
  const { Config } = project.inspect(backend);
  const variables = ['DB_PASSWORD=wrong', 'DB_SECRET_ARN=', 'PORT=18080', 'STOP_DELAY_SECONDS=0'].flatMap((it) => ['--env', it]);
  const program = [...[Config.Entrypoint].flat().join(' ').split(' '), 'serve'];
  // Until its input ends.
  const command = ['bash', '-c', '"$@" & read -r; kill $!; wait', '-', ...program];
  const child = spawn('podman', ['exec', '--interactive', ...variables, project.container(backend), ...command]);
  const ended = new Promise((resolve) => child.on('exit', resolve));
  let log = '';
  child.stdout.on('data', (chunk) => (log += chunk));
  child.stderr.on('data', (chunk) => (log += chunk));
  let answer;
  try {
    await until(120, 'the backend says whether it is ready', async () => {
      const asked = ['exec', project.container(backend), 'curl', '--silent', '--write-out', ' %{http_code}', 'http://127.0.0.1:18080/ready'];
      answer = spawnSync('podman', asked, { encoding: 'utf8' }).stdout.trim();
      return /[1-5]\d\d$/.test(answer);
    });
  } finally {
    child.stdin.end();
    await ended;
  }
  rows.push(['a backend has a wrong password', '', '', '', `its readiness says ${answer.slice(-3)}: “${answer.slice(0, -3).trim()}”; so does its log`]);
  console.log(rows.at(-1).join(' ').trim());
  const refused = /refuses the user or the password/;
  if (!answer.endsWith('503') || !refused.test(answer) || !refused.test(log)) {
    throw new Error(`The backend with a wrong password says: ${answer}\n${log}`);
  }
}

/** For what is planted where nothing else happens. */
async function nothing() {
  await nothingIsLost(await underLoad(() => seconds(1)));
}

// --- what is planted --------------------------------------------------------------------------------

async function finds(name) {
  const [what, plant, words] = plants[name];
  const remove = await plant();
  let said = 'nothing';
  try {
    await allServe();
    await (drills[name] ?? nothing)();
  } catch (failed) {
    said = failed.message;
  } finally {
    await remove();
  }
  if (!words.test(said)) throw new Error(`not found: ${what}. Said was: ${said}`);
  console.log(`found: ${what}`);
}

function healthChecksThatNeverFail() {
  const file = path.join(folder, 'load-balancers', 'backend-load-balancer.cfg');
  const meant = readFileSync(file, 'utf8');
  const write = (text) => {
    writeFileSync(file, text);
    podman('restart', '--time', '1', project.container('backend-load-balancer'));
  };
  write(meant.replace(/ fall \d+ /, ' fall 10000 '));
  return () => write(meant);
}

function noDeregistration() {
  const meant = readFileSync(path.join(folder, 'local'), 'utf8');
  const without = meant.replace('set_state "$task" maint', ':');
  if (without === meant) throw new Error('The script deregisters in other words than are planted');
  project.script = 'local.planted';
  writeFileSync(path.join(folder, project.script), without, { mode: 0o755 });
  return () => {
    rmSync(path.join(folder, project.script));
    project.script = 'local';
  };
}

function writesThatAreDeleted() {
  const timer = setInterval(() => sql('DELETE FROM entries ORDER BY id DESC LIMIT 1'), 500);
  return () => clearInterval(timer);
}

// --- what all drills need ---------------------------------------------------------------------------

/** A load, and what happens meanwhile: what that gives is part of the result. */
async function underLoad(happens) {
  const load = loadOf(url, REQUESTS_A_SECOND, CLIENTS);
  let gives;
  try {
    await seconds(2);
    gives = await happens(load);
    await seconds(2);
  } finally {
    gives = { ...gives, ...(await load.end()) };
  }
  return { ...gives, started: load.started };
}

function imageWith(tag, lines, files = () => {}) {
  const name = `${IMAGE}-${tag}`;
  const build = mkdtempSync(path.join(tmpdir(), 'image-'));
  try {
    files(build);
    writeFileSync(path.join(build, 'Dockerfile'), [`FROM ${IMAGE}`, ...lines, ''].join('\n'));
    podman('build', '--quiet', '--tag', name, build);
  } finally {
    rmSync(build, { recursive: true });
  }
  return name;
}

/** A jar on the class path, with entries for its folders, by which Flyway finds them. */
function imageWithABadMigration() {
  return imageWith('bad', ['COPY bad.jar /app/libraries/'], (build) => {
    mkdirSync(path.join(build, 'db', 'migration'), { recursive: true });
    writeFileSync(path.join(build, 'db', 'migration', 'V999__bad.sql'), 'ALTER TABLE no_such_table ADD COLUMN nothing INT;\n');
    execFileSync('python3', ['-m', 'zipfile', '--create', 'bad.jar', 'db'], { cwd: build });
  });
}

/** What the load balancer knows of a target: its state, and how many requests it has not answered. */
function statisticsOf(target) {
  const asked = ['exec', project.container('backend-load-balancer'), 'bash', '-c', 'exec 3<>/dev/tcp/127.0.0.1/9999; echo "show stat" >&3; cat <&3'];
  const rows = (spawnSync('podman', asked, { encoding: 'utf8' }).stdout ?? '').split('\n').map((it) => it.split(','));
  const value = (column) => rows.find((it) => it[1] === target)?.[rows[0].indexOf(column)];
  return { state: value('status'), errors: Number(value('econ')) + Number(value('eresp')) };
}

async function allServe() {
  await until(120, 'both backends are in the load balancer, and are ready', async () => {
    const said = BACKENDS.map((it) => spawnSync('podman', ['exec', project.container(`${it}-network`), 'bash', '-c',
      'exec 3<>/dev/tcp/127.0.0.1/8080 && printf "GET /ready HTTP/1.0\\r\\n\\r\\n" >&3 && head -n 1 <&3'], { encoding: 'utf8' }).stdout ?? '');
    return said.every((it) => it.includes(' 200 ')) && BACKENDS.every((it) => statisticsOf(it).state === 'UP') && (await burst(url, 4)) === 0;
  });
}

/** When a load balancer has taken a target out, in milliseconds of the clock. */
function downIn(balancer, target) {
  const lines = podman('logs', '--timestamps', project.container(balancer)).split('\n');
  return lines.filter((it) => it.includes(`/${target} is DOWN`)).map((it) => Date.parse(it.split(' ')[0]));
}

/** By the trace of a request, the target that a load balancer sent it to, and what came of it. */
function waysThrough(balancer) {
  const ways = new Map();
  for (const line of project.logs(balancer).split('\n')) {
    const trace = line.match(/Root=(1-[0-9a-f]{8}-[0-9a-f]{24})/)?.[1];
    const start = line.indexOf('{"time"');
    if (trace && start >= 0) ways.set(trace, JSON.parse(line.slice(start)));
  }
  return ways;
}

async function nothingIsLost(result) {
  const there = await messages(url);
  const lost = result.acknowledged.filter((it) => !there.has(it));
  if (lost.length > 0) throw new Error(`${lost.length} of ${result.acknowledged.length} acknowledged writes are lost`);
}

function inSeconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

function say(what, result, besides) {
  rows.push([what, result.requests.length, result.failed.length, `${result.slowest.toFixed(1)} s`, besides]);
  console.log(`${what}: ${result.requests.length} requests in ${result.seconds.toFixed(1)} s, ${result.failed.length} failed, the slowest took ${result.slowest.toFixed(2)} s; ${besides}`);
}

/** Says of each kind of failure when it was, and what the load balancers had to do with it. */
function check(holds, otherwise, result) {
  if (holds) return;
  const balancers = ['frontend-load-balancer', 'backend-load-balancer'].map(waysThrough);
  const kinds = {};
  for (const it of result.failed) {
    const ways = balancers.map((ways) => ways.get(it.trace)).map((way) => (way ? `${way.target} ${way.status} ${way.ended}` : 'none'));
    const kind = `${it.error ?? it.status} ${it.text?.replace(/,? ?"requestId".*/, '').slice(0, 120) ?? ''} by way of ${ways.join(', ')}`;
    (kinds[kind] ??= []).push(it.at);
  }
  const said = Object.entries(kinds).map(([kind, at]) => `${at.length} times, from ${at[0]} to ${at.at(-1)} ms: ${kind}`);
  throw new Error(`${otherwise}: ${result.failed.length} of ${result.requests.length}\n${said.join('\n')}`);
}
