// The open conversation: new lines are added at its end, the parts around it follow who has it.

import { fetchPiece, oneAtATime } from "./live.js";

const AT_THE_END = 80;

function append(log, piece) {
  const end = log.querySelector("#end");
  const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < AT_THE_END;
  const lines = [...document.importNode(piece, true).children];
  const fresh = lines.filter((line) => !line.id || !document.getElementById(line.id));
  for (const line of fresh) log.insertBefore(line, end);
  Object.assign(log.dataset, { after: piece.dataset.after, turn: piece.dataset.turn });
  if (piece.dataset.day) log.dataset.day = piece.dataset.day;
  if (fresh.length > 0 && isAtEnd) log.scrollTop = log.scrollHeight;
  return fresh.length;
}

function more(address, log) {
  const url = new URL(address, location.href);
  const had = { after: log.dataset.after, turn: log.dataset.turn, day: log.dataset.day };
  for (const [name, value] of Object.entries(had)) if (value) url.searchParams.set(name, value);
  return url;
}

/** Puts a part in the place of the old one, unless the reader is in it or nothing changed. */
function replace(talk, fresh) {
  const old = talk.querySelector(`[data-live=${fresh.dataset.live}]`);
  const isInUse = old?.contains(document.activeElement) && old !== document.activeElement;
  if (!old || isInUse || old.querySelector("details[open]") || old.innerHTML === fresh.innerHTML) return !isInUse;
  if (old.dataset.live === "card") old.replaceChildren(...fresh.childNodes);
  else old.replaceWith(fresh);
  return true;
}

/** Follows one conversation; gives back whom to tell about changes. */
export function watchConversation(talk) {
  const log = talk.querySelector(".log");
  const { conversation, entries, parts } = talk.dataset;
  // What the customer has elsewhere stands on the card.
  const elsewhere = (talk.dataset.elsewhere ?? "").split(" ");
  if (!location.hash || location.hash === "#end") log.scrollTop = log.scrollHeight;

  let isOld = false;
  const around = async () => {
    const piece = await fetchPiece(parts);
    if (!piece) return;
    const fresh = [...document.importNode(piece, true).querySelectorAll("[data-live]")];
    isOld = fresh.map((part) => replace(talk, part)).includes(false);
  };

  const refresh = oneAtATime(async () => {
    if (entries) {
      // Lines come in portions; the next is there when this one brought something.
      let piece = await fetchPiece(more(entries, log));
      while (piece && append(log, piece) > 0) piece = await fetchPiece(more(entries, log));
    }
    await around();
  });

  // A part that was in use is brought up to date once it is left.
  talk.addEventListener("focusout", () => { if (isOld) setTimeout(refresh); });
  return (change) => {
    if (change.missed || change.conversation === conversation) refresh();
    else if (elsewhere.includes(change.conversation)) around();
  };
}
