// Runs the commands of the steps, or only prints them.
import { spawn } from 'node:child_process';
import { line } from './words.mjs';

/** So much of what a command says is in the report. */
const KEPT = 4_000;

export class Failed extends Error {}

export class Commands {
  #running = new Set();

  /** What has been run since the step began, with what was said. */
  said = [];

  constructor({ dryRun, print, environment }) {
    this.dryRun = dryRun;
    this.print = print;
    this.environment = environment;
  }

  /**
   * Runs a command to its end, and gives its exit code and what it has said. In a dry run it is printed, and its output is what `as` names.
   *
   * @param options `folder` in which it runs, `mayFail` if the caller judges the code, `loud` if it is shown while it runs
   */
  async run(command, as = '', options = {}) {
    if (this.dryRun) {
      this.print(options.folder ? `(cd ${options.folder} && ${line(command)})` : line(command));
      return { code: 0, output: as && `<${as}>` };
    }
    const result = await this.#start(command, options);
    this.said.push({ command: line(command), code: result.code, output: result.all.slice(-KEPT).trim() });
    if (result.code !== 0 && !options.mayFail) {
      throw new Failed(`${line(command)}\n${result.all.trim().slice(-KEPT) || `has ended with ${result.code}, and has said nothing`}`);
    }
    return { code: result.code, output: result.output.trim(), all: result.all };
  }

  #start([program, ...args], { folder, loud }) {
    return new Promise((resolve, reject) => {
      // Its own group of processes: Ctrl-C ends what this program ends, and not what still has something to say.
      const child = spawn(program, args, { cwd: folder, env: this.environment, stdio: ['ignore', 'pipe', 'pipe'], detached: process.platform !== 'win32' });
      this.#running.add(child);
      let output = '';
      let all = '';
      child.stdout.on('data', (chunk) => {
        output += chunk;
        all += chunk;
        if (loud) process.stderr.write(chunk);
      });
      child.stderr.on('data', (chunk) => {
        all += chunk;
        if (loud) process.stderr.write(chunk);
      });
      child.on('error', (error) => {
        this.#running.delete(child);
        reject(new Failed(`${program} cannot be started (${error.code}). Is it installed, and its folder in PATH?`));
      });
      child.on('close', (code) => {
        this.#running.delete(child);
        resolve({ code: code ?? 1, output, all });
      });
    });
  }

  /** Ends what runs here. What CloudFormation has begun goes on. */
  stop() {
    for (const child of this.#running) {
      try {
        process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGTERM');
      } catch {
        // It has ended in between.
      }
    }
  }
}
