// Parses and renders every Mermaid file below a folder in a headless browser, and writes a PNG beside each, in light and in dark.
// node .ci/blueprint/render.mjs FOLDER BROWSER MODULES
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesIn, launch } from '../browser/start.mjs';

const [folder, browserPath, modules] = process.argv.slice(2);

const files = filesIn(folder, '.mmd');

const browser = await launch(browserPath, modules);
const problems = [];
try {
  const page = await browser.newPage();
  page.on('request', (request) => problems.push(`the page asked for ${request.url()}`));
  page.on('pageerror', (error) => problems.push(`the page failed: ${error.message}`));
  await page.setContent('<!doctype html><meta charset="utf-8"><body style="margin:16px"><div id="picture"></div></body>');
  await page.addScriptTag({ content: readFileSync(path.join(modules, 'mermaid', 'dist', 'mermaid.min.js'), 'utf8') });

  const planted = await page.evaluate(() => mermaid.parse('flowchart TB\n  a["unfinished').then(() => 'parsed', () => 'refused'));
  if (planted !== 'refused') {
    problems.push('a flowchart with a mistake in it was not refused: this check sees nothing');
  }

  for (const file of files) {
    const text = readFileSync(path.join(folder, file), 'utf8');
    for (const [theme, background] of [['default', 'white'], ['dark', '#0d1117']]) {
      const seen = await page.evaluate(draw, text, theme, background);
      if (seen.error) {
        problems.push(`${file}: ${seen.error}`);
        break;
      }
      const wanted = (text.match(/^\s+n_\w+(\[|\(|\{)/gm) ?? []).length;
      if (seen.nodes !== wanted) {
        problems.push(`${file}: ${seen.nodes} nodes are drawn of ${wanted}`);
      }
      if (!seen.title || !seen.description) {
        problems.push(`${file}: a screen reader finds no title or no description`);
      }
      const missing = labelsOf(text).filter((label) => !seen.labels.includes(label));
      if (missing.length > 0) {
        problems.push(`${file}: not drawn as they were meant: ${missing.join(' | ')}`);
      }
      const picture = await page.$('#picture svg');
      const png = file.replace(/\.mmd$/, theme === 'default' ? '.png' : '.dark.png');
      writeFileSync(path.join(folder, png), await picture.screenshot());
    }
    console.log(file);
  }
} finally {
  await browser.close();
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exit(1);
}

/** What a reader is to see of each label, without spaces, since a renderer breaks lines. */
function labelsOf(text) {
  return [...text.matchAll(/"([^"]*)"/g)].map((it) =>
    it[1].replaceAll('<br/>', '').replace(/#(\d+);/g, (_, code) => String.fromCodePoint(code)).replace(/\s+/g, ''),
  );
}

/** Runs in the page. */
async function draw(text, theme, background) {
  try {
    mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme, flowchart: { useMaxWidth: false } });
    await mermaid.parse(text);
    const { svg } = await mermaid.render('drawn', text);
    document.body.style.background = background;
    document.getElementById('picture').innerHTML = svg;
    const drawn = document.querySelector('#picture svg');
    return {
      nodes: drawn.querySelectorAll('g.node').length,
      title: drawn.querySelector('title')?.textContent ?? '',
      description: drawn.querySelector('desc')?.textContent ?? '',
      labels: [...drawn.querySelectorAll('foreignObject')].map((label) => label.textContent.replace(/\s+/g, '')),
    };
  } catch (error) {
    return { error: String(error.message ?? error) };
  }
}
