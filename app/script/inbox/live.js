// One stream for each tab. It carries the names of what changed; whoever is concerned fetches the rest.

const LOST_AFTER = 5000;
const RETRY = 3000;

/** Fetches a piece of a page and gives back its one element, or nothing when it could not be had. */
export async function fetchPiece(address) {
  try {
    const response = await fetch(address, { headers: { accept: "text/html" } });
    if (!response.ok || response.redirected) return null;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    return page.body.firstElementChild;
  } catch {
    return null;
  }
}

/** Runs `work` one at a time: calls that come meanwhile become one more run. */
export function oneAtATime(work) {
  let isRunning = false;
  let isWanted = false;
  return async () => {
    isWanted = true;
    if (isRunning) return;
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      await work();
    }
    isRunning = false;
  };
}

/**
 * Tells `onSign` who else is where, and `onChange` what changed, and `{ missed: true }` after the stream was away. What
 * is no conversation is told to those who ask for it by its name.
 */
export function listen(onChange, onSign = () => {}, of = "") {
  const callout = document.querySelector("[data-live=connection]");
  let source;
  // Until the stream is open, what happens goes past the page: opening it catches up.
  let isAway = true;
  let warning;

  const away = () => {
    isAway = true;
    warning ??= setTimeout(() => { if (callout) callout.hidden = false; }, LOST_AFTER);
    // A browser gives up for good when the server answers with an error, as it may while it starts.
    if (source.readyState === EventSource.CLOSED) setTimeout(open, RETRY);
  };

  const back = () => {
    clearTimeout(warning);
    warning = undefined;
    if (callout) callout.hidden = true;
    if (isAway) onChange({ missed: true });
    isAway = false;
  };

  const open = () => {
    source = new EventSource(of ? `/live?of=${of}` : "/live");
    source.addEventListener("open", back);
    source.addEventListener("error", away);
    source.addEventListener("changed", (event) => onChange(JSON.parse(event.data)));
    if (of) source.addEventListener(of, () => onChange({ [of]: true }));
    source.addEventListener("here", (event) => onSign(JSON.parse(event.data)));
    source.addEventListener("gone", () => { source.close(); location.reload(); });
  };

  open();
  // The browser ends the stream on the way out; that is not a lost connection.
  window.addEventListener("pagehide", () => source.close());
  window.addEventListener("pageshow", (event) => { if (event.persisted) { isAway = true; open(); } });
}
