// The hash of a file, worked out here: the file is not sent. Without JavaScript, or where the browser gives no
// SHA-256 (a page without https), the form sends the file.

const form = document.querySelector("[data-verify]");
const input = form?.querySelector("input[type=file]");
const status = form?.querySelector("[role=status]");

async function check(file) {
  if (file.size > Number(form.dataset.most) * 1e6) {
    status.textContent = form.dataset.tooLarge;
    return;
  }
  status.textContent = form.dataset.working;
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  const sha256 = [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  window.location.assign(`${form.dataset.verify}?sha256=${sha256}#reponse`);
}

if (input && globalThis.crypto?.subtle) {
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    check(input.files[0]).catch(() => form.submit());
  });
}
