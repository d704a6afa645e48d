// Says while a policy is being filled in how each row stands beside the standard. What is kinder
// is the server's word: the form is sent as "Compare" would send it, and the rows' words change.
const A_MOMENT = 400;
const form = document.querySelector("form[data-compares]");
let timer = null;
let asked = 0;

async function compare() {
  const turn = ++asked;
  const body = new FormData(form);
  body.set("do", "compare");
  const answer = await fetch(form.action, { method: "POST", body });
  if (!answer.ok || turn !== asked) return;
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const row of form.querySelectorAll(".policy-row")) {
    const told = fresh.getElementById(row.id);
    if (!told) continue;
    row.dataset.verdict = told.dataset.verdict;
    for (const part of [".policy-said", ".policy-verdict"]) {
      row.querySelector(part).replaceChildren(...told.querySelector(part).childNodes);
    }
  }
}

form?.addEventListener("input", (event) => {
  if (event.target.name === "words") return;
  clearTimeout(timer);
  // Without a network the button "Compare" says it as well as this would.
  timer = setTimeout(() => compare().catch(() => {}), A_MOMENT);
});
