// Where the visitor writes: the field, what is typed kept over reloads, and the limit said before it is reached.
import { el, icon, icons, put, sr } from './elements.js';
import { Files } from './files.js';
import { fill } from './words.js';

const LIMIT = 4000;
const SAID_FROM = 300;

export class Composer {
  #shell;
  #words;
  #submit;
  #files;
  #hint = el('p', { id: 'hint', className: 'hint', hidden: true });

  constructor(shell, words, submit) {
    [this.#shell, this.#words, this.#submit] = [shell, words, submit];
    const label = el('label', { className: 'sr', htmlFor: 'box' }, words.message);
    const button = el('button', { className: 'send' }, icon(icons.send), sr(words.send));
    this.box = el('textarea', { id: 'box', rows: 1, 'aria-describedby': 'hint', value: shell.saved.draft });
    this.box.oninput = () => { shell.saved.draft = this.box.value; shell.keep(); this.#weigh(); this.onTyping?.(); };
    this.box.onkeydown = event => this.#key(event);
    this.#files = new Files(words);
    this.box.onpaste = event => this.#files.add([...event.clipboardData.files]);
    this.form = el('form', { className: 'foot' }, label, this.#files.button, this.box, button);
    this.form.onsubmit = event => { event.preventDefault(); this.#send(); };
    this.nodes = [...this.#files.nodes, this.form, this.#hint];
  }

  /** How much may be sent as files; null where they are switched off. */
  allowFiles(limits) {
    this.#files.allow(limits);
  }

  clear() {
    this.#shell.saved.draft = this.box.value = '';
    this.#weigh();
  }

  #key(event) {
    if (event.isComposing || event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    this.form.requestSubmit();
  }

  #send() {
    const text = this.box.value.trim();
    if (!this.#weigh()) return this.box.focus();
    if (this.mayWrite?.() === false) return;
    const files = this.#files.take();
    if (!text && !files.length) return this.box.focus();
    this.clear();
    this.#submit(text, files);
  }

  /** Says how much room is left when it gets scarce; false when the text is too long to send. */
  #weigh() {
    const room = LIMIT - [...this.box.value.trim()].length;
    put(this.#hint, room < 0 ? fill(this.#words.tooLong, { n: -room }) : fill(this.#words.left, { n: room }));
    this.#hint.hidden = room > SAID_FROM;
    this.box.setAttribute('aria-invalid', room < 0);
    return room >= 0;
  }
}
