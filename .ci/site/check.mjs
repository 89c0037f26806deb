// Everything that is checked of the built site: node .ci/site/check.mjs SITE BROWSER MODULES [--planted]
import { cpSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { launch } from '../browser/start.mjs';
import { checkFiles } from './check-files.mjs';
import { checkPages, checkSearch } from './check-pages.mjs';
import { readPages } from './pages.mjs';
import { PLANTED, plant } from './planted.mjs';

const [folder, browserPath, modules, planted] = process.argv.slice(2);
const site = readPages(path.join(import.meta.dirname, 'navigation.json'));
const seen = 'target/site-seen';
// One for each processor of a small machine: what is in the background in a browser is not drawn.
const browsers = await Promise.all([1, 2].map(() => launch(browserPath, modules)));
try {
  process.exitCode = (planted ? await findPlanted() : await checkAll()) ? 0 : 1;
} finally {
  await Promise.all(browsers.map((browser) => browser.close()));
}

async function checkAll() {
  rmSync(seen, { recursive: true, force: true });
  mkdirSync(seen, { recursive: true });
  const files = checkFiles(site, folder);
  const { problems, heaviest, visits } = await checkPages({ site, folder, browsers, modules, seen, urls: [...site.pages.map((page) => page.url), '404.html'] });
  const search = await checkSearch({ site, folder, browsers, modules, seen });
  const all = [...files.problems, ...problems, ...search];
  all.forEach((it) => console.error(it));
  console.log(`${site.pages.length} pages, ${files.links} links, ${visits} visits by axe-core; the heaviest page is ${heaviest.url} with ${heaviest.bytes} bytes`);
  return all.length === 0;
}

/** Each fault is planted alone, in a copy, and has to be found by its words. */
async function findPlanted() {
  const copy = path.resolve('target/site-planted');
  let found = 0;
  for (const fault of PLANTED) {
    rmSync(copy, { recursive: true, force: true });
    cpSync(folder, copy, { recursive: true });
    plant(site, copy, fault);
    const problems = checkFiles(site, copy).problems;
    if (!fault.inFiles) {
      problems.push(...(await checkPages({ site, folder: copy, browsers, modules, urls: [fault.page], only: fault.seen ?? ['light', 1280] })).problems);
    }
    if (fault.inSearch) {
      problems.push(...(await checkSearch({ site, folder: copy, browsers, modules, themes: ['light'] })));
    }
    const [first] = problems.filter((it) => it.includes(fault.found));
    console.log(`${fault.name}: ${first ?? 'NOT FOUND'}`);
    found += first ? 1 : 0;
  }
  rmSync(copy, { recursive: true, force: true });
  console.log(`${found} of ${PLANTED.length} planted faults are found`);
  return found === PLANTED.length;
}
