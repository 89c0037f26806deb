// What a run costs at the most, and how long it takes: from the minutes of the steps, and what docs/cost.md says of the profile.
import { readFileSync } from 'node:fs';
import { STACK } from './application.mjs';

const HOURS_A_MONTH = 730;

/** Changes start further instances, and a larger database. */
const MEANWHILE = 2;

export function perHour() {
  const row = readFileSync('docs/cost.md', 'utf8').match(/^\| together, rounded up \| about \d+ \| about (\d+) \|$/m);
  return Number(row[1]) / HOURS_A_MONTH;
}

export function costsOf(steps) {
  const minutes = steps.reduce((sum, it) => sum + it.minutes, 0);
  const hours = Math.ceil(minutes / 60);
  const dollars = Math.ceil(hours * perHour() * MEANWHILE);
  return { minutes, dollars, text: `About ${spent(minutes)}, and about US$ ${dollars}: ${hours} begun hours of what ${STACK} costs idle, US$ ${perHour().toFixed(2)} (docs/cost.md; list prices of us-east-1), times ${MEANWHILE} for what changes start meanwhile.` };
}

export function spent(minutes) {
  return minutes < 60 ? `${minutes} minutes` : `${Math.floor(minutes / 60)} hours ${minutes % 60} minutes`;
}
