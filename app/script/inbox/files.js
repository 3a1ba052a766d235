// The files of a reply: each that was chosen can be taken out again before sending, choosing once more adds to them, and
// one that is too large is refused at once. Without this, the field itself does all but that.

/** Lists the chosen files below a conversation, if files may be sent. */
export function listFiles(talk) {
  const place = talk.querySelector("[data-files]");
  if (!place) return;
  const [field, list] = [place.querySelector("input[type=file]"), place.querySelector("[data-chosen]")];
  const most = Number(place.dataset.fileMax);
  const hint = place.querySelector("#file-hint");
  const usual = hint.textContent;
  hint.setAttribute("role", "status");
  let chosen = [];

  const put = (files, words) => {
    chosen = files;
    const transfer = new DataTransfer();
    for (const file of files) transfer.items.add(file);
    field.files = transfer.files;
    list.hidden = files.length === 0;
    list.replaceChildren(...files.map(row));
    hint.textContent = words || usual;
    hint.classList.toggle("is-bad", Boolean(words));
  };

  const row = (file) => {
    const item = document.createElement("li");
    const name = document.createElement("bdi");
    name.textContent = file.name;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "link-button", textContent: "Take out" });
    button.setAttribute("aria-label", `Take out ${file.name}`);
    button.addEventListener("click", () => {
      put(chosen.filter((other) => other !== file));
      field.focus();
    });
    item.append(name, " ", button);
    return item;
  };

  field.addEventListener("change", () => {
    const added = [...field.files].filter((file) => !chosen.includes(file));
    const large = added.find((file) => file.size > most);
    const words = large && `“${large.name}” is larger than ${most / 1e6} MB. Send a smaller one, or a part of it.`;
    put([...chosen, ...added.filter((file) => file.size <= most)], words);
  });
}
