// Where a link of a document leads on the site.
import { existsSync, statSync } from 'node:fs';
import path from 'node:path';

/**
 * Links to pages lead to pages, those to other files of the repository lead there, and pictures are copied. What is not there is a problem.
 */
export function linksOf(site) {
  const pages = new Map(site.pages.map((page) => [page.file, page]));
  const links = { problems: [], files: new Set(), page, picture, title };
  return links;

  function page(from, href) {
    if (/^[a-z]+:/.test(href) || href.startsWith('#')) {
      return href;
    }
    const [, target, anchor] = href.match(/^([^#]*)(#.*)?$/);
    const file = fileOf(from, target);
    if (file === undefined) {
      return href;
    }
    const folder = statSync(file).isDirectory();
    const to = pages.get(folder ? `${file}/README.md` : file);
    if (to) {
      return (from.root + to.url.replace(/index\.html$/, '') || './') + (anchor ?? '');
    }
    return `${site.repository}/${folder ? 'tree' : 'blob'}/main/${file}${anchor ?? ''}`;
  }

  function title(from, href) {
    return pages.get(path.posix.join(path.posix.dirname(from.file), href))?.text.match(/^# (.*)$/m)[1] ?? href;
  }

  function picture(from, src) {
    const file = fileOf(from, src);
    if (file !== undefined) {
      links.files.add(file);
    }
    return from.root + (file ?? src).replace(/^docs\//, '');
  }

  function fileOf(from, target) {
    const file = path.posix.join(path.posix.dirname(from.file), decodeURI(target)).replace(/\/$/, '');
    if (!file.startsWith('..') && existsSync(file)) {
      return file;
    }
    links.problems.push(`${from.file}: there is no ${target}`);
  }
}
