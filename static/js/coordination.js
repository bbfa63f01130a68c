// The table and the grid of those who prepare a programme, without leaving the page: htmx brings the page that the server
// answers, also when it says what is wrong; what happened is said aloud; on the grid, an event is dragged to another cell.
// Without a script, links and forms do all of it.

const said = document.createElement("div");
said.className = "visually-hidden";
said.setAttribute("role", "status");
said.id = "dit";
document.body.append(said);

// A refusal is a page as any other: its sentences stand beside what was typed.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (detail.xhr.status >= 400 && detail.xhr.status < 500 && detail.xhr.responseText.includes('id="contenu"')) {
    detail.shouldSwap = true;
    detail.isError = false;
  }
});

// A page that cannot be drawn in place is opened as links and forms open it.
document.addEventListener("htmx:sendError", () => location.reload());

document.addEventListener("htmx:afterSettle", () => {
  makeDraggable();
  const words = [...document.querySelectorAll(".message-list .message p")].map((one) => one.textContent.trim());
  said.textContent = words.join(" ");
  // What had the focus is there again by its id; where it is gone, the event that was moved takes it.
  if (document.activeElement && document.activeElement !== document.body) return;
  const opened = document.querySelector("[data-day-grid] details[open] > summary");
  (document.querySelector("#contenu [autofocus]") ?? opened ?? document.querySelector("#contenu"))?.focus();
});

function makeDraggable() {
  for (const card of document.querySelectorAll("[data-day-grid] [data-card]")) card.draggable = true;
}

let dragged = null;

function cellOf(event) {
  return event.target instanceof Element ? event.target.closest("[data-day-grid] td[data-hour]") : null;
}

function mark(cell) {
  for (const one of document.querySelectorAll(".day-grid .is-over")) one.classList.remove("is-over");
  cell?.classList.add("is-over");
}

document.addEventListener("dragstart", (event) => {
  dragged = event.target instanceof Element ? event.target.closest("[data-card]") : null;
  if (!dragged) return;
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", dragged.dataset.card);
});

document.addEventListener("dragover", (event) => {
  const cell = dragged && cellOf(event);
  if (!cell) return;
  event.preventDefault();
  mark(cell);
});

document.addEventListener("dragend", () => {
  dragged = null;
  mark(null);
});

document.addEventListener("drop", (event) => {
  const cell = dragged && cellOf(event);
  if (!cell) return;
  event.preventDefault();
  const from = dragged.closest("td");
  const form = dragged.querySelector("[data-move]");
  if (!form || from === cell) return;
  const fields = form.elements;
  // Within its hour, it keeps its minutes.
  const minutes = fields.namedItem("time").value.slice(2);
  fields.namedItem("time").value = cell.dataset.hour.slice(0, 2) + minutes;
  fields.namedItem("place").value = cell.dataset.place;
  form.requestSubmit(form.querySelector("button[value=put]"));
});

makeDraggable();
