// Kept replies: chosen from the list, or by "/" in an empty field. What is known is filled in already.

/** Inserts kept replies into the field below a conversation. */
export function insertReplies(talk) {
  const choice = talk.querySelector("#canned");
  const field = talk.querySelector("#text");
  if (!choice || !field) return;
  const insert = () => {
    const text = choice.selectedOptions[0]?.dataset.text;
    if (!text) return;
    const before = field.value.slice(0, field.selectionStart);
    const gap = before && !/\s$/.test(before) ? " " : "";
    field.setRangeText(gap + text, field.selectionStart, field.selectionEnd, "end");
    choice.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  };
  // A list that is walked by arrow keys changes with each step: only Enter, a click or the button inserts.
  talk.querySelector("[name=op][value=insert]")?.addEventListener("click", (event) => {
    event.preventDefault();
    insert();
  });
  choice.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    insert();
  });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "/" || field.value || event.isComposing) return;
    event.preventDefault();
    choice.focus();
    try { choice.showPicker?.(); } catch { /* Some browsers open lists by a click alone. */ }
  });
}
