// From the Markdown of a page to its HTML, with the anchors that GitHub gives its headings.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const LANGUAGES = { java: 'java', kotlin: 'kotlin', sh: 'bash', xml: 'xml', yaml: 'yaml', json: 'json', sql: 'sql' };

/** A function that renders a page: its HTML, its title, its description, its headings and its diagrams. */
export function markdown(modules, links) {
  const load = createRequire(path.resolve(modules, 'index.js'));
  const MarkdownIt = load('markdown-it');
  const GithubSlugger = load('github-slugger').default;
  const hljs = load('highlight.js/lib/core');
  Object.values(LANGUAGES).forEach((name) => hljs.registerLanguage(name, load(`highlight.js/lib/languages/${name}`)));
  const md = new MarkdownIt({ html: true, linkify: true, highlight });
  const { escapeHtml } = md.utils;
  const { rules } = md.renderer;
  const plain = (tokens, at, options, env, self) => self.renderToken(tokens, at, options);

  rules.heading_open = (tokens, at, options, env) => {
    const text = textOf(tokens[at + 1]);
    const heading = { level: Number(tokens[at].tag.slice(1)), text, id: env.slugger.slug(text) };
    env.headings.push(heading);
    // Its own link, unless it has links in it.
    heading.linked = heading.level > 1 && !tokens[at + 1].children.some((it) => it.type === 'link_open');
    return `<${tokens[at].tag} id="${escapeHtml(heading.id)}">${heading.linked ? `<a href="#${escapeHtml(heading.id)}">` : ''}`;
  };
  rules.heading_close = (tokens, at, options, env) => `${env.headings.at(-1).linked ? '</a>' : ''}</${tokens[at].tag}>\n`;

  rules.link_open = (tokens, at, options, env, self) => {
    const href = tokens[at].attrGet('href');
    // A link that is called as the file that it leads to is called as the page.
    if (tokens[at + 1].type === 'text' && tokens[at + 1].content === href) {
      tokens[at + 1].content = links.title(env.page, href);
    }
    tokens[at].attrSet('href', links.page(env.page, href));
    return self.renderToken(tokens, at, options);
  };
  rules.image = (tokens, at, options, env) => {
    const src = tokens[at].attrGet('src');
    const [width, height] = sizeOf(path.join(path.dirname(env.page.file), src));
    return `<img src="${links.picture(env.page, src)}" alt="${escapeHtml(textOf(tokens[at]))}" width="${width}" height="${height}">`;
  };

  // Wide tables and code scroll by themselves, also by keyboard.
  rules.table_open = () => '<div class="wide" role="group" aria-label="Table" tabindex="0"><table>\n';
  rules.table_close = () => '</table></div>\n';
  // An empty heading is none to a screen reader.
  rules.th_open = (tokens, at, options, env, self) => {
    const empty = tokens[at + 1].content === '';
    tokens[at].tag = tokens[at + 2].tag = empty ? 'td' : 'th';
    return self.renderToken(tokens, at, options);
  };
  for (const cell of ['th_open', 'td_open']) {
    const rule = rules[cell] ?? plain;
    rules[cell] = (tokens, at, ...more) => {
      const align = tokens[at].attrGet('style')?.match(/text-align:(\w+)/)?.[1];
      // The pages allow no styles in attributes.
      if (align) {
        tokens[at].attrs = [['class', align]];
      }
      return rule(tokens, at, ...more);
    };
  }

  rules.fence = (tokens, at, options, env) => {
    const { info, content } = tokens[at];
    if (info.trim() === 'mermaid') {
      return diagram(content, env);
    }
    const output = info.trim() === 'text' ? ' class="output"' : '';
    return `<pre tabindex="0"${output}><code>${highlight(content, info.trim())}</code></pre>\n`;
  };
  rules.code_block = (tokens, at) => `<pre tabindex="0"><code>${escapeHtml(tokens[at].content)}</code></pre>\n`;

  for (const rule of ['html_inline', 'html_block']) {
    rules[rule] = (tokens, at, options, env) => {
      const html = tokens[at].content.replace(/<!--[^]*?-->/g, '');
      const tags = html.match(/<[^>]*>/g)?.filter((tag) => !/^<(br ?\/?|\/?code)>$/.test(tag)) ?? [];
      tags.forEach((tag) => links.problems.push(`${env.page.file}: ${tag} is HTML. Put it in backticks if it is meant as text`));
      return html.trim();
    };
  }
  return render;

  function render(page) {
    const env = { page, slugger: new GithubSlugger(), headings: [], diagrams: [] };
    const tokens = md.parse(page.text, env);
    const html = md.renderer.render(tokens, md.options, env);
    const [first] = env.headings.filter((it) => it.level === 1);
    if (!first) {
      links.problems.push(`${page.file}: it has no heading of the first level`);
    }
    return { html, title: first?.text, description: descriptionOf(tokens), headings: env.headings, diagrams: env.diagrams };
  }

  function highlight(code, language) {
    const known = LANGUAGES[language];
    return known ? hljs.highlight(code, { language: known }).value : escapeHtml(code);
  }

  function diagram(text, env) {
    const title = text.match(/^\s*accTitle: (.*)$/m)?.[1];
    const description = text.match(/^\s*accDescr: (.*)$/m)?.[1];
    if (!title || !description) {
      links.problems.push(`${env.page.file}: a diagram has no accTitle or no accDescr, without which a screen reader finds nothing`);
    }
    const file = `diagrams/${path.basename(env.page.url, '.html')}-${env.diagrams.length + 1}.svg`;
    env.diagrams.push({ file, text });
    return `<div class="wide" role="group" aria-label="Diagram" tabindex="0"><img src="${env.page.root}${file}" alt="${escapeHtml(`${title}. ${description}`)}"></div>\n`;
  }
}

/** Of a picture in SVG or PNG, so that the page does not jump when it is loaded. */
function sizeOf(file) {
  const picture = readFileSync(file);
  if (file.endsWith('.png')) {
    return [picture.readUInt32BE(16), picture.readUInt32BE(20)];
  }
  return picture.toString().match(/<svg[^>]* width="(\d+)" height="(\d+)"/).slice(1);
}

function textOf(inline) {
  return (inline.children ?? []).map((it) => (it.type === 'softbreak' ? ' ' : it.type === 'image' ? '' : it.content)).join('');
}

/** The first paragraph that is text, up to a whole word. */
function descriptionOf(tokens) {
  const at = tokens.findIndex((it, at) => it.type === 'paragraph_open' && /\w/.test(textOf(tokens[at + 1])));
  const text = at < 0 ? '' : textOf(tokens[at + 1]).replace(/\s+/g, ' ').trim();
  return text.length <= 160 ? text : `${text.slice(0, 158).replace(/\W+\w*$/, '')} …`;
}
