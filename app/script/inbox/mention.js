// Colleagues to name in a note: "@" and the beginning of a name offers those who fit, by arrow keys, Enter or a click.

const MOST = 6;
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

/** Offers names below the field of a conversation. */
export function offerNames(talk) {
  const form = talk.querySelector(".composer");
  const field = form?.querySelector("#text");
  const names = (form?.dataset.names ?? "").split("\n").filter(Boolean);
  if (!field || names.length === 0) return;
  const list = document.createElement("ul");
  Object.assign(list, { id: "names", className: "names", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Colleagues");
  field.after(list);
  let chosen = 0;

  const isNote = () => form.querySelector("input[name=kind]:checked")?.value === "note";
  /** What was begun after the last "@" before the caret. */
  const begun = () => field.value.slice(0, field.selectionStart).match(/(?:^|[^\p{L}\p{N}])@([\p{L}\p{N} ]{0,40})$/u)?.[1];

  const close = () => {
    list.hidden = true;
    field.removeAttribute("aria-activedescendant");
    field.removeAttribute("aria-controls");
  };
  const choose = (at) => {
    const options = [...list.children];
    chosen = (at + options.length) % options.length;
    options.forEach((option, row) => option.setAttribute("aria-selected", String(row === chosen)));
    field.setAttribute("aria-activedescendant", options[chosen].id);
  };
  const take = (name) => {
    const end = field.selectionStart;
    field.setRangeText(`@${name} `, end - begun().length - 1, end, "end");
    close();
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const offer = () => {
    const word = isNote() ? begun() : undefined;
    const fit = word === undefined ? [] : names.filter((name) => plain(name).startsWith(plain(word)) && name !== word.trim());
    if (fit.length === 0) return close();
    list.replaceChildren(...fit.slice(0, MOST).map((name, row) => {
      const option = document.createElement("li");
      Object.assign(option, { id: `name-${row}`, textContent: name });
      option.setAttribute("role", "option");
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); take(name); });
      return option;
    }));
    list.hidden = false;
    field.setAttribute("aria-controls", "names");
    choose(0);
  };

  field.addEventListener("input", offer);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    const does = {
      ArrowDown: () => choose(chosen + 1),
      ArrowUp: () => choose(chosen - 1),
      Enter: () => take(list.children[chosen].textContent),
      Tab: () => take(list.children[chosen].textContent),
      Escape: close,
    }[event.key];
    if (!does || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    does();
  }, { capture: true });
}
