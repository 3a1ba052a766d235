// Requests to the server. The visitor's token goes in a header, never in an address; no cookies go along.

export class Wire {
  #shell;

  constructor(shell) {
    this.#shell = shell;
  }

  /** One request under `/widget/`. A refusal throws an error with the server's `status`, `detail` and the seconds to `wait`. */
  async call(path, { body, headers, signal = AbortSignal.timeout(body instanceof FormData ? 300000 : 30000) } = {}) {
    const { base, saved } = this.#shell, isJson = body && !(body instanceof FormData);
    const answer = await fetch(new URL(path, base), {
      method: body ? 'POST' : 'GET', body: isJson ? JSON.stringify(body) : body, cache: 'no-store', credentials: 'omit', signal,
      headers: {
        ...(isJson && { 'Content-Type': 'application/json' }),
        ...(saved.token && { Authorization: `Bearer ${saved.token}` }), ...headers,
      },
    });
    if (answer.ok) return answer;
    const { detail } = await answer.json().catch(() => ({}));
    throw Object.assign(new Error(detail || `HTTP ${answer.status}`), { status: answer.status, detail, wait: +answer.headers.get('Retry-After') });
  }

  async json(path, body) {
    return (await this.call(path, { body })).json();
  }
}

/** Reads server-sent events: the ones that each piece of the body completes, so also an empty list for a keep-alive. */
export async function* events(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const blocks = (text += piece.value).split(/\r?\n\r?\n/);
    text = blocks.pop();
    yield blocks.map(parse);
  }
}

function parse(block) {
  const event = {};
  for (const [, name, value] of block.matchAll(/^(\w+): ?(.*)$/gm)) event[name] = name in event ? `${event[name]}\n${value}` : value;
  return event;
}
