// Writes every page of the site: node .ci/site/build.mjs OUT MODULES BROWSER BROWSER_MODULES
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { drawDiagrams } from './diagrams.mjs';
import { linksOf } from './links.mjs';
import { markdown } from './markdown.mjs';
import { readPages } from './pages.mjs';
import { writeSearch } from './search.mjs';
import { writeNotFound, writePage } from './template.mjs';

const [out, modules, browser, browserModules] = process.argv.slice(2);
const here = import.meta.dirname;

const site = readPages(path.join(here, 'navigation.json'));
const links = linksOf(site);
const render = markdown(modules, links);
for (const page of site.pages) {
  Object.assign(page, render(page));
}
if (links.problems.length > 0) {
  console.error(links.problems.join('\n'));
  process.exit(1);
}

write('404.html', writeNotFound(site));
for (const page of site.pages) {
  write(page.url, writePage(site, page));
}
for (const file of links.files) {
  copy(file, file.replace(/^docs\//, ''));
}
for (const file of ['site.css', 'site.js', 'theme.js', 'icon.svg']) {
  copy(path.join(here, file), file);
}
for (const [file, svg] of await drawDiagrams(site.pages.flatMap((page) => page.diagrams), browser, browserModules)) {
  write(file, svg);
}
const urls = site.pages.map((page) => `  <url><loc>${site.address + page.url.replace(/index\.html$/, '')}</loc></url>\n`);
write('sitemap.xml', `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${urls.join('')}</urlset>\n`);
await writeSearch(site, out, modules);
console.log(`${site.pages.length} pages in ${out}`);

function write(file, text) {
  const target = path.join(out, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
}

function copy(from, file) {
  const target = path.join(out, file);
  mkdirSync(path.dirname(target), { recursive: true });
  copyFileSync(from, target);
}
