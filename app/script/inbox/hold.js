// A reply is held for a moment before it goes, so that it can be taken back. It is never lost: leaving the
// page sends it, and what is typed is kept on the server all the while.

/** Holds replies below a conversation, if its reader wants that. */
export function holdReplies(talk) {
  const form = talk.querySelector(".composer");
  const bar = talk.querySelector("[data-hold]");
  if (!bar || !form.dataset.holdFor) return;
  const words = bar.querySelector("span");
  let held = null;

  const body = () => {
    const fields = new URLSearchParams(new FormData(form));
    if (held.button?.name) fields.set(held.button.name, held.button.value);
    return fields;
  };
  const end = () => {
    clearInterval(held.timer);
    bar.hidden = true;
    form.classList.remove("is-held");
    form.querySelector("textarea").readOnly = false;
  };
  const send = () => {
    const { button } = held;
    end();
    held = { isSent: true };
    form.requestSubmit(button ?? undefined);
  };

  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    const isReply = form.querySelector("input[name=kind]:checked")?.value === "reply";
    const isWaiting = held && !held.isSent;
    // A page that is left sends what it holds in a moment, in which no file goes through.
    const hasFiles = Boolean(form.querySelector("input[type=file]")?.files.length || form.querySelector("input[name=files]:checked"));
    if (held?.isSent || !isReply || hasFiles || button?.value === "insert" || !form.querySelector("textarea").value.trim()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    // Sending once more means now.
    if (isWaiting) { send(); return; }
    let left = Number(form.dataset.holdFor);
    const say = () => { words.textContent = `Goes in ${left} s`; };
    held = { button, timer: setInterval(() => { left -= 1; say(); if (left <= 0) send(); }, 1000) };
    form.querySelector("textarea").readOnly = true;
    form.classList.add("is-held");
    bar.hidden = false;
    say();
  }, { capture: true });

  bar.querySelector("button").addEventListener("click", () => {
    if (!held) return;
    end();
    held = null;
    form.querySelector("textarea").focus();
  });

  window.addEventListener("pagehide", () => {
    if (!held || held.isSent) return;
    navigator.sendBeacon(form.action, body());
    form.dispatchEvent(new Event("sent"));
    held = { isSent: true };
  });
}
