// The list of deliveries while it is open: marks and counts of what is shown follow, nothing moves, and newer ones wait
// behind a link.

import { fetchPiece, listen, oneAtATime } from "./inbox/live.js";

const rowsOf = (place) => new Map([...place.querySelectorAll("tr[data-row]")].map((row) => [row.dataset.row, row]));

/** Puts what is new into the cells of a row, but for the one that somebody is in. */
function update(row, fresh) {
  [...row.cells].forEach((cell, at) => {
    const other = fresh.cells[at];
    if (cell.innerHTML !== other.innerHTML && !cell.contains(document.activeElement)) cell.replaceChildren(...other.childNodes);
  });
}

/** Does something to the rows and leaves the one that is looked at where it is on the screen. */
function inPlace(rows, work) {
  const isSeen = (row) => row.getBoundingClientRect().bottom > 0;
  const looked = rows.find((row) => row.matches(":hover, :focus-within")) ?? rows.find(isSeen);
  const before = looked?.getBoundingClientRect().top;
  work();
  if (looked) window.scrollBy(0, looked.getBoundingClientRect().top - before);
}

function watch(place) {
  const news = place.querySelector("[data-news]");
  const shown = rowsOf(place);
  const address = new URL(place.dataset.deliveries, location.href);
  address.searchParams.set("shown", [...shown.keys()].join());

  const announce = (count) => {
    if (!news || !(count > 0)) return;
    const words = count === 1 ? "1 new – show it" : `${count} new – show them`;
    const text = news.querySelector("span");
    if (text.textContent !== words) text.textContent = words;
    news.hidden = false;
  };

  return oneAtATime(async () => {
    const piece = await fetchPiece(address);
    if (!piece) return;
    const fresh = rowsOf(document.importNode(piece, true));
    inPlace([...shown.values()], () => {
      for (const [name, row] of shown) if (fresh.has(name)) update(row, fresh.get(name));
      announce(Number(piece.dataset.newer));
    });
  });
}

const place = document.querySelector("[data-deliveries]");
if (place) {
  const refresh = watch(place);
  listen((change) => { if (change.missed || change.deliveries) refresh(); }, undefined, "deliveries");
}
