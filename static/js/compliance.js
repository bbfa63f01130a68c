// Says, while a form with a licence is being written, what its sources allow. Without this, saving says it.
(() => {
  const address = document.currentScript.dataset.verdict;
  const licence = document.querySelector("form select[name='licence']");
  if (!licence) return;
  const form = licence.form;
  let waiting;
  let asked = 0;

  const isRead = (name) => name === "licence" || name === "licence-other" || name === "keep_licence" || name.startsWith("sources-");

  function places() {
    const found = form.querySelectorAll("[data-compliance]");
    if (found.length) return found;
    const made = document.createElement("div");
    made.className = "compliance";
    made.dataset.compliance = "";
    made.setAttribute("role", "status");
    (licence.closest(".w-field__wrapper") || licence.parentElement).append(made);
    return [made];
  }

  function show(html) {
    for (const place of places()) place.innerHTML = html;
  }

  async function ask() {
    const question = ++asked;
    const data = new FormData();
    data.append("csrfmiddlewaretoken", form.querySelector("[name='csrfmiddlewaretoken']").value);
    for (const [name, value] of new FormData(form)) if (isRead(name)) data.append(name, value);
    try {
      const answer = await fetch(address, { method: "POST", body: data, credentials: "same-origin" });
      const html = await answer.text();
      if (answer.ok && question === asked) show(html);
    } catch {
      // Nobody answers: saving will say it.
    }
  }

  function later(event) {
    if (!isRead(event.target.name || "") || event.target.name === "keep_licence") return;
    clearTimeout(waiting);
    waiting = setTimeout(ask, 400);
  }

  form.addEventListener("input", later);
  form.addEventListener("change", later);
})();
