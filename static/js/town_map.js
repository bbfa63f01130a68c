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
  const { tiles, credit, leaflet, leafletCss, clusters, clustersCss, zoomIn, zoomOut } = sheet.dataset;
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
  const moves = !window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const animated = { zoomAnimation: moves, fadeAnimation: moves, markerZoomAnimation: moves };
  const map = L.map(sheet, { scrollWheelZoom: false, zoomControl: false, ...animated });
  map.attributionControl.setPrefix('<a href="https://leafletjs.com">Leaflet</a>');
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  L.tileLayer(tiles, { attribution: credit, maxZoom: 19 }).addTo(map);
  const many = (cluster) => icon(L, cluster.getChildCount(), sheet.dataset.many.replace("#", cluster.getChildCount()), 36);
  const layer =
    found.length >= CLUSTERED
      ? L.markerClusterGroup({ iconCreateFunction: many, animate: moves })
      : L.featureGroup();
  for (const { row, at, label, times } of found) {
    const marker = L.marker(at, { icon: icon(L, times > 1 ? times : "", label, 26), title: label });
    const show = () => {
      window.location.hash = row.id;
    };
    marker.on("click", show);
    // Leaflet calls it a button, and has the mouse alone press it.
    marker.on("keydown", ({ originalEvent: pressed }) => {
      if (pressed.key === "Enter" || pressed.key === " ") {
        pressed.preventDefault();
        show();
      }
    });
    layer.addLayer(marker);
  }
  layer.addTo(map);
  map.fitBounds(L.latLngBounds(found.map(({ at }) => at)).pad(0.1), { maxZoom: 16 });
  button.hidden = true;
  sheet.focus(); // the button that was pressed is gone
}

// A round one with a number, which is said as a sentence: Leaflet names pictures alone.
function icon(L, number, label, size) {
  const shown = Object.assign(document.createElement("span"), { textContent: number, ariaHidden: "true" });
  const said = Object.assign(document.createElement("span"), { textContent: label, className: "visually-hidden" });
  const html = document.createElement("span");
  html.append(shown, said);
  return L.divIcon({ className: "town-map__marker", html, iconSize: [size, size] });
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
