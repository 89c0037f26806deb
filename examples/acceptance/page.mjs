// Browsers use the guestbook through all three tiers: by mouse, by keyboard alone, two at once, while what they need is away; axe-core reads along.
import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { launch } from '../../.ci/browser/start.mjs';

/**
 * Tries the page at a URL, and keeps pictures of it.
 *
 * @param away `begin` takes away what a write needs, and `end` brings it back; left out, that is not tried
 * @returns what was tried, as a sentence; throws with everything that is wrong
 */
export async function tryPage({ url, pictures, browser: browserPath, modules, away }) {
  const axe = readFileSync(path.join(modules, 'axe-core', 'axe.min.js'), 'utf8');
  const browser = await launch(browserPath, modules);
  const problems = [];
  // Entries of a run before may be there.
  const run = Date.now().toString(36);
  try {
    await bySomebodyWhoUsesTheMouse();
    await bySomebodyWhoUsesTheKeyboardAlone();
    await byTwoAtOnce();
    await whatIsMissingIsSaid();
    if (away) await afterAFailure();
    await says('Grace Hopper', 'It is easier to ask forgiveness than to get permission.');
    await says('Ada Lovelace', 'Better signed late than never.');
    await says('Margaret Hamilton', 'Still here after the restart.');
    await isReadable();
  } finally {
    await browser.close();
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return `written, reloaded and read: by mouse, by keyboard alone, by two at once${away ? ', and again after a failure' : ''}; axe-core finds nothing`;

  function holds(condition, otherwise) {
    if (!condition) problems.push(otherwise);
  }

  async function open(options = {}) {
    const context = await (browser.createBrowserContext ?? browser.createIncognitoBrowserContext).call(browser);
    const page = await context.newPage();
    page.on('pageerror', (error) => problems.push(`a script failed: ${error.message}`));
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: options.theme ?? 'light' }]);
    await page.setViewport({ width: options.width ?? 1000, height: options.height ?? 760, deviceScaleFactor: options.scale ?? 1 });
    await page.goto(url, { waitUntil: 'networkidle0' });
    return page;
  }

  async function texts(page) {
    return page.$$eval('#entries li p', (all) => all.map((it) => it.textContent));
  }
  async function status(page) {
    return page.$eval('#status', (it) => it.textContent);
  }
  async function hasFocus(page, selector) {
    return page.$eval(selector, (it) => it === document.activeElement);
  }

  async function appears(page, message) {
    await page.waitForFunction((text) => [...document.querySelectorAll('#entries li p')].some((it) => it.textContent === text), { timeout: 15000 }, message);
  }

  async function says(name, message) {
    const answer = await fetch(`${url}/api/entries`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name, message }) });
    holds(answer.status === 201, `an entry was answered with ${answer.status}`);
  }

  async function bySomebodyWhoUsesTheMouse() {
    const page = await open();
    const message = `By mouse <b>and</b> "quotes" & ünïcödé 🙂`;
    await page.type('#name', 'Ada Lovelace');
    await page.type('#message', message);
    await page.click('#form button');
    await appears(page, message);
    await page.reload({ waitUntil: 'networkidle0' });
    holds((await texts(page))[0] === message, 'after a reload the entry is not the first one');
    await page.close();
  }

  async function bySomebodyWhoUsesTheKeyboardAlone() {
    const page = await open();
    const order = [];
    for (let presses = 0; presses < 4; presses++) {
      await page.keyboard.press('Tab');
      order.push(await page.evaluate(() => document.activeElement.id || document.activeElement.className || document.activeElement.tagName));
    }
    holds(order.join() === 'skip,name,message,BUTTON', `Tab leads to ${order.join(', ')}`);
    await page.focus('#name');
    await page.keyboard.type('Margaret Hamilton');
    await page.keyboard.press('Tab');
    const message = `Without a mouse, ${run}.`;
    await page.keyboard.type(message);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await appears(page, message);
    holds(await hasFocus(page, '#form button'), 'after Enter the focus is lost');
    await page.close();
  }

  async function byTwoAtOnce() {
    const pages = await Promise.all([open(), open()]);
    await Promise.all(pages.map(async (page, index) => {
      await page.type('#name', `Visitor ${index}`);
      await page.type('#message', `At the same time, ${index}, ${run}`);
    }));
    await Promise.all(pages.map((page) => page.click('#form button')));
    await Promise.all(pages.map((page, index) => appears(page, `At the same time, ${index}, ${run}`)));
    for (const page of pages) {
      await page.reload({ waitUntil: 'networkidle0' });
      const found = (await texts(page)).filter((it) => it.startsWith('At the same time') && it.endsWith(run));
      holds(found.length === 2, `one of two sees ${found.length} of two entries`);
      await page.close();
    }
  }

  async function whatIsMissingIsSaid() {
    const page = await open();
    await page.focus('#message');
    const message = `Without a name, ${run}.`;
    await page.keyboard.type(message);
    await page.click('#form button');
    await page.waitForFunction(() => document.getElementById('name-error').textContent !== '', { timeout: 15000 });
    holds(await hasFocus(page, '#name'), 'the focus is not on the field that is wrong');
    await page.keyboard.type('Now with one');
    await page.keyboard.press('Enter');
    await appears(page, message);
    await page.close();
  }

  /** A write fails: the page says so, keeps what was written, and it can be sent again by keyboard alone. */
  async function afterAFailure() {
    const page = await open();
    await page.focus('#name');
    await page.keyboard.type('Katherine Johnson');
    await page.keyboard.press('Tab');
    const message = `Sent twice, ${run}.`;
    await page.keyboard.type(message);
    await away.begin();
    try {
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await page.waitForFunction(() => document.getElementById('status').classList.contains('failed'), { timeout: 40000 });
      holds((await status(page)).startsWith('Your entry was not written.'), `the page says: ${await status(page)}`);
      holds((await page.$eval('#message', (it) => it.value)) === message, 'what was written is gone');
      holds(await hasFocus(page, '#form button'), 'after a failure the focus is lost');
      await reads(page, 'after a failure');
    } finally {
      await away.end();
    }
    await page.keyboard.press('Enter');
    await appears(page, message);
    holds((await texts(page)).filter((it) => it === message).length === 1, 'an entry is there twice');
    await page.close();
  }

  async function isReadable() {
    mkdirSync(pictures, { recursive: true });
    for (const [name, options] of Object.entries({
      'guestbook': { height: 480 },
      'guestbook-dark': { theme: 'dark' },
      'guestbook-phone': { width: 390, height: 780, scale: 2 },
      'guestbook-phone-dark': { width: 390, height: 780, scale: 2, theme: 'dark' },
    })) {
      const page = await open(options);
      await reads(page, name);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      holds(wide <= 0, `${name}: the page is ${wide} pixels wider than the window`);
      await page.screenshot({ path: path.join(pictures, `${name}.png`) });
      await page.close();
    }
  }

  async function reads(page, where) {
    await page.evaluate(axe);
    const found = await page.evaluate(async () => (await axe.run(document, { resultTypes: ['violations'] })).violations.map((it) => `${it.id} at ${it.nodes[0].target.join(' ')}`));
    found.forEach((it) => problems.push(`${where}: axe-core finds ${it}`));
  }
}
