// Synthesizes every state that a step of examples/acceptance deploys or tries, into a folder of its own below FOLDER, and prints the templates:
// node .ci/acceptance/synthesize.mjs FOLDER. The library and the guestbook must be built.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { STACK } from '../../examples/acceptance/application.mjs';
import { STEPS } from '../../examples/acceptance/steps.mjs';

const folder = path.resolve(process.argv[2]);
const states = new Set(STEPS.flatMap(({ now, tries }) => [now, ...(tries ? [[...now, tries]] : [])].map((it) => it.join(' '))));
for (const state of states) {
  const out = path.join(folder, state.replaceAll(' ', '+') || 'nothing');
  const { status } = spawnSync('node', ['app.mjs', '../acceptance/Acceptance.java', ...state.split(' ').filter(Boolean)], {
    cwd: 'examples/guestbook',
    // The rule engine judges the guestbook in .ci/checks; cfn-lint judges these.
    env: { ...process.env, CDK_OUTDIR: out, CDK_VALIDATION: 'false' },
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (status !== 0) {
    console.error(`examples/acceptance: the state "${state}" cannot be synthesized`);
    process.exit(1);
  }
  console.log(path.join(out, `${STACK}.template.json`));
}
