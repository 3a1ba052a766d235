// If notifications are enabled, the team is notified when a conversation is handed off: by e-mail, through a
// real mail server on loopback.

import { expect, expectAccessible, openAlways, Server, test, Visitor, widgetKey } from "./support";
import { MailServer } from "./support/mailbox.ts";

test("if notifications are enabled, the team is told of a handoff by e-mail", async ({
  page,
  complaints,
}, info) => {
  complaints.expect(/422/);
  const mail = await MailServer.start();
  const server = await Server.start("serve", mail.environment);
  try {
    await openAlways(page, server);
    await page.goto(`${server.url}/agents/1/notifications`);
    await expect(page.getByText("Mails go to 127.0.0.1")).toBeVisible();
    await expectAccessible(page);
    const list = page.getByLabel("Addresses");
    await page.getByLabel("Send an e-mail when a conversation is handed off").check();
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(list).toHaveAccessibleDescription(/Nobody would be told/);
    await list.fill("team@example.com\nlead@example.com");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await expect(page.locator(".flash")).toContainText("Who is told is saved.");

    const key = await widgetKey(page, server);
    const visitor = new Visitor(server, key, `Priya ${info.project.name}`);
    const answer = await visitor.say("I want to talk to a real person please.");
    if (answer.status.state !== "waiting") await visitor.say("Yes please.");
    await expect.poll(() => mail.arrived.map((one) => one.to).sort(), { timeout: 15_000 }).toEqual([
      "lead@example.com",
      "team@example.com",
    ]);
    const source = mail.to("team@example.com")[0]?.source.replaceAll("=\n", "") ?? "";
    expect(source).toContain(`/inbox/${visitor.id}`);
    expect(source).toContain("multipart/alternative");
    expect(source).toMatch(/^Auto-Submitted: auto-generated$/m);

    await page.goto(`${server.url}/agents/1/notifications`);
    await page.getByRole("button", { name: "Send me a test" }).click();
    await expect(page.locator(".flash")).toContainText("A test mail is on its way to maya@example.com.");
    await expect.poll(() => mail.to("maya@example.com").length, { timeout: 15_000 }).toBe(1);
  } finally {
    await server.stop();
    await mail.stop();
  }
});

test("a mail is previewed as it would be, and without a mail server the page says where it goes", async ({
  page,
  server,
}) => {
  await openAlways(page, server);
  await page.goto(`${server.url}/agents/1/notifications`);
  await expect(page.getByText("No mail server is set up, so mails reach nobody")).toBeVisible();
  await expect(page.getByRole("region", { name: "The mail as HTML" })).toContainText(
    "<h1>Priya Sharma waits for a person</h1>",
  );
  await expect(page.getByRole("region", { name: "The mail as plain text" })).toContainText("Order number: ORD-12345");
});

test("somebody says when they want e-mail, and mistakes are named beside the field", async ({
  page,
  server,
  complaints,
}) => {
  complaints.expect(/422/);
  await openAlways(page, server);
  await page.goto(`${server.url}/settings/mine`);
  await page.getByRole("link", { name: "When you want e-mail" }).click();
  await expectAccessible(page);
  await page.getByLabel("How often").selectOption({ label: "Once a day at 08:00, all of them in one" });
  await page.getByLabel(/^Quiet from/).fill("22:00");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByLabel(/^Quiet until/)).toHaveAccessibleDescription(/Write when the quiet hours end/);
  await expect(page.getByLabel(/^Quiet from/)).toHaveValue("22:00");
  await page.getByLabel(/^Quiet until/).fill("07:00");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".flash")).toContainText("When you get e-mail is saved.");
  await expect(page.getByLabel(/^Quiet until/)).toHaveValue("07:00");
});
