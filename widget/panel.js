// The panel around the log: who answers, what happens next, and the buttons that answer for the visitor.
import { el, icon, icons, put, sr } from './elements.js';
import { clock, fill } from './words.js';

export class Panel {
  #shell;
  #words;
  #log;
  #composer;
  #submit;
  #avatar = el('span', { className: 'avatar', 'aria-hidden': 'true' });
  #title = el('h2', { id: 'who' });
  #dot = el('i', { className: 'dot' });
  #sub = el('span');
  #trouble = el('p', { className: 'trouble', hidden: true });
  #place = el('span', { className: 'place', 'aria-hidden': 'true' });
  #lead = el('b', { id: 'lead' });
  #more = el('span');
  #next = el('div', { className: 'next', role: 'status' }, this.#place, this.#lead, this.#more);
  #choices = el('div', { className: 'choices', role: 'group', 'aria-labelledby': 'lead', hidden: true });
  #note = el('span');
  #ask;
  #name;
  #email;
  #asks;
  #lack;
  /** Whether what is written is a message for the team, since nobody is there. */
  #leaves = false;

  constructor(shell, words, { log, composer, submit, close }) {
    [this.#shell, this.#words, this.#log, this.#composer, this.#submit] = [shell, words, log, composer, submit];
    this.#ask = el('button', { className: 'link', type: 'button', onclick: () => submit(words.askPerson) }, words.askPerson);
    this.closer = el('button', { className: 'quiet', type: 'button', onclick: close }, icon(icons.close), sr(words.close));
    const who = el('div', { className: 'who' }, this.#title, el('p', null, this.#dot, this.#sub));
    const note = el('p', { className: 'note' }, this.#note, this.#ask);
    [this.#name, this.#email] = [['name', 'name'], ['email', 'email']].map(([id, autocomplete]) =>
      el('input', { id, autocomplete, type: id === 'email' ? 'email' : 'text', maxLength: 100 }));
    const field = (input, word) => el('label', null, el('span', null, word), input);
    this.#lack = el('p', { id: 'lack', className: 'trouble', hidden: true }, words.leaveEmail);
    this.#email.value = shell.options.email || '';
    this.#email.setAttribute('aria-describedby', 'lack');
    this.#email.oninput = () => this.#say(false);
    this.#asks = el('div', { className: 'asks', hidden: true }, field(this.#name, words.yourName), field(this.#email, words.yourEmail), this.#lack);
    this.node = el('div', { className: 'panel', role: 'dialog', 'aria-labelledby': 'who', hidden: true },
      el('header', null, this.#avatar, who, this.closer), this.#trouble, log.node,
      el('div', { className: 'bottom' }, this.#next, this.#choices, this.#asks, ...composer.nodes, note));
  }

  /** Shows the state of the conversation: null before there is one. */
  paint(status) {
    const isFollowing = this.#log.isAtEnd(), { agent } = this.#shell, state = status?.state || 'with_ai';
    const isClosed = agent.open === false && Boolean(agent.opens_at), face = this.#face(status, isClosed);
    this.#paintFace(face);
    this.#leaves = this.#isLeaving(status, isClosed);
    this.#email.required = this.#leaves;
    this.#asks.hidden = !this.#leaves && !this.#isAsking(status, isClosed);
    this.#paintNext(state, this.#coming(status, isClosed));
    this.#offer(status?.choices || []);
    this.#paintFoot(state, face.name, status?.can_write === false && state !== 'resolved');
    put(this.#trouble, this.#words.offline);
    this.#trouble.hidden = !this.#shell.isOffline;
    if (isFollowing) this.#log.toEnd();
  }

  /** What the visitor said about themselves before the first message. */
  asked() {
    if (this.#asks.hidden) return {};
    return { name: this.#name.value.trim(), email: this.#email.value.trim(), leaves: this.#leaves };
  }

  /** Whether what must be known before the first message is there; if not, it says what is missing. */
  isComplete() {
    const isComplete = !this.#leaves || this.#email.validity.valid;
    this.#say(!isComplete);
    if (!isComplete) this.#email.focus();
    return isComplete;
  }

  #say(isLacking) {
    this.#lack.hidden = !isLacking;
    this.#email.setAttribute('aria-invalid', isLacking);
  }

  /** Whoever is signed in is known, and whoever began before goes on. */
  #isLeaving(status, isClosed) {
    const { agent: { look }, options, saved } = this.#shell;
    return look?.outside === 'form' && isClosed && !status && !saved.token && !options.identity;
  }

  #isAsking(status, isClosed) {
    const { agent: { look }, options, saved } = this.#shell;
    const isWanted = look?.ask === 'always' || (look?.ask === 'closed' && isClosed);
    return isWanted && !status && !saved.token && !options.identity && !(options.name && options.email);
  }

  /** Who answers: a kind of picture, a name, and a line below it. */
  #face(status, isClosed) {
    const words = this.#words, { agent } = this.#shell, state = status?.state || 'with_ai';
    const name = status?.title || agent.name || this.#shell.words.chat, until = agent.closes_at && clock(agent.closes_at);
    let line = until ? fill(words.here, { time: until }) : agent.reply_time || '';
    if (isClosed) line = fill(words.closed, { time: clock(agent.opens_at) });
    if (state === 'with_operator') {
      const initials = name.split(/\s+/).map(word => word[0]).join('').slice(0, 2);
      return { kind: 'person', name, line: agent.about ? fill(words.person, agent) : line, initials };
    }
    if (/waiting|callback|resolved/.test(state)) return { kind: isClosed ? 'closed' : 'team', name, line };
    return { kind: 'ai', name, line: state === 'gathering' ? words.gathering : words.assistant };
  }

  #paintFace({ kind, name, line, initials = '' }) {
    if (this.#avatar.dataset.kind !== kind + initials) {
      this.#avatar.dataset.kind = kind + initials;
      this.#avatar.className = `avatar ${kind}`;
      this.#avatar.replaceChildren(initials || icon(icons[kind]));
    }
    put(this.#title, name);
    put(this.#sub, line);
    this.#dot.hidden = kind === 'ai' || !line;
    this.#dot.className = kind === 'closed' ? 'dot off' : 'dot';
  }

  #coming(status, isClosed) {
    const { agent } = this.#shell;
    const lead = this.#leaves ? this.#words.leave : this.#words.back;
    if (!status && isClosed) return fill(lead, { name: agent.name, time: clock(agent.opens_at, { weekday: 'long' }) });
    return status?.line || (status?.state === 'resolved' ? this.#words.ended : '');
  }

  /** The first sentence leads; while waiting, its number is the place in line and stands out. */
  #paintNext(state, coming) {
    const [, first, rest] = /^(.*?[.?!](?=\s)|.*)\s*([^]*)$/.exec(coming);
    const position = (state === 'waiting' && first.match(/\d+/)?.[0]) || '';
    put(this.#place, position);
    put(this.#lead, rest ? `${first} ` : first);
    put(this.#more, rest);
    this.#place.hidden = !position;
    this.#next.classList.toggle('empty', !coming);
  }

  #offer(texts) {
    if (this.#choices.dataset.texts === texts.join('\n')) return;
    const { box } = this.#composer, hadFocus = this.#choices.contains(this.#shell.root.activeElement);
    const choose = text => { box.focus(); this.#submit(text); };
    this.#choices.dataset.texts = texts.join('\n');
    this.#choices.replaceChildren(...texts.map(text => el('button', { type: 'button', onclick: () => choose(text) }, text)));
    this.#choices.hidden = !texts.length;
    if (hadFocus) box.focus();
  }

  #paintFoot(state, name, isRefused) {
    const words = this.#words, { agent } = this.#shell;
    const hints = { waiting: words.whileWaiting, with_operator: fill(words.writeTo, { name }) };
    const notes = {
      with_ai: agent.name ? fill(words.canBeWrong, agent) : '', waiting: words.steppedBack, with_operator: agent.reply_time || '',
    };
    this.#composer.form.hidden = isRefused;
    this.#composer.allowFiles(isRefused ? null : agent.files);
    this.#composer.box.placeholder = hints[state] || words.write;
    put(this.#note, (!this.#leaves && notes[state]) || '');
    this.#ask.hidden = state !== 'with_ai' || this.#leaves;
  }
}
