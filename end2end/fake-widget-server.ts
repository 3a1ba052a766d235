// A small server that speaks the widget's wire, with faults on command: enough to test the chat without the product.
// Conversations live in memory. `act()` sets faults and speaks for the other side:
// `act({ faults: { fail: 1 }, author: "operator", text: "…", status: "with_operator", drop: true })`.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { existsSync, readFileSync } from "node:fs";
import { type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("../widget/", import.meta.url));
const OPENING = "2026-12-19T13:45:00Z";

type Author = "customer" | "ai" | "operator" | "system";
type Message = { id: number; client_id: string | null; author: Author; name: string; text: string; at: string };
type Status = { state: string; title: string; line: string; choices: string[]; can_write: boolean };
type Handoff = { conversation_id: string; summary: string; reason: string; priority: string };
type Entry = { id: number; event: string; data: unknown };
type Agent = {
  name: string;
  about: string;
  greeting: string;
  reply_time: string;
  open: boolean;
  opens_at: string | null;
  closes_at: string | null;
};
/** What a visitor sends. */
type Sent = { client_id: string; text: string; [more: string]: unknown };
type Seen = {
  method: string;
  path: string;
  body: Partial<Sent>;
  authorization: string | undefined;
  last: string | undefined;
};

type Conversation = {
  id: string;
  token: string;
  messages: Message[];
  status: Status;
  handoff: Handoff | null;
  log: Entry[];
  streams: Set<ServerResponse>;
  answers: Map<string, Message[]>;
};

/** How often each fault is still to happen; `slow` is milliseconds instead. `parts` fails the chat's own files. */
type Faults = {
  fail: number;
  unauthorized: number;
  ended: number;
  slow: number;
  lose: number;
  noStream: number;
  parts: number;
};

type World = {
  events: number;
  messages: number;
  conversations: Map<string, Conversation>;
  seen: Seen[];
  faults: Faults;
  agent: Agent;
};

/** What a test orders from the other side of the counter. */
export type Order = {
  faults?: Partial<Faults>;
  closed?: boolean;
  author?: Author;
  text?: string;
  status?: string;
  line?: string;
  more?: Partial<Status>;
  drop?: boolean;
};

/** One world: its conversations, the faults still to happen, and every request seen. */
function world(): World {
  return {
    events: 100,
    messages: 0,
    conversations: new Map(),
    seen: [],
    faults: { fail: 0, unauthorized: 0, ended: 0, slow: 0, lose: 0, noStream: 0, parts: 0 },
    agent: {
      name: "Nora",
      about: "Alder & Pine",
      greeting: "Hi, I’m Nora, Alder & Pine’s AI assistant. How can I help?",
      reply_time: "We usually answer in 5 minutes",
      open: true,
      opens_at: null,
      closes_at: "2026-12-17T17:00:00Z",
    },
  };
}

const status = (state: string, line = "", more: Partial<Status> = {}): Status => ({
  state,
  title: state === "with_operator" ? "Maya" : state === "waiting" ? "Deliveries team" : "Nora",
  line,
  choices: [],
  can_write: true,
  ...more,
});

function begin(state: World, token: string): Conversation {
  const talk: Conversation = {
    id: `c-${state.conversations.size + 1}`,
    token,
    messages: [],
    status: status("with_ai"),
    handoff: null,
    log: [],
    streams: new Set(),
    answers: new Map(),
  };
  state.conversations.set(token, talk);
  return talk;
}

function publish(state: World, talk: Conversation, event: string, data: unknown) {
  const entry = { id: ++state.events, event, data };
  talk.log.push(entry);
  for (const stream of talk.streams) stream.write(frame(entry));
}
const frame = ({ id, event, data }: Entry) => `id: ${id}\nevent: ${event}\ndata: ${JSON.stringify(data)}\n\n`;

function say(state: World, talk: Conversation, author: Author, text: string, client_id: string | null = null): Message {
  const name = { customer: "", ai: "Nora", operator: "Maya", system: "" }[author];
  const message = { id: ++state.messages, client_id, author, name, text, at: "2026-12-17T13:05:00Z" };
  talk.messages.push(message);
  publish(state, talk, "message", message);
  return message;
}

function move(state: World, talk: Conversation, next: Status) {
  talk.status = next;
  publish(state, talk, "status", next);
}

/** What the AI side does with a message: enough of the product's behaviour to walk every state. */
function answer(state: World, talk: Conversation, text: string): Message[] {
  if (/person|yes, please/i.test(text)) {
    talk.handoff = {
      conversation_id: talk.id,
      summary: `Wants a person: ${text}`,
      reason: "explicit_request",
      priority: "high",
    };
    const reply = say(state, talk, "ai", "I’m connecting you with a team member who can help further.");
    move(state, talk, status("waiting", "You are number 2. About 5 minutes."));
    publish(state, talk, "handoff", talk.handoff);
    return [reply];
  }
  if (/crack/i.test(text)) {
    const reply = say(state, talk, "ai", "I’m sorry about the crack. A colleague can sort this out better than I can.");
    move(
      state,
      talk,
      status("offered", "Bring in a person? They see this whole conversation.", {
        choices: ["Yes, please", "No, thanks"],
      }),
    );
    return [reply];
  }
  if (talk.status.state !== "with_ai") return [];
  return [say(state, talk, "ai", `About 8 working days: see https://shop.example/delivery. You wrote “${text}”.`)];
}

function receive(state: World, talk: Conversation, { client_id, text }: Sent) {
  if (!talk.answers.has(client_id)) {
    const own = say(state, talk, "customer", text, client_id);
    talk.answers.set(client_id, [own, ...answer(state, talk, text)]);
  }
  return {
    conversation_id: talk.id,
    token: talk.token,
    messages: talk.answers.get(client_id),
    status: talk.status,
    cursor: state.events,
  };
}

function stream(talk: Conversation, request: IncomingMessage, response: ServerResponse) {
  response.writeHead(200, { ...OPEN, "Content-Type": "text/event-stream" });
  response.write(": hello\n\n");
  const after = Number(request.headers["last-event-id"] ?? 0);
  for (const entry of talk.log) if (entry.id > after) response.write(frame(entry));
  talk.streams.add(response);
  request.on("close", () => talk.streams.delete(response));
}

/** What tests do from the other side of the counter. */
function act(state: World, order: Order) {
  Object.assign(state.faults, order.faults);
  if (order.closed) Object.assign(state.agent, { open: false, opens_at: OPENING, closes_at: null });
  const talk = [...state.conversations.values()].at(-1);
  if (talk && order.author) say(state, talk, order.author, order.text ?? "");
  if (talk && order.status) move(state, talk, status(order.status, order.line ?? "", order.more));
  if (talk && order.drop) for (const open of talk.streams) open.destroy();
  return {
    seen: state.seen,
    conversations: [...state.conversations.values()].map(({ id, token, messages, streams }) => ({
      id,
      token,
      messages,
      streams: streams.size,
    })),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Sent> {
  let text = "";
  for await (const part of request) text += part;
  return JSON.parse(text) as Sent;
}

type Answer = [status: number, body: unknown] | "cut" | null;
const problem = (code: number, detail: string, more = {}): Answer => [
  code,
  { type: "about:blank", status: code, title: detail, detail, ...more },
];

function takeFault(state: World, fault: keyof Faults): boolean {
  if (state.faults[fault] === 0) return false;
  state.faults[fault]--;
  return true;
}

/** The routes of the wire: `[status, body]`, `cut` for half an answer, or null when the response was handled. */
async function route(state: World, request: IncomingMessage, response: ServerResponse, url: URL): Promise<Answer> {
  const body = request.method === "POST" ? await bodyOf(request) : { client_id: "", text: "" };
  state.seen.push({
    method: request.method ?? "",
    path: url.pathname + url.search,
    body,
    authorization: request.headers.authorization,
    last: request.headers["last-event-id"]?.toString(),
  });
  const take = (fault: keyof Faults) => takeFault(state, fault);
  const isLive = url.pathname.endsWith("/live");
  if (isLive && take("noStream")) return problem(503, "No stream here.");
  if (!isLive && state.faults.slow) await new Promise((done) => setTimeout(done, state.faults.slow));
  if (request.method === "POST" && take("fail")) return problem(500, "Our server had trouble.");
  if (url.pathname === "/widget/agents/key") return [200, state.agent];
  if (url.pathname.startsWith("/widget/agents/key/")) {
    const earlier = [...state.conversations.values()].find((talk) => talk.answers.has(body.client_id));
    const made = receive(state, earlier ?? begin(state, `token-${state.conversations.size + 1}`), body);
    return take("lose") ? "cut" : [201, made];
  }
  const talk = state.conversations.get((request.headers.authorization ?? "").replace("Bearer ", ""));
  if (url.pathname.startsWith("/widget/agents/")) return problem(404, "There is no AI agent with this key.");
  if (!talk || take("unauthorized")) return problem(401, "This conversation is not known here.");
  if (isLive) {
    stream(talk, request, response);
    return null;
  }
  if (url.pathname === "/widget/conversation/messages") {
    if (take("ended")) return problem(409, "This conversation has ended.", { code: "ended" });
    const received = receive(state, talk, body);
    return take("lose") ? "cut" : [201, received];
  }
  const after = Number(url.searchParams.get("after") ?? 0);
  return [
    200,
    {
      conversation_id: talk.id,
      messages: talk.messages.filter((message) => message.id > after),
      status: talk.status,
      cursor: state.events,
      handoff: talk.handoff,
    },
  ];
}

type Host = { key: string; theme: string | null; from: string; nonce: string };

/** A page of somebody's shop, with the chat's tag. */
const page = ({
  key,
  theme,
  from,
  nonce,
}: Host) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Alder &amp; Pine</title>
<script src="/options.js"${nonce}></script><script src="${from}/widget.js" data-agent="${key}"${theme ? ` data-theme="${theme}"` : ""}${nonce} async></script></head>
<body><main><h1>Sunday oak bench</h1><p>Solid European oak, oiled by hand.</p><button>Add to basket</button></main></body></html>`;

// The page notes what it hears in attributes, because its own policy allows no inline script.
const OPTIONS = `const heard = name => payload => { const root = document.documentElement; root.dataset[name] = JSON.stringify([...JSON.parse(root.dataset[name] || '[]'), payload]); };
window.handoffOptions = { ...JSON.parse(new URLSearchParams(location.search).get('options') || '{}'), onHandoff: heard('handoff') };
document.addEventListener('handoff', event => heard('event')(event.detail));
addEventListener('load', () => window.Handoff.onMessage(heard('message')));
document.addEventListener('keydown', event => heard('keys')(event.key));
document.addEventListener('securitypolicyviolation', event => heard('blocked')(event.violatedDirective));`;

const OPEN = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "GET, POST",
  "Access-Control-Allow-Headers": "authorization, content-type, last-event-id",
};

/**
 * The shop's page under the strictest policy that lets the chat in: `from` is the site that serves the chat (else the
 * page's own), and with `nonce` scripts are allowed by that alone.
 */
function visit(url: URL, response: ServerResponse) {
  const query = url.searchParams,
    from = query.get("from") ?? "",
    nonce = query.has("nonce") ? ' nonce="once"' : "";
  const scripts = nonce ? "'nonce-once'" : from || "'self'";
  const policy = `default-src 'none'; script-src ${scripts}${nonce ? "" : " 'self'"}; style-src 'self'; connect-src ${from || "'self'"}; img-src 'self' data:`;
  response.writeHead(200, { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": policy });
  response.end(page({ key: query.get("key") ?? "key", theme: query.get("theme"), from, nonce }));
}

/** The tag's script and its parts, as the product serves them. */
function part(state: World, name: string, response: ServerResponse) {
  const isThere = existsSync(FOLDER + name) && !(name !== "widget.js" && takeFault(state, "parts"));
  if (!isThere) return response.writeHead(503, OPEN).end();
  const type = name.endsWith(".css") ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8";
  response
    .writeHead(200, { ...OPEN, "Content-Type": type, "Cache-Control": "public, max-age=300" })
    .end(readFileSync(FOLDER + name));
}

async function serve(state: World, request: IncomingMessage, response: ServerResponse) {
  const url = new URL(request.url ?? "/", "http://fake"),
    name = /^\/(?:widget\/parts\/)?([a-z]+\.(?:js|css))$/.exec(url.pathname)?.[1];
  if (url.pathname === "/") return visit(url, response);
  if (name === "options.js")
    return response.writeHead(200, { "Content-Type": "text/javascript; charset=utf-8" }).end(OPTIONS);
  if (name) {
    state.seen.push({ method: "GET", path: url.pathname, body: {}, authorization: undefined, last: undefined });
    return part(state, name, response);
  }
  if (!url.pathname.startsWith("/widget/")) return response.writeHead(404).end();
  if (request.method === "OPTIONS") return response.writeHead(204, OPEN).end();
  const answered = await route(state, request, response, url);
  // Half an answer, so that the browser cannot quietly ask again by itself.
  if (answered === "cut")
    return response
      .writeHead(201, { ...OPEN, "Content-Length": 999 })
      .write("{", () => setTimeout(() => response.destroy(), 50));
  if (!answered) return;
  const type = answered[0] < 400 ? "application/json" : "application/problem+json";
  response.writeHead(answered[0], { ...OPEN, "Content-Type": type }).end(JSON.stringify(answered[1]));
}

/** Starts one fake on a free port; `close()` ends it and its streams. */
export async function startFake() {
  const state = world();
  const server = createServer((request, response) => void serve(state, request, response));
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    act: (order: Order = {}) => act(state, order),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
