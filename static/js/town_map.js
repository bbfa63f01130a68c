// The drawn map of a town becomes one with streets when the visitor asks for it: tiles come from another address, which
// the button names, and nothing is asked of it before. What stands on the map is read from the list of the page.
// The list is put in order by distance here too, in the browser: where somebody is leaves it for nowhere.

const sheet = document.querySelector("[data-town-map]");
const button = document.querySelector("[data-town-map-tiles]");
const near = document.querySelector("[data-town-map-near]");
const CLUSTERED = 30;

function load(tag, attributes) {
  return new Promise((resolve, reject) => {
    const made = Object.assign(document.createElement(tag), attributes, { onload: resolve, onerror: reject });
    document.head.append(made);
  });
}

function places() {
  return [...document.querySelectorAll("[data-latitude]")].map((row) => ({
    row,
    at: [Number(row.dataset.latitude), Number(row.dataset.longitude)],
    label: row.dataset.label,
    times: Number(row.dataset.times ?? 1),
  }));
}

async function showStreets() {
  const { tiles, credit, leaflet, leafletCss, clusters, clustersCss } = sheet.dataset;
  const drawn = [...sheet.children];
  const found = places();
  button.disabled = true;
  try {
    await Promise.all([load("link", { rel: "stylesheet", href: leafletCss }), load("script", { src: leaflet })]);
    if (found.length >= CLUSTERED) {
      await Promise.all([load("link", { rel: "stylesheet", href: clustersCss }), load("script", { src: clusters })]);
    }
  } catch {
    button.disabled = false; // the drawing stays
    return;
  }
  sheet.replaceChildren();
  sheet.classList.add("town-map__sheet--tiles");
  const { L } = window;
  const map = L.map(sheet, { scrollWheelZoom: false });
  L.tileLayer(tiles, { attribution: credit, maxZoom: 19 }).addTo(map);
  const layer = found.length >= CLUSTERED ? L.markerClusterGroup() : L.featureGroup();
  for (const { row, at, label, times } of found) {
    const icon = L.divIcon({ className: "town-map__marker", html: times > 1 ? String(times) : "", iconSize: [26, 26] });
    const marker = L.marker(at, { icon, title: label, alt: label, keyboard: true });
    marker.on("click", () => {
      window.location.hash = row.id;
    });
    layer.addLayer(marker);
  }
  layer.addTo(map);
  map.fitBounds(L.latLngBounds(found.map(({ at }) => at)).pad(0.1), { maxZoom: 16 });
  button.hidden = true;
  if (!found.length) sheet.replaceChildren(...drawn);
}

function metres([south, west], [north, east]) {
  const turn = Math.PI / 180;
  const half =
    Math.sin(((north - south) * turn) / 2) ** 2 +
    Math.cos(south * turn) * Math.cos(north * turn) * Math.sin(((east - west) * turn) / 2) ** 2;
  return 2 * 6371000 * Math.asin(Math.min(1, Math.sqrt(half)));
}

function sortFrom(here) {
  for (const list of document.querySelectorAll("[data-town-map-list]")) {
    const rows = [...list.children].filter((row) => row.dataset.latitude);
    const far = (row) => metres(here, [Number(row.dataset.latitude), Number(row.dataset.longitude)]);
    rows.sort((one, other) => far(one) - far(other));
    for (const row of rows) {
      const said = row.querySelector("[data-distance]");
      const away = far(row);
      const format = new Intl.NumberFormat(document.documentElement.lang, { maximumFractionDigits: 1 });
      said.textContent =
        away < 1000 ? `${Math.round(away / 50) * 50}\u00a0m` : `${format.format(away / 1000)}\u00a0km`;
      said.hidden = false;
      list.append(row);
    }
  }
}

if (button && sheet?.dataset.tiles) {
  button.hidden = false;
  button.addEventListener("click", showStreets);
}

if (near && navigator.geolocation && document.querySelector("[data-latitude]")) {
  const said = near.parentElement.querySelector("[role='status']");
  near.hidden = false;
  near.addEventListener("click", () => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        sortFrom([coords.latitude, coords.longitude]);
        said.textContent = near.dataset.sorted;
      },
      () => {
        said.textContent = near.dataset.refused;
      },
      { maximumAge: 60000, timeout: 10000 },
    );
  });
}
