// A mail server on loopback that takes everything, so that a spec can read what arrived.

import { createServer, type AddressInfo, type Server, type Socket } from "node:net";

export type Mail = { to: string; source: string };

export class MailServer {
  readonly arrived: Mail[] = [];

  private constructor(private readonly listening: Server) {}

  static async start(): Promise<MailServer> {
    const listening = createServer();
    const server = new MailServer(listening);
    listening.on("connection", (socket) => server.talk(socket));
    await new Promise<void>((ready) => listening.listen(0, "127.0.0.1", ready));
    return server;
  }

  get environment(): Record<string, string> {
    const { port } = this.listening.address() as AddressInfo;
    return {
      HANDOFF_SMTP_HOST: "127.0.0.1",
      HANDOFF_SMTP_PORT: String(port),
      HANDOFF_SMTP_SECURITY: "none",
      HANDOFF_SMTP_FROM: "Desk <desk@example.com>",
    };
  }

  /** What arrived for an address. */
  to(address: string): Mail[] {
    return this.arrived.filter((mail) => mail.to === address);
  }

  async stop(): Promise<void> {
    await new Promise((done) => this.listening.close(done));
  }

  private talk(socket: Socket): void {
    let [waiting, to, source, inMail] = ["", "", "", false];
    const say = (line: string) => socket.write(`${line}\r\n`);
    say("220 mail.example.com");
    socket.on("error", () => undefined);
    socket.on("data", (chunk: Buffer) => {
      waiting += chunk.toString();
      for (let end = waiting.indexOf("\r\n"); end >= 0; end = waiting.indexOf("\r\n")) {
        const line = waiting.slice(0, end);
        waiting = waiting.slice(end + 2);
        if (inMail && line === ".") {
          inMail = false;
          this.arrived.push({ to, source });
          say("250 taken");
        } else if (inMail) {
          source += `${line.replace(/^\./, "")}\n`;
        } else if (/^rcpt/i.test(line)) {
          to = /<(.*)>/.exec(line)?.[1] ?? "";
          say("250 ok");
        } else if (/^data/i.test(line)) {
          inMail = true;
          source = "";
          say("354 go on");
        } else if (/^quit/i.test(line)) {
          say("221 bye");
          socket.end();
        } else {
          say("250 ok");
        }
      }
    });
  }
}
