// What follows from what a form says (the verdict of a kit) is drawn again by the server while the form is filled in.
// Without it a button of the form asks for it.

const form = document.querySelector("form[data-page-form]");
const places = [...form.querySelectorAll("[data-follows]")];
const AFTER = 600;
let waiting;
let asked = 0;

for (const again of form.querySelectorAll("[data-again]")) again.hidden = true;

function inShort(place) {
  return place.querySelector("[data-in-short]")?.dataset.inShort ?? "";
}

function show(place, html) {
  const before = inShort(place);
  place.dispatchEvent(new CustomEvent("communs:redraw", { bubbles: true, detail: html }));
  // Only an answer that changed is said.
  if (inShort(place) !== before) place.parentElement.querySelector("[data-follows-told]").textContent = inShort(place);
}

async function ask() {
  const question = ++asked;
  const data = new FormData(form);
  for (const [name, value] of [...data]) if (value instanceof File) data.delete(name);
  data.set("do", "look");
  try {
    const answer = await fetch(form.action, { method: "POST", body: data, headers: { Accept: "application/json" }, redirect: "manual" });
    if (!answer.ok) return;
    const { follows } = await answer.json();
    if (question === asked) for (const place of places) show(place, follows[place.dataset.follows]);
  } catch {
    // Nobody answers: saving, or the next change, will say it.
  }
}

form.addEventListener("communs:changed", () => {
  clearTimeout(waiting);
  waiting = setTimeout(ask, AFTER);
});
