// Ages go on while the page is open, in the words the server uses. The server's clock counts, not this one.

const MINUTE = 60_000;

function span(length) {
  const minutes = Math.floor(length / MINUTE);
  const [hours, days] = [Math.floor(minutes / 60), Math.floor(minutes / 1440)];
  if (days > 0) return days === 1 ? "1 day" : `${days} days`;
  return hours > 0 ? `${hours} h` : `${minutes} min`;
}

function words(kind, length) {
  if (length < MINUTE) return kind === "span" ? "now" : "just now";
  return kind === "span" ? span(length) : `${span(length)} ago`;
}

function setText(element, text) {
  if (element && element.textContent !== text) element.textContent = text;
}

function tick(now) {
  for (const time of document.querySelectorAll("time[data-age]")) {
    setText(time, words(time.dataset.age, now - Date.parse(time.dateTime)));
  }
  for (const waiting of document.querySelectorAll("[data-late-after]")) {
    const length = now - Date.parse(waiting.querySelector("time")?.dateTime);
    if (!(length > Number(waiting.dataset.lateAfter) * MINUTE)) continue;
    waiting.classList.add(waiting.classList.contains("age") ? "is-late" : "ink-bad");
    setText(waiting.querySelector("[data-late]"), ", late");
  }
}

/** Brings every age up to date, twice a minute. */
export function keepAges() {
  const made = Date.parse(document.querySelector("[data-now]")?.dataset.now);
  const ahead = Number.isNaN(made) ? 0 : Date.now() - made;
  setInterval(() => tick(Date.now() - ahead), MINUTE / 2);
}
