// Opens a dialog where a link would only lead to it, and closes it again.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) {
    event.preventDefault();
    document.getElementById(opener.dataset.opens)?.showModal();
    return;
  }
  const open = event.target.closest("dialog[open]");
  if (open && (event.target === open || event.target.closest("[data-closes-dialog]"))) {
    event.preventDefault();
    open.close();
  }
});

// A folded list that lies over the page goes away by Escape and by a press elsewhere.
const foldAll = (except) => {
  for (const list of document.querySelectorAll("details[data-closes][open]")) {
    if (!list.contains(except)) list.open = false;
  }
};
document.addEventListener("click", (event) => foldAll(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") foldAll(null);
});
