// What the checks do with the containers of a local project.
import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** The project of a folder: its name, and its containers. */
export function projectIn(folder) {
  const name = readFileSync(path.join(folder, 'compose.yaml'), 'utf8').match(/^name: (.*)$/m)[1];
  const container = (service) => `${name}_${service}_1`;
  return {
    name,
    container,
    script: 'local',
    /** Runs the project's script; what it says is its result. */
    local(args, environment = {}) {
      return run(path.join(folder, this.script), args, { env: { ...process.env, ...environment } });
    },
    inspect: (service) => JSON.parse(podman('container', 'inspect', container(service)))[0],
    logs: (service) => podman('logs', container(service)),
    podman,
  };
}

/** Fails with what the command said. */
async function run(command, args, options) {
  try {
    const { stdout, stderr } = await execute(command, args, { ...options, maxBuffer: 64 << 20 });
    return { code: 0, output: stdout + stderr };
  } catch (failed) {
    return { code: failed.code ?? 1, output: `${failed.stdout}${failed.stderr}` };
  }
}

export function podman(...args) {
  const done = spawnSync('podman', args, { encoding: 'utf8', maxBuffer: 64 << 20 });
  if (done.status !== 0) {
    throw new Error(`podman ${args.join(' ')}: ${done.stderr}`);
  }
  return done.stdout + (args[0] === 'logs' ? done.stderr : '');
}

export const seconds = (number) => new Promise((resolve) => setTimeout(resolve, number * 1000));

/** Asks until the answer is yes, for so many seconds; says at the end after how many it was. */
export async function until(limit, what, question) {
  const start = Date.now();
  for (;;) {
    if (await question()) return (Date.now() - start) / 1000;
    if (Date.now() - start > limit * 1000) throw new Error(`${what}: not within ${limit} seconds`);
    await seconds(0.2);
  }
}
