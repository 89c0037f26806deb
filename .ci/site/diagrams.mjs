// Draws the Mermaid diagrams of the pages in a browser, when the site is built: no reader loads Mermaid, which has 3 MB.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { launch } from '../browser/start.mjs';

/** The colors of site.css, from which Mermaid derives the others. */
const COLORS = {
  'in-light': { darkMode: false, background: '#ffffff', primaryColor: '#ffffff', primaryBorderColor: '#33475b', lineColor: '#33475b', textColor: '#1b2733', primaryTextColor: '#1b2733', clusterBkg: '#f4f6f8', clusterBorder: '#8a99a8', edgeLabelBackground: '#f4f6f8', noteBkgColor: '#f4f6f8', noteBorderColor: '#8a99a8', actorBkg: '#ffffff', signalColor: '#33475b', signalTextColor: '#1b2733' },
  'in-dark': { darkMode: true, background: '#11161c', primaryColor: '#11161c', primaryBorderColor: '#a3b1be', lineColor: '#a3b1be', textColor: '#dde4ea', primaryTextColor: '#dde4ea', clusterBkg: '#1a2129', clusterBorder: '#51606e', edgeLabelBackground: '#1a2129', noteBkgColor: '#1a2129', noteBorderColor: '#51606e', actorBkg: '#11161c', signalColor: '#a3b1be', signalTextColor: '#dde4ea' },
};

/** Pairs of file and SVG. Each has the diagram twice, for light and for dark. */
export async function drawDiagrams(diagrams, browserPath, modules) {
  if (diagrams.length === 0) {
    return [];
  }
  const browser = await launch(browserPath, modules);
  try {
    const page = await browser.newPage();
    await page.setContent('<!doctype html><meta charset="utf-8"><body>');
    await page.addScriptTag({ content: readFileSync(path.join(modules, 'mermaid', 'dist', 'mermaid.min.js'), 'utf8') });
    const drawn = [];
    for (const [at, { file, text }] of diagrams.entries()) {
      drawn.push([file, await page.evaluate(draw, text, `d${at}`, COLORS)]);
    }
    return drawn;
  } finally {
    await browser.close();
  }
}

/** Runs in the page. */
async function draw(text, id, colors) {
  const pictures = [];
  for (const [name, themeVariables] of Object.entries(colors)) {
    mermaid.initialize({
      startOnLoad: false,
      securityLevel: 'strict',
      theme: 'base',
      themeVariables: { ...themeVariables, fontFamily: 'Helvetica, Arial, sans-serif' },
      // Lines do not show through their words.
      themeCSS: '.edgeLabel rect { opacity: 1 }',
      look: 'classic',
      // Without a seed some shapes are a little different each time.
      handDrawnSeed: 1,
      // Labels as text of the SVG: not every browser shows HTML in a picture.
      htmlLabels: false,
      flowchart: { htmlLabels: false, useMaxWidth: false },
      sequence: { useMaxWidth: false },
    });
    const { svg } = await mermaid.render(`${id}-${name}`, text);
    const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml').documentElement;
    pictures.push(parsed);
  }
  const [, , width, height] = pictures[0].getAttribute('viewBox').split(' ').map(Number).map(Math.ceil);
  const [title, description] = ['title', 'desc'].map((tag) => pictures[0].querySelector(tag).textContent);
  const root = document.implementation.createDocument('http://www.w3.org/2000/svg', 'svg').documentElement;
  root.setAttribute('viewBox', `0 0 ${width} ${height}`);
  root.setAttribute('width', width);
  root.setAttribute('height', height);
  root.setAttribute('role', 'img');
  const add = (tag, text) => root.appendChild(Object.assign(root.ownerDocument.createElementNS(root.namespaceURI, tag), { textContent: text }));
  add('title', title);
  add('desc', description);
  add('style', '.in-dark{display:none}@media (prefers-color-scheme:dark){.in-dark{display:inline}.in-light{display:none}}');
  for (const [picture, name] of [[pictures[0], 'in-light'], [pictures[1], 'in-dark']]) {
    picture.querySelectorAll(':scope > title, :scope > desc').forEach((it) => it.remove());
    picture.removeAttribute('aria-labelledby');
    picture.removeAttribute('aria-describedby');
    picture.removeAttribute('style');
    picture.setAttribute('width', width);
    picture.setAttribute('height', height);
    picture.setAttribute('class', `${picture.getAttribute('class') ?? ''} ${name}`.trim());
    root.appendChild(root.ownerDocument.importNode(picture, true));
  }
  // A tenth of a pixel is enough, and a third of the size.
  return new XMLSerializer().serializeToString(root).replace(/\d+\.\d{2,}/g, (number) => String(Math.round(number * 10) / 10));
}
