// Habits of Wagtail's editor that lose or double what one writes.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-edit-form][data-controller~='w-autosave']");
  if (!form) return;

  // What the form holds two seconds after it opened is taken for what was there at first: words typed meanwhile would
  // neither be saved on their own nor asked about when one leaves.
  let early = false;
  form.addEventListener("input", (event) => (early ||= event.isTrusted));
  form.addEventListener(
    "w-unsaved:watch-edits",
    () => early && form.setAttribute("data-w-unsaved-force-value", "true"),
    { once: true },
  );

  // A save that one asks for waits for the autosave on its way, and no autosave starts once the form is sent: on a slow
  // line each would make a page.
  const LONGEST_WAIT = 15000;
  const LONGEST_ANSWER = 120000; // milliseconds, over what servers allow themselves
  let saving = false;
  let sent = false;
  let missed = false;
  let waiting = null;
  let timer;

  // A disabled button is not sent, and Wagtail disables the one that was pressed.
  function send() {
    const { name, value } = waiting;
    if (name) form.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
    waiting = null;
    form.requestSubmit();
  }

  function ended() {
    saving = false;
    if (!waiting) return;
    clearTimeout(timer);
    send();
  }

  // Still here after so long: the browser was told to stop, or something else held the form back.
  function stayed() {
    sent = false;
    if (missed) form.dispatchEvent(new CustomEvent("w-unsaved:add", { bubbles: true }));
    missed = false;
  }

  form.addEventListener("w-autosave:save", (event) => {
    if (sent) {
      missed = true;
      event.preventDefault();
    }
    if (!event.defaultPrevented) saving = true;
  });
  form.addEventListener("w-autosave:success", ended);
  form.addEventListener("w-autosave:error", ended);
  addEventListener(
    "submit",
    (event) => {
      if (event.target !== form) return;
      if (!saving) {
        sent = true;
        clearTimeout(timer);
        timer = setTimeout(stayed, LONGEST_ANSWER);
        return;
      }
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!waiting) timer = setTimeout(ended, LONGEST_WAIT);
      waiting = event.submitter || {};
    },
    { capture: true },
  );
});
