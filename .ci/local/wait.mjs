// Waits until a URL answers with 200, a minute and a half at most: node .ci/local/wait.mjs URL
import { until } from './containers.mjs';

const [url] = process.argv.slice(2);
const waited = await until(90, `${url} answers with 200`, async () => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
  return answer?.status === 200;
});
console.log(`${url} answers, ${waited.toFixed(1)} seconds after the start`);
