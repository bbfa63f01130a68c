// “Add a picture” beside a text: the picture goes where one writes, at once; without this it goes to the end of the text
// when the form is sent. Panels that another script adds are started when it says so ("communs:added").

const CHECKED = ["whose", "address", "licence", "authors", "shows", "decorative"];

class Panel {
  constructor(panel) {
    this.panel = panel;
    this.name = panel.dataset.name;
    this.field = panel.closest("[data-rich-text], [data-picture-field]");
    for (const button of panel.querySelectorAll("[data-picture-do]")) button.hidden = button.dataset.pictureDo === "choose";
    for (const note of panel.querySelectorAll("[data-without-script]")) note.hidden = true;
    panel.addEventListener("click", (event) => this.act(event.target.closest("[data-picture-do]")?.dataset.pictureDo));
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
    if (input.name === `${this.name}-chosen`) this.panel.querySelector("[data-picture-do=choose]").hidden = false;
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
      const answer = await fetch(this.panel.dataset.picturePanel, { method: "POST", body: this.sent() });
      const said = await answer.json();
      if (answer.ok) this.insert(said);
      else this.refuse(said.problems);
    } catch {
      this.refuse({ picture: this.panel.dataset.lost });
    } finally {
      this.busy = false;
      this.panel.removeAttribute("aria-busy");
    }
  }

  sent() {
    const form = this.panel.closest("form");
    const sent = new FormData();
    const file = this.input("")?.files[0];
    if (file) sent.append("picture", file);
    const all = new FormData(form);
    for (const part of [...CHECKED, "kept"]) sent.append(`picture-${part}`, all.get(`${this.name}-${part}`) ?? "");
    const licence = all.get("licence") === "another" ? all.get("licence-other") : all.get("licence");
    sent.append("own-licence", licence || this.panel.dataset.ownLicence);
    sent.append("language", this.panel.dataset.language);
    sent.append("csrfmiddlewaretoken", all.get("csrfmiddlewaretoken") ?? "");
    return sent;
  }

  insert(picture) {
    const editor = this.field.richText;
    this.empty();
    this.panel.open = false;
    if ("pictureField" in this.field.dataset) this.put(picture);
    else if (editor) editor.insertPicture(picture);
    else insertMarks(this.field.querySelector("textarea"), picture);
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
      else if (input.type === "hidden") input.closest(".picture-panel__field")?.querySelector(".kept-file")?.remove(), input.remove();
      else input.value = "";
    }
    this.panel.querySelector("[data-picture-choices]")?.replaceChildren();
    const said = this.panel.querySelector("[data-proposal]");
    if (said) said.textContent = "";
    const choose = this.panel.querySelector("[data-picture-do=choose]");
    if (choose) choose.hidden = true;
  }

  refuse(problems) {
    let first;
    for (const [part, sentence] of Object.entries(problems)) {
      const key = part === "picture" ? "" : part;
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
      const answer = await fetch(`${this.panel.dataset.picturePanel}?address=${encodeURIComponent(address)}`);
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
    const place = this.panel.querySelector("[data-picture-choices]");
    const asked = new URLSearchParams({ words: this.input("search").value, name: this.name });
    try {
      const answer = await fetch(`${this.panel.dataset.picturePanel}?${asked}`);
      if (!answer.ok) throw new Error(answer.status);
      place.innerHTML = await answer.text();
      (place.querySelector("input") ?? this.input("search")).focus();
    } catch {
      place.textContent = this.panel.dataset.lost;
    }
  }

  choose() {
    const chosen = this.panel.querySelector(`[name="${CSS.escape(this.name)}-chosen"]:checked`);
    if (chosen) this.insert({ address: `images/${chosen.value}`, src: chosen.dataset.src, alt: chosen.dataset.alt });
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
  for (const panel of container.querySelectorAll("[data-picture-panel]:not([data-started])")) new Panel(panel);
}

document.addEventListener("communs:added", (event) => start(event.target));
start();
