// When a chooser or a dialogue of the editor is refused because its person is no longer logged in: says so, leads to a
// log-in in another tab, and lets them go on here. The form stays as it is, with the CSRF token of the new session. What
// saves by itself interrupts nobody: Wagtail says that it could not, and the text is kept.
(() => {
  const said = document.currentScript.dataset;
  const tellNatively = window.alert.bind(window);
  let isRefused = false;
  let dialog;

  // Wagtail's scripts only know "Server Error".
  window.alert = (text) => isRefused || tellNatively(text);

  async function look() {
    const answer = await fetch(said.still, { credentials: "same-origin", cache: "no-store" });
    return answer.json();
  }

  // Wagtail's own requests carry the CSRF token in a header.
  function renew(token) {
    window.wagtailConfig.CSRF_TOKEN = token;
    for (const field of document.querySelectorAll("input[name='csrfmiddlewaretoken']")) field.value = token;
  }

  // Wagtail takes a button away while its chooser is open, and only a chooser that opened gives it back.
  function giveBack() {
    const buttons = document.querySelectorAll("[data-chooser-action-choose][disabled]");
    for (const button of buttons) button.disabled = false;
    buttons[0]?.focus();
  }

  async function refused() {
    isRefused = true;
    const { here } = await look().catch(() => ({ here: true }));
    isRefused = false;
    giveBack();
    if (here) tellNatively(said.failed);
    else if (!open().open) dialog.showModal();
  }

  async function back() {
    const { here, token } = await look().catch(() => ({ here: false }));
    dialog.querySelector("[role='status']").textContent = here ? "" : said.not;
    if (!here) return;
    renew(token);
    dialog.close();
  }

  function made(tag, text, properties = {}) {
    const element = Object.assign(document.createElement(tag), properties);
    if (text) element.textContent = text;
    return element;
  }

  function open() {
    if (dialog) return dialog;
    dialog = made("dialog", "", { className: "session-ended" });
    dialog.setAttribute("aria-labelledby", "session-ended-title");
    const logIn = made("a", said.login, { className: "button", href: said.door, target: "_blank", rel: "opener" });
    const goOn = made("button", said.again, { className: "button button-secondary", type: "button" });
    const status = made("p", "");
    status.setAttribute("role", "status");
    const buttons = made("p", "", { className: "session-ended__buttons" });
    buttons.append(logIn, goOn);
    dialog.append(made("h2", said.title, { id: "session-ended-title" }), made("p", said.text), status, buttons);
    goOn.addEventListener("click", back);
    document.body.append(dialog);
    return dialog;
  }

  document.addEventListener("visibilitychange", () => {
    if (dialog?.open && document.visibilityState === "visible") back();
  });

  document.addEventListener("DOMContentLoaded", () => {
    // Before whatever the editor itself does about it.
    window.jQuery?.ajaxPrefilter((_options, _original, request) => {
      request.fail(() => request.status === 403 && refused());
    });
  });
})();
