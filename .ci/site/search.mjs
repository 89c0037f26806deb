// The index of the search. Each part of a page, from one heading to the next, is found by itself: pages are long, and readers want the part.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Decisions tell why it is as it is, and come after what tells how: each is short, and found as a whole. */
const WHOLE = 'Decisions';

/** Who types an error or a state wants to know what to do, and not where else it is mentioned. */
const SYMPTOMS = 'Operations by symptom';
const INDEX = 'symptoms.html';

export async function writeSearch(site, out, modules) {
  const { createIndex, close } = await import(pathToFileURL(path.resolve(modules, 'pagefind', 'lib', 'index.js')));
  const { index } = await createIndex();
  const words = wordsOfSymptoms(site.pages.find((page) => page.url === INDEX).html);
  for (const page of site.pages) {
    for (const part of partsOf(page)) {
      const seen = words.get(page.url + part.anchor) ?? [];
      const { errors } = await index.addHTMLFile({
        url: page.url.replace(/index\.html$/, '') + part.anchor,
        content: `<html lang="en"><body><h1 data-pagefind-weight="${part.weight * 7}">${part.title}</h1><p data-pagefind-weight="${part.weight * 2}">${page.titleHtml}</p>
<div data-pagefind-weight="${part.weight}">${part.html}</div>
${seen.map((it) => `<p data-pagefind-weight="10">${it}</p>`).join('\n')}
<p data-pagefind-ignore><b data-pagefind-meta="title">${part.title}</b><i data-pagefind-meta="page">${page.titleHtml}</i></p></body></html>`,
      });
      if (errors.length > 0) {
        throw new Error(errors.join('\n'));
      }
    }
  }
  const { errors } = await index.writeFiles({ outputPath: path.join(out, 'search') });
  if (errors.length > 0) {
    throw new Error(errors.join('\n'));
  }
  await close();
}

/** What one sees, by the part of a page that the index of symptoms leads to first: it is found by these words as by those of its heading. */
function wordsOfSymptoms(index) {
  const words = new Map();
  for (const [, seen, url] of index.matchAll(/<tr>\s*<td>(.*?)<\/td>\s*<td>.*?<a href="([^"]*)"/g)) {
    words.set(url, [...(words.get(url) ?? []), seen]);
  }
  return words;
}

function weightOf({ section, url }) {
  if (section.title === WHOLE) {
    return 0.4;
  }
  // Its index only leads there.
  return section.title === SYMPTOMS && url !== INDEX ? 1.4 : 1;
}

/** What stands before the second heading belongs to the page. */
function partsOf(page) {
  const whole = page.section.title === WHOLE;
  const parts = (whole ? [page.html] : page.html.split(/(?=<h[23] id=")/)).map((html) => {
    const [heading, level, id, text] = html.match(/<(h[1-3]) id="([^"]*)">(.*?)<\/\1>/);
    return { anchor: level === 'h1' ? '' : `#${id}`, title: text.replace(/<[^>]*>/g, ''), html: html.replace(heading, ''), weight: weightOf(page) };
  });
  page.titleHtml = parts[0].title;
  return parts;
}
