// A small editor (Squire) in place of the plain field of a rich text. The field stays, hidden, and is what is sent: as it
// was drawn while nobody has changed anything, otherwise as HTML, which the server cleans whatever it is.
// Rows that another script adds are started when it says so, by an event "communs:added" that bubbles from them; a text
// that it puts back into the plain field is shown when it says so there, by an event "communs:filled".

const SQUIRE = document.querySelector("script[data-squire]")?.dataset.squire;
const TOOLS = document.querySelector("template[data-rich-text-tools]");
const PICTURE = /^images\/\d{1,18}$/;
const SAME = { STRONG: "B", EM: "I", CITE: "I", DEL: "S", STRIKE: "S" };
const SILENT = new Set(["SCRIPT", "STYLE", "TEMPLATE", "HEAD", "TITLE", "NOSCRIPT", "IFRAME", "OBJECT", "SVG", "MATH", "SELECT", "BUTTON", "TEXTAREA"]);
const OWN_LINE = new Set("P DIV H1 H2 H3 H4 H5 H6 UL OL LI BLOCKQUOTE PRE TABLE TBODY THEAD TR TD TH SECTION ARTICLE ASIDE HEADER FOOTER MAIN FIGURE FIGCAPTION DL DT DD".split(" "));
const FEATURES = { B: "bold", I: "italic", S: "strikethrough", SUP: "superscript", SUB: "subscript", CODE: "code", A: "link", IMG: "image" };
const LEADS = /^(https?:|mailto:|tel:|ftp:|\/(?!\/)|#|documents\/\d|pages\/\d)/i;

const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

class RichText {
  constructor(field, Squire) {
    this.field = field;
    this.source = field.querySelector("textarea");
    this.form = field.querySelector("input[type=hidden]");
    this.files = {}; // of pictures, by the address that the text gives them
    this.features = new Set(field.dataset.richText.split(" "));
    this.headings = [...this.features].filter((name) => /^h[2-4]$/.test(name)).sort().map((name) => name.toUpperCase());
    const start = field.querySelector("template").innerHTML;
    this.allowed = this.tagsAllowed(start);
    this.surface = this.makeSurface();
    this.editor = new Squire(this.surface, {
      blockTag: "P",
      addLinks: this.features.has("link"),
      sanitizeToDOMFragment: (html) => this.safe(html),
      didError: (error) => console.error(error),
    });
    this.isStarting = true;
    this.editor.setHTML(start);
    this.isStarting = false;
    this.before = { html: this.html(), text: this.source.value, form: this.form.value };
    this.listen();
    this.show();
  }

  tagsAllowed(start) {
    const tags = Object.keys(FEATURES).filter((tag) => this.features.has(FEATURES[tag]));
    const blocks = ["ul", "ol", "blockquote"].filter((name) => this.features.has(name)).map((name) => name.toUpperCase());
    const here = [...parsed(start).querySelectorAll("*")].map((element) => element.tagName);
    return new Set(["P", "BR", "LI", ...tags, ...blocks, ...this.headings, ...here]);
  }

  makeSurface() {
    const { source } = this;
    const surface = document.createElement("div");
    const label = document.querySelector(`label[for="${CSS.escape(source.id)}"]`);
    surface.className = "rich-text__surface prose";
    surface.setAttribute("role", "textbox");
    surface.setAttribute("aria-multiline", "true");
    surface.spellcheck = true;
    if (label) {
      label.id ||= `${source.id}_label`;
      surface.setAttribute("aria-labelledby", label.id);
      label.addEventListener("click", () => surface.focus());
    }
    for (const name of ["lang", "aria-describedby", "aria-invalid"]) {
      if (source.hasAttribute(name)) surface.setAttribute(name, source.getAttribute(name));
    }
    if (source.required) surface.setAttribute("aria-required", "true");
    source.required = false;
    // Links to the field, such as those of what is wrong in a form, lead to what is seen of it.
    surface.id = source.id;
    source.removeAttribute("id");
    return surface;
  }

  // What may be set or pasted: built anew, element by element.
  safe(html) {
    const fragment = document.createDocumentFragment();
    this.copy(parsed(html), fragment);
    return fragment;
  }

  copy(from, to) {
    for (const node of from.childNodes) {
      if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
      else if (node.nodeType === Node.ELEMENT_NODE && !SILENT.has(node.tagName.toUpperCase())) {
        const element = this.element(node);
        if (element) to.append(element);
        if (!element || element.tagName !== "IMG") this.copy(node, element ?? to);
      }
    }
  }

  element(node) {
    let tag = SAME[node.tagName] ?? node.tagName;
    if (/^H[1-6]$/.test(tag) && !this.allowed.has(tag)) tag = tag > "H3" ? this.headings.at(-1) ?? "P" : this.headings[0] ?? "P";
    if (!this.allowed.has(tag) && OWN_LINE.has(tag) && ![...node.children].some((child) => OWN_LINE.has(child.tagName))) tag = "P";
    if (tag === "LI" && !/^[OU]L$/.test(node.parentNode.tagName)) tag = "P";
    if (!this.allowed.has(tag) || !this.isWhole(tag, node)) return null;
    const element = document.createElement(tag);
    if (tag === "A") element.setAttribute("href", node.getAttribute("href"));
    if (tag === "IMG") this.picture(element, node);
    return element;
  }

  isWhole(tag, node) {
    // An address that was refused stays to be mended.
    if (tag === "A") return this.isStarting || LEADS.test(node.getAttribute("href") ?? "");
    return tag !== "IMG" || PICTURE.test(addressOf(node));
  }

  picture(image, from) {
    const address = addressOf(from);
    const src = from.getAttribute("src") ?? "";
    if (from.dataset.address) this.files[address] = src;
    image.setAttribute("src", this.files[address] ?? "");
    image.setAttribute("alt", from.getAttribute("alt") ?? "");
    image.dataset.address = address;
  }

  // For whoever puts a text back that was kept: the field holds it, and tells its form.
  fill() {
    if (this.form.value === "html") this.editor.setHTML(this.source.value);
    else if (this.source.value === this.before.text) this.editor.setHTML(this.before.html);
    else this.leave();
  }

  // Marks that only the server reads: the plain field is there for them.
  leave() {
    for (const part of [this.tools, this.link, this.surface]) part.remove();
    this.editor.destroy();
    this.source.id = this.surface.id;
    this.source.hidden = false;
    for (const marks of this.field.querySelectorAll(".rich-text__marks")) marks.hidden = false;
    delete this.field.richText;
  }

  // As it is sent: pictures by the address that a text gives them.
  html() {
    const body = parsed(this.editor.getHTML());
    for (const element of body.querySelectorAll("*")) {
      const kept = { A: ["href"], IMG: ["alt"] }[element.tagName] ?? [];
      const address = element.dataset.address;
      for (const { name } of [...element.attributes]) if (!kept.includes(name)) element.removeAttribute(name);
      if (element.tagName === "IMG") element.setAttribute("src", address);
    }
    this.drawn ??= new Set([...body.children].map((block) => block.outerHTML));
    for (const block of body.children) if (!this.drawn.has(block.outerHTML)) withPlainSpaces(block);
    return body.innerHTML;
  }

  show() {
    const tools = TOOLS.content.cloneNode(true);
    this.tools = tools.querySelector("[role=toolbar]");
    this.link = tools.querySelector(".rich-text__link");
    for (const button of this.tools.querySelectorAll("button")) {
      if (!button.dataset.for.split(" ").some((name) => this.features.has(name))) button.remove();
    }
    if (this.headings.length < 2) this.button("subheading")?.remove();
    if (!this.poolPanel) this.button("picture")?.remove();
    this.buttons = [...this.tools.querySelectorAll("button")];
    this.buttons.forEach((button, place) => (button.tabIndex = place ? -1 : 0));
    this.tools.setAttribute("aria-controls", this.surface.id);
    this.tools.addEventListener("click", (event) => this.act(event.target.closest("button")?.dataset.do));
    // The text keeps its selection while a button is pressed.
    this.tools.addEventListener("mousedown", (event) => event.preventDefault());
    this.tools.addEventListener("keydown", (event) => this.rove(event));
    this.listenToLink();
    this.source.hidden = true;
    for (const marks of this.field.querySelectorAll(".rich-text__marks")) marks.hidden = true;
    this.source.before(this.tools, this.link, this.surface);
    this.field.dataset.richTextStarted = "";
  }

  get poolPanel() {
    return this.field.querySelector("[data-pool-panel]");
  }

  button(name) {
    return this.tools.querySelector(`[data-do="${name}"]`);
  }

  listen() {
    const { editor } = this;
    for (const key of ["Tab", "Shift-Tab", "PageUp", "PageDown"]) editor.setKeyHandler(key, null);
    const offered = { b: "B", i: "I", d: "CODE", "Shift-7": "S", "Shift-5": "SUB", "Shift-6": "SUP" };
    for (const modifier of ["Ctrl-", "Meta-"]) {
      for (const [key, tag] of Object.entries(offered)) {
        if (!this.allowed.has(tag)) editor.setKeyHandler(modifier + key, (_editor, event) => event.preventDefault());
      }
      for (const [key, name] of [["Shift-8", "ul"], ["Shift-9", "ol"]]) {
        editor.setKeyHandler(modifier + key, (_editor, event) => (event.preventDefault(), this.act(name)));
      }
      editor.setKeyHandler(`${modifier}u`, (_editor, event) => event.preventDefault());
      editor.setKeyHandler(`${modifier}k`, (_editor, event) => (event.preventDefault(), this.act("link")));
      editor.setKeyHandler(`${modifier}]`, null).setKeyHandler(`${modifier}[`, null);
    }
    editor.addEventListener("input", () => this.write());
    this.source.addEventListener("communs:filled", () => this.fill());
    for (const type of ["pathChange", "select", "cursor"]) editor.addEventListener(type, () => this.press());
    // A format that was switched off stays off on the next line.
    let off = [];
    const formats = ["B", "I"];
    this.field.addEventListener("beforeinput", () => (off = formats.filter((tag) => !editor.hasFormat(tag))), true);
    this.surface.addEventListener("beforeinput", ({ inputType }) => {
      if (inputType === "insertParagraph") off.filter((tag) => editor.hasFormat(tag)).forEach((tag) => editor.changeFormat(null, { tag }));
    });
    // Squire would put handles around a picture, which take every key; here it is chosen as a letter is.
    this.surface.addEventListener("click", (event) => {
      if (event.target.tagName !== "IMG") return;
      event.stopPropagation();
      const range = document.createRange();
      range.selectNode(event.target);
      editor.setSelection(range);
    });
    // A picture comes with its words, by the panel: pasted or dropped, it would have neither licence nor words.
    for (const type of ["drop", "dragover"]) {
      this.surface.addEventListener(type, (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault(), true);
    }
  }

  write() {
    const html = this.html();
    const same = html === this.before.html;
    this.source.value = same ? this.before.text : html;
    this.form.value = same ? this.before.form : "html";
    this.source.dispatchEvent(new Event("input", { bubbles: true }));
  }

  press() {
    const inside = (tag) => this.editor.hasFormat(tag);
    const pressed = {
      bold: inside("B"), italic: inside("I"), link: inside("A"), ul: inside("UL"), ol: inside("OL"),
      blockquote: inside("BLOCKQUOTE"), heading: this.headings[0] && inside(this.headings[0]),
      subheading: this.headings[1] && inside(this.headings[1]),
    };
    for (const button of this.buttons) {
      if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(Boolean(pressed[button.dataset.do])));
    }
    this.pressed = pressed;
  }

  act(name) {
    const { editor } = this;
    if (!name || !this.button(name)) return;
    this.press();
    const is = this.pressed[name];
    if (name === "bold") is ? editor.removeBold() : editor.bold();
    if (name === "italic") is ? editor.removeItalic() : editor.italic();
    if (name === "ul") is ? editor.removeList() : editor.makeUnorderedList();
    if (name === "ol") is ? editor.removeList() : editor.makeOrderedList();
    if (name === "blockquote") is ? editor.decreaseQuoteLevel() : editor.increaseQuoteLevel();
    if (name === "heading") this.turnInto(is ? "P" : this.headings[0]);
    if (name === "subheading") this.turnInto(is ? "P" : this.headings[1]);
    if (name === "link") this.openLink();
    if (name === "picture") this.field.dispatchEvent(new Event("communs:picture"));
    this.press();
  }

  turnInto(tag) {
    if (this.pressed.ul || this.pressed.ol || this.pressed.blockquote) return;
    this.editor.modifyBlocks((blocks) => {
      for (const block of [...blocks.children].filter((child) => /^(P|H[2-4])$/.test(child.tagName))) {
        const other = document.createElement(tag);
        other.append(...block.childNodes);
        block.replaceWith(other);
      }
      return blocks;
    });
    this.editor.focus();
  }

  // One stop of the Tab key for the whole bar, arrows inside it.
  rove(event) {
    const at = this.buttons.indexOf(document.activeElement);
    const steps = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const next = this.buttons.at(steps[event.key] % this.buttons.length);
    this.buttons.forEach((button) => (button.tabIndex = button === next ? 0 : -1));
    next.focus();
  }

  listenToLink() {
    const input = this.link.querySelector("input");
    this.link.addEventListener("click", (event) => {
      const what = event.target.closest("[data-link]")?.dataset.link;
      if (what) this.closeLink(what);
    });
    this.link.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.target === input) {
        event.preventDefault();
        this.closeLink("add");
      } else if (event.key === "Escape") {
        event.preventDefault();
        this.closeLink("close");
      }
    });
  }

  openLink() {
    const input = this.link.querySelector("input");
    this.range = this.editor.getSelection();
    const start = this.range.startContainer;
    const anchor = (start.closest ? start : start.parentElement)?.closest("a");
    input.value = (anchor && this.surface.contains(anchor) && anchor.getAttribute("href")) || "";
    this.link.querySelector("[data-link=remove]").hidden = !this.pressed.link;
    this.link.hidden = false;
    this.button("link").setAttribute("aria-expanded", "true");
    input.focus();
  }

  closeLink(what) {
    const input = this.link.querySelector("input");
    const address = wholeAddress(input.value.trim());
    if (what === "add" && !address) {
      input.focus();
      return;
    }
    this.link.hidden = true;
    this.button("link").setAttribute("aria-expanded", "false");
    this.editor.focus();
    this.editor.setSelection(this.range);
    if (what === "add") this.makeLink(address);
    if (what === "remove") this.editor.removeLink();
    this.press();
  }

  // Of the words that are chosen or the link that is there; otherwise the address itself, and writing goes on behind it.
  makeLink(address) {
    if (!this.range.collapsed) return this.editor.makeLink(address);
    const start = this.range.startContainer;
    const anchor = (start.closest ? start : start.parentElement)?.closest("a");
    if (anchor && this.surface.contains(anchor)) {
      const range = document.createRange();
      range.selectNodeContents(anchor);
      this.editor.setSelection(range);
      this.editor.makeLink(address);
      return this.editor.setSelection(collapsed(this.editor.getSelection()));
    }
    const link = document.createElement("a");
    link.setAttribute("href", address);
    link.textContent = address.replace(/^(https?:\/\/|mailto:)/, "");
    return this.editor.insertHTML(link.outerHTML);
  }

  // On a line of its own behind the one that is written on; writing goes on below it.
  insertPicture({ address, src, alt }) {
    const { editor, surface } = this;
    const range = editor.getSelection();
    editor.saveUndoState(range);
    const image = document.createElement("img");
    image.alt = alt;
    image.dataset.address = address;
    image.src = this.files[address] = src;
    const line = document.createElement("p");
    line.append(image);
    let here = range.endContainer;
    while (here !== surface && here.parentNode !== surface) here = here.parentNode;
    if (here === surface) surface.append(line);
    else if (here.textContent.trim() || here.querySelector("img")) here.after(line);
    else here.replaceWith(line);
    if (!line.nextElementSibling) line.after(editor.createDefaultBlock());
    range.selectNodeContents(line.nextElementSibling);
    range.collapse(true);
    editor.focus();
    editor.setSelection(range);
  }
}

function addressOf(image) {
  return image.dataset.address || image.getAttribute("src") || "";
}

// Browsers write a space beside an element, or beside another space, as one that does not break; nobody typed that.
function withPlainSpaces(block) {
  const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    text.data = text.data.replace(/^\u00a0(?![;:!?»%€])|(?<!«)\u00a0$|\u00a0(?= )|(?<= )\u00a0/g, " ");
  }
}

function collapsed(range) {
  range.collapse(false);
  return range;
}

function wholeAddress(text) {
  if (!text || LEADS.test(text)) return text;
  return /^[^\s@/]+@[^\s@/]+$/.test(text) ? `mailto:${text}` : `https://${text}`;
}

export async function start(container = document) {
  const fields = [...container.querySelectorAll("[data-rich-text]:not([data-rich-text-started])")];
  const visual = fields.filter((field) => field.querySelector("template"));
  if (!visual.length || !SQUIRE || !TOOLS) return;
  const { default: Squire } = await import(SQUIRE);
  for (const field of visual) {
    if ("richTextStarted" in field.dataset) continue;
    try {
      field.richText = new RichText(field, Squire);
    } catch (error) {
      console.error(error); // the plain field stays
    }
  }
}

document.addEventListener("communs:added", (event) => start(event.target));
start();
