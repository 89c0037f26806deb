// Runs the blocks of docs/start.md in one shell, and compares what each prints with the block below it: node .ci/start/run.mjs [--containers]
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { blocksOf, differs } from './page.mjs';

const PAGE = 'docs/start.md';
const withContainers = process.argv.includes('--containers');
const folder = mkdtempSync(path.join(tmpdir(), 'start-'));
const outputs = path.join(folder, 'outputs');
const project = path.join(folder, 'here');
mkdirSync(outputs);
mkdirSync(project);

const blocks = blocksOf(readFileSync(PAGE, 'utf8')).filter((it) => withContainers || !it.marks.has('containers'));
const output = (at) => path.join(outputs, `${at}.txt`);

/** What another machine has elsewhere. */
function here(text) {
  const cli = process.env.CDK_CLI;
  const port = process.env.HTTP_PORT;
  const withCli = cli ? text.replace(/npx --yes aws-cdk\S[0-9.]+/g, cli) : text;
  return port ? withCli.replaceAll('127.0.0.1:8080', `127.0.0.1:${port}`) : withCli;
}

const script = ['set -e', 'shopt -s expand_aliases'];
blocks.forEach((block, at) => {
  script.push(`exec >'${output(at)}' 2>&1`, `date +%s >'${output(at)}.begin'`, here(block.commands), `date +%s >'${output(at)}.end'`);
});
const file = path.join(folder, 'commands.sh');
writeFileSync(file, script.join('\n'));

const { status } = spawnSync('bash', [file], { cwd: project, stdio: ['ignore', 'ignore', 'inherit'] });
let wrong = 0;
blocks.forEach((block, at) => {
  const first = block.commands.split('\n')[0];
  if (!existsSync(`${output(at)}.end`)) {
    return;
  }
  const seconds = readFileSync(`${output(at)}.end`, 'utf8') - readFileSync(`${output(at)}.begin`, 'utf8');
  const difference = block.shown === undefined ? undefined : differs(here(block.shown), readFileSync(output(at), 'utf8'), block.marks.has('versions'));
  console.log(`${difference ? 'DIFFERS' : 'as shown'}, ${seconds} s: ${first}`);
  if (difference) {
    wrong += 1;
    console.error(`${PAGE}:${block.line}: ${difference}`);
  }
});
if (status !== 0) {
  const last = blocks.findIndex((block, at) => !existsSync(`${output(at)}.end`));
  console.error(`${PAGE}:${blocks[last].line}: this block fails with code ${status}:\n${blocks[last].commands}${readFileSync(output(last), 'utf8')}`);
}
if (withContainers && existsSync(path.join(project, 'shop', 'local', 'local'))) {
  spawnSync('./local', ['reset'], { cwd: path.join(project, 'shop', 'local'), stdio: 'ignore' });
}
rmSync(folder, { recursive: true, force: true });
process.exitCode = status === 0 && wrong === 0 ? 0 : 1;
