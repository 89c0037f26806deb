// What docs/start.md says: its blocks of commands up to those that need an account, and whether an output is what it shows.

/** From here on, commands need an account. */
const ACCOUNT = '\n## In an account\n';

/** The blocks of commands in order, each with its marks (comments above it) and the output that is shown below it, if one is. */
export function blocksOf(page) {
  const end = page.indexOf(ACCOUNT);
  if (end < 0) {
    throw new Error(`The page has no heading${ACCOUNT}`);
  }
  const text = page.slice(0, end + 1);
  const blocks = [...text.matchAll(/^((?:<!-- \w+ -->\n)*)```sh\n([^]*?)^```\n(?:\n```text\n([^]*?)^```\n)?/gm)].map(([, marks, commands, shown], at, all) => ({
    line: text.slice(0, text.indexOf(commands)).split('\n').length,
    marks: new Set([...marks.matchAll(/\w+/g)].map(([mark]) => mark)),
    commands,
    shown,
  }));
  const shown = blocks.filter((it) => it.shown !== undefined).length;
  const outputs = text.match(/^```text$/gm)?.length ?? 0;
  if (blocks.length === 0 || shown !== outputs) {
    throw new Error(`${outputs} outputs, of which ${shown} are below ${blocks.length} blocks of commands`);
  }
  return blocks;
}

/**
 * What is shown that the output does not have; undefined if it is as shown. A line `…` stands for any lines, and `…` in a line for anything. Where
 * versions are shown, each machine has its own.
 */
export function differs(shown, output, versions = false) {
  const plain = (text) => (versions ? text.replace(/\d+(?:[._]\d+)*/g, 'N') : text);
  const lines = plain(output.replace(/\x1b\[[0-9;]*m/g, '').replace(/\r/g, ''));
  const wanted = plain(shown).trimEnd().split('\n');
  const pattern = (count) =>
    wanted
      .slice(0, count)
      .map((line) => (line === '…' ? '(?:.*\\n)*?' : `${line.split('…').map(escape).join('.*')}\\n`))
      .join('');
  if (new RegExp(`^${pattern(wanted.length)}$`).test(lines.endsWith('\n') ? lines : `${lines}\n`)) {
    return undefined;
  }
  const missing = wanted.findIndex((_, at) => !new RegExp(`^${pattern(at + 1)}`).test(lines));
  return `${missing < 0 ? 'more is printed than is shown' : `"${wanted[missing]}" is not printed there`}. The output:\n${lines}`;
}

function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
