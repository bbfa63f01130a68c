// “Add a picture” beside a text, “Add a file” in a step: it goes where one writes, or among the files, at once; without
// this it goes to the end when the form is sent. Panels that another script adds are started when it says so
// ("communs:added").

const CHECKED = ["whose", "address", "licence", "authors", "shows", "decorative"];

class Panel {
  constructor(panel) {
    this.panel = panel;
    this.name = panel.dataset.name;
    this.part = panel.dataset.part; // "picture" or "document"
    this.field = panel.closest("[data-rich-text], [data-picture-field], [data-files-field]");
    for (const button of panel.querySelectorAll("[data-pool-do]")) button.hidden = button.dataset.poolDo === "choose";
    for (const note of panel.querySelectorAll("[data-without-script]")) note.hidden = true;
    panel.addEventListener("click", (event) => this.act(event.target.closest("[data-pool-do]")?.dataset.poolDo));
    panel.addEventListener("keydown", (event) => this.enter(event));
    panel.addEventListener("change", (event) => this.changed(event.target));
    panel.addEventListener("toggle", () => {
      this.field.querySelector("[data-do=picture]")?.setAttribute("aria-expanded", String(panel.open));
    });
    this.field.addEventListener("communs:picture", () => this.open());
    panel.dataset.started = "";
  }

  input(part) {
    return this.panel.querySelector(`[name="${CSS.escape(part ? `${this.name}-${part}` : this.name)}"]`);
  }

  // From the button above the text: the device is asked at once, the rest of the panel waits below.
  open() {
    this.panel.open = true;
    const file = this.input("");
    if (file) file.click();
    (file ?? this.input("search")).focus();
  }

  enter(event) {
    if (event.key !== "Enter" || !event.target.matches("input:not([type=file])")) return;
    event.preventDefault(); // the form is not sent by a picture
    const name = event.target.name;
    this.act(name.endsWith("-search") ? "search" : name.endsWith("-chosen") ? "choose" : "take");
  }

  changed(input) {
    if (input.name === `${this.name}-address`) this.propose(input.value);
    if (input.name === `${this.name}-chosen`) this.panel.querySelector("[data-pool-do=choose]").hidden = false;
  }

  act(what) {
    if (what === "take") this.take();
    if (what === "search") this.search();
    if (what === "choose") this.choose();
  }

  async take() {
    if (this.busy) return;
    this.busy = true;
    this.panel.setAttribute("aria-busy", "true");
    this.forget();
    try {
      const answer = await fetch(this.panel.dataset.poolPanel, { method: "POST", body: this.sent() });
      const said = await answer.json();
      if (answer.ok) this.insert(said);
      else this.refuse(said.problems);
    } catch {
      this.refuse({ [this.part]: this.panel.dataset.lost });
    } finally {
      this.busy = false;
      this.panel.removeAttribute("aria-busy");
    }
  }

  sent() {
    const form = this.panel.closest("form");
    const sent = new FormData();
    const file = this.input("")?.files[0];
    if (file) sent.append(this.part, file);
    const all = new FormData(form);
    for (const part of [...CHECKED, "kept"]) sent.append(`${this.part}-${part}`, all.get(`${this.name}-${part}`) ?? "");
    const licence = all.get("licence") === "another" ? all.get("licence-other") : all.get("licence");
    sent.append("own-licence", licence || this.panel.dataset.ownLicence);
    sent.append("language", this.panel.dataset.language);
    sent.append("csrfmiddlewaretoken", all.get("csrfmiddlewaretoken") ?? "");
    return sent;
  }

  insert(item) {
    const editor = this.field.richText;
    this.empty();
    this.panel.open = false;
    if ("filesField" in this.field.dataset) this.add(item);
    else if ("pictureField" in this.field.dataset) this.put(item);
    else if (editor) editor.insertPicture(item);
    else insertMarks(this.field.querySelector("textarea"), item);
  }

  // One more file; where there is only one, it takes the place of the one before.
  add({ key, title }) {
    const list = this.field.querySelector(".files-field__files");
    const line = this.field.querySelector("template").content.firstElementChild.cloneNode(true);
    const same = [...list.querySelectorAll("input")].find((input) => input.value === String(key));
    line.querySelector("input").value = key;
    line.querySelector("span").textContent = title;
    if (this.field.dataset.filesField === "one") list.replaceChildren(line);
    else if (same) same.checked = true;
    else list.append(line);
    (same ?? line.querySelector("input")).dispatchEvent(new Event("input", { bubbles: true }));
    this.panel.querySelector("summary").focus();
  }

  // The one picture of a field: it takes the place of the one before.
  put({ address, src }) {
    const key = this.field.querySelector("input[type=hidden]");
    const image = this.field.querySelector("img");
    const none = this.field.querySelector("[data-picture-none]");
    key.value = address.replace("images/", "");
    Object.assign(image, { src, hidden: false });
    none.hidden = false;
    none.querySelector("input").checked = false;
    key.dispatchEvent(new Event("input", { bubbles: true }));
    this.panel.querySelector("summary").focus();
  }

  empty() {
    for (const input of this.panel.querySelectorAll("input, select")) {
      if (input.matches("[type=radio], [type=checkbox]")) input.checked = false;
      else if (input.type === "hidden") input.closest(".pool-panel__field")?.querySelector(".kept-file")?.remove(), input.remove();
      else input.value = "";
    }
    this.panel.querySelector("[data-pool-choices]")?.replaceChildren();
    const said = this.panel.querySelector("[data-proposal]");
    if (said) said.textContent = "";
    const choose = this.panel.querySelector("[data-pool-do=choose]");
    if (choose) choose.hidden = true;
  }

  refuse(problems) {
    let first;
    for (const [part, sentence] of Object.entries(problems)) {
      const key = part === this.part ? "" : part;
      const input = this.input(key);
      const place = part === "whose" ? input?.closest("fieldset") : input;
      if (!place) continue;
      const said = document.createElement("p");
      said.className = "form-field__error";
      said.id = `${place.id}_error`;
      said.dataset.said = "";
      said.textContent = sentence;
      place.setAttribute("aria-describedby", said.id);
      if (place === input) place.setAttribute("aria-invalid", "true");
      const legend = place.querySelector("legend");
      (legend ?? place).after(said);
      first ??= place === input ? input : place.querySelector("input");
    }
    first?.focus();
  }

  forget() {
    for (const said of this.panel.querySelectorAll(".form-field__error")) said.remove();
    for (const input of this.panel.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
  }

  // What an address says of a licence and of authors, which may be corrected; no other site is asked.
  async propose(address) {
    if (!address.trim()) return;
    try {
      const answer = await fetch(`${this.panel.dataset.poolPanel}?address=${encodeURIComponent(address)}`);
      if (!answer.ok) return;
      const known = await answer.json();
      const licence = this.input("licence");
      if (known.licence && !licence.value) {
        if (![...licence.options].some((option) => option.value === known.licence)) licence.add(new Option(known.label, known.licence));
        licence.value = known.licence;
      }
      if (known.authors && !this.input("authors").value) this.input("authors").value = known.authors;
      this.panel.querySelector("[data-proposal]").textContent = known.sentence;
    } catch {
      // Proposals are a help: what was typed is enough.
    }
  }

  async search() {
    const place = this.panel.querySelector("[data-pool-choices]");
    const asked = new URLSearchParams({ words: this.input("search").value, name: this.name });
    try {
      const answer = await fetch(`${this.panel.dataset.poolPanel}?${asked}`);
      if (!answer.ok) throw new Error(answer.status);
      place.innerHTML = await answer.text();
      (place.querySelector("input") ?? this.input("search")).focus();
    } catch {
      place.textContent = this.panel.dataset.lost;
    }
  }

  choose() {
    const chosen = this.panel.querySelector(`[name="${CSS.escape(this.name)}-chosen"]:checked`);
    const { src, alt, title } = chosen?.dataset ?? {};
    if (chosen) this.insert({ address: `images/${chosen.value}`, key: chosen.value, src, alt, title });
  }
}

// Where one writes with marks: a line of its own behind the caret.
function insertMarks(source, { address, alt }) {
  const words = alt.replace(/[\\`*_[\]<$!]/g, "\\$&");
  const at = source.selectionEnd;
  const mark = `${at ? "\n\n" : ""}![${words}](${address})\n\n`;
  source.setRangeText(mark, at, at, "end");
  source.dispatchEvent(new Event("input", { bubbles: true }));
  source.focus();
}

export function start(container = document) {
  for (const panel of container.querySelectorAll("[data-pool-panel]:not([data-started])")) new Panel(panel);
}

document.addEventListener("communs:added", (event) => start(event.target));
start();
