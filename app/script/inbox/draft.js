// What is typed is kept in this tab, for each conversation, until it was sent.

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

  const say = (words) => {
    state.textContent = words;
    state.hidden = !words;
  };

  const kept = read(key);
  const wasSent = kept?.sent && location.hash === "#end" && !field.value;
  if (wasSent) write(key, null);
  if (kept?.text && !wasSent && !field.value) {
    field.value = kept.text;
    const kind = form.querySelector(`input[name=kind][value="${CSS.escape(kept.kind ?? "")}"]`);
    if (kind) kind.checked = true;
    say("Your draft is back.");
  }

  const keep = (sent) => {
    const text = field.value;
    const kind = form.querySelector("input[name=kind]:checked")?.value;
    const isKept = write(key, text ? { text, kind, sent } : null);
    say(text && isKept ? "Draft kept in this tab" : "");
  };
  form.addEventListener("input", () => keep(false));
  form.addEventListener("change", () => keep(false));
  form.addEventListener("submit", () => keep(true));
}
