// Suggestions come by htmx, fetched when a field is first entered: most readers search nothing and never load it.
// Arrow keys walk through the suggestions, Escape puts them away and gives the field back.

const source = document.querySelector("script[data-htmx]")?.dataset.htmx;

function fetchSuggester(field) {
  if (!source || document.querySelector(`script[src="${source}"]`)) return;
  const script = document.createElement("script");
  script.src = source;
  // What was typed while it came is asked for at once.
  script.addEventListener("load", () => field.value && field.dispatchEvent(new Event("input", { bubbles: true })));
  const insert = () => document.head.append(script);
  // htmx begins when the page is complete; between parsed and complete it would wait for a moment that has passed.
  if (document.readyState === "complete") insert();
  else addEventListener("load", insert, { once: true });
}

function links(form) {
  return [...form.querySelectorAll(".search-form__suggestions a")];
}

function clear(form) {
  form.querySelector(".search-form__suggestions").replaceChildren();
  form.querySelector("[role=status]").textContent = "";
}

function move(form, step) {
  const field = form.querySelector("input[type=search]");
  const stops = [field, ...links(form)];
  const next = stops.indexOf(document.activeElement) + step;
  stops[(next + stops.length) % stops.length].focus();
}

for (const form of document.querySelectorAll(".search-form")) {
  const field = form.querySelector("input[type=search]");
  field.addEventListener("focus", () => fetchSuggester(field), { once: true });
  if (field === document.activeElement) fetchSuggester(field);
  form.addEventListener("keydown", (event) => {
    if (!links(form).length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(form, event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Escape") {
      event.preventDefault();
      form.querySelector("input[type=search]").focus();
      clear(form);
    }
  });
  form.addEventListener("focusout", (event) => {
    // Safari focuses nothing when a link is pressed: an unknown target is not an exit.
    if (event.relatedTarget && !form.contains(event.relatedTarget)) clear(form);
  });
  document.addEventListener("pointerdown", (event) => {
    if (!form.contains(event.target)) clear(form);
  });
  form.addEventListener("htmx:afterSwap", () => {
    form.querySelector("[role=status]").textContent = links(form).length ? form.dataset.announce : "";
  });
}
