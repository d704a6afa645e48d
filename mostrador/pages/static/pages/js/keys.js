// A key presses what carries its name in data-key; what there is to press is the page's matter.
const SWITCH = "mostrador.keys";
const FIELDS = "input, textarea, select, [contenteditable=true]";

const on = () => localStorage.getItem(SWITCH) !== "off";
const seen = (element) => element.checkVisibility();

function press(element) {
  if (element.matches(FIELDS)) element.focus();
  else element.click();
}

function wanted(name, within = document) {
  return [...within.querySelectorAll(`[data-key="${CSS.escape(name)}"]`)].find(seen);
}

function onKey(event) {
  // While Chinese is being composed, Enter and letters belong to the input method.
  if (event.isComposing || event.defaultPrevented || event.altKey) return;
  if (event.ctrlKey || event.metaKey) return onSend(event);
  if (!on() || event.target.matches(FIELDS) || document.querySelector("dialog[open]")) return;
  pressIfThere(event, wanted(event.key.toLowerCase()));
}

function onSend(event) {
  // With the focus nowhere, what this page sends is the one thing it can send.
  const form = event.target.closest("form") ?? document;
  if (event.key === "Enter") pressIfThere(event, wanted("ctrl+enter", form));
}

function pressIfThere(event, element) {
  if (!element) return;
  event.preventDefault();
  press(element);
}

document.addEventListener("keydown", onKey);

for (const box of document.querySelectorAll("[data-keys-switch]")) {
  box.checked = on();
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "on" : "off"));
}
