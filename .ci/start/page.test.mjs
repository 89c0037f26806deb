// What makes docs/start.md fail, and what does not: node --test .ci/start/page.test.mjs
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import test from 'node:test';
import { blocksOf, differs } from './page.mjs';

test('an output as it is shown', () => {
  assert.equal(differs('one\ntwo\n', 'one\ntwo\n'), undefined);
  assert.equal(differs('…\ntwo\n', 'zero\none\ntwo\n'), undefined);
  assert.equal(differs('one\n…\n', 'one\n'), undefined);
  assert.equal(differs('in …shop/cdk.out\n', 'in /tmp/a/shop/cdk.out\n'), undefined);
  assert.equal(differs('one\n', '\x1b[32mone\x1b[0m'), undefined);
  assert.equal(differs('v24.21.0\n', 'v22.1.0\n', true), undefined);
});

test('an output that is another one', () => {
  assert.match(differs('one\ntwo\n', 'one\n'), /"two" is not printed there/);
  assert.match(differs('one\n', 'one\ntwo\n'), /more is printed/);
  assert.match(differs('one\n…\n', 'two\n'), /"one" is not printed/);
  assert.match(differs('a.c\n', 'abc\n'), /"a.c"/);
  assert.match(differs('v24.21.0\n', 'v22.1.0\n'), /v24/);
  assert.match(differs('v24.21.0\n', 'command not found\n', true), /vN/);
});

test('the page has commands with outputs, and an output alone is refused', () => {
  const page = readFileSync('docs/start.md', 'utf8');
  const blocks = blocksOf(page);
  assert.ok(blocks.filter((it) => it.shown !== undefined).length >= 5);
  assert.ok(blocks.some((it) => it.marks.has('containers')) && blocks.some((it) => it.marks.has('versions')));
  assert.throws(() => blocksOf(page.replace('## What you need', '```text\nalone\n```\n\n$&')), /outputs, of which/);
  assert.throws(() => blocksOf(page.replace('## In an account', '## Elsewhere')), /no heading/);
});
