// News of the conversation: a stream while the page is looked at, polling when it cannot be had. A hidden page polls,
// because browsers allow six connections to a server and every open tab would hold one.
import { events } from './wire.js';

const POLL = 4000;
const POLL_HIDDEN = 15000;
/** How long it polls before it asks for a stream again. */
const STREAM_AGAIN = 30000;
/** A stream that lives this long counts as working. */
const STEADY = 5000;
/** Keep-alive comments come often: a longer silence means the connection is gone without having said so. */
const SILENCE_FIRST = 25000;
const SILENCE = 60000;

export class Live {
  #shell;
  #wire;
  #talk;
  #streaming = null;
  #isRunning = false;
  #wake = () => {};

  constructor(shell, wire, talk) {
    [this.#shell, this.#wire, this.#talk] = [shell, wire, talk];
  }

  /** Ends the stream; the loop goes on with what is true then. */
  drop() {
    this.#streaming?.abort();
  }

  wake() {
    this.#wake();
  }

  /** Runs while there is a conversation to hear of; called again, it looks at once. */
  async run() {
    if (this.#isRunning) return this.#wake();
    this.#isRunning = true;
    for (let tries = { failed: 0, streamAt: 0 }; this.#isWanted();) {
      const wait = await this.#round(tries);
      if (this.#isWanted()) await this.#pause(wait);
    }
    this.#isRunning = false;
  }

  #isWanted() {
    const { saved, host } = this.#shell, isOver = this.#talk.status?.state === 'resolved';
    return saved.token && host.isConnected && !(isOver && !this.#talk.isOpen);
  }

  /** One try, by stream or by asking; gives how long to wait until the next. */
  async #round(tries) {
    const { saved } = this.#shell, { token } = saved;
    const isStreaming = !document.hidden && (tries.failed < 2 || Date.now() > tries.streamAt);
    try {
      if (!isStreaming || this.#talk.cursor === null) await this.#sync();
      if (isStreaming) await this.#stream(() => { tries.failed = 0; });
      else tries.failed = Math.min(tries.failed, 2) - 1;
    } catch (problem) {
      if (problem.status === 401 && token === saved.token) this.#talk.startAfresh();
    }
    if (!isStreaming || !document.hidden) tries.failed++;
    if (isStreaming) tries.streamAt = Date.now() + STREAM_AGAIN;
    if (token !== saved.token) return (tries.failed = 0);
    if (isStreaming && !document.hidden && tries.failed < 3) return 250 * 2 ** tries.failed * (0.5 + Math.random());
    return (document.hidden ? POLL_HIDDEN : POLL) * (0.8 + Math.random() * 0.4) * Math.min(Math.max(tries.failed - 2, 1), 8);
  }

  #pause(ms) {
    return new Promise(done => {
      const timer = setTimeout(done, ms);
      this.#wake = () => { clearTimeout(timer); done(); };
    });
  }

  async #sync() {
    const { token } = this.#shell.saved;
    try {
      const answer = await this.#wire.json(`conversation?after=${this.#talk.last}`);
      if (token !== this.#shell.saved.token) return;
      this.#shell.isOffline = false;
      this.#talk.take(answer);
      [this.#talk.cursor, this.#talk.isLoaded] = [answer.cursor, true];
    } catch (problem) {
      this.#shell.isOffline = problem.status !== 401;
      this.#talk.paint();
      throw problem;
    }
  }

  async #stream(onSteady) {
    const mine = (this.#streaming = new AbortController()), { token } = this.#shell.saved, began = Date.now();
    let silence;
    const watch = ms => { clearTimeout(silence); silence = setTimeout(() => mine.abort(), ms); };
    try {
      watch(SILENCE_FIRST);
      const headers = { Accept: 'text/event-stream', 'Last-Event-ID': this.#talk.cursor };
      const answer = await this.#wire.call('conversation/live', { signal: mine.signal, headers });
      for await (const heard of events(answer.body)) {
        if (token !== this.#shell.saved.token) break;
        watch(SILENCE);
        if (Date.now() - began > STEADY) onSteady();
        if (this.#shell.isOffline) { this.#shell.isOffline = false; this.#talk.paint(); }
        for (const event of heard) this.#talk.hear(event);
      }
    } finally { clearTimeout(silence); }
  }
}
