// Single keys, outside fields. They press what is on the page, so that nothing can be done by key alone.

const FIELDS = "input:not([type=radio]):not([type=checkbox]), textarea, select, [contenteditable]";

const rows = () => [...document.querySelectorAll(".rows [data-row] a")];

function step(by) {
  const all = rows();
  const here = all.indexOf(document.activeElement);
  const from = here >= 0 ? here : all.findIndex((row) => row.hasAttribute("aria-current"));
  const to = all[Math.min(Math.max(from + by, 0), all.length - 1)];
  to?.focus();
}

function write(kind) {
  const choice = document.getElementById(`kind-${kind}`);
  const field = document.getElementById("text");
  if (!choice || !field) return;
  choice.checked = true;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
  field.focus();
}

const press = (key) => document.querySelector(`[data-key=${key}]`)?.click();

/** The place of a key, in the menu that is there at this width. */
function placeOf(key) {
  const places = [...document.querySelectorAll(`[data-key=${key}]`)];
  return places.find((place) => place.closest("details")?.checkVisibility?.()) ?? places[0];
}

/** Opens the menu that a field or a summary is in, and goes there. */
function open(key) {
  const place = placeOf(key);
  const menu = place?.closest("details");
  if (!menu) return;
  menu.open = true;
  (place.matches("summary") ? menu.querySelector("select, input, button") : place)?.focus();
}

/** Picks the row that is in focus, or the one that is open. */
function pick() {
  const row = document.activeElement?.closest("[data-row]") ?? document.querySelector(".rows [aria-current]")?.closest("[data-row]");
  row?.querySelector("input[type=checkbox]")?.click();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  t: () => press("t"),
  e: () => press("e"),
  h: () => press("h"),
  a: () => open("a"),
  z: () => open("z"),
  x: pick,
  r: () => write("reply"),
  n: () => write("note"),
  "/": () => document.getElementById("q")?.focus(),
  "?": () => document.getElementById("keys")?.showModal(),
};

function inField(event) {
  if (event.key === "Escape") event.target.blur();
  const isSending = event.key === "Enter" && (event.ctrlKey || event.metaKey);
  if (isSending && event.target.form?.id === "composer") {
    event.preventDefault();
    const { form } = event.target;
    // The button that inserts a kept reply comes first and sends nothing.
    form.requestSubmit(form.querySelector(".foot button[type=submit]"));
  }
}

/** Listens for the inbox's keys; single ones only for those who want them. */
export function listenToKeys(hasSingleKeys) {
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.target.matches?.(FIELDS)) {
      inField(event);
      return;
    }
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const act = hasSingleKeys && isPlain && !document.querySelector("dialog[open]") && KEYS[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
