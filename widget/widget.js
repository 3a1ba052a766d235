// The tag of the chat for visitors: the button, what the page may call, and what survives a reload.
// The chat itself is in parts/, which load when somebody wants to chat or has a conversation. How to embed: README.md.
(() => {
  'use strict';
  const tag = document.currentScript, key = tag?.dataset.agent;
  if (window.Handoff) return;
  if (!key) return console.warn('Handoff chat: add data-agent="KEY" to the script tag.');
  const options = window.handoffOptions || {}, base = new URL('widget/', tag.src);
  // The visitor's language: the page may say it, else it is the browser's.
  const language = (options.language || navigator.language || 'en').split('-')[0].toLowerCase();
  const names = ['chat', 'open', 'unread', 'loading', 'again', 'notNow', 'failed'], phrases = {
    en: 'Chat|Open chat|{n} unread|Opening the chat|Try again|Not now|The chat did not load. Check your connection, then try again.',
    de: 'Chat|Chat öffnen|{n} ungelesen|Chat wird geöffnet|Noch einmal|Nicht jetzt|Der Chat wurde nicht geladen. Prüfen Sie die Verbindung und versuchen Sie es noch einmal.',
    fr: 'Chat|Ouvrir le chat|{n} non lus|Ouverture du chat|Réessayer|Pas maintenant|Le chat n\'a pas été chargé. Vérifiez votre connexion, puis réessayez.',
    es: 'Chat|Abrir el chat|{n} sin leer|Abriendo el chat|Reintentar|Ahora no|El chat no se ha cargado. Compruebe su conexión e inténtelo de nuevo.',
    pt: 'Chat|Abrir o chat|{n} não lidas|Abrindo o chat|Tentar de novo|Agora não|O chat não carregou. Verifique sua conexão e tente de novo.',
    it: 'Chat|Apri la chat|{n} non letti|Apertura della chat|Riprova|Non ora|La chat non si è caricata. Controlli la connessione e riprovi.',
    nl: 'Chat|Chat openen|{n} ongelezen|Chat wordt geopend|Opnieuw|Niet nu|De chat is niet geladen. Controleer uw verbinding en probeer het opnieuw.',
    pl: 'Czat|Otwórz czat|Nieprzeczytane: {n}|Otwieranie czatu|Jeszcze raz|Nie teraz|Czat się nie wczytał. Sprawdź połączenie i spróbuj ponownie.',
    tr: 'Sohbet|Sohbeti aç|{n} okunmamış|Sohbet açılıyor|Tekrar dene|Şimdi değil|Sohbet yüklenmedi. Bağlantınızı denetleyip tekrar deneyin.',
    hi: 'चैट|चैट खोलें|{n} अपठित|चैट खुल रही है|फिर कोशिश करें|अभी नहीं|चैट लोड नहीं हुई। कनेक्शन जाँचें और फिर कोशिश करें।',
  };
  const spoken = (phrases[language] || phrases.en).split('|');
  const words = { ...Object.fromEntries(names.map((name, at) => [name, spoken[at]])), ...options.words };

  // ---- What survives a reload. A browser that refuses storage keeps it in memory until the page goes.
  const place = `handoff:${key}`;
  const blank = () => ({ token: null, conversation_id: null, unsent: [], draft: '', seen: 0, told: '' });
  function read(area) { try { return window[area].getItem(place); } catch { return null; } }
  function write(area, value) { try { window[area].setItem(place, value); } catch { /* kept in memory */ } }
  function recall() { try { return { ...blank(), ...JSON.parse(read('localStorage')) }; } catch { return blank(); } }
  const saved = recall(), keep = () => write('localStorage', JSON.stringify(saved));
  const hasConversation = () => saved.token || saved.unsent.length > 0;

  // ---- The button.
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
  const count = el('b', { className: 'count', hidden: true }), launcherWord = el('span', { className: 'sr' }, words.open);
  const launcher = el('button', { className: 'launcher', type: 'button', 'aria-expanded': 'false', onclick: () => open() },
    icon('M4 5.5h16v11h-9L6.5 20v-3.5H4z'), count, launcherWord);
  const notice = el('div', { className: 'notice', role: 'alert' });
  const host = document.createElement('handoff-chat'), root = host.attachShadow({ mode: 'open' });
  const frame = el('section', { 'aria-label': words.chat }, launcher, notice);
  root.append(frame);
  root.adoptedStyleSheets = [sheet(css())];
  const theme = tag.dataset.theme || document.documentElement.dataset.theme;
  if (theme) host.dataset.theme = theme;
  // Single-key shortcuts of the page must not fire while somebody writes in here.
  for (const kind of ['keydown', 'keypress', 'keyup']) frame.addEventListener(kind, event => event.stopPropagation());
  function sheet(text) {
    const made = new CSSStyleSheet();
    made.replaceSync(text);
    return made;
  }
  function badge(n) {
    count.textContent = n || '';
    count.hidden = !n;
    launcherWord.textContent = n ? `${words.open}, ${words.unread.replace('{n}', n)}` : words.open;
  }

  // ---- What the parts are given.
  let meeting = null;
  const listeners = { handoff: [options.onHandoff], message: [options.onMessage], resolved: [options.onResolved] };
  const shell = {
    key, base, options, language, words, saved, keep, host, root, frame, launcher, badge, meet,
    agent: {}, isOffline: false, cameFrom: null,
    forget: () => { Object.assign(saved, blank()); keep(); },
    tell(kind, detail) {
      for (const listener of listeners[kind]) try { listener?.(detail); } catch (error) { reportError(error); }
    },
    setOpen(isOpen) {
      launcher.hidden = isOpen || options.launcher === false;
      launcher.setAttribute('aria-expanded', isOpen);
      write('sessionStorage', isOpen ? 'open' : 'closed');
    },
  };
  /** Asks who answers. A key nobody knows leaves the page as it was. */
  function meet() { return meeting ??= ask().finally(() => { meeting = null; }); }
  async function ask() {
    try {
      const answer = await fetch(new URL(`agents/${encodeURIComponent(key)}?language=${encodeURIComponent(language)}`, base), {
        cache: 'no-store', credentials: 'omit', signal: AbortSignal.timeout(30000),
      });
      if (answer.status === 404) {
        console.warn(`Handoff chat: no AI agent has the key "${key}". Copy the tag again from its Channels page.`);
        return host.remove();
      }
      if (answer.status === 403) {
        console.warn(`Handoff chat: ${(await answer.json()).detail}`);
        return host.remove();
      }
      if (!answer.ok) throw new Error(`HTTP ${answer.status}`);
      shell.agent = await answer.json();
      shell.isOffline = false;
      dress(shell.agent.look);
    } catch { shell.isOffline = true; }
  }

  /** How it was set up to look. What the page itself says comes first. */
  function dress(look) {
    if (!theme && look?.theme) host.dataset.theme = look.theme;
    host.dataset.position = options.position || look?.position || 'right';
  }

  // ---- The parts. All are fetched first, together: nothing waits for what another one imports, and a fetch that failed
  // can be tried again, where some browsers remember a failed import for as long as the page lives.
  const modules = ['chat', 'composer', 'conversation', 'elements', 'files', 'live', 'log', 'panel', 'wire', 'words'];
  const part = name => new URL(`parts/${name}`, base);
  let chat = null, isWanted = false, takesFocus = false, fetching = null, loading = null, tries = 0;
  async function text(name) {
    const answer = await fetch(part(name), { signal: AbortSignal.timeout(30000) });
    if (!answer.ok) throw new Error(`${name}: HTTP ${answer.status}`);
    return answer.text();
  }
  function prefetch() {
    return fetching ??= Promise.all(['widget.css', ...modules.map(name => `${name}.js`)].map(text))
      .catch(problem => { fetching = null; throw problem; });
  }
  async function bring() {
    const [style] = await prefetch(), again = tries++ ? `?again=${tries}` : '';
    const { start } = await import(part(`chat.js${again}`));
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet(style)];
    chat = start(shell);
  }
  async function load() {
    waiting();
    try {
      await (loading ??= bring());
      notice.replaceChildren();
      if (isWanted && !chat.isOpen()) chat.open(takesFocus);
    } catch (problem) {
      loading = null;
      console.warn(`Handoff chat: ${problem.message}`);
      isWanted ? apologize() : setTimeout(() => chat || load(), 30000);
    }
    waiting();
  }
  function waiting() {
    const isBusy = isWanted && !chat && notice.childElementCount === 0;
    launcher.setAttribute('aria-busy', isBusy);
    if (!chat) launcherWord.textContent = isBusy ? words.loading : words.open;
  }
  function apologize() {
    const said = el('p', null, words.failed), again = el('button', { type: 'button', onclick: retry }, words.again);
    notice.replaceChildren(said, again, el('button', { type: 'button', onclick: () => close() }, words.notNow));
    function retry() { said.textContent = words.loading; load(); }
  }

  // ---- What the page can call, at any time: what comes before the parts is done when they are there.
  function open(isAsked = true) {
    if (isAsked) shell.cameFrom = document.activeElement;
    [isWanted, takesFocus] = [true, isAsked];
    chat ? chat.open(isAsked) : load();
  }
  function close() {
    const hadFocus = notice.contains(root.activeElement);
    isWanted = false;
    notice.replaceChildren();
    if (chat) chat.close(); else shell.setOpen(false);
    if (hadFocus) (launcher.hidden ? shell.cameFrom : launcher)?.focus();
    waiting();
  }
  window.Handoff = {
    open: () => open(), close, toggle: () => (chat ? chat.isOpen() : isWanted) ? close() : open(),
    reset: () => chat ? chat.reset() : shell.forget(),
    onHandoff: listener => { listeners.handoff.push(listener); }, onMessage: listener => { listeners.message.push(listener); },
    onResolved: listener => { listeners.resolved.push(listener); },
  };
  for (const kind of ['pointerenter', 'focus']) launcher.addEventListener(kind, () => prefetch().catch(() => {}), { once: true });
  addEventListener('online', () => { if (!chat && hasConversation()) load(); });
  // Another tab of this site began, or left, a conversation: this one follows it.
  addEventListener('storage', event => {
    if (event.key !== place) return;
    const { token, conversation_id, seen, told } = recall(), hasChanged = token !== saved.token;
    Object.assign(saved, { token, conversation_id, seen, told });
    if (chat) chat.follow(hasChanged); else if (token) load();
  });

  function mount() {
    document.body.append(host);
    launcher.hidden = options.launcher === false;
    meet().then(() => chat?.greet());
    if (isWanted || (read('sessionStorage') || (options.open ? 'open' : '')) === 'open') open(takesFocus);
    else if (hasConversation()) load();
  }
  document.body ? mount() : addEventListener('DOMContentLoaded', mount);

  // The button's own rules, here so that it is never seen without them; the rest is parts/widget.css. A sheet built by
  // script passes a content policy without inline styles. Sizes are in em of the visitor's own text size: the page may
  // have changed what a rem is. `!important` keeps the page's rules off the host element.
  function css() {
    return `
:host {
  all: initial !important; color-scheme: light dark !important;
  font: medium/1.45 -apple-system, "Segoe UI", Inter, Roboto, "Noto Sans", system-ui, sans-serif !important;
  --surface: light-dark(#fff, #1d2224); --strong: light-dark(#d3cec4, #414a4e); --ink: light-dark(#1b1e1f, #eceeee);
  --accent: light-dark(#0c6273, #63bfcf); --on: light-dark(#fff, #062329); --bad: light-dark(#962018, #ffa39a);
}
:host([data-theme=light]) { color-scheme: light !important }
:host([data-theme=dark]) { color-scheme: dark !important }
* { box-sizing: border-box; margin: 0 }
[hidden] { display: none !important }
section { font-size: .875em; color: var(--ink) }
.sr { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
svg { inline-size: 1.5em; block-size: 1.5em; fill: none; stroke: currentColor; stroke-width: 1.6; stroke-linecap: round; stroke-linejoin: round }
button { font: inherit; color: inherit; cursor: pointer; border: 1px solid transparent; background: none; padding: 0 }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.launcher {
  position: fixed; z-index: 2147483000; inset: auto 1.5em 1.5em auto; inline-size: 4em; block-size: 4em; border-radius: 50%;
  display: grid; place-items: center; background: var(--accent); color: var(--on); box-shadow: 0 4px 16px rgb(0 0 0 / .25);
}
:host([data-position=left]) :is(.launcher, .notice:not(:empty)) { right: auto; left: 1.5em }
.launcher:hover { filter: brightness(.9) }
.launcher svg { inline-size: 1.9em; block-size: 1.9em }
.launcher[aria-busy=true] svg { opacity: .5 }
.count {
  position: absolute; inset: -.2em -.2em auto auto; min-inline-size: 1.75em; line-height: 1.75; border: 1px solid var(--surface);
  border-radius: 1em; background: var(--bad); color: var(--surface); font-size: .857em;
}
.notice:not(:empty) {
  position: fixed; z-index: 2147483000; inset: auto 1.5em 6.5em auto; inline-size: min(22em, 100vw - 3em); padding: 1em;
  display: flex; flex-wrap: wrap; gap: .6em; border: 1px solid var(--strong); border-radius: 14px; background: var(--surface);
  box-shadow: 0 8px 20px rgb(0 0 0 / .1);
}
.notice p { flex: 1 0 100% }
.notice button { min-block-size: 2.6em; padding: 0 1em; border-color: var(--strong); border-radius: 7px; font-weight: 600 }
.notice p + button { background: var(--accent); color: var(--on) }`;
  }
})();
