// “Slack: the AI posts the conversation into your designated Slack support channel. Your team replies from Slack and the
// customer receives the response on their original channel.”

import { ADMIN, expect, expectAccessible, openAlways, Server, test, Visitor, widgetKey } from "./support";
import { slackTells, Vendor } from "./support/vendor.ts";

const SECRET = "the signing secret";
const CHANNEL = "C0123456789";

test("a handoff is posted to the team's Slack, and an answer in its thread reaches the customer in the chat", async ({ page }) => {
  const member = JSON.stringify({ ok: true, user: { profile: { email: ADMIN.email } } });
  const slack = await Vendor.start('{"ok":true,"ts":"1768212000.000100"}', { "/api/users.info": member }, 200);
  const server = await Server.start("serve", { HANDOFF_VENDORS: `slack=${slack.url}` });
  try {
    await openAlways(page, server);
    await page.goto(`${server.url}/agents/1/channels/slack`);
    await page.getByLabel("Bot token").fill("xoxb-1");
    await page.getByLabel("Signing secret").fill(SECRET);
    await page.getByLabel("Channel", { exact: true }).fill(CHANNEL);
    await page.getByRole("switch", { name: "Switched on" }).check();
    await page.getByRole("button", { name: "Save channel" }).click();
    await expect(page.getByText("Saved, and switched on.")).toBeVisible();
    await expectAccessible(page);
    const inbound = await page.getByLabel("Inbound address").inputValue();

    const visitor = new Visitor(server, await widgetKey(page, server), "Ruth Bell");
    await visitor.say("Can I talk to a real person, please?");
    const posted = () => slack.called.map((called) => called.body).join("\n");
    await expect.poll(posted, { timeout: 20_000 }).toContain("Can I talk to a real person");

    const event = { type: "message", channel: CHANNEL, user: "U1", ts: "1768212001.000100", thread_ts: "1768212000.000100" };
    const answer = { type: "event_callback", event_id: "Ev1", event: { ...event, text: "Hi Ruth, Maya here, from Slack." } };
    // Slack repeats what it is not sure of. It is said once.
    await page.goto(`${server.url}/inbox/${visitor.id}`);
    for (const _ of [1, 2]) await slackTells(inbound, answer, SECRET);
    const words = page.getByRole("log").getByText("Hi Ruth, Maya here, from Slack.");
    await expect(words).toHaveCount(1, { timeout: 20_000 });
    const { messages } = await visitor.say("Thank you!");
    expect(messages.map((message) => message.author)).toEqual(["customer"]);
  } finally {
    // Pages that are open ask on, and would complain that nobody answers.
    await page.goto("about:blank");
    await server.stop();
    await slack.stop();
  }
});
