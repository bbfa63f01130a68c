// n and j open the next thing to read. A key alone can be in the way of whoever dictates or types by accident: it can be
// switched off, and is never taken while somebody writes.
const KEY = "review-keys";
const line = document.querySelector("[data-keys]");
const next = document.querySelector("[data-review] a[rel=next]");

function areOn() {
  try {
    return localStorage.getItem(KEY) !== "off";
  } catch {
    return true;
  }
}

function show(button) {
  button.textContent = areOn() ? button.dataset.off : button.dataset.on;
}

if (line && next) {
  const button = line.querySelector("[data-keys-switch]");
  line.hidden = false;
  show(button);
  button.addEventListener("click", () => {
    try {
      localStorage.setItem(KEY, areOn() ? "off" : "on");
    } catch {
      // A browser that keeps nothing: the keys stay on.
    }
    show(button);
  });
  document.addEventListener("keydown", (event) => {
    const writes = event.target.closest("input, textarea, select, [contenteditable]");
    const modified = event.ctrlKey || event.altKey || event.metaKey || event.shiftKey;
    if (areOn() && !writes && !modified && ["n", "j"].includes(event.key)) {
      location.assign(next.href);
    }
  });
}

// A ready-made reason is copied into the words, where it can be edited.
for (const choice of document.querySelectorAll("[data-review] input[name=reason]")) {
  choice.addEventListener("change", () => {
    const words = document.getElementById("mots");
    const ready = [...document.querySelectorAll("input[name=reason]")].map((one) => one.value);
    if (!words.value.trim() || ready.includes(words.value)) {
      words.value = choice.value;
    }
  });
}
