// Browsers use the guestbook of a local project, also while its database is away: node .ci/local/page.mjs URL PICTURES BROWSER MODULES FOLDER
// With REGENERATE=true the picture of docs is taken of it.
import { copyFileSync } from 'node:fs';
import path from 'node:path';
import { tryPage } from '../../examples/acceptance/page.mjs';
import { podman, projectIn, until } from './containers.mjs';

const [url, pictures, browser, modules, folder] = process.argv.slice(2);
const database = projectIn(folder).container('database');

const answers = async () => (await fetch(`${url}/api/entries`).catch(() => ({}))).status;

const away = {
  async begin() {
    podman('stop', '--time', '30', database);
    await until(40, 'the backends say that there is no database', async () => (await answers()) === 503);
  },
  async end() {
    podman('start', database);
    await until(60, 'the backends have the database again', async () => (await answers()) === 200);
  },
};

console.log(await tryPage({ url, pictures, browser, modules, away }));
if (process.env.REGENERATE === 'true') {
  copyFileSync(path.join(pictures, 'guestbook.png'), 'docs/pictures/guestbook.png');
}
