// Finds the proof of work of a visitor's form while somebody writes: it begins with the first word, and keys are derived
// beside the page, one at a time, so that an old laptop still follows. Without it, or on a page without https, the
// question in words stays.

const place = document.querySelector("[data-proof]");
const form = place?.closest("form");
const field = place?.querySelector("input");
const question = form?.querySelector("[data-question]");
const state = place?.querySelector("[role=status]");
const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

function say(words) {
  state.hidden = !words;
  state.textContent = words;
}

function fold(isFolded) {
  if (!question) return;
  question.hidden = isFolded;
  question.querySelector("input").required = !isFolded;
}

async function solve(challenge) {
  const { nonce, salt, cost, keyLength, keyPrefix } = challenge.parameters;
  const password = new Uint8Array(nonce.length / 2 + 4);
  password.set(bytes(nonce));
  const settings = { name: "PBKDF2", hash: "SHA-256", salt: bytes(salt), iterations: cost };
  for (let counter = 0; ; counter += 1) {
    new DataView(password.buffer).setUint32(password.length - 4, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const derivedKey = hex(await crypto.subtle.deriveBits(settings, key, keyLength * 8));
    if (derivedKey.startsWith(keyPrefix)) return btoa(JSON.stringify({ challenge, solution: { counter, derivedKey } }));
  }
}

let found;
function start() {
  found ??= (async () => {
    say(place.dataset.working);
    try {
      field.value = await solve(JSON.parse(place.dataset.challenge));
      say(place.dataset.found);
    } catch {
      // The browser cannot: the question is asked.
      say("");
      fold(false);
    }
  })();
}

if (place && crypto.subtle) {
  // What a browser restores after "back" was used already.
  if (place.dataset.challenge) field.value = "";
  fold(true);
  form.addEventListener("input", start, { once: true });
  form.addEventListener("submit", async (event) => {
    if (field.value || event.submitter?.value.includes(":") || (question && !question.hidden)) return;
    event.preventDefault();
    start();
    say(place.dataset.waiting);
    await found;
    if (field.value || question?.hidden === false) form.requestSubmit(event.submitter);
  });
}
