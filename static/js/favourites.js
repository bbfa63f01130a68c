// Favourites of an edition, stored in this browser and nowhere else: which occurrences, and how often each had changed when
// it was last seen. The page of favourites is an address with their names, which one may send to somebody.

const root = document.querySelector("[data-favourites]");
const MOST = 100;
const KEY = root && `favourites:${new URL(root.dataset.favourites, location.href).pathname}`;

function stored() {
  try {
    const value = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return value && typeof value === "object" && !Array.isArray(value) ? value : {};
  } catch {
    return {}; // a browser that stores nothing, or what another program wrote there
  }
}

function store(value) {
  try {
    localStorage.setItem(KEY, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

function address(favourites) {
  const names = Object.keys(favourites);
  return names.length ? `${root.dataset.favourites}?seances=${names.join(",")}` : root.dataset.favourites;
}

function showLinks() {
  const favourites = stored();
  const count = Object.keys(favourites).length;
  for (const link of document.querySelectorAll("[data-favourites-link]")) {
    link.href = address(favourites);
    link.textContent = `${root.dataset.unit} (${count})`;
  }
  root.hidden = !count;
}

function draw(button, isThere) {
  button.setAttribute("aria-pressed", String(isThere));
  button.querySelector("span").textContent = isThere ? root.dataset.remove : root.dataset.add;
}

function toggle(row, button) {
  const favourites = stored();
  const name = row.dataset.occasion;
  if (name in favourites) delete favourites[name];
  else if (Object.keys(favourites).length < MOST) favourites[name] = Number(row.dataset.sequence);
  if (!store(favourites)) return;
  draw(button, name in favourites);
  showLinks();
}

function addButton(row) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "favourite no-print" });
  const star = Object.assign(document.createElement("i"), { className: "favourite__star", ariaHidden: "true" });
  button.append(star, document.createElement("span"));
  const title = row.querySelector("h2, h3, h4, time");
  if (title) {
    title.id ||= `seance-titre-${row.dataset.occasion}`;
    button.setAttribute("aria-describedby", title.id);
  }
  draw(button, row.dataset.occasion in stored());
  button.addEventListener("click", () => toggle(row, button));
  (row.querySelector(".occasion-row__words") ?? row).append(button);
}

function sayWhatChanged(rows) {
  const favourites = stored();
  for (const row of rows) {
    const seen = favourites[row.dataset.occasion];
    if (seen === undefined || seen === Number(row.dataset.sequence)) continue;
    const note = Object.assign(document.createElement("p"), { className: "favourite__changed" });
    note.textContent = root.dataset.changed;
    row.prepend(note);
    favourites[row.dataset.occasion] = Number(row.dataset.sequence);
  }
  store(favourites);
}

function addAll(button, rows) {
  const favourites = stored();
  const missing = rows.filter((row) => !(row.dataset.occasion in favourites));
  button.hidden = !missing.length;
  button.addEventListener("click", () => {
    const now = stored();
    for (const row of missing) {
      if (Object.keys(now).length < MOST) now[row.dataset.occasion] = Number(row.dataset.sequence);
    }
    store(now);
    location.assign(address(now));
  });
}

if (root) {
  const rows = [...document.querySelectorAll("[data-occasion]")];
  const whole = document.querySelector("[data-favourites-page]");
  // Without a list in its address, the page of favourites shows those of this browser.
  if (whole && !location.search && Object.keys(stored()).length) location.replace(address(stored()));
  if (whole) sayWhatChanged(rows);
  for (const row of rows) addButton(row);
  const all = document.querySelector("[data-favourites-all]");
  if (all) addAll(all, rows);
  showLinks();
}
