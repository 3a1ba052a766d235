// Where webhooks go.

import { createServer, type Server as HttpServer } from "node:http";
import { type AddressInfo } from "node:net";

/** A system on loopback that refuses the first messages it gets. */
export class Receiver {
  readonly arrived: { id: string; body: string }[] = [];

  private constructor(
    private readonly listening: HttpServer,
    readonly url: string,
  ) {}

  static async start(refusals: number): Promise<Receiver> {
    const listening = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk: Buffer) => (body += chunk.toString()));
      request.on("end", () => {
        receiver.arrived.push({ id: String(request.headers["webhook-id"]), body });
        response.statusCode = receiver.arrived.length > refusals ? 204 : 503;
        response.end(receiver.arrived.length > refusals ? undefined : "no room today");
      });
    });
    await new Promise<void>((ready) => listening.listen(0, "127.0.0.1", ready));
    const { port } = listening.address() as AddressInfo;
    const receiver = new Receiver(listening, `http://127.0.0.1:${port}/handoffs`);
    return receiver;
  }

  async stop(): Promise<void> {
    await new Promise((done) => this.listening.close(done));
  }
}
