// What the pages do beyond being read: search, the choice of a theme, copying code. All of the text is there without it.
const root = document.documentElement;
const base = new URL('.', import.meta.url);

const theme = document.getElementById('theme');
const dark = () => (root.dataset.theme ?? (matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')) === 'dark';
const nameTheme = () => (theme.textContent = dark() ? 'Light' : 'Dark');
theme.addEventListener('click', () => {
  root.dataset.theme = dark() ? 'light' : 'dark';
  try {
    localStorage.setItem('theme', root.dataset.theme);
  } catch {
    // It lasts for the page.
  }
  nameTheme();
});
nameTheme();

// What does not scroll needs no stop of the Tab key.
const scrollers = document.querySelectorAll('pre, .wide');
const stops = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    target.tabIndex = target.scrollWidth > target.clientWidth ? 0 : -1;
    if (target.tabIndex < 0) target.removeAttribute('tabindex');
  }
});
scrollers.forEach((it) => stops.observe(it));

// What a command prints is to be read.
for (const pre of document.querySelectorAll('main pre:not(.output)')) {
  const button = Object.assign(document.createElement('button'), { className: 'copy', textContent: 'Copy', type: 'button' });
  button.addEventListener('click', async () => {
    await navigator.clipboard.writeText(pre.textContent.trimEnd());
    button.textContent = 'Copied';
    setTimeout(() => (button.textContent = 'Copy'), 2000);
  });
  const box = Object.assign(document.createElement('div'), { className: 'code' });
  pre.replaceWith(box);
  box.append(pre, button);
}

// The navigation and the contents of the page, as narrow windows show them, close once a link is followed.
for (const popover of document.querySelectorAll('[popover]')) {
  popover.addEventListener('click', (event) => {
    if (event.target.closest('a') && popover.matches(':popover-open')) popover.hidePopover();
  });
}

document.querySelector('#navigation li [aria-current]')?.scrollIntoView({ block: 'nearest' });

const contents = new Map([...document.querySelectorAll('#contents a')].map((link) => [link.hash.slice(1), link]));
if (contents.size > 0) {
  const headings = [...contents.keys()].map((id) => document.getElementById(decodeURIComponent(id)));
  let current;
  const mark = () => {
    const heading = headings.findLast((it) => it.getBoundingClientRect().top < 120);
    const link = heading && contents.get(encodeURIComponent(heading.id)) ? contents.get(encodeURIComponent(heading.id)) : contents.get(heading?.id);
    if (link === current) return;
    current?.removeAttribute('aria-current');
    link?.setAttribute('aria-current', 'true');
    link?.scrollIntoView({ block: 'nearest' });
    current = link;
  };
  addEventListener('scroll', mark, { passive: true });
}

const dialog = document.getElementById('search');
const input = dialog.querySelector('input');
const results = dialog.querySelector('ol');
const status = dialog.querySelector('[role=status]');
let engine;

document.getElementById('search-button').addEventListener('click', open);
addEventListener('keydown', (event) => {
  const typing = event.target.closest('input, textarea, select');
  if ((event.key === '/' && !typing) || (event.key === 'k' && (event.ctrlKey || event.metaKey))) {
    event.preventDefault();
    open();
  }
});
dialog.addEventListener('click', (event) => {
  if (event.target === dialog || event.target.closest('a')) dialog.close();
});
input.addEventListener('input', search);

function open() {
  dialog.showModal();
  input.select();
  engine ??= import(new URL('search/pagefind.js', base)).then(async (loaded) => {
    await loaded.options({ baseUrl: base.pathname, excerptLength: 24 });
    await loaded.init();
    return loaded;
  });
}

async function search() {
  const query = input.value.trim();
  if (query === '') {
    results.replaceChildren();
    status.textContent = '';
    return;
  }
  const loaded = await engine.catch(() => null);
  if (loaded === null) {
    status.textContent = 'The search could not be loaded.';
    status.dataset.of = query;
    return;
  }
  const found = await loaded.debouncedSearch(query, {}, 150);
  if (found === null) return; // Something else has been typed.
  const parts = await Promise.all(found.results.slice(0, 10).map((it) => it.data()));
  if (query !== input.value.trim()) return;
  status.textContent = found.results.length === 0 ? `Nothing is found for ${query}.` : found.results.length === 1 ? 'One place' : `${found.results.length} places`;
  results.replaceChildren(...parts.map(result));
  status.dataset.of = query;
}

/** A part of a page, with the words that Pagefind has escaped and marked. */
function result({ url, meta, excerpt }) {
  const item = document.createElement('li');
  const link = Object.assign(document.createElement('a'), { href: url });
  const title = Object.assign(document.createElement('strong'), { textContent: meta.title === meta.page ? meta.title : `${meta.page}: ${meta.title}` });
  const words = Object.assign(document.createElement('span'), { innerHTML: excerpt });
  link.append(title, words);
  item.append(link);
  return item;
}
