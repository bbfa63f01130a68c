// “Why this result?” unfolds under the result. Without JavaScript, or when it cannot be fetched, the link leads to a page.

function button(link) {
  const opener = document.createElement("button");
  opener.type = "button";
  opener.className = link.className;
  opener.innerHTML = link.innerHTML;
  opener.setAttribute("aria-expanded", "false");
  opener.addEventListener("click", () => toggle(opener, link.href));
  return opener;
}

async function toggle(opener, address) {
  const shown = opener.nextElementSibling;
  if (shown?.classList.contains("why")) {
    shown.hidden = !shown.hidden;
    opener.setAttribute("aria-expanded", String(!shown.hidden));
    return;
  }
  if (opener.ariaBusy === "true") return;
  opener.ariaBusy = "true";
  try {
    const answer = await fetch(`${address}&part=1`);
    if (!answer.ok) throw new Error(answer.statusText);
    opener.insertAdjacentHTML("afterend", await answer.text());
    opener.setAttribute("aria-expanded", "true");
  } catch {
    location.assign(address);
  } finally {
    opener.ariaBusy = "false";
  }
}

for (const link of document.querySelectorAll("a.why__link")) link.replaceWith(button(link));
