// What was folded open stays open over a send, which loads the page anew: whoever looked something up for an answer
// goes on where they were.

const keyOf = (talk) => `folds ${talk.dataset.conversation}`;

/** Every fold with a name that is the same on the next page: its place within the nearest thing that has one. */
function named(talk) {
  const seen = new Map();
  return [...talk.querySelectorAll("details")].map((fold) => {
    const place = fold.closest("[id], [data-live]");
    const name = place?.id || place?.dataset.live || "";
    const row = seen.get(name) ?? 0;
    seen.set(name, row + 1);
    return [`${name} ${row}`, fold];
  });
}

/** Keeps the open folds of a conversation open when something is sent in it. */
export function keepFolds(talk) {
  try {
    const open = JSON.parse(sessionStorage.getItem(keyOf(talk)) ?? "[]");
    sessionStorage.removeItem(keyOf(talk));
    for (const [name, fold] of named(talk)) if (open.includes(name)) fold.open = true;
    talk.querySelector(".composer").addEventListener("submit", () => {
      const names = named(talk).filter(([, fold]) => fold.open).map(([name]) => name);
      sessionStorage.setItem(keyOf(talk), JSON.stringify(names));
    });
  } catch {
    // Without storage they close, as without scripts.
  }
}
