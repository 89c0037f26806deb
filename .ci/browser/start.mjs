// What every check in a browser begins with.
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** The files below a folder that end so, in order. */
export function filesIn(folder, ending) {
  const files = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(ending))
    .sort();
  if (files.length === 0) {
    throw new Error(`There is no ${ending} file below ${folder}`);
  }
  return files;
}

/** Chromium refuses to run its sandbox as root, as in a container. It opens nothing but the files that it is given. */
export function launch(browser, modules) {
  const puppeteer = createRequire(path.resolve(modules, 'index.js'))('puppeteer-core');
  return puppeteer.launch({ executablePath: browser, args: ['--no-sandbox'] });
}
