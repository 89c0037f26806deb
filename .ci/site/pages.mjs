// Which pages the site has, in which order, and where each is.
import { existsSync, readFileSync, readdirSync } from 'node:fs';

/**
 * The sections of the navigation with their pages. An entry that ends with a slash stands for all pages of that folder, its README first.
 * A page of docs that no entry names is refused: nobody would find it.
 */
export function readPages(navigation) {
  const sections = JSON.parse(readFileSync(navigation, 'utf8'));
  for (const section of sections) {
    section.folder = section.pages?.length === 1 && section.pages[0].endsWith('/');
    section.pages = (section.pages ?? []).flatMap(filesOf).map((file) => pageOf(file, section));
  }
  const pages = sections.flatMap((section) => section.pages);
  const named = new Set(pages.map((page) => page.file));
  const missing = markdownIn('docs').filter((file) => !named.has(file));
  if (missing.length > 0 || named.size !== pages.length) {
    throw new Error(`${navigation} has to name each page once. It does not name: ${missing.join(', ') || 'nothing, but one twice'}`);
  }
  pages.forEach((page, at) => {
    page.previous = pages[at - 1];
    page.next = pages[at + 1];
  });
  return { name: 'three-tier-ecs-app', sections, pages, ...addresses() };
}

function filesOf(entry) {
  if (!entry.endsWith('/')) {
    return [entry];
  }
  const first = `${entry}README.md`;
  const files = markdownIn(entry);
  return files.includes(first) ? [first, ...files.filter((file) => file !== first)] : files;
}

function markdownIn(folder) {
  return readdirSync(folder, { recursive: true })
    .map((file) => `${folder}/${file}`.replaceAll('\\', '/').replace('//', '/'))
    .filter((file) => file.endsWith('.md'))
    .sort();
}

function pageOf(file, section) {
  if (!existsSync(file)) {
    throw new Error(`The navigation names ${file}, which is not there`);
  }
  const url = file.replace(/^docs\//, '').replace(/README\.md$/, 'index.html').replace(/\.md$/, '.html');
  return { file, url, section, root: '../'.repeat(url.split('/').length - 1), text: readFileSync(file, 'utf8') };
}

/** Where the repository is stands in pom.xml alone, and the address of its site on GitHub Pages follows from that. */
function addresses() {
  const [, repository, owner, name] = readFileSync('pom.xml', 'utf8').match(/<scm>[^]*?<url>(https:\/\/github\.com\/([^/<]+)\/([^/<]+))<\/url>/);
  return { repository, path: `/${name}/`, address: `https://${owner}.github.io/${name}/` };
}
