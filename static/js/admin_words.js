// The button behind the search fields of the editor speaks English whatever the language; screen readers meet it.
const said = document.currentScript.dataset.search;
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("[role='search'] input[type='submit'][value='Search']")) {
    button.value = said;
  }
});
