// The list of ways to leave with a page is closed by Escape, which gives focus back to its button; where it lies over the
// page, it also closes when focus goes on. Without JavaScript its button does both.

const OVER_THE_PAGE = matchMedia("(min-width: 40rem)");

for (const list of document.querySelectorAll("[data-take]")) {
  list.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !list.open) return;
    list.open = false;
    list.querySelector("summary").focus();
  });
  list.addEventListener("focusout", (event) => {
    const leaves = event.relatedTarget && !list.contains(event.relatedTarget);
    if (leaves && OVER_THE_PAGE.matches) list.open = false;
  });
}
