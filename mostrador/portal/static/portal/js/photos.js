// Sends each photo in pieces, so that a connection that breaks costs one piece and not the photo.
// How much has arrived is the server's word; the form then names the photo instead of carrying it.
const A_PIECE = 128 * 1024;
const LARGEST = 10 * 2 ** 20;
const MOST = 10;
const PATIENCE = 60_000;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30_000;

class Gone extends Error {}
class Refused extends Error {}

class Photos {
  constructor(list) {
    this.list = list;
    this.form = list.closest("form");
    this.note = this.form.querySelector("[data-photos-note]");
    this.template = this.form.querySelector("[data-photo]");
    this.address = `${this.form.getAttribute("action")}uploads/`;
    this.rows = [];
    this.queue = Promise.resolve();
    const field = this.form.querySelector("input[type=file]");
    field.addEventListener("change", () => this.choose(field));
    this.form.addEventListener("submit", (event) => this.submit(event));
    this.recall();
  }

  // The field lets go of what is sent here; without this script it would carry it itself.
  choose(field) {
    const files = [...field.files];
    field.value = "";
    this.note.textContent = "";
    for (const file of files) {
      const half = this.rows.find((row) => !row.file && row.print === print(file));
      if (file.size > LARGEST || (!half && this.rows.length >= MOST)) {
        this.note.textContent = this.list.dataset.tooMany;
        continue;
      }
      const row = half ?? this.row({ name: file.name, print: print(file) });
      row.file = file;
      this.say(row, "sending");
      this.queue = this.queue.then(() => this.send(row));
    }
    // On a phone the button that sends stands in front of what is at the lower edge.
    this.note.scrollIntoView({ block: "nearest" });
  }

  // After a reload: what has arrived is there, the rest goes on once it is chosen again.
  async recall() {
    for (const kept of this.kept()) {
      try {
        const { received, size } = await this.call("GET", `${kept.id}/`);
        const row = this.rows.find((one) => one.print === kept.print) ?? this.row(kept);
        if (row.file) continue;
        row.id = kept.id;
        row.progress.value = received / size;
        this.say(row, received === size ? "arrived" : "half");
      } catch (error) {
        if (error instanceof Gone) this.keep(this.kept().filter(({ id }) => id !== kept.id));
      }
    }
  }

  async send(row) {
    let wait = FIRST_WAIT;
    while (!row.removed) {
      try {
        await this.sendPieces(row, () => (wait = FIRST_WAIT));
        if (!row.removed) this.say(row, "arrived");
        return;
      } catch (error) {
        if (row.removed) return;
        if (error instanceof Refused) return this.say(row, "refused", error.message);
        this.say(row, "waiting");
        await connected(wait);
        wait = Math.min(2 * wait, LONGEST_WAIT);
      }
    }
  }

  async sendPieces(row, acknowledged) {
    const { file } = row;
    let at = await this.begun(row);
    this.say(row, "sending");
    while (at < file.size && !row.removed) {
      row.progress.value = at / file.size;
      const piece = file.slice(at, at + A_PIECE);
      at = (await this.call("PUT", `${row.id}/?start=${at}`, piece)).received;
      acknowledged();
    }
  }

  // How much of it is there already; a new one is announced first.
  async begun(row) {
    row.id ??= this.kept().find((kept) => kept.print === row.print)?.id;
    if (row.id) {
      try {
        return (await this.call("GET", `${row.id}/`)).received;
      } catch (error) {
        if (!(error instanceof Gone)) throw error;
        this.forget(row);
      }
    }
    const said = new FormData();
    for (const name of ["name", "type", "size"]) said.append(name, row.file[name]);
    const { id, received } = await this.call("POST", "", said);
    row.id = id;
    this.keep([...this.kept(), { id, name: row.name, print: row.print }]);
    return received;
  }

  async call(method, path, body) {
    const token = this.form.elements.csrfmiddlewaretoken?.value;
    const answer = await fetch(this.address + path, {
      method,
      body,
      headers: token ? { "X-CSRFToken": token } : {},
      redirect: "manual",
      signal: AbortSignal.timeout?.(PATIENCE),
    });
    if (answer.status === 204) return null;
    if (answer.ok || answer.status === 409) return answer.json();
    if (answer.status === 404 && path) throw new Gone();
    if (answer.status >= 500) throw new Error(answer.statusText);
    const said = await answer.json().catch(() => ({}));
    throw new Refused(said.error ?? this.list.dataset.failed);
  }

  row({ name, print }) {
    const item = this.template.content.firstElementChild.cloneNode(true);
    const row = { name, print, item, progress: item.querySelector("progress") };
    item.querySelector(".photo-name").textContent = name;
    row.progress.setAttribute("aria-label", name);
    item.querySelector("button").addEventListener("click", () => this.remove(row));
    this.rows.push(row);
    this.list.append(item);
    this.list.hidden = false;
    return row;
  }

  say(row, state, words = this.list.dataset[state] ?? "") {
    if (row.state === state) return;
    row.state = row.item.dataset.state = state;
    row.item.querySelector("[role=status]").textContent = words;
    if (state === "arrived") row.item.append(named(row.id));
    if (state === "refused") this.pressed = null;
    this.goOn();
  }

  remove(row) {
    row.removed = true;
    row.item.remove();
    this.rows = this.rows.filter((one) => one !== row);
    this.list.hidden = !this.rows.length;
    if (row.id) this.call("DELETE", `${row.id}/`).catch(() => {});
    this.forget(row);
    this.goOn();
  }

  // Whoever presses early need not press again.
  submit(event) {
    if (!this.onTheirWay()) return;
    event.preventDefault();
    this.pressed = event.submitter;
    this.note.textContent = this.note.dataset.later;
    this.note.scrollIntoView({ block: "nearest" });
  }

  goOn() {
    if (!this.pressed || this.onTheirWay()) return;
    const pressed = this.pressed;
    this.pressed = null;
    this.form.requestSubmit(pressed);
  }

  onTheirWay() {
    return this.rows.some(({ state }) => state === "sending" || state === "waiting");
  }

  // Names only, in this tab only: the server knows the rest.
  kept() {
    try {
      return JSON.parse(sessionStorage.getItem(this.address)) ?? [];
    } catch {
      return [];
    }
  }

  keep(uploads) {
    try {
      sessionStorage.setItem(this.address, JSON.stringify(uploads));
    } catch {
      // A browser that keeps nothing begins again after a reload.
    }
  }

  forget(row) {
    this.keep(this.kept().filter(({ id }) => id !== row.id));
    row.id = undefined;
  }
}

const print = (file) => `${file.name}/${file.size}/${file.lastModified}`;

function named(id) {
  const field = document.createElement("input");
  Object.assign(field, { type: "hidden", name: "uploads", value: id });
  return field;
}

// Until the phone says that it is connected again, or a while: it does not always say so.
function connected(wait) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, wait);
    addEventListener("online", () => (clearTimeout(timer), resolve()), { once: true });
  });
}

document.querySelectorAll("[data-photos]").forEach((list) => new Photos(list));
