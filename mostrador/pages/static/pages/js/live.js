// Shows what changed while the page stays open. The stream says only that something did; the page
// is then asked for again, as the person who reads it, and its live parts take their new contents.
const A_MOMENT = 100;
// One's own contact asks again at once; a list about everybody at most this often.
const BREATH = 1000;
const LONG_BREATH = 10_000;
const A_WHILE = 30_000;
// What came in counts as read when it was in sight for so long.
const A_GLANCE = 1500;
const NEAR_THE_END = 40;

const parts = () => [...document.querySelectorAll("[data-live]")];
const kind = (topic) => topic.split(":")[0];
const isOnesOwn = (topic) => topic.includes(":");
const waits = new Set();
let timer = null;
let askedAt = 0;

function listen() {
  const stream = new EventSource(document.body.dataset.stream);
  stream.addEventListener("message", (event) => {
    waits.add(event.data);
    plan();
  });
  stream.addEventListener("error", () => {
    // Closed for good: the ticket is old, or the house is full. A page asked anew has a new one.
    if (stream.readyState === EventSource.CLOSED) setTimeout(beginAgain, soon(A_WHILE));
  });
}

// Many open pages do not ask at the same instant.
const soon = (pause) => pause * (1 + Math.random());

function plan() {
  clearTimeout(timer);
  if (!waits.size || document.hidden) return;
  const about = [...waits].some(isOnesOwn) ? BREATH : LONG_BREATH;
  timer = setTimeout(catchUp, Math.max(A_MOMENT, askedAt + soon(about) - Date.now()));
}

async function catchUp() {
  const topics = [...waits];
  waits.clear();
  askedAt = Date.now();
  try {
    const concerned = new Set(topics.map(kind));
    await refresh((part) => concerned.has(part.dataset.live));
    if (topics.some(isOnesOwn)) announce();
  } catch {
    // No network: the stream comes back with it, and with what was missed.
    for (const topic of topics) waits.add(topic);
  }
}

async function beginAgain() {
  try {
    await refresh(() => true);
    listen();
  } catch {
    setTimeout(beginAgain, soon(A_WHILE));
  }
}

async function refresh(concerned) {
  const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
  // Signed out, or the contact went elsewhere: the page itself says it better.
  if (answer.redirected) return location.reload();
  if (!answer.ok) throw new Error(answer.statusText);
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  document.body.dataset.stream = fresh.body.dataset.stream;
  const before = version();
  for (const part of parts().filter(concerned)) renew(part, fresh.getElementById(part.id));
  if (version(fresh) !== before) giveAGlance(before, version(fresh));
}

function renew(part, fresh) {
  if (!fresh || isWrittenIn(part)) return;
  const atEnd = part.scrollTop + part.clientHeight >= part.scrollHeight - NEAR_THE_END;
  const held = part.contains(document.activeElement) ? document.activeElement : null;
  const folds = new Map(details(part).map((one) => [name(one), one.open]));
  part.replaceChildren(...document.importNode(fresh, true).childNodes);
  for (const one of details(part)) one.open = folds.get(name(one)) ?? one.open;
  if (held) likeThe(held, part)?.focus({ preventScroll: true });
  if (atEnd && "liveEnd" in part.dataset) part.scrollTop = part.scrollHeight;
}

const details = (part) => [...part.querySelectorAll("details")];
const name = (fold) => fold.id || fold.querySelector("summary")?.textContent;

// What somebody is writing or choosing is never taken away.
function isWrittenIn(part) {
  return [...part.querySelectorAll("textarea, input:not([type=hidden])")].some(
    (field) =>
      field.value !== field.defaultValue ||
      field.checked !== field.defaultChecked ||
      (field === document.activeElement && field.value),
  );
}

function likeThe(held, part) {
  if (held.id) return document.getElementById(held.id);
  return [...part.querySelectorAll(held.tagName)].find((one) => one.href === held.href);
}

const versions = (within = document) => [...within.querySelectorAll("input[name=version]")];
const version = (within = document) => versions(within)[0]?.value;

// Whoever presses a key while something comes in acts on what he saw before: the server then says
// what is new. After a glance he has seen it, except where his words were begun without it.
function giveAGlance(before, after) {
  const begun = versions().filter((one) => one.form.querySelector("textarea")?.value.trim());
  for (const one of versions()) one.value = before;
  setTimeout(() => {
    for (const one of versions()) if (!begun.includes(one)) one.value = after;
  }, A_GLANCE);
}

function announce() {
  const word = document.getElementById("live-word");
  word.textContent = "";
  setTimeout(() => (word.textContent = word.dataset.word), A_MOMENT);
}

// Who comes back to a page that was out of sight sees the present first.
document.addEventListener("visibilitychange", plan);
listen();
