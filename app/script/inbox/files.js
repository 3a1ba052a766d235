// The files of a reply: chosen, pasted or dropped, each listed and to be taken out again before sending. Choosing once
// more adds to them, and one that is too large is refused at once. Without this, the field itself does all but that.

/** Lists the chosen files below a conversation, if files may be sent. */
export function listFiles(talk) {
  const place = talk.querySelector("[data-files]");
  if (!place) return;
  const [field, list] = [talk.querySelector("#files"), place.querySelector("[data-chosen]")];
  const [sizeMax, countMax] = [Number(place.dataset.fileMax), Number(place.dataset.filesMax)];
  const chip = place.querySelector("[data-chip]");
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
    const item = document.importNode(chip.content, true).firstElementChild;
    item.querySelector("bdi").textContent = file.name;
    item.querySelector(".faint").textContent = sizeOf(file);
    item.querySelector(".sr").textContent = `Take out ${file.name}`;
    item.querySelector("button").addEventListener("click", () => {
      put(chosen.filter((other) => other !== file));
      field.focus();
    });
    return item;
  };

  const add = (files) => {
    const added = files.filter((file) => !chosen.includes(file));
    const large = added.find((file) => file.size > sizeMax);
    const all = [...chosen, ...added.filter((file) => file.size <= sizeMax)];
    if (all.length > countMax) put(chosen, `These are ${all.length} files. Send at most ${countMax} with one message.`);
    else put(all, large && `“${large.name}” is larger than ${sizeMax / 1e6} MB. Send a smaller one, or a part of it.`);
  };

  field.addEventListener("change", () => add([...field.files]));
  takeDropped(talk, add);
  takePasted(talk, add);
}

// A note has words alone.
const isNote = (talk) => talk.querySelector(".composer [name=kind][value=note]").checked;

/** Takes what is dropped anywhere on the conversation: a browser would leave the page to open it. */
function takeDropped(talk, add) {
  const form = talk.querySelector(".composer");
  const place = talk.querySelector(".talk-main");
  const aim = (isOver) => form.classList.toggle("is-aim", isOver);
  place.addEventListener("dragover", (event) => {
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = isNote(talk) ? "none" : "copy";
    aim(!isNote(talk));
  });
  place.addEventListener("dragleave", (event) => { if (!place.contains(event.relatedTarget)) aim(false); });
  place.addEventListener("drop", (event) => {
    aim(false);
    if (!event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    if (!isNote(talk)) add([...event.dataTransfer.files]);
  });
}

/** Takes a picture that is pasted. Words come with a picture of themselves from some programs; then they are meant. */
function takePasted(talk, add) {
  talk.querySelector("#text").addEventListener("paste", (event) => {
    const { files, types } = event.clipboardData;
    if (files.length === 0 || types.includes("text/plain") || isNote(talk)) return;
    event.preventDefault();
    add([...files]);
  });
}

function sizeOf({ size }) {
  if (size < 1e3) return `${size} bytes`;
  return size < 999500 ? `${Math.round(size / 1e3)} kB` : `${(size / 1e6).toFixed(1)} MB`;
}
