// What a browser sees of the pages: requests and their bytes, what axe-core finds in light and dark, wide and narrow, what paper cuts off, and
// what the search finds. The site is served below its path, and nothing beside it.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { QUERIES } from './queries.mjs';
import { serve } from './server.mjs';

/** Bytes of everything that one load of a page asks for, as a plain server of files sends it. */
const HEAVIEST = 300_000;
/** Milliseconds. A machine that does other things too may be slow. */
const PATIENCE = 120_000;
/** What a sheet of A4 has between its margins, in pixels. */
const A4 = 718;
const A4_HEIGHT = 1009;
const LOOKS = [['light', 1280], ['dark', 360], ['dark', 1280], ['light', 360]];
/** One page of each kind, which is looked at in every way. Each other page is looked at in one of them, in turn. */
const KINDS = ['index.html', 'options.html', 'architecture.html', 'symptoms.html', 'recipes/index.html', 'decisions/index.html', 'recipes/kotlin.html', '404.html'];
const PRINTED = ['start.html', 'options.html', 'architecture.html'];
/** All pages, or one of them in one way, also printed. */
export async function checkPages({ site, folder, browsers, modules, seen, urls, only }) {
  const axe = readFileSync(path.join(modules, 'axe-core', 'axe.min.js'), 'utf8');
  const server = await serve(folder, site.path);
  const problems = [];
  const heaviest = { bytes: 0 };
  const visits = urls.flatMap((url, at) => (only ? [only] : KINDS.includes(url) ? LOOKS : [LOOKS[at % LOOKS.length]]).map((look) => [url, ...look]));
  const waiting = [...visits];
  const visitAll = async (browser) => {
    for (let visit; (visit = waiting.shift()); ) {
      await look(browser, ...visit);
    }
  };
  await Promise.all(browsers.map(visitAll));
  for (const url of only ? urls : PRINTED) {
    await print(url);
  }
  server.close();
  return { problems, heaviest, visits: visits.length };

  async function look(browser, url, theme, width) {
    const where = `${url}, ${theme}, ${width} pixels`;
    const page = await newPage(browser);
    const traffic = watch(page, server.address, (what) => problems.push(`${where}: ${what}`));
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    await page.setViewport({ width, height: 900 });
    const notFound = url === '404.html';
    const response = await page.goto(server.address + (notFound ? 'no/such/page' : url));
    if (response.status() !== (notFound ? 404 : 200)) {
      problems.push(`${where}: the server answers ${response.status()}`);
    }
    if (traffic.bytes > heaviest.bytes) {
      Object.assign(heaviest, { url, bytes: traffic.bytes });
    }
    if (traffic.bytes > HEAVIEST) {
      problems.push(`${where}: loading it takes ${traffic.bytes} bytes, more than ${HEAVIEST}`);
    }
    for (const [id, nodes] of await violations(page, axe)) {
      problems.push(`${where}: axe-core finds ${id} at ${nodes}`);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    if (wide > width) {
      problems.push(`${where}: the page is ${wide} pixels wide`);
    }
    if (seen && KINDS.includes(url)) {
      await page.screenshot({ path: `${seen}/${url.replace('/', '-').replace('.html', '')}.${theme}.${width}.png` });
    }
    await page.close();
  }

  /** On paper there is no navigation, and nothing is cut off. */
  async function print(url) {
    const page = await newPage(browsers[0]);
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: 'dark' }]);
    await page.emulateMediaType('print');
    await page.setViewport({ width: A4, height: 1000 });
    await page.goto(server.address + url);
    const wrong = await page.evaluate((sheet) => {
      const all = (selector) => [...document.querySelectorAll(selector)];
      const cut = all('main pre, main table, main img').filter((it) => it.scrollWidth > it.clientWidth + 1 || it.getBoundingClientRect().right > innerWidth + 1 || (it.matches('img') && it.height > sheet));
      const shown = all('header, nav, button, dialog').filter((it) => it.offsetHeight > 0);
      const link = document.querySelector('article a[href^="https"]');
      const address = link && getComputedStyle(link, '::after').content;
      return [
        ...cut.map((it) => `${it.tagName} is cut off: ${it.textContent.slice(0, 40)}`),
        ...shown.map((it) => `${it.tagName} is printed`),
        ...(address && !address.includes('https') ? ['addresses of links are not printed'] : []),
        ...(getComputedStyle(document.body).backgroundColor === 'rgb(255, 255, 255)' ? [] : ['paper is not white']),
      ];
    }, A4_HEIGHT);
    wrong.forEach((it) => problems.push(`${url}, printed: ${it}`));
    if (seen) {
      await page.pdf({ path: `${seen}/${url.replace('/', '-').replace('.html', '')}.pdf`, format: 'A4', margin: { top: '15mm', right: '10mm', bottom: '15mm', left: '10mm' } });
    }
    await page.close();
  }
}

/** The search answers from files of the site, and what it shows can be read. */
export async function checkSearch({ site, folder, browsers, modules, seen, themes = ['light', 'dark'] }) {
  const axe = readFileSync(path.join(modules, 'axe-core', 'axe.min.js'), 'utf8');
  const server = await serve(folder, site.path);
  const problems = [];
  for (const theme of themes) {
    const page = await newPage(browsers[0]);
    const where = `search, ${theme}`;
    watch(page, server.address, (what) => problems.push(`${where}: ${what}`));
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
    await page.setViewport({ width: theme === 'light' ? 1280 : 360, height: 900 });
    // From a page in a folder, whose links have another beginning.
    await page.goto(`${server.address}recipes/kotlin.html`);
    await page.keyboard.press('/');
    for (const [query, url] of QUERIES) {
      await page.$eval('#search input', (it) => (it.value = ''));
      await page.type('#search input', query);
      const found = await page
        .waitForFunction(
          (query) => document.querySelector('#search [role=status]').dataset.of === query && [...document.querySelectorAll('#search a')].map((it) => it.href),
          { timeout: PATIENCE },
          query,
        )
        .then((it) => it.jsonValue(), () => []);
      const [first, ...more] = found.slice(0, 3).map((it) => it.replace(server.address, ''));
      if (first !== url && !first?.startsWith(`${url}#`)) {
        problems.push(`${where}: "${query}" does not find ${url} first, but ${[first ?? 'nothing', ...more].join(', ')}`);
        // Without an index each query would wait in vain.
        if (!first) break;
      }
      if (query === QUERIES[0][0]) {
        for (const [id, nodes] of await violations(page, axe)) {
          problems.push(`${where}: axe-core finds ${id} at ${nodes}`);
        }
        if (seen) {
          await page.screenshot({ path: `${seen}/search.${theme}.png` });
        }
      }
    }
    await page.close();
  }
  server.close();
  return problems;
}

async function newPage(browser) {
  const page = await browser.newPage();
  page.setDefaultTimeout(PATIENCE);
  return page;
}

/** What a page asks for of the site, and what it says or asks for elsewhere. */
function watch(page, address, tell) {
  const traffic = { bytes: 0 };
  page.on('request', (request) => {
    if (!request.url().startsWith(address) && !request.url().startsWith('data:')) tell(`it asks for ${request.url()}`);
  });
  page.on('response', async (response) => {
    traffic.bytes += Number(response.headers()['content-length'] ?? 0);
    if (response.status() >= 400 && response.request().resourceType() !== 'document') tell(`${response.url()} is answered by ${response.status()}`);
  });
  page.on('console', (message) => {
    const expected = message.text().includes('404') && page.url().endsWith('no/such/page');
    if (!expected) tell(`the console says ${message.text()}`);
  });
  page.on('pageerror', (error) => tell(`a script failed: ${error.message}`));
  return traffic;
}

async function violations(page, axe) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const found = await axe.run(document, { resultTypes: ['violations'] });
    return found.violations.map((it) => [it.id, it.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')]);
  });
}
