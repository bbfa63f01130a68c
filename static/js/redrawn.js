// A part of a page that the server draws again: what was unfolded stays so, and the focus goes where the new part says.

document.addEventListener("communs:redraw", ({ target, detail }) => {
  const unfolded = new Map([...target.querySelectorAll("details[id]")].map((one) => [one.id, one.open]));
  const hadFocus = target.contains(document.activeElement);
  target.innerHTML = detail;
  for (const one of target.querySelectorAll("details[id]")) one.open = unfolded.get(one.id) ?? one.open;
  if (hadFocus) (target.querySelector("[autofocus]") ?? target).focus();
  document.dispatchEvent(new Event("communs:drawn"));
});
