// Notifications while the inbox is open: what there is to say comes from the server, one a conversation. This
// never asks for permission; that is done on the settings page, by a click.

import { play } from "../sound.js";
import { fetchPiece, oneAtATime } from "./live.js";

const SOURCE = "/inbox/notices";

const mayShow = () => "Notification" in window && Notification.permission === "granted";

const isLookedAt = (conversation) =>
  document.hasFocus() && document.querySelector(".talk[data-conversation]")?.dataset.conversation === conversation;

/** Shows one; gives back nothing where the browser has notifications but not for pages. */
export function show(title, options, onClick) {
  try {
    // The sound is a setting of its own, so the browser's is left out.
    const shown = new Notification(title, { icon: "/assets/favicon.svg", silent: true, ...options });
    shown.addEventListener("click", () => { window.focus(); shown.close(); onClick?.(); });
    return shown;
  } catch {
    return undefined;
  }
}

/** Gives back whom to tell about changes. */
export function watchNotices() {
  const shown = new Map();
  let since;

  const tell = ({ conversation, href, title }, words) => {
    shown.get(conversation)?.close();
    shown.delete(conversation);
    if (!title || isLookedAt(conversation)) return false;
    const notice = show(title, { body: words, tag: conversation }, () => { location.href = href; });
    if (notice) shown.set(conversation, notice);
    return Boolean(notice);
  };

  const ask = oneAtATime(async () => {
    // The first answer only says where to begin: what the page shows already is no news.
    const piece = await fetchPiece(since === undefined ? SOURCE : `${SOURCE}?since=${since}`);
    if (!piece) return;
    since = piece.dataset.last;
    const told = [...piece.children].map((item) => tell(item.dataset, item.textContent.trim()));
    if (told.includes(true) && "sound" in piece.dataset) play();
  });

  if (mayShow()) ask();
  return () => { if (mayShow()) ask(); };
}
