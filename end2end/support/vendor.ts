// Somebody else's service on loopback: it keeps what it is called with, and answers that it has it. The signatures
// that such services put under what they tell are here as well.

import { createHmac } from "node:crypto";
import { createServer, type Server as HttpServer } from "node:http";
import { type AddressInfo } from "node:net";

import { expect } from "@playwright/test";

export type Called = { method: string; path: string; headers: Record<string, string>; body: string };

export class Vendor {
  readonly called: Called[] = [];

  private constructor(
    private readonly server: HttpServer,
    readonly url: string,
  ) {}

  /** Starts one that answers with `answer`, or with what stands there for the path that is called. */
  static async start(answer: string, of: Record<string, string> = {}, status = 201): Promise<Vendor> {
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
        response.writeHead(status, { "content-type": "application/json" }).end(of[(request.url ?? "").split("?")[0] ?? ""] ?? answer);
      });
    });
    return vendor;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}

/** Twilio tells something, signed as it signs; what it is answered. */
export async function twilioTells(url: string, fields: Record<string, string>, token: string): Promise<string> {
  const signed = Object.keys(fields)
    .sort()
    .reduce((whole, name) => whole + name + fields[name], url);
  const signature = createHmac("sha1", token).update(signed).digest("base64");
  return tell(url, { "x-twilio-signature": signature }, new URLSearchParams(fields));
}

/** Meta tells something of a phone number, signed as it signs. */
export async function metaTells(url: string, number: string, value: Record<string, unknown>, secret: string): Promise<void> {
  const whole = { metadata: { phone_number_id: number }, ...value };
  const body = JSON.stringify({ entry: [{ id: "1", changes: [{ field: "messages", value: whole }] }] });
  const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  await tell(url, { "x-hub-signature-256": signature }, body);
}

/** Slack tells something, signed as it signs. */
export async function slackTells(url: string, event: Record<string, unknown>, secret: string): Promise<void> {
  const body = JSON.stringify(event);
  const at = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${createHmac("sha256", secret).update(`v0:${at}:${body}`).digest("hex")}`;
  await tell(url, { "x-slack-request-timestamp": at, "x-slack-signature": signature }, body);
}

async function tell(url: string, headers: Record<string, string>, body: string | URLSearchParams): Promise<string> {
  const answer = await fetch(url, { method: "POST", headers, body });
  expect(answer.status).toBe(200);
  return answer.text();
}
