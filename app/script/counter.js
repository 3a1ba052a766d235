// “59 of 500” under a field, kept up to date while somebody types. Characters are counted as the server
// counts them: by code point, so an emoji is one or a few, never half.

const CLASS_OVER = "is-over";

/** A number with its thousands apart, as the server writes it. */
const grouped = (number) => number.toLocaleString("en");

function show(counter, field) {
  const limit = Number(counter.dataset.limit);
  const length = [...field.value.replace(/\r\n/g, "\n")].length;
  counter.textContent = `${grouped(length)} of ${grouped(limit)}`;
  counter.classList.toggle(CLASS_OVER, length > limit);
}

// One listener for the whole page, so that rows added later are counted as well.
document.addEventListener("input", (event) => {
  const { id } = event.target;
  const counter = id && document.querySelector(`[data-counter="${CSS.escape(id)}"]`);
  if (counter) show(counter, event.target);
});

// A browser that restores a form after Back brings the values, but not the counters.
window.addEventListener("pageshow", () => {
  for (const counter of document.querySelectorAll("[data-counter]")) {
    const field = document.getElementById(counter.dataset.counter);
    if (field) show(counter, field);
  }
});
