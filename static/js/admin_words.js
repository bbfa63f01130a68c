// Two words that scripts of the editor say in English whatever the language: the button behind its search fields, which
// screen readers meet, and the button of its calendar.
const { search, save } = document.currentScript.dataset;

function say(root) {
  for (const button of root.querySelectorAll("[role='search'] input[type='submit'][value='Search']")) button.value = search;
  for (const button of root.querySelectorAll(".xdsoft_save_selected")) button.textContent = save;
}

document.addEventListener("DOMContentLoaded", () => {
  say(document);
  // A calendar is made when its field is first drawn.
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) if (node.nodeType === 1) say(node);
  }).observe(document.body, { childList: true });
});
