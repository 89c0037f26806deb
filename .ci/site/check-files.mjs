// What the files of the site say, without a browser: every link and anchor, and what stands in the head of a page.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';

export function checkFiles(site, folder) {
  const problems = [];
  const texts = new Map();
  const anchors = new Map();
  const wanted = new Set([...site.pages.map((page) => page.url), '404.html']);
  const pages = readdirSync(folder, { recursive: true })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.html') && !/^(javadoc|search)\//.test(file));
  pages.filter((file) => !wanted.has(file)).forEach((file) => problems.push(`${file}: no page of the navigation`));

  let links = 0;
  for (const url of wanted) {
    if (!existsSync(path.join(folder, url))) {
      problems.push(`${url}: it is missing`);
      continue;
    }
    const html = text(url);
    for (const [, tag, attributes] of html.matchAll(/<(a|img|link|script)\b([^>]*)>/g)) {
      const target = attributes.match(/(?:href|src)="([^"]*)"/)?.[1];
      if (target !== undefined && !attributes.includes('rel="canonical"')) {
        links++;
        const wrong = target.includes(':') ? elsewhere(tag, target) : here(url, target.replaceAll('&amp;', '&'));
        if (wrong) {
          problems.push(`${url}: ${target} ${wrong}`);
        }
      }
    }
    head(url, html);
  }
  sitemap();
  return { problems, links };

  function here(url, target) {
    const [, link, anchor] = target.match(/^([^#]*)#?(.*)$/);
    if (link.startsWith('/') && !link.startsWith(site.path)) {
      return 'leads out of the site';
    }
    const at = link.startsWith('/') ? link.slice(site.path.length) : path.posix.join(path.posix.dirname(url), link);
    let file = link === '' ? url : decodeURI(at);
    if (file.startsWith('..')) {
      return 'leads out of the site';
    }
    if (existsSync(path.join(folder, file)) && statSync(path.join(folder, file)).isDirectory()) {
      file = path.posix.join(file, 'index.html');
    }
    if (!existsSync(path.join(folder, file))) {
      return 'is not there';
    }
    return anchor === '' || idsOf(file).has(decodeURIComponent(anchor)) ? undefined : 'is an anchor that is not there';
  }

  function elsewhere(tag, target) {
    if (tag !== 'a') {
      return 'is loaded from elsewhere';
    }
    if (!/^(https?|mailto):/.test(target)) {
      return 'is no address';
    }
    if (target.startsWith(site.address)) {
      return 'leads to the site by its address: it has to work below any other';
    }
    const file = target.match(`^${site.repository}/(?:blob|tree|edit)/main/([^#]*)`)?.[1];
    return file !== undefined && !existsSync(file) ? 'is no file of the repository' : undefined;
  }

  function head(url, html) {
    const title = html.match(/<title>(.+)<\/title>/)?.[1];
    const other = texts.get(title);
    if (!title || other) {
      problems.push(`${url}: its title is ${title ? `that of ${other}` : 'missing'}`);
    }
    texts.set(title, url);
    if (!/<meta name="description" content="[^"]{20,}">/.test(html)) {
      problems.push(`${url}: it has no description`);
    }
    const canonical = html.match(/<link rel="canonical" href="([^"]*)">/)?.[1];
    if (url !== '404.html' && canonical !== addressOf(url)) {
      problems.push(`${url}: its canonical address is ${canonical}`);
    }
    const headings = html.match(/<h1\b/g)?.length ?? 0;
    if (headings !== 1) {
      problems.push(`${url}: it has ${headings} headings of the first level`);
    }
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map((it) => it[1]);
    ids.filter((id, at) => ids.indexOf(id) < at).forEach((id) => problems.push(`${url}: the anchor ${id} is there twice`));
  }

  function sitemap() {
    const named = [...readFileSync(path.join(folder, 'sitemap.xml'), 'utf8').matchAll(/<loc>(.*)<\/loc>/g)].map((it) => it[1]);
    const all = site.pages.map((page) => addressOf(page.url));
    if (JSON.stringify(named) !== JSON.stringify(all)) {
      problems.push(`sitemap.xml names ${named.length} pages, and not the ${all.length} of the navigation`);
    }
  }

  function addressOf(url) {
    return site.address + url.replace(/index\.html$/, '');
  }

  function idsOf(file) {
    if (!anchors.has(file)) {
      anchors.set(file, new Set([...text(file).matchAll(/ id="([^"]*)"/g)].map((it) => it[1].replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'))));
    }
    return anchors.get(file);
  }

  function text(file) {
    return readFileSync(path.join(folder, file), 'utf8');
  }
}
