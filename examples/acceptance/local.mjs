// The same application on one's own machine, in a folder that package local has written.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Application } from './application.mjs';
import { Failed } from './commands.mjs';

export class LocalApplication extends Application {
  secondsBetweenQuestions = 1;

  constructor(commands, tools, folder) {
    super(commands, tools);
    this.folder = folder;
    const file = path.join(folder, 'compose.yaml');
    if (!existsSync(file)) {
      throw new Failed(`There is no ${file}. docs/local.md says how to write the folder: java -cp CLASSPATH io.github.threetierecs.local.Main cdk.out`);
    }
  }

  local(...args) {
    return this.commands.run([path.join(this.folder, 'local'), ...args]);
  }

  compose(...args) {
    const compose = (this.commands.environment.LOCAL_COMPOSE ?? 'docker compose').split(/\s+/);
    return this.commands.run([...compose, ...args], '', { folder: this.folder });
  }

  seconds(number) {
    return this.commands.dryRun ? undefined : new Promise((resolve) => setTimeout(resolve, number * 1000 * this.tools.pace));
  }

  async url() {
    if (this.commands.dryRun) return '<url>';
    this.where ??= await this.#whereItAnswers();
    return this.where;
  }

  async #whereItAnswers() {
    const { output } = await this.commands.run([path.join(this.folder, 'local'), 'status']);
    const found = output.match(/http:\/\/127\.0\.0\.1:\d+/);
    if (!found) throw new Failed(`${path.join(this.folder, 'local')} status does not say where it answers: ${output}`);
    return found[0];
  }

  async seen() {
    return {};
  }
}
