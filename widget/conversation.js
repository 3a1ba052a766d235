// The conversation: what was said, where it stands, and sending, one message after another, each at most once.
import { save } from './files.js';
import { Live } from './live.js';
import { Wire } from './wire.js';
import { clock, fill } from './words.js';

const TELL_TYPING = 2500;
/** So many seconds are waited for without asking the visitor, when more was sent than is taken at once. */
const LONGEST_WAIT = 60;
/** Longer than between two signs of the same person. */
const TYPING_FOR = 6000;

export class Conversation {
  status = null;
  /** The last event the server told of; null until the history is here. */
  cursor = null;
  /** The id of the last message shown. */
  last = 0;
  isLoaded = false;
  isOpen = false;
  #shell;
  #words;
  #log;
  #onChange;
  #wire;
  #messages = new Map();
  /** Files on their way, by their message's `client_id`. They are not kept over a reload. */
  #files = new Map();
  #queue = Promise.resolve();
  #toldTyping = 0;
  #typing;
  /** Goes up when the visitor is forgotten: answers to what was sent before are not theirs any more. */
  #era = 0;

  constructor(shell, words, log, onChange) {
    [this.#shell, this.#words, this.#log, this.#onChange] = [shell, words, log, onChange];
    this.#wire = new Wire(shell);
    this.live = new Live(shell, this.#wire, this);
  }

  paint() {
    this.#onChange();
  }

  /** Shows what is known of the stored conversation; the rest comes from the server. */
  begin() {
    [this.cursor, this.last, this.status, this.isLoaded] = [null, 0, null, !this.#shell.saved.token];
    this.#messages.clear();
    this.#log.clear();
    this.#log.greet();
    for (const item of this.#shell.saved.unsent) {
      this.#log.draw(item);
      this.#fail(item, '');
    }
    this.paint();
  }

  unread() {
    const { seen } = this.#shell.saved;
    return [...this.#messages.values()].filter(message => message.id > seen && message.author !== 'customer').length;
  }

  submit(text, files = []) {
    const item = { client_id: newId(), text };
    if (files.length) {
      item.files = files.map(({ name, size }) => ({ name, size }));
      this.#files.set(item.client_id, files);
    }
    this.#shell.saved.unsent.push(item);
    this.#shell.keep();
    this.#log.draw(item);
    this.#send(item);
  }

  /** Fetches a file of the conversation and has the browser keep it. */
  async download({ id, name }) {
    const answer = await this.#wire.call(`conversation/files/${encodeURIComponent(id)}`, { signal: AbortSignal.timeout(300000) });
    save(await answer.blob(), name);
  }

  resend() {
    for (const item of this.#shell.saved.unsent) this.#again(item);
  }

  /** Takes in an answer of the server, or a part of one from the stream. */
  take({ messages = [], status, cursor, handoff }) {
    for (const message of messages) this.#show(message);
    // An answer that was overtaken by the stream must not turn the state back.
    if (status && !(cursor < this.cursor)) this.#turn(status);
    if (this.status?.state === 'with_ai') this.#shell.saved.told = '';
    else if (handoff) this.#announce(handoff);
    this.paint();
  }

  /** The page hears once that it is over, and not of what was over before it came. */
  #turn(status) {
    const isOver = status.state === 'resolved' && this.status && this.status.state !== 'resolved';
    this.status = status;
    if (isOver) this.#shell.tell('resolved', { conversation_id: this.#shell.saved.conversation_id });
  }

  /** Takes in one event of the stream. */
  hear({ event, data, id }) {
    if (data && event === 'handoff') this.#announce(JSON.parse(data));
    else if (data && event === 'status') this.take({ status: JSON.parse(data) });
    else if (data && event === 'message') this.take({ messages: [JSON.parse(data)] });
    else if (event === 'typing') this.#showTyping();
    if (id) this.cursor = id;
  }

  /** Tells the team that the visitor writes, now and then, and only where a person reads along. */
  tellTyping() {
    const isHeard = this.#shell.saved.token && /waiting|with_operator/.test(this.status?.state || '');
    if (!isHeard || Date.now() - this.#toldTyping < TELL_TYPING) return;
    this.#toldTyping = Date.now();
    this.#wire.call('conversation/typing', { body: {} }).catch(() => {});
  }

  #showTyping() {
    clearTimeout(this.#typing);
    this.#log.setTyping(true);
    this.#typing = setTimeout(() => this.#log.setTyping(false), TYPING_FOR);
  }

  /** Forgets the token, keeps what was typed, and shows an empty log. */
  startAfresh() {
    this.#leave();
    this.begin();
  }

  /** Forgets the visitor and all they wrote. */
  reset() {
    this.#era++;
    this.#shell.forget();
    this.startAfresh();
  }

  /** The next message begins a new conversation below the old one. */
  #startBelow() {
    this.#leave();
    this.#messages.clear();
    [this.status, this.cursor, this.last, this.isLoaded] = [null, null, 0, true];
    this.#log.say({ author: 'system', text: this.#words.fresh });
  }

  #leave() {
    const { saved, forget, keep } = this.#shell, { unsent, draft } = saved;
    forget();
    Object.assign(saved, { unsent, draft });
    keep();
    this.live.drop();
    this.live.wake();
  }

  #show(message) {
    if (this.#messages.has(message.id)) return;
    if (message.author !== 'customer') this.#log.setTyping(false);
    const isGreeting = !this.last && message.author === 'ai' && message.text === this.#shell.agent.greeting;
    if (message.client_id && this.#log.has(message.client_id)) this.#settle(message.client_id);
    else if (!isGreeting) this.#log.say(message);
    this.#messages.set(message.id, message);
    this.last = Math.max(this.last, message.id);
    if (this.isLoaded) this.#shell.tell('message', message);
  }

  #settle(client_id) {
    const { saved, keep } = this.#shell;
    this.#log.settle(client_id);
    this.#files.delete(client_id);
    saved.unsent = saved.unsent.filter(item => item.client_id !== client_id);
    keep();
  }

  // The same handoff arrives by the stream and by polling, its summary perhaps better, and again after a reload: the
  // page hears of it once. Back with the AI, the next one counts anew.
  #announce(payload) {
    const { saved, keep, tell } = this.#shell, sign = `${payload.conversation_id} ${payload.reason}`;
    if (saved.told === sign) return;
    saved.told = sign;
    keep();
    tell('handoff', payload);
    document.dispatchEvent(new CustomEvent('handoff', { detail: payload }));
  }

  #fail(item, reason) {
    this.#log.fail(item.client_id, reason, () => { this.#again(item); this.onRetry?.(); });
  }

  #again(item) {
    this.#log.settle(item.client_id);
    this.#send(item);
  }

  #send(item) {
    this.#queue = this.#queue.then(() => this.#deliver(item));
  }

  async #deliver(item) {
    const { saved } = this.#shell, mine = this.#era;
    if (!saved.unsent.includes(item)) return;
    const writing = setTimeout(() => this.#log.setTyping(/with_ai|offered|gathering/.test(this.status?.state || 'with_ai')), 400);
    if (item.files) this.#log.note(item.client_id, this.#words.sending);
    try {
      const answer = await this.#post(item);
      if (mine !== this.#era) return;
      if (answer.token) Object.assign(saved, { token: answer.token, conversation_id: answer.conversation_id });
      this.#settle(item.client_id);
      this.take(answer);
      this.live.run();
    } catch (problem) {
      if (!saved.unsent.includes(item)) return;
      if (problem.status === 429 && problem.wait <= LONGEST_WAIT) {
        this.#log.note(item.client_id, this.#words.sending);
        await new Promise(wake => setTimeout(wake, problem.wait * 1000));
        this.#log.settle(item.client_id);
        return this.#deliver(item);
      }
      // The clock says no seconds: the minute after.
      const time = () => clock(Date.now() + (problem.wait + 59) * 1000);
      if (problem.status === 429) return this.#fail(item, fill(this.#words.tooFast, { time: time() }));
      if (!saved.token || (problem.status !== 401 && problem.status !== 409)) return this.#fail(item, problem.detail || '');
      if (problem.status === 401) this.startAfresh();
      else this.#startBelow();
      this.#log.settle(item.client_id);
      return this.#deliver(item);
    } finally {
      clearTimeout(writing);
      this.#log.setTyping(false);
    }
  }

  #post({ client_id, text, files }) {
    const { key, options: { name, email, identity }, saved } = this.#shell, asked = this.asked?.() || {};
    const brought = this.#files.get(client_id) || [];
    // After a reload only their names are left.
    if (files && !brought.length) throw Object.assign(new Error(), { detail: this.#words.filesGone });
    const send = (path, message) => this.#wire.json(path, brought.length ? formOf(message, brought) : message);
    if (saved.token) return send('conversation/messages', { client_id, text });
    return send(`agents/${encodeURIComponent(key)}/conversations`, {
      client_id, text, name: name || asked.name, email: asked.email || email, leaves: asked.leaves, identity, page: location.href,
      zone: Intl.DateTimeFormat().resolvedOptions().timeZone, language: this.#shell.language,
    });
  }
}

/** A message and its files as one form. */
function formOf(message, files) {
  const form = new FormData();
  form.append('message', JSON.stringify(message));
  for (const file of files) form.append('file', file, file.name);
  return form;
}

/** Made once for each message, so that trying again never doubles it. `randomUUID` is missing on pages without TLS. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('');
}
