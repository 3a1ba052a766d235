// “Zendesk: create tickets on handoff.” From connecting it to the link in the conversation's card.

import type { Page } from "@playwright/test";

import { expect, expectAccessible, openAlways, Server, test } from "./support";
import { Vendor } from "./support/vendor.ts";

test.slow();

const TOKEN = "6wiIBWbGkBMo1mRDMuVwkw1EPsNkeUj95PIz2akv";

test("a handoff becomes a Zendesk ticket, without what is hidden, and its card links to it", async ({ page, complaints }) => {
  complaints.expect(/422/);
  const zendesk = await Vendor.start('{"ticket":{"id":35436}}');
  const server = await Server.start("serve", { HANDOFF_VENDORS: `zendesk=${zendesk.url}` });
  const tickets = () => zendesk.called.filter((called) => called.path === "/api/v2/tickets.json");
  try {
    await openAlways(page, server);
    await connect(page, server);
    await page.getByRole("button", { name: "Send a test" }).click();
    await expect(page.getByText("A test is on its way.")).toBeVisible();
    await expect.poll(() => tickets().length, { timeout: 15_000 }).toBe(1);
    await expect(async () => {
      await page.reload();
      await expect(page.getByText("The ticket was made. It is 35436.")).toBeVisible({ timeout: 1_000 });
    }).toPass({ timeout: 15_000 });
    expect(await page.content()).not.toContain(TOKEN);
    await expectAccessible(page);

    const id = await handedOff(server);
    await expect.poll(() => tickets().length, { timeout: 15_000 }).toBe(2);
    const ticket = JSON.parse(tickets().at(-1)?.body ?? "{}").ticket;
    expect(ticket.comment).toMatchObject({ public: false });
    expect(ticket.comment.body).toContain("Why it was handed off");
    expect(ticket.comment.body).toContain(`${server.url}/inbox/${id}`);
    expect(JSON.stringify(ticket)).not.toContain("Ruth");

    await page.goto(`${server.url}/inbox/${id}`);
    // On a phone the card is behind a tab.
    const link = page.locator(".takeover a", { hasText: "Zendesk ticket 35436" });
    await expect(async () => {
      await page.reload();
      await expect(link).toHaveAttribute("href", "https://acme.zendesk.com/agent/tickets/35436", { timeout: 1_000 });
    }).toPass({ timeout: 15_000 });
    await page.goto(`${server.url}/agents/1/help-desks/zendesk`);
    await expect(page.getByRole("region", { name: "The whole request" })).toContainText("POST https://acme.zendesk.com/api/v2/tickets.json");
    await expectAccessible(page);
  } finally {
    // Pages that are open ask on, and would complain that nobody answers.
    await page.goto("about:blank");
    await server.stop();
    await zendesk.stop();
  }
});

/** Connects Zendesk in the browser, and hides the customer's name. */
async function connect(page: Page, server: Server): Promise<void> {
  await page.goto(`${server.url}/agents/1/help-desks`);
  await expectAccessible(page);
  await page.getByRole("link", { name: /^Zendesk/ }).click();
  await page.getByRole("switch", { name: "Switched on" }).check();
  await page.getByLabel("Subdomain").fill("https://acme.zendesk.com");
  await page.getByRole("button", { name: "Save help desk" }).click();
  await expect(page.getByText("Fill in “API token” before this is switched on.").first()).toBeVisible();
  await expect(page.getByText("Write only the name before the first dot").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Subdomain").fill("acme");
  await page.getByLabel("E-mail address of the API user").fill("ops@example.com");
  await page.getByLabel("API token").fill(TOKEN);
  await page.getByLabel("The customer’s name").check();
  await page.getByRole("button", { name: "Save help desk" }).click();
  await expect(page.getByText("Saved, and switched on.")).toBeVisible();
  await expect(page.getByLabel("The customer’s name")).toBeChecked();
  expect(await page.content()).not.toContain(TOKEN);
  await expectAccessible(page);
}

/** Somebody asks for a person through the API; gives their conversation back. */
async function handedOff(server: Server): Promise<string> {
  const token = await server.command(["token", "create", "--name", "Bot", "--scope", "write_all"]);
  const begun = await fetch(`${server.url}/v1/api/conversations`, {
    method: "POST",
    headers: { authorization: `Bearer ${token.trim()}`, "content-type": "application/json" },
    body: JSON.stringify({
      customer: { name: "Ruth Bell", email: "bell@example.com" },
      message: { author: "customer", text: "Can I talk to a real person, please?" },
    }),
  });
  const { conversation, decision } = await begun.json();
  if (decision.outcome !== "hand_off") await say(server, token.trim(), conversation.id, "Yes, please");
  return conversation.id;
}

/** Says one thing more, where the AI asks first. */
async function say(server: Server, token: string, id: string, text: string): Promise<void> {
  await fetch(`${server.url}/v1/api/conversations/${id}/messages`, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ author: "customer", text }),
  });
}
