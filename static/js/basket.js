// The basket, without leaving the page: an item is sent, and the head of the page says how many there are. The number
// comes from the cookie of this browser: pages that visitors share never hold it. Without a script the forms do it all.

function inBasket() {
  const value = document.cookie.match(/(?:^|; )panier=([^;]*)/)?.[1] ?? "";
  const line = value.replace(/^"|"$/g, "").split(":").slice(0, -1).join(":");
  return line ? line.split(".") : [];
}

function showCount() {
  const count = inBasket().length;
  for (const link of document.querySelectorAll("[data-basket-link]")) {
    link.hidden = !count;
    link.querySelector("[data-basket-count]").textContent = `(${count})`;
  }
}

function showThere(form) {
  // `form.elements.item` is a method of every form, not the field of that name.
  const item = form.elements.namedItem("item").value;
  const isThere = inBasket().some((id) => id.replace("~a", "") === item);
  const label = form.querySelector("[data-label]");
  form.querySelector("[data-see]").hidden = !isThere;
  label.textContent = isThere ? label.dataset.there : label.dataset.label;
}

function showAll() {
  showCount();
  for (const form of document.querySelectorAll("[data-add-to-kit]")) showThere(form);
}

async function send(event) {
  const form = event.currentTarget;
  event.preventDefault();
  const told = form.querySelector("[data-told]");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    if (!answer.ok) throw new Error(answer.status);
    told.textContent = (await answer.json()).told;
    showAll();
  } catch {
    // The site cannot be reached by a script: the form goes as forms do.
    form.submit();
  }
}

for (const form of document.querySelectorAll("[data-add-to-kit]")) form.addEventListener("submit", send);
showAll();
// A page that the browser shows again from its memory, after the basket changed elsewhere.
addEventListener("pageshow", showAll);

// The page of the basket: each button is sent, one after the other, and the list comes back as it is then.

const basket = document.querySelector("[data-basket]");
let last = Promise.resolve();

async function change(action, body) {
  const answer = await fetch(action, { method: "POST", headers: { Accept: "application/json" }, body });
  if (!answer.ok) throw new Error(answer.status);
  const { html, told } = await answer.json();
  basket.dispatchEvent(new CustomEvent("communs:redraw", { bubbles: true, detail: html }));
  document.querySelector("[data-basket-told]").textContent = told;
  // What the address said of the last change is over.
  history.replaceState(null, "", location.pathname);
  showCount();
}

basket?.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("[data-basket-form]") || !event.submitter) return;
  event.preventDefault();
  const { name, value } = event.submitter;
  const body = new URLSearchParams(new FormData(form));
  body.set(name, value);
  last = last.then(() => change(form.action, body)).catch(() => {
    // The site cannot be reached by a script: the form goes as forms do.
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    document.body.append(form);
    form.submit();
  });
});
