// A real server for one worker: the built binary, a fresh folder, a free port. Nothing is shared
// between two of them, so specs may run side by side.

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
const binary = process.env.HANDOFF_BINARY ?? resolve(root, process.env.CARGO_TARGET_DIR ?? "target", "debug/handoff");

const READY_WITHIN_MS = 20_000;
const STOP_WITHIN_MS = 5_000;

/** `serve` starts empty; `demo` brings the sample world and prints its sign-ins. */
export type Kind = "serve" | "demo";

export class Server {
  /** What it has printed so far, both streams; `demo` prints its sign-ins and URLs here. */
  output = "";

  private constructor(
    readonly url: string,
    readonly folder: string,
    private readonly child: ChildProcess,
  ) {
    const collect = (chunk: Buffer) => (this.output += chunk.toString());
    child.stdout?.on("data", collect);
    child.stderr?.on("data", collect);
  }

  get database(): string {
    return `sqlite://${join(this.folder, "handoff.db")}`;
  }

  /** Starts one and waits until it says that it is ready. */
  static async start(kind: Kind, environment: Record<string, string> = {}): Promise<Server> {
    const folder = await mkdtemp(join(tmpdir(), "handoff-end2end-"));
    const address = `127.0.0.1:${await freePort()}`;
    const database = `sqlite://${join(folder, "handoff.db")}`;
    const flags = kind === "serve" ? ["--listen", address, "--database", database] : ["--listen", address];
    const child = spawn(binary, [kind, ...flags], { cwd: folder, env: environmentOf(environment) });
    const server = new Server(`http://${address}`, folder, child);
    try {
      await server.ready();
    } catch (error) {
      await server.stop();
      throw error;
    }
    return server;
  }

  /** Runs another command of the same binary on the same database, and gives back what it printed. */
  async command(words: string[], input = ""): Promise<string> {
    const child = spawn(binary, words, { cwd: this.folder, env: environmentOf({ HANDOFF_DATABASE: this.database }) });
    let [printed, complaints] = ["", ""];
    child.stdout.on("data", (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
    child.stdin.end(input);
    const code = await exitOf(child);
    if (code !== 0) throw new Error(`handoff ${words.join(" ")} ended with ${code}: ${complaints}`);
    return printed;
  }

  /** Asks it to stop, by its own id, and insists when it does not. */
  async stop(): Promise<void> {
    if (this.isRunning()) {
      const ended = exitOf(this.child);
      this.child.kill("SIGTERM");
      const insist = setTimeout(() => this.child.kill("SIGKILL"), STOP_WITHIN_MS);
      await ended;
      clearTimeout(insist);
    }
    await rm(this.folder, { recursive: true, force: true });
  }

  private isRunning(): boolean {
    return this.child.pid !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  private async ready(): Promise<void> {
    let failure: Error | undefined;
    this.child.once("error", (error) => (failure = error));
    const deadline = Date.now() + READY_WITHIN_MS;
    while (Date.now() < deadline) {
      if (failure) throw new Error(`${binary} cannot be started (build it first): ${failure.message}`);
      if (this.child.exitCode !== null) break;
      const answer = await fetch(`${this.url}/readyz`).catch(() => undefined);
      if (answer?.ok) return;
      await new Promise((wake) => setTimeout(wake, 50));
    }
    throw new Error(`The server did not become ready. It printed:\n${this.output}`);
  }
}

/** Tests write faster than people do. */
const ANY_NUMBER = { HANDOFF_VISITOR_MESSAGES_A_MINUTE: "0", HANDOFF_VISITOR_CONVERSATIONS_A_MINUTE: "0" };

/** The machine's settings must not reach the server under test. */
function environmentOf(extra: Record<string, string>): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith("HANDOFF_"));
  return { ...Object.fromEntries(kept), ...ANY_NUMBER, ...extra };
}

function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((done, fail) => {
    child.once("close", done);
    child.once("error", fail);
  });
}

function freePort(): Promise<number> {
  return new Promise((found, fail) => {
    const probe = createServer();
    probe.once("error", fail);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });
}
