// What has been tried so far, in a file that a later --from continues, and as a page in Markdown.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export class Report {
  /** @param folder where `results.json` and `report.md` are */
  constructor(folder, title) {
    this.folder = folder;
    this.title = title;
    this.results = [];
  }

  get file() {
    return path.join(this.folder, 'report.md');
  }

  /** Goes on with the results of the steps before this one. */
  resume(before) {
    try {
      this.results = JSON.parse(readFileSync(path.join(this.folder, 'results.json'), 'utf8')).filter((it) => before.includes(it.name));
    } catch (missing) {
      if (missing.code !== 'ENOENT') throw missing;
    }
  }

  /** @param result name, what, kind, seconds, outcome, notes and said of a step */
  add(result) {
    this.results.push(result);
    this.write();
  }

  write() {
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(path.join(this.folder, 'results.json'), JSON.stringify(this.results, undefined, 1));
    writeFileSync(this.file, this.text());
  }

  text() {
    const rows = this.results.map((it) => `| ${[`[${it.name}](#${it.name})`, cell(it.what), it.kind ?? '', it.seconds, it.outcome].join(' | ')} |`);
    return [
      `# ${this.title}`, '',
      '| Step | What | Kind | Seconds | Outcome |', '|---|---|---|---|---|', ...rows, '',
      ...this.results.flatMap((it) => details(it)),
    ].join('\n');
  }
}

function details({ name, notes, said, failure }) {
  const commands = said.map((it) => `$ ${it.command}\n${it.output}${it.code === 0 ? '' : `\n(ended with ${it.code})`}`).join('\n\n');
  return [
    `## ${name}`, '',
    ...notes.map((it) => `- ${cell(it)}`), ...(notes.length > 0 ? [''] : []),
    ...(failure ? [...fenced(failure), ''] : []),
    ...(commands ? ['<details><summary>Commands, and what was said</summary>', '', ...fenced(commands), '', '</details>', ''] : []),
  ];
}

/** Whatever is in it, it is no Markdown. */
function fenced(text) {
  const fence = '`'.repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map((it) => it.length + 1)));
  return [fence, text, fence];
}

function cell(text) {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;').replace(/\s+/g, ' ');
}
