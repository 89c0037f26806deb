// Uses every page below a folder in a headless browser as people do, by mouse and by keyboard, in light and dark, wide and narrow; asks axe-core;
// and keeps what it has seen as PNG beside the page. Fails on whatever the console says.
// node .ci/blueprint/pages.mjs FOLDER BROWSER MODULES. With REGENERATE=true the picture of docs is taken of the quickstart's page.
import { copyFileSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { filesIn, launch } from '../browser/start.mjs';

/** The width of a page between its margins, in pixels. */
const A4 = 718;

const [folder, browserPath, modules] = process.argv.slice(2);
const axe = readFileSync(path.join(modules, 'axe-core', 'axe.min.js'), 'utf8');

const files = filesIn(folder, '.html');

const browser = await launch(browserPath, modules);
const problems = [];
let said = [];
try {
  await plantedFaultsAreSeen(files[0]);
  for (const file of files) {
    for (const theme of ['light', 'dark']) {
      for (const width of [1280, 400]) {
        const where = `${file}, ${theme}, ${width} pixels`;
        const page = await open(file, theme, width);
        await reads(page, where);
        await looks(page, file, theme, width);
        if (theme === 'light') {
          await uses(page, where);
        }
        said.forEach((it) => problems.push(`${where}: ${it}`));
        await page.close();
      }
    }
    await withoutScript(file);
    console.log(file);
  }
} finally {
  await browser.close();
}
if (process.env.REGENERATE === 'true') {
  copyFileSync(path.join(folder, 'quickstart', 'index.tiers.light.1280.png'), 'docs/pictures/blueprint-page.png');
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}

async function open(file, theme, width, javaScript = true) {
  said = [];
  const page = await browser.newPage();
  const url = pathToFileURL(path.resolve(folder, file)).href;
  page.on('console', (message) => said.push(`the console says: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`a script failed: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) said.push(`the page asks for ${request.url()}`);
  });
  await page.setJavaScriptEnabled(javaScript);
  await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: theme }]);
  await page.setViewport({ width, height: 900 });
  await page.goto(url);
  return page;
}

/** What axe-core finds, and whether the page is wider than the window. */
async function reads(page, where) {
  for (const [id, nodes] of await violations(page)) {
    problems.push(`${where}: axe-core finds ${id} at ${nodes}`);
  }
  const [wide, window] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  if (wide > window) {
    problems.push(`${where}: the page is ${wide} pixels wide`);
  }
}

async function violations(page) {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const found = await axe.run(document, { resultTypes: ['violations'] });
    return found.violations.map((it) => [it.id, it.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(', ')]);
  });
}

async function looks(page, file, theme, width) {
  const png = (name) => path.join(folder, file.replace(/\.html$/, `.${name}.${theme}.${width}.png`));
  for (const tab of await page.$$('[role=tab]')) {
    await tab.click();
    const name = await tab.evaluate((it) => it.id.slice('tab-'.length));
    await page.screenshot({ path: png(name) });
  }
  await page.screenshot({ path: png('whole'), fullPage: true });
  const [first] = await page.$$('[role=tab]');
  await first.click();
}

/** Every part is chosen in every picture, every step is taken, every figure is edited. */
async function uses(page, where) {
  const wrong = await page.evaluate(async () => {
    const wrong = [];
    const all = (selector, within = document) => [...within.querySelectorAll(selector)];
    const panel = document.getElementById('panel');
    for (const tab of all('[role=tab]')) {
      tab.click();
      const shown = all('.picture').filter((it) => !it.hidden);
      if (shown.length !== 1 || shown[0].id !== tab.getAttribute('aria-controls')) wrong.push(`${tab.id} does not show its picture alone`);
      for (const part of all('a.bp-part', shown[0])) {
        part.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
        const details = document.querySelector(part.getAttribute('href'));
        if (panel.hidden || panel.querySelector('h3')?.textContent !== details.querySelector('summary').textContent) {
          wrong.push(`${part.getAttribute('href')} is not shown when it is clicked`);
        }
        if (!part.classList.contains('bp-selected')) wrong.push(`${part.getAttribute('href')} is not marked`);
        if (details.querySelectorAll('*').length > panel.querySelectorAll('*').length) wrong.push(`${part.getAttribute('href')} is shown in part`);
      }
      panel.querySelector('button').click();
      if (!panel.hidden || document.querySelector('.bp-selected')) wrong.push('the panel does not close');
    }
    all('[role=tab]')[0].click();

    const steps = all('.walk li');
    const seen = new Set();
    steps.forEach(() => {
      document.querySelector('[data-step="1"]').click();
      seen.add(document.querySelector('.steps output').textContent);
      if (all('[aria-current=step]').length !== 1) wrong.push('not one step is the current one');
    });
    if (seen.size !== steps.length) wrong.push(`${seen.size} of ${steps.length} steps of a request are told`);

    for (const cost of all('.cost')) {
      const usage = () => cost.querySelector('.usage').textContent;
      const inputs = all('input', cost);
      if (inputs.length === 0) continue;
      const medium = usage();
      cost.querySelector('[data-level=high]').click();
      const high = usage();
      inputs.forEach((it) => {
        it.value = '0';
        it.dispatchEvent(new Event('input', { bubbles: true }));
      });
      if (usage() !== '$0.00') wrong.push(`usage of nothing costs ${usage()}`);
      cost.querySelector('[data-level=medium]').click();
      if (usage() !== medium) wrong.push(`medium usage is first ${medium}, then ${usage()}`);
      if (Number(high.slice(1)) <= Number(medium.slice(1))) wrong.push(`high usage costs ${high}, medium ${medium}`);
    }

    const theme = document.getElementById('theme');
    const paper = () => getComputedStyle(document.body).backgroundColor;
    const before = paper();
    theme.value = 'dark';
    theme.dispatchEvent(new Event('change'));
    if (paper() === before) wrong.push('dark is not dark');
    theme.value = '';
    theme.dispatchEvent(new Event('change'));
    if (paper() !== before) wrong.push('the colors of the browser do not come back');
    return wrong;
  });
  wrong.forEach((it) => problems.push(`${where}: ${it}`));
  await byKeyboard(page, where);
}

async function byKeyboard(page, where) {
  const focus = (what) => page.evaluate(what);
  await page.focus('[role=tab]');
  await page.keyboard.press('ArrowRight');
  if (!(await focus(() => document.activeElement.id === 'tab-network' && !document.getElementById('picture-network').hidden))) {
    problems.push(`${where}: the arrow key does not lead to the next picture`);
  }
  for (let presses = 0; presses < 20; presses++) {
    await page.keyboard.press('Tab');
    if (await focus(() => document.activeElement.matches('#picture-network a.bp-part'))) break;
  }
  const part = await focus(() => document.activeElement.getAttribute('href'));
  await page.keyboard.press('Enter');
  if (!(await focus(() => document.getElementById('panel').contains(document.activeElement)))) {
    problems.push(`${where}: Enter on a part of the picture does not lead to its words`);
  }
  await page.keyboard.press('Escape');
  if ((await focus(() => document.activeElement.getAttribute('href'))) !== part || part === null) {
    problems.push(`${where}: Escape does not lead back to the part of the picture`);
  }
  const order = await page.evaluate(() => [...document.querySelectorAll('[tabindex]')].filter((it) => it.tabIndex > 0).length);
  if (order > 0) {
    problems.push(`${where}: ${order} elements are reached out of order`);
  }
}

/** Without JavaScript, and on paper, all pictures and words are there. */
async function withoutScript(file) {
  const page = await open(file, 'light', 1280, false);
  const hidden = await page.$$eval('.picture, details.part', (all) => all.filter((it) => it.offsetHeight === 0).length);
  if (hidden > 0) {
    problems.push(`${file}: without JavaScript ${hidden} pictures and parts cannot be seen`);
  }
  await page.close();
  const printed = await open(file, 'dark', 1280);
  await printed.emulateMediaType('print');
  const paper = await printed.evaluate(() => ({
    hidden: [...document.querySelectorAll('.picture')].filter((it) => it.offsetHeight === 0).length,
    color: getComputedStyle(document.body).backgroundColor,
  }));
  if (paper.hidden > 0 || paper.color !== 'rgb(255, 255, 255)') {
    problems.push(`${file}: on paper ${paper.hidden} pictures are missing, and its color is ${paper.color}`);
  }
  await printed.setViewport({ width: A4, height: 900 });
  const wide = await printed.evaluate(() =>
    [...document.querySelectorAll('table, pre, svg')].filter((it) => it.scrollWidth > it.clientWidth + 1 || it.getBoundingClientRect().right > innerWidth + 1).length,
  );
  if (wide > 0) {
    problems.push(`${file}: on paper ${wide} tables, commands and pictures are cut off`);
  }
  await printed.screenshot({ path: path.join(folder, file.replace(/\.html$/, '.printed.png')), fullPage: true });
  said.forEach((it) => problems.push(`${file}, printed: ${it}`));
  await printed.close();
}

/** A check that finds nothing has to be one that can. */
async function plantedFaultsAreSeen(file) {
  const page = await open(file, 'light', 1280);
  await page.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="https://example.com/x.png"><p style="color:red">x</p><div class="planted"></div>');
    document.querySelector('.planted').append(Object.assign(document.createElement('script'), { textContent: 'window.ran = true' }));
  });
  const ids = (await violations(page)).map(([id]) => id);
  await new Promise((resolve) => setTimeout(resolve, 200));
  const ran = await page.evaluate(() => window.ran === true);
  const refused = said.filter((it) => it.includes('Content Security Policy')).length;
  if (!ids.includes('image-alt') || ran || refused < 3) {
    problems.push(`planted faults are not seen: axe-core finds ${ids.join(', ') || 'nothing'}, the policy refuses ${refused} of 3`);
  }
  await page.close();
}
