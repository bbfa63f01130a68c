// Arrow keys walk through the suggestions, Escape puts them away and gives the field back.

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
