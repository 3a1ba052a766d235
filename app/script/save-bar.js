// The save bar says “Unsaved changes” as soon as there are some, and the browser asks before they are lost.

const UNSAVED = "Unsaved changes.";

/** Asked about, but never saved. */
const ASIDE = "example";

/** What the form would save, as one string. */
function contents(form) {
  const saved = [...new FormData(form)].filter(([name]) => name !== ASIDE);
  return JSON.stringify(saved.map(([name, value]) => [name, String(value)]));
}

function watch(bar) {
  const form = document.getElementById(bar.dataset.saveBar);
  const status = bar.querySelector(".status");
  if (!form || !status) return;

  const arrived = contents(form);
  const said = [...status.childNodes];
  // After a refusal or a row operation the page arrives unsaved, and the server's words are the better ones.
  const isArrivedDirty = "dirty" in bar.dataset;
  let isChanged = false;
  let isLeavingOnPurpose = false;

  const tell = () => {
    const wasChanged = isChanged;
    isChanged = contents(form) !== arrived;
    if (isArrivedDirty || isChanged === wasChanged) return;
    const words = document.createElement("b");
    words.textContent = UNSAVED;
    status.replaceChildren(...(isChanged ? [words] : said));
  };

  form.addEventListener("input", tell);
  form.addEventListener("change", tell);
  form.addEventListener("submit", () => { isLeavingOnPurpose = true; });
  bar.querySelector("[data-discard]")?.addEventListener("click", () => { isLeavingOnPurpose = true; });
  window.addEventListener("pageshow", () => { isLeavingOnPurpose = false; });
  window.addEventListener("beforeunload", (event) => {
    if ((isArrivedDirty || isChanged) && !isLeavingOnPurpose) event.preventDefault();
  });
}

document.querySelectorAll("[data-save-bar]").forEach(watch);
