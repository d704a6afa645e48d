// Puts a phrase where the caret stands. The old command is used because one undo takes it back.
function insert(area, text) {
  area.focus();
  if (document.execCommand("insertText", false, text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new Event("input", { bubbles: true }));
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-phrase]");
  const area = button && document.getElementById(button.dataset.phraseInto);
  if (!area) return;
  button.closest("details")?.removeAttribute("open");
  insert(area, button.dataset.phrase);
});
