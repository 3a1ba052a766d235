// Who else is here: looking is a quiet line, as is the customer's writing; a colleague's reply in the making turns it
// amber, and Send then asks once more.

const AGAIN = 10_000;
const GONE_AFTER = 25_000;
const WROTE_FOR = 6000;
const TYPING_EVERY = 2500;

const first = (name) => name.split(/\s+/)[0];

/** Says that this page is looked at; gives back whom to tell about others, and about changes. */
export function watchHere(talk) {
  const { conversation } = talk.dataset;
  const line = talk.querySelector("[data-here]");
  const form = talk.querySelector(".composer");
  if (!line || !form) return { onSign() {}, onChange() {} };
  const others = new Map();
  let [typedAt, isWarned, customer] = [0, false, { name: "", wroteAt: 0 }];

  const tell = (isWriting) => {
    const body = new URLSearchParams({ conversation, writing: isWriting ? "yes" : "" });
    fetch("/live/here", { method: "POST", body }).catch(() => {});
  };
  const writers = () => [...others].filter(([, { wroteAt }]) => Date.now() - wroteAt < WROTE_FOR).map(([name]) => first(name));
  const show = () => {
    for (const [name, { at }] of others) if (Date.now() - at > GONE_AFTER) others.delete(name);
    const [writing, looking] = [writers(), [...others.keys()].map(first)];
    const names = (list) => list.join(" and ");
    let words = "";
    if (writing.length > 0) words = `${names(writing)} ${writing.length > 1 ? "are" : "is"} writing a reply`;
    else if (Date.now() - customer.wroteAt < WROTE_FOR) words = `${first(customer.name) || "The customer"} is writing`;
    else if (looking.length > 0) words = `${names(looking)} ${looking.length > 1 ? "are" : "is"} looking at this too`;
    if (isWarned && writing.length > 0) words = `${words}. Send again to send yours too.`;
    if (line.textContent !== words) line.textContent = words;
    line.hidden = !words;
    line.classList.toggle("is-writing", writing.length > 0);
  };

  form.addEventListener("input", () => {
    isWarned = false;
    const isReply = form.querySelector("input[name=kind]:checked")?.value === "reply";
    if (!isReply || Date.now() - typedAt < TYPING_EVERY) return;
    typedAt = Date.now();
    tell(true);
  });
  form.addEventListener("submit", (event) => {
    const isReply = form.querySelector("input[name=kind]:checked")?.value === "reply";
    if (!isReply || isWarned || event.submitter?.value === "insert" || writers().length === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    isWarned = true;
    show();
  }, { capture: true });

  setInterval(() => { if (!document.hidden) tell(false); }, AGAIN);
  setInterval(show, 1000);
  const onSign = (sign) => {
    if (sign.conversation !== conversation) return;
    if (sign.customer) {
      customer = { name: sign.name, wroteAt: Date.now() };
      return show();
    }
    const known = others.get(sign.name);
    others.set(sign.name, { at: Date.now(), wroteAt: sign.writing ? Date.now() : known?.wroteAt ?? 0 });
    // Whoever just came does not know yet who is here.
    if (!known) tell(false);
    show();
  };
  const onChange = (change) => {
    // The stream is open from now on: those who are here may answer.
    if (change.missed) tell(false);
    if (change.conversation !== conversation || change.kind !== "message.added") return;
    customer.wroteAt = 0;
    show();
  };
  return { onSign, onChange };
}
