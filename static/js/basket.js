// The basket, without leaving the page: an item is sent, and the head of the page says how many there are. The number
// comes from the cookie of this browser: pages that visitors share never hold it. Without a script the forms do it all.

function inBasket() {
  const value = document.cookie.match(/(?:^|; )panier=([^;]*)/)?.[1] ?? "";
  const line = value.replace(/^"|"$/g, "").split(":").slice(0, -1).join(":");
  return line ? line.split(".") : [];
}

function showCount() {
  const count = inBasket().length;
  for (const link of document.querySelectorAll("[data-basket-link]")) {
    link.hidden = !count;
    link.querySelector("[data-basket-count]").textContent = `(${count})`;
  }
}

function isThere(form) {
  return inBasket().some((id) => id.replace("~a", "") === form.elements.item.value);
}

async function send(event) {
  const form = event.currentTarget;
  event.preventDefault();
  const told = form.querySelector("[data-told]");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      headers: { Accept: "application/json" },
      body: new URLSearchParams(new FormData(form)),
    });
    if (!answer.ok) throw new Error(answer.status);
    told.textContent = (await answer.json()).told;
    form.querySelector("[data-see]").hidden = false;
    showCount();
  } catch {
    // The site cannot be reached by a script: the form goes as forms do.
    form.submit();
  }
}

for (const form of document.querySelectorAll("[data-add-to-kit]")) {
  form.addEventListener("submit", send);
  if (isThere(form)) form.querySelector("[data-see]").hidden = false;
}
showCount();
// A page that the browser shows again from its memory, after the basket changed elsewhere.
addEventListener("pageshow", showCount);
