// Reads and writes the entries. Everything that was written by others is set as text, never as HTML.
const PAGE = 20;
const FIELDS = ["name", "message"];

const form = byId("form");
const list = byId("entries");
const more = byId("more");
const status = byId("status");
const submit = form.querySelector("button");
const times = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
let oldest;
let sending = false;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  send();
});
more.addEventListener("click", async () => {
  const last = list.lastElementChild;
  await load(oldest);
  // The focus goes on where the new ones begin: the button may be gone.
  const next = last?.nextElementSibling;
  if (next) {
    next.tabIndex = -1;
    next.focus();
  }
});
load();

async function load(before) {
  try {
    const { entries } = await call(`/api/entries?limit=${PAGE}${before ? `&before=${before}` : ""}`);
    list.append(...entries.map(item));
    oldest = entries.at(-1)?.id ?? oldest;
    more.hidden = entries.length < PAGE;
    byId("none").hidden = list.childElementCount > 0;
  } catch (problem) {
    say(`The entries cannot be shown. ${problem.message}`, true);
  }
}

async function send() {
  // Disabled, the button would lose the focus.
  if (sending) return;
  const entry = Object.fromEntries(FIELDS.map((name) => [name, form.elements[name].value]));
  mark({});
  say("Sending …");
  setSending(true);
  try {
    const written = await call("/api/entries", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(entry),
    });
    list.prepend(item(written));
    byId("none").hidden = true;
    form.elements.message.value = "";
    say("Thank you. Your entry is the first one now.");
  } catch (problem) {
    mark(problem.errors ?? {});
    say(`Your entry was not written. ${problem.message}`, true);
  } finally {
    setSending(false);
  }
}

function setSending(now) {
  sending = now;
  submit.setAttribute("aria-disabled", String(now));
}

/** The answer's JSON; otherwise an error that says why, with what is wrong by field if that is known. */
async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("Is there a connection to the network?");
  }
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  const id = body.requestId ?? response.headers.get("X-Request-Id");
  const reason = body.detail ?? (response.status >= 500 ? "The service does not answer; try again in a moment" : body.title);
  const error = new Error(body.errors ? "See the fields above." : `${reason ?? response.status}.${id ? ` (Request ${id})` : ""}`);
  error.errors = body.errors;
  throw error;
}

/** Says at each field what is wrong with it, and goes to the first of them. */
function mark(errors) {
  for (const name of FIELDS) {
    const error = errors[name];
    byId(`${name}-error`).textContent = error ? `It ${error}.` : "";
    form.elements[name].setAttribute("aria-invalid", String(Boolean(error)));
  }
  const first = FIELDS.find((name) => errors[name]);
  if (first) form.elements[first].focus();
}

function say(text, failed = false) {
  status.textContent = text;
  status.classList.toggle("failed", failed);
}

function item({ name, message, writtenAt }) {
  const li = document.createElement("li");
  const time = element("time", times.format(new Date(writtenAt)));
  time.dateTime = writtenAt;
  li.append(element("strong", name), time, element("p", message));
  return li;
}

function element(tag, text) {
  const it = document.createElement(tag);
  it.textContent = text;
  return it;
}

function byId(id) {
  return document.getElementById(id);
}
