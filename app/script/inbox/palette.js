// Everything by its name: views and pages of the menu, what can be done with the open conversation, and
// conversations by what was said. It presses what is on the page, so that nothing can be done here alone.

import { fetchPiece } from "./live.js";

const SHOWN = 12;

const plain = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const words = (element) => element.textContent.replace(/\s+/g, " ").trim();

function fromPage() {
  const links = [...document.querySelectorAll(".sidebar a[href]")].map((link) => ({
    name: words(link.querySelector(".label") ?? link), kind: "Go to", act: () => link.click(),
  }));
  const acts = [...document.querySelectorAll(".talk-actions button[type=submit], .talk-actions summary")]
    .map((button) => ({ name: words(button), kind: "Do", act: () => { button.closest("details")?.setAttribute("open", ""); button.click(); button.focus(); } }));
  const seen = new Set();
  return [...acts, ...links].filter(({ name }) => name && !seen.has(name) && seen.add(name));
}

async function conversations(asked) {
  const piece = await fetchPiece(`/inbox/rows?view=all&q=${encodeURIComponent(asked)}`);
  return [...(piece?.querySelectorAll("[data-row] a") ?? [])].slice(0, SHOWN).map((link) => ({
    name: `${words(link.querySelector(".name"))}: ${words(link.querySelector(".last"))}`.slice(0, 90),
    kind: "Conversation",
    act: () => { location.href = link.getAttribute("href"); },
  }));
}

/** Opens on Ctrl K. */
export function offerPalette() {
  const dialog = document.getElementById("palette");
  if (!dialog) return;
  const [field, list] = [dialog.querySelector("input"), dialog.querySelector("[role=listbox]")];
  let [shown, at, turn] = [[], 0, 0];

  const mark = (to) => {
    at = Math.max(0, Math.min(to, shown.length - 1));
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === at)));
    field.setAttribute("aria-activedescendant", shown.length > 0 ? `palette-${at}` : "");
    list.children[at]?.scrollIntoView({ block: "nearest" });
  };
  const show = (items) => {
    shown = items.slice(0, SHOWN);
    list.replaceChildren(...shown.map(({ name, kind }, index) => {
      const item = document.createElement("li");
      Object.assign(item, { id: `palette-${index}`, role: "option" });
      const sort = document.createElement("span");
      sort.textContent = kind;
      item.append(name, sort);
      item.addEventListener("click", () => run(index));
      return item;
    }));
    mark(0);
  };
  const run = (index) => {
    const chosen = shown[index];
    if (!chosen) return;
    dialog.close();
    chosen.act();
  };
  const look = async () => {
    const asked = field.value.trim();
    const mine = fromPage().filter(({ name }) => plain(name).includes(plain(asked)));
    show(mine);
    turn += 1;
    const now = turn;
    if (asked.length < 2) return;
    await new Promise((resolve) => { setTimeout(resolve, 150); });
    if (now !== turn) return;
    const found = await conversations(asked);
    if (now === turn) show([...mine, ...found]);
  };

  field.addEventListener("input", look);
  field.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) mark(at + step);
    else if (event.key === "Enter") run(at);
    else return;
    event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() !== "k" || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
    event.preventDefault();
    if (dialog.open) { dialog.close(); return; }
    field.value = "";
    dialog.showModal();
    look();
  });
}
