// A save that one asks for waits for the autosave that is on its way: on a slow line both would make the page, and the
// person would find two.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-edit-form][data-controller~='w-autosave']");
  if (!form) return;
  const LONGEST_WAIT = 15000;
  let saving = false;
  let waiting = null;

  // A disabled button is not sent, and Wagtail disables the one that was pressed.
  function send() {
    const { name, value } = waiting;
    if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    waiting = null;
    form.requestSubmit();
  }

  function ended() {
    saving = false;
    if (waiting) send();
  }

  form.addEventListener("w-autosave:save", (event) => {
    if (!event.defaultPrevented) saving = true;
  });
  form.addEventListener("w-autosave:success", ended);
  form.addEventListener("w-autosave:error", ended);
  addEventListener(
    "submit",
    (event) => {
      if (!saving || event.target !== form) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!waiting) setTimeout(ended, LONGEST_WAIT);
      waiting = event.submitter || {};
    },
    { capture: true },
  );
});
