// “Phone calls: the AI transfers the call to a fallback phone number configured on the phone agent itself. Call history and
// context (including the AI-generated summary) are preserved on the session.”

import { expect, expectAccessible, openAlways, Server, test } from "./support";
import { twilioTells } from "./support/vendor.ts";

test.slow();

const TOKEN = "a token for calls";

test("a call is put through to the fallback number, and how it went stands in the inbox", async ({ page }) => {
  const server = await Server.start("serve");
  try {
    await openAlways(page, server);
    await page.goto(`${server.url}/agents/1/channels/phone`);
    await page.getByLabel("Fallback number").fill("+15550100555");
    await page.getByLabel("What the caller hears first").fill("One moment, I am putting you through.");
    await page.getByLabel("Twilio auth token").fill(TOKEN);
    await page.getByRole("switch", { name: "Switched on" }).check();
    await page.getByRole("button", { name: "Save channel" }).click();
    await expect(page.getByText("Saved, and switched on.")).toBeVisible();
    await expectAccessible(page);
    const inbound = await page.getByLabel("Inbound address").inputValue();

    // The voice platform posts what is said, and asks for a person.
    const token = (await server.command(["token", "create", "--name", "voice", "--scope", "write_all"])).trim();
    const post = async (path: string, body: unknown) => {
      const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
      const answer = await fetch(`${server.url}/v1/api${path}`, { method: "POST", headers, body: JSON.stringify(body) });
      expect(answer.status).toBeLessThan(300);
      return answer.json();
    };
    const words = { author: "customer", text: "Where is my order? I was charged twice." };
    const begun = await post("/conversations", { channel: "phone", customer: { name: "Ruth Bell" }, message: words });
    const id: string = begun.conversation.id;
    const { transfer } = await post(`/conversations/${id}/handoff`, { function: "handoff_to_a_person" });
    expect(transfer.number).toBe("+15550100555");
    expect(transfer.sip_headers["X-Conversation-Id"]).toBe(id);
    expect(transfer.variables.summary).toContain("charged twice");

    const call = `${inbound}?conversation=${id}`;
    const markup = await twilioTells(call, { CallSid: "CA1" }, TOKEN);
    expect(markup).toContain("<Number>+15550100555</Number>");
    expect(markup).toContain("<Say>One moment, I am putting you through.</Say>");
    await twilioTells(call, { CallSid: "CA1", DialCallStatus: "completed", DialCallDuration: "185" }, TOKEN);

    await page.goto(`${server.url}/inbox/${id}`);
    await expect(page.getByRole("log")).toContainText("3 min 5 s");
    await expect(page.getByRole("log")).toContainText("I was charged twice.");
    await expectAccessible(page);
  } finally {
    // Pages that are open ask on, and would complain that nobody answers.
    await page.goto("about:blank");
    await server.stop();
  }
});
