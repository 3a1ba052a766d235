// What is typed is kept until it was sent: at once in this tab, and a moment later on the server, so that it
// is there on another device too.

const PAUSE = 700;

const keyOf = (conversation) => `draft ${conversation}`;

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
}

function write(key, draft) {
  try {
    if (draft) sessionStorage.setItem(key, JSON.stringify(draft));
    else sessionStorage.removeItem(key);
    return true;
  } catch {
    // Without storage there are no drafts; writing goes on as before.
    return false;
  }
}

/** Keeps what is typed below a conversation. */
export function keepDraft(talk) {
  const form = talk.querySelector(".composer");
  const field = form.querySelector("textarea");
  const state = talk.querySelector("[data-draft-state]");
  const key = keyOf(talk.dataset.conversation);
  let [timer, isSent] = [undefined, false];

  const say = (words) => {
    state.textContent = words;
    state.hidden = !words;
  };
  const kind = () => form.querySelector("input[name=kind]:checked")?.value;

  const kept = read(key);
  // Whatever became of it, the server knows: it kept the draft, or it has the message.
  const wasSent = Boolean(kept?.sent);
  if (wasSent) write(key, null);
  // What the server kept later, such as from another device, counts for more than this tab.
  const isNewer = !field.value || (form.dataset.keptAt && kept?.at > Number(form.dataset.keptAt));
  if (kept?.text && !wasSent && isNewer && kept.text !== field.value) {
    field.value = kept.text;
    const choice = form.querySelector(`input[name=kind][value="${CSS.escape(kept.kind ?? "")}"]`);
    if (choice) choice.checked = true;
    say("Your draft is back.");
  }

  const clock = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  const send = async () => {
    timer = undefined;
    const body = new URLSearchParams({ text: field.value, kind: kind() ?? "reply" });
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body, keepalive: true });
      if (answer.status === 204 && !isSent) say(field.value ? `Draft kept ${clock()}` : "");
    } catch {
      // The tab has it; the next change tries again.
    }
  };
  const keep = (sent) => {
    const text = field.value;
    const isKept = write(key, text ? { text, kind: kind(), sent, at: Date.now() } : null);
    isSent = sent;
    clearTimeout(timer);
    timer = undefined;
    if (sent) return;
    if (text && isKept) say("Draft kept in this tab");
    timer = setTimeout(send, PAUSE);
  };
  form.addEventListener("input", (event) => { if (event.target.id !== "canned") keep(false); });
  form.addEventListener("change", (event) => { if (event.target.id !== "canned") keep(false); });
  form.addEventListener("submit", (event) => { if (event.submitter?.value !== "insert") keep(true); });
  form.addEventListener("sent", () => keep(true));
  window.addEventListener("pagehide", () => { if (timer) { clearTimeout(timer); send(); } });
}
