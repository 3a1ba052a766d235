// The settings page of notifications: says what this browser allows, and asks for more only when clicked.

import { show } from "./inbox/notify.js";
import { play } from "./sound.js";

const part = document.querySelector("[data-notifications]");

/** What the browser allows, in a word of the page's. */
function answer() {
  if (!window.isSecureContext) return "insecure";
  if (!("Notification" in window)) return "unsupported";
  return Notification.permission;
}

function say(word) {
  for (const words of part.querySelectorAll("[data-permission]")) words.hidden = words.dataset.permission !== word;
  part.querySelector("[data-offers]").hidden = false;
  const offered = { ask: word === "default", test: word === "granted", sound: true };
  for (const button of part.querySelectorAll("[data-offer]")) button.hidden = !offered[button.dataset.offer];
}

const OFFERS = {
  async ask() {
    await Notification.requestPermission();
    say(answer());
  },
  test() {
    const shown = show("This is a test", { body: "So it looks when somebody needs you.", tag: "test" });
    if (!shown) say("unsupported");
  },
  sound() {
    play();
  },
};

if (part) {
  say(answer());
  part.addEventListener("click", (event) => {
    const button = event.target.closest("[data-offer]");
    if (button) OFFERS[button.dataset.offer]();
  });
}
