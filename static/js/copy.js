// Copy buttons: rich text and plain text go to the clipboard together. Without JavaScript they stay hidden, and the
// same credit is read in the text fields below them.

const BACK_AFTER = 2500;

async function put(text, html) {
  if (html && window.ClipboardItem && navigator.clipboard?.write) {
    const part = (content, type) => new Blob([content], { type });
    await navigator.clipboard.write([
      new ClipboardItem({ "text/plain": part(text, "text/plain"), "text/html": part(html, "text/html") }),
    ]);
  } else {
    await navigator.clipboard.writeText(text);
  }
}

function showFields(button, field) {
  const details = button.closest("section")?.querySelector("details");
  if (details) details.open = true;
  field.focus();
  field.select();
}

function announce(button, said) {
  let place = button.parentElement.querySelector("[role=status]");
  if (!place) {
    place = document.createElement("span");
    place.className = "visually-hidden";
    place.setAttribute("role", "status");
    button.after(place);
  }
  place.textContent = said;
}

function ready(button) {
  const text = document.getElementById(button.dataset.copyText);
  const html = document.getElementById(button.dataset.copyHtml);
  const label = button.querySelector("span");
  const before = label.textContent;
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await put(text.value, html?.value);
    } catch {
      // No permission, or no secure context: the person copies by hand.
      showFields(button, text);
      return;
    }
    label.textContent = button.dataset.copied;
    announce(button, button.dataset.copied);
    setTimeout(() => {
      label.textContent = before;
      announce(button, "");
    }, BACK_AFTER);
  });
}

function readyAll() {
  for (const button of document.querySelectorAll("[data-copy-text][hidden]")) ready(button);
}

readyAll();
// A part of the page that was drawn again.
document.addEventListener("communs:drawn", readyAll);
