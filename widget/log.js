// The messages on screen: appended, never replaced, and the scroll kept where somebody reads.
import { el, linked } from './elements.js';
import { rows } from './files.js';
import { clock } from './words.js';

export class Log {
  #shell;
  #words;
  /** The visitor's own messages that the server has not given an id yet, by their `client_id`. */
  #drawn = new Map();
  #typing = el('p', { className: 'typing', 'aria-hidden': 'true', hidden: true }, el('i'), el('i'), el('i'));

  constructor(shell, words) {
    this.#shell = shell;
    this.#words = words;
    this.node = el('div', { className: 'log', role: 'log', tabIndex: 0, 'aria-label': words.messages }, this.#typing);
  }

  clear() {
    this.#drawn.clear();
    this.node.replaceChildren(this.#typing);
  }

  has(client_id) {
    return this.#drawn.has(client_id);
  }

  say(message) {
    this.#append(this.#bubble(message));
  }

  /** The AI agent's first words stand on top, once, whatever else is there. */
  greet() {
    const { greeting, name } = this.#shell.agent, said = [...this.node.querySelectorAll('.ai p')];
    if (!greeting || said.some(text => text.textContent === greeting)) return;
    this.node.prepend(this.#bubble({ author: 'ai', name, text: greeting }));
  }

  /** Shows a message before the server has it. */
  draw({ client_id, text, files }) {
    const node = this.#bubble({ author: 'customer', text, files });
    this.#drawn.set(client_id, node);
    this.#append(node, true);
  }

  /** Takes the mark of a failed try off. */
  settle(client_id) {
    this.#drawn.get(client_id)?.querySelector('.state')?.remove();
  }

  /** Says what becomes of a message. */
  note(client_id, text) {
    this.settle(client_id);
    this.#drawn.get(client_id)?.append(el('span', { className: 'state calm', role: 'status' }, text));
  }

  /** Marks a message as not sent, with the server's reason and a way to try again. */
  fail(client_id, reason, again) {
    this.settle(client_id);
    const button = el('button', { className: 'link', type: 'button', onclick: again }, this.#shell.words.again);
    this.#drawn.get(client_id).append(el('span', { className: 'state' }, `${this.#words.notSent} ${reason} `, button));
  }

  setTyping(isTyping) {
    this.#typing.hidden = !isTyping;
    if (isTyping) this.toEnd();
  }

  isAtEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < 60;
  }

  toEnd() {
    this.node.scrollTop = this.node.scrollHeight;
  }

  #append(node, isOwn) {
    const isFollowing = this.isAtEnd();
    this.#typing.before(node);
    if (isOwn || isFollowing) this.toEnd();
  }

  #bubble({ author, name, text, at, files = [] }) {
    if (author === 'system') return el('p', { className: 'event' }, el('span', null, text, at ? `, ${clock(at)}` : ''));
    const isMine = author === 'customer', side = author === 'ai' ? this.#words.ai : this.#shell.agent.about;
    const from = isMine ? this.#words.you : [name, side].filter(Boolean).join(' · ');
    const before = at && this.#typing.previousElementSibling;
    const by = el('span', { className: 'by' }, from, at && !isMine ? ` · ${clock(at)}` : '');
    if (isMine || before?.dataset.from === from) by.className = 'sr';
    const said = text ? [el('p', { dir: 'auto' }, ...linked(text))] : [];
    if (files.length) said.push(rows(files, this.#words, file => this.download(file)));
    return el('div', { className: `say ${author}`, 'data-from': from }, by, ...said);
  }
}
