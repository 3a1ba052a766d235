// Whatever customers write, in whatever field and on whatever channel, is text: nothing of it runs in a page, and
// nothing is asked for because of it.

import { expect, openAlways, Server, test, widgetKey } from "./support";
import { HOSTILE } from "./support/hostile.ts";
import { twilioTells, Vendor } from "./support/vendor.ts";

const KEY = "a key that only the mail server and we know";
const TOKEN = "a token that only Twilio and we know";

test("hundreds of hostile texts run in no page", async ({ page, complaints }) => {
  // Letters are looked into, where nothing may run.
  complaints.expect(/Blocked script execution/);
  test.setTimeout(240_000);
  expect(HOSTILE.length).toBeGreaterThanOrEqual(300);
  const twilio = await Vendor.start('{"sid":"SM1"}');
  const server = await Server.start("serve", { HANDOFF_VENDORS: `sms=${twilio.url}` });
  const [ran, asked]: [string[], string[]] = [[], []];
  page.on("dialog", (dialog) => (ran.push(dialog.message()), void dialog.dismiss()));
  page.on("request", (request) => /\/ran\b|evil/.test(request.url()) && asked.push(request.url()));
  try {
    await openAlways(page, server);
    const mail = await connect(page, server, "email", { Address: "support@example.com", Key: KEY });
    const sms = await connect(page, server, "sms", { "Account SID": `AC${"0".repeat(32)}`, "Auth token": TOKEN, "Number or messaging service": "+15550100999" });
    const key = await widgetKey(page, server);
    const ids: string[] = [];
    let secret = "";
    for (const [at, text] of HOSTILE.entries()) {
      // A chat that goes on, begun anew now and then under a hostile name; a letter; a text message.
      const begins = at % 60 === 0;
      const path = begins ? `/widget/agents/${key}/conversations` : "/widget/conversation/messages";
      const headers = { "content-type": "application/json", ...(begins ? {} : { authorization: `Bearer ${secret}` }) };
      // What is nothing but blanks and U+0000 is no message.
      const isSomething = text.replaceAll("\0", "").trim() !== "";
      const said = { client_id: `c${at}`, text: isSomething ? text.slice(0, 3900) : `“${text}”`, name: text.slice(0, 90), email: text.slice(0, 90) };
      const answer = await fetch(server.url + path, { method: "POST", headers, body: JSON.stringify(said) });
      expect(answer.status, JSON.stringify(text)).toBe(201);
      const body = (await answer.json()) as { token?: string; conversation_id: string };
      if (begins) {
        secret = body.token ?? "";
        ids.push(body.conversation_id);
      }
      const line = text.replace(/[\r\n\0]/g, " ");
      const letter = `From: "${line.replace(/["\\]/g, "").slice(0, 80)}" <c${at % 15}x${at}@customers.example>\r\nTo: support@example.com\r\nSubject: ${line}\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${text}`;
      if (at % 10 === 0) expect([200, 400]).toContain((await fetch(mail, { method: "POST", headers: { "content-type": "message/rfc822", authorization: `Bearer ${KEY}` }, body: letter })).status);
      if (at % 3 === 0) await twilioTells(sms, { MessageSid: `SM${at}`, From: "+15550100123", Body: text }, TOKEN);
    }
    await page.goto(`${server.url}/inbox`);
    const links = await page.locator("a[href^='/inbox/conv_']").evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
    for (const href of new Set([...links, ...ids.map((id) => `/inbox/${id}`)])) {
      await page.goto(server.url + href);
      await expect(page.getByRole("log")).toBeVisible();
      for (const fold of await page.getByText("As it was sent").all()) await fold.click();
      expect(await page.evaluate(() => "ran" in window), href).toBe(false);
      expect(await page.locator("[role=log] script, [role=log] img, [role=log] svg script, [role=log] [onerror], [role=log] [onload]").count(), href).toBe(0);
    }
    for (const path of ["/", "/callbacks", "/deliveries", "/insights", "/settings/audit"]) {
      await page.goto(server.url + path);
      expect(await page.evaluate(() => "ran" in window), path).toBe(false);
    }
    expect([ran, asked]).toEqual([[], []]);
  } finally {
    await page.goto("about:blank");
    await server.stop();
    await twilio.stop();
  }
});

/** Connects a channel in the browser, and gives its inbound address back. */
async function connect(page: import("@playwright/test").Page, server: Server, channel: string, fields: Record<string, string>): Promise<string> {
  await page.goto(`${server.url}/agents/1/channels/${channel}`);
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(value);
  await page.getByRole("switch", { name: "Switched on" }).check();
  await page.getByRole("button", { name: "Save channel" }).click();
  await expect(page.getByText("Saved, and switched on.")).toBeVisible();
  return page.getByLabel("Inbound address").inputValue();
}
