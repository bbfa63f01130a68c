// While a file is being prepared: its progress, without the page blinking, and the download once it is there. Without
// this, the page reloads every few seconds and does the same.
const place = document.querySelector("[data-building]");
const { building, again, ready } = place.dataset;

function show(html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-building]");
  if (fresh) place.innerHTML = fresh.innerHTML;
  return Boolean(fresh);
}

async function ask() {
  const head = await fetch(building, { method: "HEAD" });
  if (head.ok && head.status !== 202) {
    place.querySelector("[data-building-words]").textContent = ready;
    place.querySelector("progress").value = place.querySelector("progress").max = 1;
    location.assign(building);
    return;
  }
  // Refused or failed: the page of the answer says why.
  if (head.status !== 202) return location.reload();
  const answer = await fetch(building);
  if (answer.status === 202 && show(await answer.text())) return wait();
  location.reload();
}

function wait() {
  // A connection that is lost for a while comes back.
  setTimeout(() => ask().catch(wait), Number(again) * 1000);
}

wait();
