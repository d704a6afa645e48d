// Keeps the words of a clock true while a page stays open. Whether it warns or is late is the
// server's word, in data-state; how much was left is too, for the demo's time is not the browser's.
const HALF_A_MINUTE = 30_000;
const A_LONG_WAIT = 72;
const firstSeen = new WeakMap();

const written = (pattern, parts) =>
  pattern.replace(/%\((\w+)\)d/g, (whole, name) => parts[name] ?? whole);

function words(minutes) {
  const { clockDays, clockHours, clockMinutes } = document.body.dataset;
  const hours = Math.floor(minutes / 60);
  if (hours >= A_LONG_WAIT) {
    return written(clockDays, { days: Math.floor(hours / 24), hours: hours % 24 });
  }
  return written(hours ? clockHours : clockMinutes, { hours, minutes: minutes % 60 });
}

const digits = (minutes) =>
  `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

function show(clock) {
  if (!firstSeen.has(clock)) firstSeen.set(clock, Date.now());
  const waited = Math.floor((Date.now() - firstSeen.get(clock)) / 1000);
  const left = Number(clock.dataset.left) - waited;
  const late = clock.dataset.state === "late";
  const minutes = Math.floor(Math.max(0, late ? -left : left) / 60);
  const sign = late ? "+" : "";
  const long = clock.querySelector("[data-words]");
  const short = clock.querySelector("[data-short]");
  if (long) long.textContent = sign + words(minutes);
  if (short) short.textContent = sign + digits(minutes);
}

const showAll = () => document.querySelectorAll(".clock[data-left]").forEach(show);

showAll();
setInterval(showAll, HALF_A_MINUTE);
