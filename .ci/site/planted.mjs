// Faults that the checks have to find: where each is planted, how it is seen, and words of the complaint.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const AFTER_TITLE = '</h1>';

export const PLANTED = [
  { name: 'a dead anchor', page: 'start.html', html: '<a href="options.html#nothing">x</a>', found: 'is an anchor that is not there', inFiles: true },
  { name: 'a dead link', page: 'start.html', html: '<a href="nowhere.html">x</a>', found: 'nowhere.html is not there', inFiles: true },
  { name: 'a dead link into the Javadoc', page: 'start.html', html: '<a href="javadoc/io/Nothing.html">x</a>', found: 'Nothing.html is not there', inFiles: true },
  { name: 'a dead link into the repository', page: 'start.html', html: '<a href="REPOSITORY/blob/main/src/Nothing.java">x</a>', found: 'is no file of the repository', inFiles: true },
  { name: 'a link to the root of the host', page: 'start.html', html: '<a href="/options.html">x</a>', found: 'leads out of the site', inFiles: true },
  { name: 'a heading that is there twice', page: 'start.html', html: '<h2 id="main">x</h2>', found: 'the anchor main is there twice', inFiles: true },
  { name: 'a page that the sitemap lacks', page: 'sitemap.xml', replace: /.*start\.html.*\n/, html: '', found: 'sitemap.xml names', inFiles: true },
  { name: 'a picture without words', page: 'images.html', html: '<img src="icon.svg">', found: 'axe-core finds image-alt' },
  { name: 'a script from elsewhere', page: 'images.html', html: '<script src="https://example.com/x.js"></script>', found: 'is loaded from elsewhere', inFiles: true },
  { name: 'a style that loads from elsewhere', page: 'images.html', css: 'body { background: url(https://example.com/x.png) }', found: 'the console says' },
  { name: 'a request elsewhere that the policy does not stop', page: 'images.html', css: 'body { background: url(https://example.com/x.png) }', policy: false, found: 'it asks for https://example.com/x.png' },
  { name: 'a heavy page', page: 'images.html', html: `<p>${'heavy '.repeat(50_000)}</p>`, found: 'more than 300000' },
  { name: 'pale text', page: 'images.html', css: ':root { --text: light-dark(#999999, #dddddd) }', found: 'light, 1280 pixels: axe-core finds color-contrast' },
  { name: 'dark text in the dark', page: 'images.html', css: ':root { --text: light-dark(#111111, #555555) }', seen: ['dark', 1280], found: 'dark, 1280 pixels: axe-core finds color-contrast' },
  { name: 'a table that makes the page wide', page: 'capacity.html', css: '.wide { overflow: visible !important } table { min-width: 60rem }', seen: ['light', 360], found: '360 pixels: the page is' },
  { name: 'code that paper cuts off', page: 'start.html', css: '@media print { pre { white-space: pre !important; overflow: hidden !important } pre code { overflow-wrap: normal !important } }', found: 'PRE is cut off' },
  { name: 'navigation on paper', page: 'start.html', css: '@media print { #navigation { display: block !important } }', found: 'NAV is printed' },
  { name: 'no search index', page: 'start.html', remove: 'search', found: 'does not find', inFiles: true, inSearch: true },
];

export function plant(site, folder, { page, html, css, replace = AFTER_TITLE, policy = true, remove }) {
  const change = (file, from, to) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const changed = text.replace(from, to);
    if (changed === text) {
      throw new Error(`${file} has no ${from}`);
    }
    writeFileSync(path.join(folder, file), changed);
  };
  if (html !== undefined) {
    change(page, replace, replace === AFTER_TITLE ? `${replace}${html.replace('REPOSITORY', site.repository)}` : html);
  }
  if (css) {
    change('site.css', /$/, css);
  }
  if (!policy) {
    change(page, /<meta http-equiv[^>]*>/, '');
  }
  if (remove) {
    rmSync(path.join(folder, remove), { recursive: true });
  }
}
