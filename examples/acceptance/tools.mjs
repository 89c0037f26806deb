// What the steps use beside commands: the load, the browser, and time. Tests have others.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { Failed } from './commands.mjs';

export const TOOLS = {
  /** Waiting takes so many times as long. */
  pace: 1,
  load: () => import('./load.mjs'),
  page,
};

/** Browsers use the page; pictures of it are kept in the folder. */
async function page(url, pictures) {
  const install = spawnSync(path.resolve('.ci/browser/install'), { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  if (install.status !== 0) {
    throw new Failed(`There is no browser: install Chromium or Chrome, so that chromium or google-chrome is in PATH. ${install.error?.message ?? install.stderr.trim()}`);
  }
  const { tryPage } = await import('./page.mjs');
  return tryPage({ url, pictures, browser: install.stdout.trim(), modules: 'target/browser/node_modules' }).catch((wrong) => {
    throw new Failed(wrong.message);
  });
}
