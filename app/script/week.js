// The hours of a week, counted while somebody types: how long each day is, how long the week, and which
// hours end on the next day. What cannot be read counts as nothing; the server says what is wrong with it.

const DAY = 24 * 60;

/** Minutes since midnight of “09:30”, up to “24:00”. */
function minutes(text) {
  const found = /^\s*(\d{2}):(\d{2})\s*$/.exec(text);
  if (!found) return null;
  const count = Number(found[1]) * 60 + Number(found[2]);
  return Number(found[2]) < 60 && count <= DAY ? count : null;
}

/** Start and end of a row, the end counted on from the start's midnight. */
function readInterval(row) {
  const [start, end] = [...row.querySelectorAll("input")].map((input) => minutes(input.value));
  if (start === null || end === null || start === undefined || end === undefined || start === DAY) return null;
  if (end === 0) return { start, end: DAY };
  return { start, end: end < start ? end + DAY : end };
}

/** “8 h”, “7 h 30”, “30 min”, “–”. */
function duration(count) {
  const [hours, rest] = [Math.floor(count / 60), count % 60];
  if (hours === 0) return rest === 0 ? "–" : `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${String(rest).padStart(2, "0")}`;
}

/** How many of a week's minutes are open; those that are written twice count once. */
function total(days) {
  const open = new Set();
  days.forEach((intervals, day) => {
    for (const { start, end } of intervals) {
      for (let minute = start; minute < end; minute += 1) open.add((day * DAY + minute) % (7 * DAY));
    }
  });
  return open.size;
}

function showOvernight(row, interval) {
  const badge = row.nextElementSibling;
  if (!badge?.matches("[data-overnight]")) return;
  const isOvernight = interval !== null && interval.end > DAY;
  badge.hidden = !isOvernight;
  if (!isOvernight) return;
  const end = interval.end - DAY;
  const clock = [Math.floor(end / 60), end % 60].map((part) => String(part).padStart(2, "0")).join(":");
  badge.querySelector("[data-ends]").textContent = `ends ${badge.dataset.overnight} ${clock}`;
}

function watch(week) {
  const words = document.querySelector("[data-week-total]");
  const count = () => {
    const days = [...week.querySelectorAll("[data-day]")].map((day) => {
      const isOpen = day.querySelector("input[type=checkbox][role=switch], .switch input")?.checked ?? true;
      const intervals = [...day.querySelectorAll(".interval")].map((row) => {
        const interval = readInterval(row);
        showOvernight(row, interval);
        return interval;
      });
      const read = isOpen ? intervals.filter((interval) => interval !== null) : [];
      day.querySelector(".total").textContent = duration(read.reduce((sum, { start, end }) => sum + end - start, 0));
      return read;
    });
    if (words) words.textContent = `${duration(total(days))} a week.`;
  };
  week.addEventListener("input", count);
  week.addEventListener("change", count);
}

document.querySelectorAll("[data-week]").forEach(watch);
