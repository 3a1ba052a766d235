// Files to send with a message: chosen or pasted, listed with a way to take each out again, and refused in words before
// anything is sent. What was sent can be downloaded from the log.
import { el, icon, icons, put, sr } from './elements.js';
import { fill } from './words.js';

export class Files {
  #words;
  #limits = null;
  #chosen = [];
  #input = el('input', { type: 'file', multiple: true, hidden: true, tabIndex: -1 });
  #list = el('ul', { className: 'chosen', hidden: true });
  #trouble = el('p', { className: 'hint bad', role: 'alert', hidden: true });

  constructor(words) {
    this.#words = words;
    this.button = el('button', { className: 'quiet', type: 'button', hidden: true, onclick: () => this.#input.click() }, icon(icons.clip), sr(words.addFiles));
    this.#list.setAttribute('aria-label', words.chosenFiles);
    this.#input.onchange = () => { this.add([...this.#input.files]); this.#input.value = ''; };
    this.nodes = [this.#list, this.#trouble, this.#input];
  }

  /** How much may be sent; null where files are switched off. */
  allow(limits) {
    this.#limits = limits || null;
    this.button.hidden = !limits;
    if (!limits) this.#set([]);
  }

  add(files) {
    if (!this.#limits || !files.length) return;
    const { file: most, count, message } = this.#limits, words = this.#words;
    const large = files.find(file => file.size > most), empty = files.find(file => !file.size);
    const all = [...this.#chosen, ...files.filter(file => file.size && file.size <= most)];
    const whole = all.reduce((sum, file) => sum + file.size, 0);
    if (all.length > count) this.#say(fill(words.tooMany, { n: count }));
    else if (whole > message) this.#say(fill(words.tooMuch, { n: message / 1e6 }));
    else {
      this.#set(all);
      if (large) this.#say(fill(words.tooLarge, { name: large.name, n: most / 1e6 }));
      else this.#say(empty ? fill(words.emptyFile, { name: empty.name }) : '');
    }
  }

  /** Gives the chosen files away and forgets them. */
  take() {
    const taken = this.#chosen;
    this.clear();
    return taken;
  }

  clear() {
    this.#set([]);
    this.#say('');
  }

  #say(text) {
    put(this.#trouble, text);
    this.#trouble.hidden = !text;
  }

  #set(files) {
    this.#chosen = files;
    this.#list.hidden = !files.length;
    this.#list.replaceChildren(...files.map(file => {
      const drop = () => { this.#set(this.#chosen.filter(other => other !== file)); this.#say(''); this.button.focus(); };
      const button = el('button', { className: 'quiet', type: 'button', onclick: drop }, icon(icons.close), sr(fill(this.#words.removeFile, file)));
      return el('li', null, el('bdi', null, file.name), el('span', null, size(file.size)), button);
    }));
  }
}

/** The rows of a message's files; those that are on the server can be downloaded. */
export const rows = (files, words, download) => el('ul', { className: 'files' }, ...files.map(file => {
  const name = el('bdi', null, file.name), room = el('span', null, size(file.size));
  if (!file.id) return el('li', null, icon(icons.clip), name, room);
  const state = el('span', { className: 'state', role: 'status' });
  const get = () => { put(state, ''); download(file).catch(() => put(state, words.notLoaded)); };
  const button = el('button', { className: 'link', type: 'button', onclick: get }, sr(`${words.download} `), name);
  return el('li', null, icon(icons.clip), button, room, state);
}));

/** Has the browser keep a file. It never opens it in this page, so it is only bytes to it. */
export function save(blob, name) {
  const href = URL.createObjectURL(new Blob([blob], { type: 'application/octet-stream' }));
  const link = el('a', { href, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(href), 60000);
}

function size(bytes) {
  if (bytes < 1e3) return `${bytes} B`;
  return bytes < 999500 ? `${Math.round(bytes / 1e3)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
