// A secret that nobody can guess, for whoever would have to make one up. It is shown until it is saved, to be copied.

const LENGTH = 40;
const LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

/** Letters that are each as likely as the others: bytes that would favour some are left out. */
function secret() {
  const even = 256 - (256 % LETTERS.length);
  let made = "";
  while (made.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      if (byte < even && made.length < LENGTH) made += LETTERS[byte % LETTERS.length];
    }
  }
  return made;
}

function offer(place) {
  const field = document.getElementById(place.dataset.makes);
  const said = place.querySelector("[data-made]");
  place.hidden = false;
  place.querySelector("button").addEventListener("click", () => {
    field.type = "text";
    field.value = secret();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    field.select();
    said.textContent = said.dataset.made;
  });
}

document.querySelectorAll("[data-makes]").forEach(offer);
