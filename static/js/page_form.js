// The form of a page: rows are added, moved and taken out without a request, what is written is stored every few seconds,
// and in this browser while the site cannot be reached. Without it every button is one of the form.

const form = document.querySelector("form[data-page-form]");
const EVERY = 4000;
const A_WEEK = 7 * 24 * 3600 * 1000;
const said = form.dataset;
const state = form.querySelector("[data-state]");
const told = form.querySelector("[data-told]");
const here = `communs:${said.person}:${location.pathname}`;

// Rows.

const rowOf = (element) => element.closest("[data-row]");

function number(list) {
  let count = 0;
  for (const row of list.children) {
    if (row.classList.contains("form-row--gone")) continue;
    count += 1;
    for (const place of row.querySelectorAll("[data-number]")) place.textContent = count;
  }
}

function add(rows, type) {
  const list = rows.querySelector(".form-rows__list");
  const key = crypto.randomUUID();
  const made = document.createElement("template");
  made.innerHTML = rows.querySelector(`template[data-model="${type}"]`).innerHTML.replaceAll("__key__", key);
  const row = made.content.firstElementChild;
  list.append(row);
  number(list);
  document.dispatchEvent(new Event("communs:added"));
  row.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}

function move(button, way) {
  const row = rowOf(button);
  const isGone = (other) => other?.classList.contains("form-row--gone");
  let other = way === "up" ? row.previousElementSibling : row.nextElementSibling;
  while (isGone(other)) other = way === "up" ? other.previousElementSibling : other.nextElementSibling;
  if (!other) return;
  // A text that is being edited is not moved itself: the others go round it.
  if (way === "up") row.after(other);
  else row.before(other);
  number(row.parentElement);
  button.focus();
  const name = row.querySelector(".form-row__label").textContent.replace(/\d+\s*$/, "").trim();
  say(said.moved.replace("{name}", name) + " " + row.querySelector("[data-number]").textContent);
}

function takeOut(button, isGone) {
  const row = rowOf(button);
  const name = `${row.id}-gone`;
  row.querySelector(`input[name="${CSS.escape(name)}"]`)?.remove();
  if (isGone) row.querySelector("fieldset").append(Object.assign(document.createElement("input"), { type: "hidden", name, value: "1" }));
  row.classList.toggle("form-row--gone", isGone);
  row.querySelector(".form-row__gone").hidden = !isGone;
  row.querySelector(".form-row__body").hidden = isGone;
  number(row.parentElement);
  row.querySelector(isGone ? ".form-row__gone button" : ".form-row__buttons button:last-child").focus();
}

form.addEventListener("click", (event) => {
  const button = event.target.closest("button[name=do]");
  const [, verb, what] = button?.value.split(":") ?? [];
  if (!verb) return;
  event.preventDefault();
  if (verb === "add") add(button.closest("[data-rows]"), what);
  else if (verb === "gone" || verb === "back") takeOut(button, verb === "gone");
  else move(button, verb);
  changed();
});

// Storing.

let timer;
let isSent = false;
let last = picture();

function typed() {
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  return data;
}

function picture() {
  const data = typed();
  for (const name of ["csrfmiddlewaretoken", "edit_count"]) data.delete(name);
  return new URLSearchParams(data).toString();
}

const say = (words) => { state.textContent = words; };

function changed() {
  form.dispatchEvent(new Event("communs:changed"));
  clearTimeout(timer);
  if (!isSent) timer = setTimeout(store, EVERY);
}

function storeHere() {
  try {
    localStorage.setItem(here, JSON.stringify({ at: Date.now(), fields: [...typed()].filter(([name]) => name !== "csrfmiddlewaretoken") }));
  } catch {
    // No room in this browser: what is on the screen stays there.
  }
}

async function store() {
  const now = picture();
  if (isSent || now === last) return;
  say(said.saving);
  const data = typed();
  data.set("do", "keep");
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "manual" });
  } catch {
    storeHere();
    say(said.offline);
    timer = setTimeout(store, EVERY * 3);
    return;
  }
  if (isSent) return;
  if (!answer.headers.get("Content-Type")?.startsWith("application/json")) {
    storeHere();
    say(answer.type === "opaqueredirect" || answer.status === 403 ? said.loggedOut : said.offline);
    await renew();
    timer = setTimeout(store, EVERY * 3);
    return;
  }
  const stored = await answer.json();
  if (stored.address && stored.address !== new URL(form.action).pathname) {
    form.action = stored.address;
    history.replaceState(null, "", stored.address);
  }
  if (stored.problem) {
    storeHere();
    say(stored.problem);
    return;
  }
  last = now;
  localStorage.removeItem(here);
  form.elements.edit_count.value = stored.count;
  say(`${said.saved} ${stored.at}`);
  if (told.textContent.trim() !== stored.told) {
    told.textContent = stored.told;
    if (stored.told) told.classList.add("message", "message--info");
  }
  if (picture() !== last) changed();
}

// After a log-in in another tab the form carries the token of the new session.
async function renew() {
  const answer = await fetch("/compte/encore-la/", { cache: "no-store" }).catch(() => null);
  const { token } = answer?.ok ? await answer.json() : {};
  if (token) form.elements.csrfmiddlewaretoken.value = token;
}

form.addEventListener("input", changed);
form.addEventListener("change", changed);
form.addEventListener("communs:typed", changed);
form.addEventListener("submit", (event) => {
  // A preview opens beside: one goes on writing here.
  if (event.submitter?.value === "preview") return;
  isSent = true;
  clearTimeout(timer);
  if (event.submitter?.value === "discard") localStorage.removeItem(here);
});
addEventListener("pageshow", () => { isSent = false; });
addEventListener("pagehide", () => {
  if (isSent || picture() === last) return;
  const data = typed();
  data.set("do", "keep");
  if (!navigator.sendBeacon(form.action, data)) storeHere();
});

// What was typed when the site could not be reached.

function offer({ fields }) {
  const box = document.createElement("div");
  box.className = "message message--info";
  const words = Object.assign(document.createElement("p"), { textContent: said.restore });
  const buttons = Object.assign(document.createElement("p"), { className: "button-row" });
  for (const [label, act] of [[said.takeUp, () => takeUp(fields)], [said.throwAway, () => localStorage.removeItem(here)]]) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "button button--small", textContent: label });
    button.addEventListener("click", () => { act(); box.remove(); });
    buttons.append(button);
  }
  const inside = document.createElement("div");
  inside.append(words, buttons);
  box.append(inside);
  told.after(box);
}

// The server draws the form again as it was typed: rows that are not in this page come with it.
function takeUp(fields) {
  const again = Object.assign(document.createElement("form"), { method: "post", action: form.action, hidden: true });
  const token = ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value];
  for (const [name, value] of [...fields.filter(([name]) => name !== "do"), token, ["do", ":take:up"]]) {
    again.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(again);
  localStorage.removeItem(here);
  isSent = true;
  again.submit();
}

try {
  const found = JSON.parse(localStorage.getItem(here) ?? "null");
  if (found && Date.now() - found.at > A_WEEK) localStorage.removeItem(here);
  else if (found) offer(found);
} catch {
  // What is unreadable is not offered.
}
