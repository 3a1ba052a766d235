// A small server that speaks the widget's wire, with faults on command: enough to test the chat without the product.
// Conversations live in memory. `act()`, or `POST /act`, sets faults and speaks for the other side:
// {"faults":{"fail":1},"author":"operator","text":"…","status":"with_operator","drop":true}.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:";
const SCRIPT = fileURLToPath(new URL('../widget.js', import.meta.url));
const OPENING = '2026-12-19T13:45:00Z';

/** One world: its conversations, the faults still to happen, and every request seen. */
function world() {
  return {
    events: 100, messages: 0, conversations: new Map(), seen: [],
    faults: { fail: 0, unauthorized: 0, ended: 0, slow: 0, lose: 0, noStream: 0 },
    agent: { name: 'Nora', about: 'Alder & Pine', greeting: 'Hi, I’m Nora, Alder & Pine’s AI assistant. How can I help?', reply_time: 'We usually answer in 5 minutes', open: true, opens_at: null, closes_at: '2026-12-17T17:00:00Z' },
  };
}

const status = (state, line = '', more = {}) => ({ state, title: state === 'with_operator' ? 'Maya' : state === 'waiting' ? 'Deliveries team' : 'Nora', line, choices: [], can_write: true, ...more });

function begin(state, token) {
  const talk = { id: `c-${state.conversations.size + 1}`, token, messages: [], status: status('with_ai'), handoff: null, log: [], streams: new Set(), answers: new Map() };
  state.conversations.set(token, talk);
  return talk;
}

function publish(state, talk, event, data) {
  const entry = { id: ++state.events, event, data };
  talk.log.push(entry);
  for (const stream of talk.streams) stream.write(frame(entry));
}
const frame = ({ id, event, data }) => `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

function say(state, talk, author, text, client_id = null) {
  const name = { customer: '', ai: 'Nora', operator: 'Maya', system: '' }[author];
  const message = { id: ++state.messages, client_id, author, name, text, at: '2026-12-17T13:05:00Z' };
  talk.messages.push(message);
  publish(state, talk, 'message', message);
  return message;
}

function move(state, talk, next) {
  talk.status = next;
  publish(state, talk, 'status', next);
}

/** What the AI side does with a message: enough of the product's behaviour to walk every state. */
function answer(state, talk, text) {
  if (/person|yes, please/i.test(text)) {
    talk.handoff = { conversation_id: talk.id, summary: `Wants a person: ${text}`, reason: 'explicit_request', priority: 'high' };
    const reply = say(state, talk, 'ai', 'I’m connecting you with a team member who can help further.');
    move(state, talk, status('waiting', 'You are number 2. About 5 minutes.'));
    publish(state, talk, 'handoff', talk.handoff);
    return [reply];
  }
  if (/crack/i.test(text)) {
    const reply = say(state, talk, 'ai', 'I’m sorry about the crack. A colleague can sort this out better than I can.');
    move(state, talk, status('offered', 'Bring in a person? They see this whole conversation.', { choices: ['Yes, please', 'No, thanks'] }));
    return [reply];
  }
  if (talk.status.state !== 'with_ai') return [];
  return [say(state, talk, 'ai', `About 8 working days: see https://shop.example/delivery. You wrote “${text}”.`)];
}

function receive(state, talk, { client_id, text }) {
  if (!talk.answers.has(client_id)) {
    const own = say(state, talk, 'customer', text, client_id);
    talk.answers.set(client_id, [own, ...answer(state, talk, text)]);
  }
  return { conversation_id: talk.id, token: talk.token, messages: talk.answers.get(client_id), status: talk.status, cursor: state.events };
}

function stream(state, talk, request, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Access-Control-Allow-Origin': '*' });
  response.write(': hello\n\n');
  const after = Number(request.headers['last-event-id'] ?? 0);
  for (const entry of talk.log) if (entry.id > after) response.write(frame(entry));
  talk.streams.add(response);
  request.on('close', () => talk.streams.delete(response));
}

/** What tests do from the other side of the counter. */
function act(state, order) {
  Object.assign(state.faults, order.faults);
  Object.assign(state.agent, order.agent);
  if (order.closed) Object.assign(state.agent, { open: false, opens_at: OPENING, closes_at: null });
  const talk = [...state.conversations.values()].at(-1);
  if (order.author) say(state, talk, order.author, order.text);
  if (order.status) move(state, talk, status(order.status, order.line ?? '', order.more));
  if (order.drop) for (const open of talk.streams) open.destroy();
  return { seen: state.seen, conversations: [...state.conversations.values()].map(({ id, token, messages, streams }) => ({ id, token, messages, streams: streams.size })) };
}

async function bodyOf(request) {
  let text = '';
  for await (const part of request) text += part;
  return text ? JSON.parse(text) : {};
}

const problem = (code, detail, more = {}) => [code, { type: 'about:blank', status: code, title: detail, detail, ...more }];

/** The routes of the wire: `[status, body]`, or null when the response was handled. */
async function route(state, request, response, url) {
  const body = request.method === 'POST' ? await bodyOf(request) : {};
  if (url.pathname === '/act') return [200, act(state, body)];
  state.seen.push({ method: request.method, path: url.pathname + url.search, body, authorization: request.headers.authorization, last: request.headers['last-event-id'] });
  const take = fault => state.faults[fault] > 0 && state.faults[fault]--;
  const isLive = url.pathname.endsWith('/live');
  if (isLive && take('noStream')) return problem(503, 'No stream here.');
  if (!isLive && state.faults.slow) await new Promise(done => setTimeout(done, state.faults.slow));
  if (request.method === 'POST' && take('fail')) return problem(500, 'Our server had trouble.');
  if (url.pathname === '/widget/agents/key') return [200, state.agent];
  if (url.pathname.startsWith('/widget/agents/key/')) {
    const earlier = [...state.conversations.values()].find(talk => talk.answers.has(body.client_id));
    const made = receive(state, earlier ?? begin(state, `token-${state.conversations.size + 1}`), body);
    return take('lose') ? 'cut' : [201, made];
  }
  const talk = state.conversations.get(request.headers.authorization?.replace('Bearer ', ''));
  if (url.pathname.startsWith('/widget/agents/')) return problem(404, 'There is no AI agent with this key.');
  if (!talk || take('unauthorized')) return problem(401, 'This conversation is not known here.');
  if (isLive) return stream(state, talk, request, response), null;
  if (url.pathname === '/widget/conversation/messages') {
    if (take('ended')) return problem(409, 'This conversation has ended.', { code: 'ended' });
    const received = receive(state, talk, body);
    return take('lose') ? 'cut' : [201, received];
  }
  const after = Number(url.searchParams.get('after') ?? 0);
  return [200, { conversation_id: talk.id, messages: talk.messages.filter(message => message.id > after), status: talk.status, cursor: state.events, handoff: talk.handoff }];
}

const page = (key, theme) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Alder &amp; Pine</title>
<script src="/options.js"></script><script src="/widget.js" data-agent="${key}"${theme ? ` data-theme="${theme}"` : ''} async></script></head>
<body><main><h1>Sunday oak bench</h1><p>Solid European oak, oiled by hand.</p><button>Add to basket</button></main></body></html>`;

// The page notes what it hears in attributes, because its own policy allows no inline script.
const OPTIONS = `const heard = name => payload => { const root = document.documentElement; root.dataset[name] = JSON.stringify([...JSON.parse(root.dataset[name] || '[]'), payload]); };
window.handoffOptions = { ...JSON.parse(new URLSearchParams(location.search).get('options') || '{}'), onHandoff: heard('handoff') };
document.addEventListener('handoff', event => heard('event')(event.detail));
addEventListener('load', () => window.Handoff.onMessage(heard('message')));
document.addEventListener('keydown', event => heard('keys')(event.key));
document.addEventListener('securitypolicyviolation', event => heard('blocked')(event.violatedDirective));`;

/** Starts one fake on a free port (or `port`); `close()` ends it and its streams. */
export async function startFake(port = 0) {
  const state = world();
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, 'http://fake');
    const text = (type, body) => response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': POLICY }).end(body);
    if (url.pathname === '/widget.js') return text('text/javascript; charset=utf-8', readFileSync(SCRIPT));
    if (url.pathname === '/options.js') return text('text/javascript; charset=utf-8', OPTIONS);
    if (url.pathname === '/') return text('text/html; charset=utf-8', page(url.searchParams.get('key') ?? 'key', url.searchParams.get('theme')));
    if (!/^\/(widget\/|act)/.test(url.pathname)) return response.writeHead(404).end();
    const answered = await route(state, request, response, url);
    // Half an answer, so that the browser cannot quietly ask again by itself.
    if (answered === 'cut') return response.writeHead(201, { 'Content-Length': 999 }).write('{', () => setTimeout(() => response.destroy(), 50));
    if (answered) response.writeHead(answered[0], { 'Content-Type': answered[0] < 400 ? 'application/json' : 'application/problem+json' }).end(JSON.stringify(answered[1]));
  });
  await new Promise(done => server.listen(port, '127.0.0.1', done));
  return { url: `http://127.0.0.1:${server.address().port}`, act: order => act(state, order ?? {}), close: () => { server.closeAllConnections(); server.close(); } };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) startFake(Number(process.argv[2] ?? 4300)).then(fake => process.stdout.write(`${fake.url}\n`));
