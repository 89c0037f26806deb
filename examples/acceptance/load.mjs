// A steady load of reads and writes, by clients that keep their connections: as many requests a second, whether the last ones were answered or not,
// until so many wait for an answer as there are clients. So a machine that is slow is asked less, and what is late does not pile up.
import { randomBytes } from 'node:crypto';
import http from 'node:http';

/** Whoever waits longer has given up. */
const PATIENCE = 15_000;

const EVERY_SO_MANY_A_WRITE = 5;

/** A load begins; its `end` gives what became of all requests. */
export function loadOf(url, perSecond, clients = 64) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: clients });
  const started = Date.now();
  const requests = [];
  const pending = new Set();
  let due = 0;
  const timer = setInterval(() => {
    // A busy machine wakes a timer late: what is due is sent then.
    for (; due < ((Date.now() - started) * perSecond) / 1000; due++) {
      if (pending.size >= clients) continue;
      const write = requests.length % EVERY_SO_MANY_A_WRITE === 0;
      const request = { at: Date.now() - started, trace: traceOf(), message: write ? `${started}-${requests.length}` : undefined };
      requests.push(request);
      const answer = send(url, agent, request).then(() => pending.delete(answer));
      pending.add(answer);
    }
  }, 5);
  return {
    started,
    now: () => Date.now() - started,
    async end() {
      clearInterval(timer);
      await Promise.all(pending);
      agent.destroy();
      const took = (Date.now() - started) / 1000;
      const failed = requests.filter((it) => !(it.status === 200 || it.status === 201));
      return {
        requests,
        failed,
        seconds: took,
        slowest: Math.max(...requests.map((it) => it.milliseconds)) / 1000,
        acknowledged: requests.filter((it) => it.status === 201).map((it) => it.message),
      };
    },
  };
}

/** By it the logs of load balancers have the request. */
function traceOf() {
  return `1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`;
}

/** Puts the answer, or the error, and how long it took into the request. */
function send(url, agent, request) {
  const body = request.message && JSON.stringify({ name: 'Load', message: request.message });
  const sent = Date.now();
  return new Promise((resolve) => {
    const done = (result) => resolve(Object.assign(request, { milliseconds: Date.now() - sent }, result));
    const headers = { 'X-Amzn-Trace-Id': `Root=${request.trace}`, ...(body && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(body) }) };
    const options = { agent, method: body ? 'POST' : 'GET', headers };
    const call = http.request(`${url}/api/entries${body ? '' : '?limit=5'}`, { ...options, timeout: PATIENCE }, (response) => {
      let text = '';
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => done({ status: response.statusCode, type: response.headers['content-type'], text }));
      response.on('error', (error) => done({ error: error.message }));
    });
    call.on('timeout', () => call.destroy(new Error('no answer')));
    call.on('error', (error) => done({ error: error.code ?? error.message }));
    call.end(body);
  });
}

/** Every message that the application has, read page by page. */
export async function messages(url) {
  const found = new Set();
  for (let before = ''; ; ) {
    const answer = await fetch(`${url}/api/entries?limit=100${before}`);
    const { entries } = await answer.json();
    entries.forEach((it) => found.add(it.message));
    if (entries.length < 100) return found;
    before = `&before=${entries.at(-1).id}`;
  }
}

/** Many at once, so that the backends open further connections to the database. */
export async function burst(url, count) {
  const answers = await Promise.all(Array.from({ length: count }, () => fetch(`${url}/api/entries`).then((it) => it.text().then(() => it.status), () => 0)));
  return answers.filter((it) => it !== 200).length;
}
