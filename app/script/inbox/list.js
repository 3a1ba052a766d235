// The list: rows that are shown change in place, new ones wait behind a button, counts follow.

import { fetchPiece, oneAtATime } from "./live.js";

// As many rows as the server sends at once: when it sends that many, a row that is missing may only be below.
const PAGE = 30;

const rowsOf = (list) => new Map([...list.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));

/** Puts a row's new content where the old one was; the link itself stays, and with it the focus. */
function update(row, fresh) {
  const [link, freshLink] = [row.querySelector("a"), fresh.querySelector("a")];
  const [box, freshBox] = [row.querySelector("input"), fresh.querySelector("input")];
  // A row that is picked keeps what was picked, so that whoever took it meanwhile is named.
  if (box && freshBox && !box.checked) box.value = freshBox.value;
  row.classList.remove("is-gone");
  if (link.innerHTML === freshLink.innerHTML) return;
  link.replaceChildren(...freshLink.childNodes);
}

/** Says that a row belongs to another view by now. It stays until the list is opened again. */
function moveOn(row, badge) {
  if (row.classList.contains("is-gone")) return;
  row.classList.add("is-gone");
  row.querySelector(".tags").prepend(badge.content.cloneNode(true));
  row.querySelector(".age").textContent = "";
}

function count(piece) {
  const counts = new Map([...piece.querySelectorAll("[data-live=counts] li")].map((item) => [item.dataset.count, item.textContent]));
  for (const shown of document.querySelectorAll(".sidebar [data-count]")) {
    const fresh = counts.get(shown.dataset.count);
    if (fresh !== undefined && shown.textContent !== fresh) shown.textContent = fresh;
  }
  const waiting = Number(piece.dataset.waiting);
  const words = counts.get("needs-attention") ?? "";
  const hot = document.querySelector(".sidebar .count.is-hot");
  if (hot) hot.firstChild.textContent = words;
  // Of a refused reply the tab says first that there is a problem.
  const [, mistake, rest] = document.title.match(/^(Error: )?(?:\(\S+\) )?(.*)$/);
  document.title = `${mistake ?? ""}${waiting > 0 ? `(${words}) ` : ""}${rest}`;
}

/** Follows one list; gives back whom to tell about changes. */
export function watchList(list) {
  const source = list.dataset.rows;
  const offer = list.querySelector("[data-live=new]");
  const moved = list.querySelector("[data-live=moved]");
  const total = list.querySelector("[data-live=count]");
  let latest;

  const show = (event) => {
    const shown = list.querySelector("ol[data-live=rows]");
    if (!latest || !shown) return;
    event.preventDefault();
    const open = document.querySelector(".talk[data-conversation]")?.dataset.conversation;
    const fresh = document.importNode(latest, true).querySelector("ol[data-live=rows]");
    fresh.querySelector(`[data-row="${CSS.escape(open ?? "")}"] a`)?.setAttribute("aria-current", "true");
    const picked = new Set([...shown.querySelectorAll("input:checked")].map((box) => box.value));
    for (const box of fresh.querySelectorAll("input[type=checkbox]")) box.checked = picked.has(box.value);
    shown.replaceChildren(...fresh.childNodes);
    offer.hidden = true;
    shown.querySelector("[data-row] a")?.focus();
  };

  const refresh = async () => {
    const piece = await fetchPiece(source);
    if (!piece) return;
    latest = piece;
    const fresh = rowsOf(piece);
    const shown = rowsOf(list);
    for (const [name, row] of shown) {
      if (fresh.has(name)) update(row, document.importNode(fresh.get(name), true));
      else if (fresh.size < PAGE) moveOn(row, moved);
    }
    // Rows below the first page come up when others leave; only those above what is shown are new.
    const names = [...fresh.keys()];
    const last = names.findLastIndex((name) => shown.has(name));
    const isPaged = list.querySelector(".rows-foot nav");
    const news = names.filter((name, index) => !shown.has(name) && (!isPaged || index < last));
    offer.hidden = news.length === 0;
    const words = news.length === 1 ? "1 new conversation – show it" : `${news.length} new conversations – show them`;
    if (news.length > 0) offer.querySelector("a span").textContent = words;
    total.textContent = piece.dataset.count;
    count(piece);
  };

  if (!source) return () => {};
  offer.querySelector("a").addEventListener("click", show);
  return oneAtATime(async () => {
    await refresh();
    // A busy hour brings many changes a second; the list is read twice a second at most.
    await new Promise((resolve) => { setTimeout(resolve, 500); });
  });
}
