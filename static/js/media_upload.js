// Files that are added are sent one by one, each with its progress; what is wrong with one stops none of the others.
// Without this, they come with the form.

class Uploads {
  constructor(form) {
    this.form = form;
    this.input = form.querySelector("input[type=file]");
    this.progress = form.querySelector("[data-progress]");
    this.rows = form.querySelector("[data-rows]");
    this.room = Number(form.dataset.most);
    this.waiting = [];
    form.addEventListener("click", (event) => this.use(event));
    if (!this.input) return;
    for (const part of form.querySelectorAll("[data-without-script]")) part.hidden = true;
    for (const part of form.querySelectorAll("[data-drop-hint]")) part.hidden = false;
    this.input.addEventListener("change", () => {
      this.add([...this.input.files]);
      this.input.value = "";
    });
    const place = this.input.closest("section");
    place.addEventListener("dragover", (event) => event.preventDefault());
    place.addEventListener("drop", (event) => {
      event.preventDefault();
      this.add([...event.dataTransfer.files]);
    });
    addEventListener("beforeunload", (event) => {
      if (this.busy || this.waiting.length) event.preventDefault();
    });
  }

  add(files) {
    for (const file of files) {
      const line = this.line(file);
      if (this.room <= 0) this.refuse(line, this.form.dataset.full);
      else {
        this.room -= 1;
        this.waiting.push(line);
      }
    }
    this.next();
  }

  line(file) {
    const item = document.createElement("li");
    item.className = "upload__line";
    const name = Object.assign(document.createElement("span"), { className: "upload__line-name", textContent: file.name });
    const bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    bar.setAttribute("aria-label", file.name);
    const said = Object.assign(document.createElement("span"), { className: "upload__line-said small" });
    item.append(name, bar, said);
    this.progress.append(item);
    return { file, item, bar, said };
  }

  next() {
    const line = this.busy ? undefined : this.waiting.shift();
    if (!line) return;
    this.busy = true;
    line.said.textContent = this.form.dataset.sending;
    this.send(line).finally(() => {
      this.busy = false;
      this.next();
    });
  }

  // fetch tells nothing of what was sent so far.
  send(line) {
    return new Promise((resolve) => {
      const request = new XMLHttpRequest();
      const body = new FormData();
      body.append("csrfmiddlewaretoken", this.form.querySelector("[name=csrfmiddlewaretoken]").value);
      body.append("files", line.file);
      request.responseType = "json";
      request.upload.addEventListener("progress", ({ loaded, total }) => (line.bar.value = (100 * loaded) / total));
      request.addEventListener("load", () => {
        if (request.status === 200 && request.response) this.took(line, request.response);
        else this.refuse(line, request.response?.problem ?? this.form.dataset.lost, request.status !== 400);
      });
      request.addEventListener("error", () => this.refuse(line, this.form.dataset.lost, true));
      request.addEventListener("loadend", resolve);
      request.open("POST", this.form.dataset.mediaUpload);
      request.send(body);
    });
  }

  took(line, { token, row }) {
    line.bar.value = 100;
    line.item.classList.add("upload__line--done");
    line.said.textContent = this.form.dataset.done;
    this.form.querySelector("[data-bar]").hidden = false;
    if (document.getElementById(`fichier-${token}`)) return;
    const holder = document.createElement("template");
    holder.innerHTML = row;
    this.rows.append(holder.content);
  }

  // What was refused takes no place; what did not arrive may be sent again as it is.
  refuse(line, sentence, mayTryAgain = false) {
    if (this.waiting.indexOf(line) < 0 && line.said.textContent) this.room += 1;
    line.bar.remove();
    line.item.classList.add("upload__line--wrong");
    line.said.textContent = sentence;
    if (!mayTryAgain) return;
    const again = Object.assign(document.createElement("button"), { type: "button", className: "button button--small", textContent: this.form.dataset.again });
    again.addEventListener("click", () => {
      line.item.remove();
      this.add([line.file]);
    });
    line.item.append(again);
  }

  // What the file states goes into its question at once; the form is sent when that question has no such input.
  use(event) {
    const button = event.target.closest("[data-use]");
    const input = button && this.form.querySelector(`[name="${CSS.escape(button.dataset.use)}"]`);
    if (!input) return;
    if (input.tagName === "SELECT" && ![...input.options].some(({ value }) => value === button.dataset.value)) return;
    event.preventDefault();
    input.value = button.dataset.value;
    const ticked = button.dataset.tick && this.form.querySelector(`[name="${CSS.escape(button.dataset.tick)}"]`);
    if (ticked) ticked.checked = true;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    const list = button.closest(".upload-row__proposals");
    button.closest("li").remove();
    if (!list.querySelector("li")) list.remove();
    (input.closest("details") ?? {}).open = true;
    input.focus();
  }
}

for (const form of document.querySelectorAll("[data-media-upload]")) new Uploads(form);
