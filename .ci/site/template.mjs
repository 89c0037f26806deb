// What stands around the text of a page.

const POLICY =
  "default-src 'none'; style-src 'self'; script-src 'self' 'wasm-unsafe-eval'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'";
/** Of a page with more headings than that, the contents name those of the second level alone. */
const CONTENTS = 60;

export function writePage(site, page) {
  const home = page.url === 'index.html';
  return around(site, page.root, {
    title: home ? `${page.title}: three tiers on Amazon ECS by the AWS CDK, in Java` : `${page.title} · ${site.name}`,
    description: page.description,
    address: site.address + page.url.replace(/index\.html$/, ''),
    section: page.section,
    page,
    main: page.html,
    contents: contents(page),
    after: `${neighbours(page)}<footer>
<a href="${site.repository}/edit/main/${page.file}">Edit this page</a>
</footer>`,
  });
}

/** It answers for any address, of any depth, so that its links begin with the path of the site. */
export function writeNotFound(site) {
  return around(site, site.path, {
    title: `No such page · ${site.name}`,
    description: 'There is no page at this address.',
    main: `<h1 id="no-such-page">No such page</h1>
<p>There is no page at this address. It may have moved: search for it, or start at the <a href="${site.path}">first page</a>.</p>`,
  });
}

function around(site, root, { title, description, address, section, page, main, contents = '', after = '' }) {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escape(title)}</title>
<meta name="description" content="${escape(description)}">
${address ? `<link rel="canonical" href="${address}">` : '<meta name="robots" content="noindex">'}
<link rel="icon" href="${root}icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="${root}site.css">
<script src="${root}theme.js"></script>
<script type="module" src="${root}site.js"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the text</a>
<header>
<button type="button" class="narrow" popovertarget="navigation">Menu</button>
<a class="name" href="${root || './'}">${site.name}</a>
<button type="button" id="search-button" class="scripted-only">Search<kbd>/</kbd></button>
<button type="button" id="theme" class="scripted-only" title="Change the theme">Dark</button>
<a class="wide-only" href="${site.repository}">GitHub</a>
</header>
<nav id="navigation" aria-label="Pages" popover>
${navigation(site, root, section, page)}</nav>
<main id="main">
${contents ? '<button type="button" class="narrow" popovertarget="contents">On this page</button>\n' : ''}<article>
${main}</article>
${address ? `<p class="printed">This page: ${address}</p>\n` : ''}${after}
</main>
${contents}<dialog id="search" aria-label="Search">
<form method="dialog">
<input type="search" aria-label="Search for" placeholder="Search, such as: tasks stay in PENDING" autocomplete="off" spellcheck="false">
<button>Close</button>
</form>
<p role="status"></p>
<ol></ol>
</dialog>
</body>
</html>
`;
}

/** The pages of a folder are many: they show on the pages of that folder alone. */
function navigation(site, root, current, page) {
  return site.sections
    .map((section) => {
      const here = section === current;
      if (section.link) {
        return `<a class="section" href="${root}${section.link}">${section.title}</a>\n`;
      }
      const [first] = section.pages;
      if (section.pages.length === 1 || (section.folder && !here)) {
        return `<a class="section" href="${href(root, first)}"${first === page ? ' aria-current="page"' : ''}>${section.title}</a>\n`;
      }
      const links = section.pages.map(
        (it) => `<li><a href="${href(root, it)}"${it === page ? ' aria-current="page"' : ''}>${escape(labelOf(it))}</a></li>\n`,
      );
      return `<p class="section">${section.title}</p>\n<ul>\n${links.join('')}</ul>\n`;
    })
    .join('');
}

function labelOf(page) {
  return page.url === 'index.html' ? 'Overview' : page.title;
}

function contents(page) {
  const below = page.headings.filter((it) => it.level === 2 || it.level === 3);
  const headings = below.length > CONTENTS ? below.filter((it) => it.level === 2) : below;
  if (headings.length < 2) {
    return '';
  }
  const links = headings.map((it) => `<a class="level-${it.level}" href="#${escape(it.id)}">${escape(it.text)}</a>\n`);
  return `<nav id="contents" aria-label="On this page" popover>\n<p>On this page</p>\n${links.join('')}</nav>\n`;
}

function neighbours(page) {
  const link = (to, word) => (to ? `<a rel="${word === 'Next' ? 'next' : 'prev'}" href="${href(page.root, to)}"><span>${word}</span> ${escape(labelOf(to))}</a>\n` : '');
  return `<nav class="neighbours" aria-label="Before and after">\n${link(page.previous, 'Previous')}${link(page.next, 'Next')}</nav>\n`;
}

function href(root, page) {
  return root + page.url.replace(/index\.html$/, '') || './';
}

function escape(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
