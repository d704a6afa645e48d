// Saves what is being written a second after the last key, and once more when the page is left.
const A_SECOND = 1000;

function watch(area) {
  const form = area.form;
  const state = form.querySelector("[data-draft-state]");
  let timer = null;

  const say = (word) => {
    if (!state) return;
    state.dataset.state = word;
    state.textContent = state.dataset[word] ?? "";
  };

  async function save() {
    clearTimeout(timer);
    timer = null;
    say("saving");
    try {
      const answer = await fetch(area.dataset.draftUrl, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        keepalive: true,
      });
      say(answer.ok ? "saved" : "failed");
    } catch {
      say("failed");
    }
  }

  area.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(save, A_SECOND);
  });
  // What is being sent needs no draft any more; a late save would bring it back.
  form.addEventListener("submit", () => clearTimeout(timer));
  addEventListener("pagehide", () => timer && save());
}

document.querySelectorAll("textarea[data-draft-url]").forEach(watch);
