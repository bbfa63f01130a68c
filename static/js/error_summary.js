// Puts the list of what is wrong at the top of the page, says it in the title, and leads to each field: through tabs and
// folded panels. Without this, the list stands at the end of the page, its links lead as far as links do.
document.addEventListener("DOMContentLoaded", () => {
  const summary = document.getElementById("error-summary");
  if (!summary) return;
  document.title = summary.dataset.title + document.title;
  document.querySelector("main .messages")?.after(summary);

  const written = "input:not([type='hidden']), select, textarea, [contenteditable='true']";
  const pressed = "button, a[href], [tabindex]";

  // The field itself; a row, when the field is not drawn; the panel, when the row is gone.
  function place(id) {
    for (let part = id; part; part = part.replace(/-?[^-]*$/, "")) {
      const found =
        document.getElementById(part) ||
        document.querySelector(`[data-contentpath="${CSS.escape(part)}"]`) ||
        document.getElementsByName(part)[0];
      if (found) return found;
    }
    return null;
  }

  function open(target) {
    const tab = target.closest("[role='tabpanel']");
    if (tab) document.getElementById(tab.getAttribute("aria-labelledby"))?.click();
    for (let panel = target.closest("[data-panel]"); panel; panel = panel.parentElement.closest("[data-panel]")) {
      const toggle = panel.querySelector("[data-panel-toggle]");
      if (toggle?.getAttribute("aria-expanded") === "false") toggle.click();
    }
  }

  function visible(element) {
    return element.getClientRects().length > 0;
  }

  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const target = link && place(decodeURIComponent(link.hash.slice(1)));
    if (!target) return;
    event.preventDefault();
    open(target);
    // A tab or a panel takes a moment to open.
    setTimeout(() => {
      const field = target.closest("[data-field], .w-field, [data-contentpath]") || target;
      const inside = [...field.querySelectorAll(written), ...field.querySelectorAll(pressed)];
      const own = target.matches(`${written}, ${pressed}`) && visible(target) ? target : null;
      const found = own || inside.find(visible) || field;
      found.scrollIntoView({ block: "center" });
      found.focus({ preventScroll: true });
    }, 100);
  });

  // After the scripts of the editor, which put the focus where they like.
  window.addEventListener("load", () => summary.focus());
});
