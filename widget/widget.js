// The chat for visitors, on any page by one tag. What it needs and tells the page: README.md beside this file.
// Text from people and from the AI only ever becomes text nodes; no HTML is parsed anywhere in here.
(() => {
  'use strict';
  const tag = document.currentScript, key = tag?.dataset.agent;
  if (window.Handoff) return;
  if (!key) return console.warn('Handoff chat: add data-agent="KEY" to the script tag.');
  const options = window.handoffOptions || {}, base = new URL('widget/', tag.src), limit = 4000;
  const words = {
    chat: 'Chat', open: 'Open chat', unread: '{n} unread', close: 'Close chat', messages: 'Messages', message: 'Message', send: 'Send',
    write: 'Write a message', writeTo: 'Write to {name}', whileWaiting: 'Add something while you wait', you: 'You', ai: 'AI',
    assistant: 'AI assistant', gathering: 'Getting a colleague ready', person: 'A person from {about}', here: 'Here until {time}',
    closed: 'Closed, back {time}', back: 'Our team is back {time}, your time. {name} still answers.', canBeWrong: '{name} is an AI and can be wrong.',
    askPerson: 'Talk to a person', steppedBack: 'The AI no longer answers here.', sending: 'Sending', notSent: 'Not sent.', again: 'Try again',
    ended: 'This conversation has ended. Write to start a new one.', fresh: 'New conversation', left: '{n} characters left',
    tooLong: 'This is {n} characters too long. Shorten it, or send it as two messages.', offline: 'No connection. Trying again; what you write is kept.',
    ...options.words,
  };
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? '');

  // ---- What survives a reload. A browser that refuses storage keeps it in memory until the page goes.
  const place = `handoff:${key}`, blank = () => ({ token: null, conversation_id: null, unsent: [], draft: '', seen: 0, told: '' });
  function read(area, name) { try { return window[area].getItem(name); } catch { return null; } }
  function write(area, name, value) { try { window[area].setItem(name, value); } catch { /* kept in memory */ } }
  function recall() { try { return { ...blank(), ...JSON.parse(read('localStorage', place)) }; } catch { return blank(); } }
  const keep = () => write('localStorage', place, JSON.stringify(saved));
  let saved = recall(), agent = {}, status = null, cursor = null, last = 0, isLoaded = false, isOffline = false;
  const shown = new Map(), listeners = { handoff: [options.onHandoff], message: [] };

  function tell(kind, detail) {
    for (const listener of listeners[kind]) try { listener?.(detail); } catch (error) { reportError(error); }
  }

  // ---- The page pieces.
  function el(name, props, ...children) {
    const node = document.createElement(name);
    for (const [prop, value] of Object.entries(props || {})) prop in node ? node[prop] = value : node.setAttribute(prop, value);
    node.append(...children);
    return node;
  }
  function icon(d) {
    const [svg, path] = ['svg', 'path'].map(name => document.createElementNS('http://www.w3.org/2000/svg', name));
    svg.setAttribute('viewBox', '0 0 24 24'); svg.setAttribute('aria-hidden', 'true'); path.setAttribute('d', d);
    svg.append(path);
    return svg;
  }
  const icons = {
    chat: 'M4 5.5h16v11h-9L6.5 20v-3.5H4z', send: 'M4.5 12 20 4.5 14.5 20l-3-6.5z', close: 'M6.5 6.5l11 11M17.5 6.5l-11 11',
    ai: 'M12 4c.6 4.5 3 7 8 8-5 1-7.4 3.5-8 8-.6-4.5-3-7-8-8 5-1 7.4-3.5 8-8z', closed: 'M19.5 14A8 8 0 0 1 10 4.5a8 8 0 1 0 9.5 9.5z',
    team: 'M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 19c0-3 2.5-5 5.5-5s5.5 2 5.5 5M16 5.5a3 3 0 0 1 0 5.5M17.5 14.5c2 .7 3 2.4 3 4.5',
  };
  const sr = text => el('span', { className: 'sr' }, text);
  const count = el('b', { className: 'count', hidden: true }), launcherWord = sr(words.open);
  const launcher = el('button', { className: 'launcher', type: 'button', 'aria-expanded': 'false', onclick: () => open() }, icon(icons.chat), count, launcherWord);
  const avatar = el('span', { className: 'avatar', 'aria-hidden': 'true' }), title = el('h2', { id: 'who' }), dot = el('i', { className: 'dot' }), sub = el('span');
  const closer = el('button', { className: 'quiet', type: 'button', onclick: () => close() }, icon(icons.close), sr(words.close));
  const trouble = el('p', { className: 'trouble', hidden: true });
  const typing = el('p', { className: 'typing', 'aria-hidden': 'true', hidden: true }, el('i'), el('i'), el('i'));
  const log = el('div', { className: 'log', role: 'log', tabIndex: 0, 'aria-label': words.messages }, typing);
  const number = el('span', { className: 'place', 'aria-hidden': 'true' }), lead = el('b', { id: 'lead' }), more = el('span');
  const next = el('div', { className: 'next', role: 'status' }, number, lead, more);
  const choices = el('div', { className: 'choices', role: 'group', 'aria-labelledby': 'lead', hidden: true });
  const box = el('textarea', { id: 'box', rows: 1, 'aria-describedby': 'hint', value: saved.draft });
  const hint = el('p', { id: 'hint', className: 'hint', hidden: true }), note = el('span');
  const ask = el('button', { className: 'link', type: 'button', onclick: () => submit(words.askPerson) }, words.askPerson);
  const form = el('form', { className: 'foot' }, el('label', { className: 'sr', htmlFor: 'box' }, words.message), box,
    el('button', { className: 'send' }, icon(icons.send), sr(words.send)));
  const panel = el('div', { className: 'panel', role: 'dialog', 'aria-labelledby': 'who', hidden: true },
    el('header', null, avatar, el('div', { className: 'who' }, title, el('p', null, dot, sub)), closer),
    trouble, log, el('div', { className: 'bottom' }, next, choices, form, hint, el('p', { className: 'note' }, note, ask)));
  const host = document.createElement('handoff-chat'), root = host.attachShadow({ mode: 'open' });
  const frame = el('section', { 'aria-label': words.chat }, launcher, panel);
  root.append(frame);
  launcher.hidden = options.launcher === false;

  // ---- Messages in the log: appended, never replaced.
  function linked(text) {
    return text.split(/(https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]])/).map((part, i) =>
      i % 2 ? el('a', { href: part, target: '_blank', rel: 'noopener noreferrer nofollow' }, part) : part);
  }
  function clock(at, extra) {
    const date = new Date(at), now = new Date(), isToday = date.toDateString() === now.toDateString();
    const day = !isToday && { weekday: 'short', ...(Math.abs(date - now) > 5184e5 && { day: 'numeric', month: 'short' }) };
    return date.toLocaleString([], { hour: 'numeric', minute: '2-digit', ...day, ...extra });
  }
  function bubble({ author, name, text, at }) {
    if (author === 'system') return el('p', { className: 'event' }, el('span', null, text, at ? `, ${clock(at)}` : ''));
    const isMine = author === 'customer', from = isMine ? words.you : [name, author === 'ai' ? words.ai : agent.about].filter(Boolean).join(' · ');
    const before = at && typing.previousElementSibling, by = el('span', { className: 'by' }, from, at && !isMine ? ` · ${clock(at)}` : '');
    if (isMine || before?.dataset.from === from) by.className = 'sr';
    return el('div', { className: `say ${author}`, 'data-from': from }, by, el('p', { dir: 'auto' }, ...linked(text)));
  }
  const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 60, toEnd = () => { log.scrollTop = log.scrollHeight; };
  function append(node, isOwn) {
    const isFollowing = isAtEnd();
    typing.before(node);
    if (isOwn || isFollowing) toEnd();
  }
  function show(message) {
    if (shown.has(message.id)) return;
    const mine = message.client_id && shown.get(message.client_id);
    if (mine) settle(message.client_id);
    else if (last || message.author !== 'ai' || message.text !== agent.greeting) append(mine || bubble(message));
    shown.set(message.id, message);
    last = Math.max(last, message.id);
    if (isLoaded) tell('message', message);
  }
  function settle(client_id) {
    shown.get(client_id)?.querySelector('.state')?.remove();
    saved.unsent = saved.unsent.filter(item => item.client_id !== client_id);
    keep();
  }
  function mark(item, problem) {
    const node = shown.get(item.client_id);
    node.querySelector('.state')?.remove();
    if (problem !== undefined) node.append(el('span', { className: 'state' }, `${words.notSent} ${problem} `,
      el('button', { className: 'link', type: 'button', onclick: () => { mark(item); send(item); box.focus(); } }, words.again)));
  }
  function draw(item) {
    const node = bubble({ author: 'customer', text: item.text });
    shown.set(item.client_id, node);
    append(node, true);
  }
  function greet() {
    if (!agent.greeting || [...log.querySelectorAll('.ai p')].some(said => said.textContent === agent.greeting)) return;
    log.prepend(bubble({ author: 'ai', name: agent.name, text: agent.greeting }));
  }
  function begin() {
    [cursor, last, status, isLoaded] = [null, 0, null, !saved.token];
    shown.clear();
    log.replaceChildren(typing);
    greet();
    for (const item of saved.unsent) { draw(item); mark(item, ''); }
    paint();
  }

  // ---- Who answers, and what happens next.
  function face(isClosed) {
    const state = status?.state || 'with_ai';
    const name = status?.title || agent.name || words.chat, until = agent.closes_at && clock(agent.closes_at);
    const presence = isClosed ? fill(words.closed, { time: clock(agent.opens_at) }) : until ? fill(words.here, { time: until }) : agent.reply_time || '';
    if (state === 'with_operator') return ['person', name, agent.about ? fill(words.person, agent) : presence, name.split(/\s+/).map(word => word[0]).join('').slice(0, 2)];
    if (/waiting|callback|resolved/.test(state)) return [isClosed ? 'closed' : 'team', name, presence];
    return ['ai', name, state === 'gathering' ? words.gathering : words.assistant];
  }
  const put = (node, text) => { if (node.textContent !== text) node.textContent = text; };
  function paint() {
    const isFollowing = isAtEnd(), state = status?.state || 'with_ai', isClosed = agent.open === false && !!agent.opens_at, [kind, name, line, initials] = face(isClosed);
    if (avatar.dataset.kind !== kind + initials) {
      avatar.dataset.kind = kind + initials;
      avatar.className = `avatar ${kind}`;
      avatar.replaceChildren(initials || icon(icons[kind]));
    }
    put(title, name); put(sub, line);
    dot.hidden = kind === 'ai' || !line;
    dot.className = kind === 'closed' ? 'dot off' : 'dot';
    const coming = isClosed && !status ? fill(words.back, { name: agent.name, time: clock(agent.opens_at, { weekday: 'long' }) })
      : state === 'resolved' ? status.line || words.ended : status?.line || '';
    const [, first, rest] = /^(.*?[.?!](?=\s)|.*)\s*([^]*)$/.exec(coming), position = state === 'waiting' && first.match(/\d+/)?.[0] || '';
    put(number, position); put(lead, rest ? `${first} ` : first); put(more, rest);
    number.hidden = !position;
    next.classList.toggle('empty', !coming);
    offer(status?.choices || []);
    form.hidden = status?.can_write === false && state !== 'resolved';
    box.placeholder = state === 'waiting' ? words.whileWaiting : state === 'with_operator' ? fill(words.writeTo, { name }) : words.write;
    put(note, state === 'with_ai' && agent.name ? fill(words.canBeWrong, agent) : state === 'waiting' ? words.steppedBack : state === 'with_operator' ? agent.reply_time || '' : '');
    ask.hidden = state !== 'with_ai';
    put(trouble, words.offline);
    trouble.hidden = !isOffline;
    if (isFollowing) toEnd();
    badge();
  }
  function offer(texts) {
    if (choices.dataset.texts === texts.join('\n')) return;
    const hadFocus = choices.contains(root.activeElement);
    choices.dataset.texts = texts.join('\n');
    choices.replaceChildren(...texts.map(text => el('button', { type: 'button', onclick: () => { box.focus(); submit(text); } }, text)));
    choices.hidden = !texts.length;
    if (hadFocus) box.focus();
  }
  function badge() {
    if (!panel.hidden && !document.hidden && last > saved.seen) { saved.seen = last; keep(); }
    const n = [...shown.values()].filter(message => message.id > saved.seen && message.author !== 'customer').length;
    put(count, n ? String(n) : '');
    count.hidden = !n;
    put(launcherWord, n ? `${words.open}, ${fill(words.unread, { n })}` : words.open);
  }

  // ---- The wire.
  async function call(path, { body, signal = AbortSignal.timeout(30000), headers } = {}) {
    const answer = await fetch(new URL(path, base), {
      method: body ? 'POST' : 'GET', body: body && JSON.stringify(body), cache: 'no-store', credentials: 'omit', signal,
      headers: { ...(body && { 'Content-Type': 'application/json' }), ...(saved.token && { Authorization: `Bearer ${saved.token}` }), ...headers },
    });
    if (answer.ok) return answer;
    const problem = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(problem.detail || `HTTP ${answer.status}`), { status: answer.status, detail: problem.detail });
  }
  const get = async (path, body) => (await call(path, { body })).json();
  function take(answer) {
    for (const message of answer.messages || []) show(message);
    // An answer that was overtaken by the stream must not turn the state back.
    if (answer.status && !(answer.cursor < cursor)) status = answer.status;
    if (status?.state === 'with_ai') saved.told = '';
    else if (answer.handoff) announce(answer.handoff);
    paint();
  }
  // The same handoff arrives by the stream and by polling, its summary perhaps better, and again after a reload:
  // the page hears of it once. Back with the AI, the next one counts anew.
  function announce(payload) {
    const sign = `${payload.conversation_id} ${payload.reason}`;
    if (saved.told === sign) return;
    saved.told = sign;
    keep();
    tell('handoff', payload);
    document.dispatchEvent(new CustomEvent('handoff', { detail: payload }));
  }
  function leave(isAfresh) {
    Object.assign(saved, blank(), { unsent: saved.unsent, draft: saved.draft });
    keep();
    streaming?.abort();
    wake();
    if (isAfresh) return begin();
    for (const id of shown.keys()) if (typeof id === 'number') shown.delete(id);
    [status, cursor, last, isLoaded] = [null, null, 0, true];
    append(bubble({ author: 'system', text: words.fresh }));
  }
  let queue = Promise.resolve(), era = 0;
  const send = item => { queue = queue.then(() => deliver(item)); };
  async function deliver(item) {
    const { client_id, text } = item, mine = era, start = { zone: Intl.DateTimeFormat().resolvedOptions().timeZone, language: navigator.language.split('-')[0], page: location.href, name: options.name, email: options.email };
    if (!saved.unsent.includes(item)) return;
    const writing = setTimeout(() => { typing.hidden = !/with_ai|offered|gathering/.test(status?.state || 'with_ai'); toEnd(); }, 400);
    try {
      const answer = saved.token ? await get('conversation/messages', { client_id, text })
        : await get(`agents/${encodeURIComponent(key)}/conversations`, { client_id, text, ...start });
      if (mine !== era) return;
      if (answer.token) Object.assign(saved, { token: answer.token, conversation_id: answer.conversation_id });
      settle(client_id);
      take(answer);
      live();
    } catch (problem) {
      if (!saved.unsent.includes(item)) return;
      if (!saved.token || (problem.status !== 401 && problem.status !== 409)) return mark(item, problem.detail || '');
      leave(problem.status === 401);
      mark(item);
      return deliver(item);
    } finally { clearTimeout(writing); typing.hidden = true; }
  }

  // ---- Live: a stream while the page is looked at, polling when it cannot be had. A hidden page polls, because
  // browsers allow six connections to a server and every open tab would hold one.
  let streaming = null, isLive = false, wake = () => {};
  const pause = ms => new Promise(done => { const timer = setTimeout(done, ms); wake = () => { clearTimeout(timer); done(); }; });
  const isWanted = () => saved.token && host.isConnected && !(panel.hidden && status?.state === 'resolved');
  async function live() {
    if (isLive) return wake();
    isLive = true;
    for (let failed = 0, retryAt = 0; isWanted();) {
      const isStreaming = !document.hidden && (failed < 2 || Date.now() > retryAt), token = saved.token;
      let wait = (document.hidden ? 15000 : 4000) * (.8 + Math.random() * .4);
      try {
        if (!isStreaming || cursor === null) await sync();
        if (isStreaming) await stream(() => { failed = 0; });
        else failed = Math.min(failed, 2) - 1;
      } catch (problem) { if (problem.status === 401 && token === saved.token) leave(true); }
      if (!isStreaming || !document.hidden) failed++;
      if (isStreaming) retryAt = Date.now() + 30000;
      if (token !== saved.token) wait = failed = 0;
      else if (isStreaming && !document.hidden && failed < 3) wait = 250 * 2 ** failed * (.5 + Math.random());
      else wait *= Math.min(Math.max(failed - 2, 1), 8);
      if (isWanted()) await pause(wait);
    }
    isLive = false;
  }
  async function sync() {
    const { token } = saved;
    try {
      const answer = await get(`conversation?after=${last}`);
      if (token !== saved.token) return;
      isOffline = false;
      take(answer);
      [cursor, isLoaded] = [answer.cursor, true];
    } catch (problem) { isOffline = problem.status !== 401; paint(); throw problem; }
  }
  async function stream(onSteady) {
    const mine = streaming = new AbortController(), { token } = saved, began = Date.now();
    let text = '', silence;
    // Keep-alive comments come often: a long silence means the connection is gone, or held back, without having said so.
    const watch = ms => { clearTimeout(silence); silence = setTimeout(() => mine.abort(), ms); };
    try {
      watch(25000);
      const answer = await call('conversation/live', { signal: mine.signal, headers: { Accept: 'text/event-stream', 'Last-Event-ID': cursor } });
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let part = await reader.read(); !part.done && token === saved.token; part = await reader.read()) {
        watch(60000);
        if (Date.now() - began > 5000) onSteady();
        if (isOffline) { isOffline = false; paint(); }
        const events = (text += part.value).split(/\r?\n\r?\n/);
        text = events.pop();
        events.forEach(hear);
      }
    } finally { clearTimeout(silence); }
  }
  function hear(text) {
    const event = {};
    for (const [, name, value] of text.matchAll(/^(\w+): ?(.*)$/gm)) event[name] = name in event ? `${event[name]}\n${value}` : value;
    if (event.data) {
      const data = JSON.parse(event.data);
      if (event.event === 'handoff') announce(data);
      else take(event.event === 'status' ? { status: data } : { messages: event.event === 'message' && [data] });
    }
    if (event.id) cursor = event.id;
  }

  // ---- What the visitor and the page can do.
  function submit(text) {
    const item = { client_id: crypto.randomUUID?.() || Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join(''), text };
    saved.unsent.push(item);
    keep();
    draw(item);
    send(item);
  }
  function weigh() {
    const room = limit - [...box.value.trim()].length;
    put(hint, room < 0 ? fill(words.tooLong, { n: -room }) : fill(words.left, { n: room }));
    hint.hidden = room > 300;
    box.setAttribute('aria-invalid', room < 0);
    return room >= 0;
  }
  form.onsubmit = event => {
    event.preventDefault();
    const text = box.value.trim();
    if (!weigh() || !text) return box.focus();
    saved.draft = box.value = '';
    weigh();
    submit(text);
  };
  box.oninput = () => { saved.draft = box.value; keep(); weigh(); };
  frame.onkeydown = event => {
    if (event.isComposing) return;
    if (event.key === 'Escape' && !panel.hidden) close();
    if (event.key === 'Enter' && event.target === box && !event.shiftKey) { event.preventDefault(); form.requestSubmit(); }
  };
  // Single-key shortcuts of the page must not fire while somebody writes in here.
  for (const kind of ['keydown', 'keypress', 'keyup']) frame.addEventListener(kind, event => event.stopPropagation());

  let cameFrom = null;
  function setOpen(isOpen) {
    panel.hidden = !isOpen;
    launcher.hidden = isOpen || options.launcher === false;
    launcher.setAttribute('aria-expanded', isOpen);
    write('sessionStorage', place, isOpen ? 'open' : 'closed');
    if (isOpen) { toEnd(); meet().then(live); }
    badge();
  }
  function open() {
    if (panel.hidden) { cameFrom = document.activeElement; setOpen(true); }
    (form.hidden ? closer : box).focus();
  }
  function close() {
    const hadFocus = panel.contains(root.activeElement);
    setOpen(false);
    if (hadFocus) (launcher.hidden ? cameFrom : launcher)?.focus();
  }
  function reset() { era++; saved = blank(); box.value = ''; leave(true); }
  async function meet() {
    try {
      agent = await (await call(`agents/${encodeURIComponent(key)}`)).json();
      isOffline = false;
      greet();
    } catch (problem) {
      if (problem.status === 404) { console.warn(`Handoff chat: ${problem.message}`); host.remove(); } else isOffline = true;
    }
    paint();
  }
  window.Handoff = {
    open, close, reset, toggle: () => panel.hidden ? open() : close(),
    onHandoff: listener => { listeners.handoff.push(listener); }, onMessage: listener => { listeners.message.push(listener); },
  };
  document.addEventListener('visibilitychange', () => { if (document.hidden) streaming?.abort(); badge(); wake(); });
  addEventListener('online', () => { saved.unsent.forEach(item => { mark(item); send(item); }); wake(); });
  // Another tab of this site began, or left, a conversation: this one follows it.
  addEventListener('storage', event => {
    if (event.key !== place) return;
    const { token, conversation_id, seen, told } = recall(), hasChanged = token !== saved.token;
    Object.assign(saved, { token, conversation_id, seen, told });
    if (hasChanged) { streaming?.abort(); begin(); live(); } else badge();
  });

  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css());
  root.adoptedStyleSheets = [sheet];
  const theme = tag.dataset.theme || document.documentElement.dataset.theme;
  if (theme) host.dataset.theme = theme;
  function mount() {
    document.body.append(host);
    begin();
    setOpen((read('sessionStorage', place) || (options.open ? 'open' : '')) === 'open');
    if (panel.hidden) meet().then(live);
  }
  document.body ? mount() : addEventListener('DOMContentLoaded', mount);

  // The sheet is built here, so it passes a content policy without inline styles. Sizes are in em of the visitor's own
  // text size: the page may have changed what a rem is. `!important` keeps the page's rules off the host element.
  function css() {
    return `
:host{all:initial!important;color-scheme:light dark!important;font:medium/1.45 -apple-system,"Segoe UI",Inter,Roboto,"Noto Sans",system-ui,sans-serif!important;
--page:light-dark(#fbfaf8,#171b1d);--surface:light-dark(#fff,#1d2224);--line:light-dark(#e6e2db,#2d3437);--strong:light-dark(#d3cec4,#414a4e);--control:light-dark(#8a857a,#7b868b);
--ink:light-dark(#1b1e1f,#eceeee);--ink-2:light-dark(#4f5353,#b4bcbe);--ink-3:light-dark(#666966,#99a3a6);--accent:light-dark(#0c6273,#63bfcf);--on:light-dark(#fff,#062329);--link:light-dark(#0b5a6a,#7fcddb);
--soft:light-dark(#e4eff1,#17333a);--soft-line:light-dark(#a9cdd4,#2d5f6a);--own:light-dark(#0c6273,#1f5663);--own-ink:light-dark(#fff,#ecf6f8);--bad:light-dark(#962018,#ffa39a);--good:light-dark(#2c7a4b,#62bd86)}
:host([data-theme=light]){color-scheme:light!important}:host([data-theme=dark]){color-scheme:dark!important}
*{box-sizing:border-box;margin:0}[hidden]{display:none!important}section{font-size:.875em;color:var(--ink)}
.sr{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
svg{inline-size:1.5em;block-size:1.5em;fill:none;stroke:currentColor;stroke-width:1.6;stroke-linecap:round;stroke-linejoin:round}
button,textarea{font:inherit;color:inherit}button{cursor:pointer;border:1px solid transparent;background:none;padding:0}:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.launcher{position:fixed;z-index:2147483000;inset:auto 1.5em 1.5em auto;inline-size:4em;block-size:4em;border-radius:50%;background:var(--accent);color:var(--on);display:grid;place-items:center;box-shadow:0 4px 16px rgb(0 0 0/.25)}
.launcher svg{inline-size:1.9em;block-size:1.9em}.launcher:hover,.send:hover{filter:brightness(.9)}.count{position:absolute;inset:-.2em -.2em auto auto;min-inline-size:1.75em;line-height:1.75;border-radius:1em;background:var(--bad);color:var(--surface);border:1px solid var(--surface);font-size:.857em}
.panel{position:fixed;z-index:2147483000;inset:auto 1.5em 1.5em auto;display:grid;grid-template:auto auto minmax(0,1fr) auto/minmax(0,1fr);inline-size:min(26.85em,100vw - 3em);block-size:min(42.85em,100dvh - 3em);border:1px solid var(--strong);border-radius:14px;overflow:hidden;background:var(--surface);box-shadow:0 8px 20px rgb(0 0 0/.1),0 28px 64px rgb(0 0 0/.2)}
header{grid-row:1;display:flex;align-items:center;gap:.75em;padding:.8em 1em;border-block-end:1px solid var(--line)}.who{flex:1;min-inline-size:0;line-height:1.3}
h2{font-size:1.071em;font-weight:650;overflow-wrap:anywhere}header p{display:flex;gap:.4em;align-items:center;font-size:.929em;color:var(--ink-2)}
.dot{flex:none;inline-size:.6em;block-size:.6em;border-radius:50%;border:2px solid var(--good);background:var(--good)}.dot.off{border-color:var(--ink-3);background:none}
.avatar{flex:none;display:grid;place-items:center;inline-size:2.3em;block-size:2.3em;border:1px solid transparent;border-radius:50%;background:var(--soft);color:var(--link);font-weight:650}.avatar.ai{border-radius:7px;background:var(--accent);color:var(--on)}.avatar svg{inline-size:1.3em;block-size:1.3em}
.quiet{inline-size:2.6em;block-size:2.6em;border-radius:7px;display:grid;place-items:center;color:var(--ink-2)}.quiet:hover{background:var(--soft)}
.trouble{grid-row:2;padding:.5em 1em;font-size:.929em;border-block-end:1px solid var(--line);color:var(--bad)}
.log{grid-row:3;overflow-y:auto;overscroll-behavior:contain;scrollbar-width:thin;padding:1em;display:flex;flex-direction:column;gap:.7em;background:var(--page)}.log:focus-visible{outline-offset:-3px}.log>:first-child{margin-block-start:auto}
.say{position:relative;display:grid;justify-items:start;gap:.2em;max-inline-size:86%}.say p,.typing{padding:.6em .9em;border:1px solid var(--line);border-radius:4px 14px 14px;background:var(--surface);font-size:1.071em;white-space:pre-wrap;overflow-wrap:anywhere}
.by,.state,.event,.note,.hint{font-size:.857em;color:var(--ink-3)}.say a{color:var(--link)}.customer{align-self:flex-end;justify-items:end}.customer p{background:var(--own);color:var(--own-ink);border-color:var(--own);border-radius:14px 4px 14px 14px}.customer a{color:inherit}
.operator p{background:var(--soft);border-color:var(--soft-line)}.state{color:var(--bad)}.event{display:flex;align-items:center;gap:.7em;text-align:center;color:var(--ink-2)}.event::before,.event::after{content:"";flex:1;border-block-start:1px solid var(--strong)}
.typing{display:flex;gap:4px;align-self:flex-start;padding-block:.9em}.typing i{inline-size:6px;block-size:6px;border:3px solid var(--ink-3);border-radius:50%}
@media (prefers-reduced-motion:no-preference){.typing i{animation:blink 1s infinite alternate}.typing i+i{animation-delay:.3s}.typing i+i+i{animation-delay:.6s}}@keyframes blink{to{opacity:.3}}
.bottom{grid-row:4;border-block-start:1px solid var(--line);overflow-y:auto;max-block-size:60dvh}.next{display:grid;grid-template-columns:auto 1fr;gap:.1em .9em;align-items:center;padding:1em 1em .2em}.next.empty{padding:0}.next>*{grid-column:1/-1}.next>.place{grid-column:1}.place:not([hidden])~*{grid-column:2!important}.place~b{align-self:end}.place~span{align-self:start}.next b{font-weight:600}.next span:not(.place){color:var(--ink-2);font-size:.929em}
.place{grid-row:span 2;display:grid;place-items:center;inline-size:2.6em;block-size:2.6em;border:2px solid var(--accent);border-radius:50%;font-size:1.286em;font-weight:650;color:var(--link)}
.choices{display:flex;flex-wrap:wrap;gap:.6em;padding:.6em 1em .2em}.choices button{flex:1 1 40%;min-block-size:2.9em;padding:.4em .7em;border-radius:7px;border-color:var(--strong);font-weight:600}.choices :first-child{background:var(--accent);color:var(--on)}
.foot{display:flex;gap:.6em;align-items:flex-end;padding:.7em .7em .7em 1em}textarea{flex:1;min-inline-size:0;field-sizing:content;block-size:auto;min-block-size:2.93em;max-block-size:9em;padding:.65em 1em;border:1px solid var(--control);border-radius:1.5em;background:var(--surface);font-size:1.071em;line-height:1.4;resize:none}::placeholder{color:var(--ink-3);opacity:1}
textarea[aria-invalid=true]{border-color:var(--bad);outline-color:var(--bad)}.foot:has([aria-invalid=true])+.hint{color:var(--bad)}textarea:focus-visible{outline-offset:-1px}.hint{padding-block-start:0}.send{flex:none;display:grid;place-items:center;inline-size:3.14em;block-size:3.14em;border-radius:50%;background:var(--accent);color:var(--on)}
.hint,.note{padding:0 1.15em .7em}.note{display:flex;flex-wrap:wrap;gap:.2em .8em;justify-content:space-between;align-items:center}.note:not(:has(:not(:empty,[hidden]))){padding:0}.link{min-block-size:24px;color:var(--link);text-decoration:underline;text-underline-offset:2px}
@media (max-width:480px){.panel{inset:0;inline-size:100%;block-size:100dvh;border:0;border-radius:0}textarea{font-size:16px}.quiet{inline-size:44px;block-size:44px}.link{min-block-size:32px}}
@media (max-height:420px){.note{display:none}}`;
  }
})();
