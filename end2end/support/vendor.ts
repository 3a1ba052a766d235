// Somebody else's service on loopback: it keeps what it is called with, and answers that it has it.

import { createServer, type Server as HttpServer } from "node:http";
import { type AddressInfo } from "node:net";

export type Called = { method: string; path: string; headers: Record<string, string>; body: string };

export class Vendor {
  readonly called: Called[] = [];

  private constructor(
    private readonly server: HttpServer,
    readonly url: string,
  ) {}

  /** Starts one that answers 201 with `answer`. */
  static async start(answer: string): Promise<Vendor> {
    const server = createServer();
    await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
    const { port } = server.address() as AddressInfo;
    const vendor = new Vendor(server, `http://127.0.0.1:${port}`);
    server.on("request", (request, response) => {
      let body = "";
      request.on("data", (piece: Buffer) => (body += piece.toString()));
      request.on("end", () => {
        const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
        vendor.called.push({ method: request.method ?? "", path: request.url ?? "", headers, body });
        response.writeHead(201, { "content-type": "application/json" }).end(answer);
      });
    });
    return vendor;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
