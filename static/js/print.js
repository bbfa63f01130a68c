// “Print” opens the printer's window at once, with the pictures that a reader has not scrolled to. When another number of
// participants stands in the field, the sheet counted for it is opened instead. Without JavaScript the links lead there.

const LONGEST_WAIT = 4000;

function fetchPictures() {
  const pictures = [...document.images];
  for (const picture of pictures) picture.loading = "eager";
  const wait = new Promise((done) => setTimeout(done, LONGEST_WAIT));
  return Promise.race([wait, Promise.allSettled(pictures.map((picture) => picture.decode()))]);
}

addEventListener("beforeprint", fetchPictures);

for (const door of document.querySelectorAll("[data-print]")) {
  door.hidden = false;
  door.addEventListener("click", async (event) => {
    const field = document.getElementById("participants");
    event.preventDefault();
    if (field && field.value !== field.defaultValue && field.checkValidity() && door.href) {
      const address = new URL(door.href);
      address.searchParams.set("participants", field.value);
      location.assign(address);
      return;
    }
    await fetchPictures();
    print();
  });
}
