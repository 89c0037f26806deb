// From inside each host of a local project, tries to reach each other one at each port, by the name that it knows it by, by the other's own address,
// and through each address at which its networks have a way; compares with reachable.tsv. node .ci/local/pairs.mjs FOLDER [--planted]
// A server is reached when it answers with a byte: HAProxy accepts a connection before it knows whether there is anything behind it.
import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { podman, projectIn, until } from './containers.mjs';

/** What runs in the host: lines of an address or a name and a port in, those that have answered out. */
const PROBE = `
probe() {
  timeout 5 bash -c 'exec 3<>"/dev/tcp/$0/$1" && printf "GET / HTTP/1.0\\r\\n\\r\\n" >&3 && IFS= read -r -d "" -n 1 -u 3 && echo "$0 $1"' "$1" "$2" 2>/dev/null
}
asked=0
while read -r where port; do
  probe "$where" "$port" &
  # All at once would take longer than they wait, on a busy machine.
  ((++asked % 16 > 0)) || wait
done
wait`;

/** This machine, which only knows the published ports. */
const CLIENTS = 'internet';

const [folder, mode] = process.argv.slice(2);
const project = projectIn(folder);
const table = readFileSync(path.join(folder, 'reachable.tsv'), 'utf8')
  .split('\n')
  .filter((line) => line && !line.startsWith('#'))
  .map((line) => line.split('\t'))
  .map(([from, to, port, reachable]) => ({ from, to, port, reachable: reachable === 'yes' }));
const ports = [...new Set(table.map((it) => it.port))];
const hosts = [...new Set(table.map((it) => it.from))];
const running = new Set(podman('ps', '--format', '{{ .Names }}').split('\n'));

if (mode === '--planted') {
  await planted();
} else {
  const wrong = await differences(true);
  wrong.forEach((it) => console.error(it));
  process.exitCode = wrong.length > 0 ? 1 : 0;
}

/** Whose network a host has; a host of a profile that is not started has none. */
function containerOf(host) {
  return [`${host}-network`, host].map(project.container).find((it) => running.has(it));
}

function networksOf(container) {
  return JSON.parse(podman('container', 'inspect', container))[0].NetworkSettings.Networks;
}

async function differences(says = false, clients = hosts) {
  const vpc = networksOf(project.container('vpc'));
  const found = await Promise.all(clients.filter((it) => it !== CLIENTS && containerOf(it)).map((it) => from(it, vpc)));
  if (says) {
    const tried = found.reduce((sum, it) => sum + it.tried, 0);
    console.log(`${tried} connections tried from ${found.length} hosts, of which ${table.filter((it) => it.reachable).length} pairs are open`);
    const open = (to, port) => table.filter((it) => it.to === to && it.port === port && it.reachable).map((it) => it.from);
    console.log(`the database's port is open to ${open('database', '3306').join(', ')} alone`);
    console.log(`a backend's port is open to ${open('backend-1', '8080').join(', ')} alone`);
  }
  return [...found.flatMap((it) => it.wrong), ...published()];
}

/** What is different for one client, and how many connections it has tried. */
async function from(client, vpc) {
  const wrong = [];
  const rows = table.filter((it) => it.from === client);
  const own = (to) => (containerOf(to) ? Object.values(networksOf(containerOf(to))).map((it) => it.IPAddress) : []);
  const questions = new Map();
  for (const { to, port, reachable } of rows) {
    questions.set(`${to} ${port}`, reachable && (containerOf(to) !== undefined || to.startsWith('database')));
    own(to).forEach((address) => questions.set(`${address} ${port}`, false));
  }
  const networks = Object.keys(networksOf(containerOf(client))).flatMap((it) => vpc[it]?.IPAddress ?? []);
  const through = networks.flatMap((address) => ports.map((port) => `${address} ${port}`));
  const answered = await probe(client, [...questions.keys(), ...through], (it) => questions.get(it));
  for (const [question, reachable] of questions) {
    if (answered.has(question) !== reachable) {
      wrong.push(`${client} ${reachable ? 'cannot reach' : 'reaches'} ${question}`);
    }
  }
  // Whatever the names are: as many ways lead out of its networks as it has servers. Which ones they are is not known, so all are asked again.
  const meant = [...questions.values()].filter((it) => it).length;
  const open = new Set(through.filter((it) => answered.has(it)));
  for (let tries = 1; tries < 3 && open.size < meant; tries++) {
    const said = await inside(containerOf(client), through.filter((it) => !open.has(it)));
    said.forEach((it) => open.add(it));
  }
  if (open.size !== meant) {
    wrong.push(`${client} has ${open.size} ways out of its networks, and should have ${meant}: ${[...open].join(', ')}`);
  }
  return { wrong, tried: questions.size + through.length };
}

/** On a busy machine, what should answer is asked three times. */
async function probe(from, questions, isMeant) {
  const answered = new Set();
  for (let tries = 0; tries < 3; tries++) {
    const left = questions.filter((it) => !answered.has(it) && (tries === 0 || isMeant(it)));
    if (left.length === 0) break;
    const said = await inside(containerOf(from), left);
    said.forEach((it) => answered.add(it));
  }
  return answered;
}

function inside(container, questions) {
  return new Promise((resolve, reject) => {
    const child = execFile('podman', ['exec', '--interactive', container, 'bash', '-c', PROBE], (error, stdout) =>
      error ? reject(error) : resolve(stdout.split('\n').filter(Boolean)),
    );
    child.stdin.end(`${questions.join('\n')}\n`);
  });
}

/** What this machine publishes is what clients may reach. */
function published() {
  const all = [...running].filter((it) => it.startsWith(`${project.name}_`)).flatMap((it) => podman('port', it).split('\n').filter(Boolean));
  const meant = new Set(table.filter((it) => it.from === CLIENTS && it.reachable).map((it) => it.port));
  const found = new Set(all.map((it) => it.split('/')[0]));
  const wrong = all.filter((it) => !it.includes('127.0.0.1:')).map((it) => `${it} is published to other machines`);
  if ([...meant].sort().join() !== [...found].sort().join()) {
    wrong.push(`published are the ports ${[...found].join(', ')}, and should be ${[...meant].join(', ')}`);
  }
  return wrong;
}

/** Opens a way, closes one, and puts a frontend into the database's network: each has to be found, and to be gone afterwards. */
async function planted() {
  const file = path.join(folder, 'security-groups.cfg');
  const meant = readFileSync(file, 'utf8');
  // Those that the plants are about; all others were tried before.
  const clients = hosts.filter((it) => /^(frontend|backend)-\d+$/.test(it));
  const frontend = hosts.find((it) => it.startsWith('frontend-1')) ?? 'frontend';
  const network = Object.entries(networksOf(containerOf(frontend))).find(([it]) => it.endsWith(`_${frontend}`))[0];
  const database = Object.entries(networksOf(project.container('database'))).find(([it]) => it.endsWith('_database'));
  const way = networksOf(project.container('vpc'))[network].IPAddress;
  const lines = meant.split('\n');
  const toDatabase = lines.findIndex((it) => it.includes(`:3306`) && it.trim().startsWith('bind'));

  await found(`${frontend} reaches`, 'a way from a frontend to the database', () => {
    write(`${meant}\nlisten planted\n  mode tcp\n  bind ${way}:3306\n  server database ${database[1].IPAddress}:3306\n`);
  }, () => write(meant), `${frontend} has `);
  await found(' database 3306', 'a way to the database that is missing', () => {
    write(lines.filter((_, index) => index !== toDatabase).join('\n'));
  }, () => write(meant));
  await found(`${frontend} reaches`, "a frontend in the database's network", () => {
    podman('network', 'connect', database[0], containerOf(frontend));
  }, () => podman('network', 'disconnect', database[0], containerOf(frontend)));
  let left = [];
  await until(60, 'it is as before', async () => (left = await differences(false, clients)).length === 0).catch(() => {});
  if (left.length > 0) throw new Error(`it is not as before: ${left.join('; ')}`);

  function write(text) {
    writeFileSync(file, text);
    podman('restart', '--time', '1', project.container('vpc'));
  }

  async function found(words, what, plant, remove, orWords = words) {
    const isFound = (wrong) => wrong.some((it) => it.includes(words) || it.includes(orWords));
    plant();
    let wrong = [];
    try {
      await until(20, 'the ways are open again', async () => podman('container', 'inspect', '--format', '{{ .State.Running }}', project.container('vpc')).trim() === 'true');
      // As what should answer: what should not is asked once, and a busy machine may be late.
      for (let tries = 0; tries < 3 && !isFound(wrong); tries++) wrong = await differences(false, clients);
    } finally {
      remove();
    }
    if (!isFound(wrong)) {
      throw new Error(`not found: ${what}. Said was: ${wrong.join('; ') || 'nothing'}`);
    }
    console.log(`found: ${what}`);
  }
}
