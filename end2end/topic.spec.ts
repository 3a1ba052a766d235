// What an AI agent knows and which handoffs that ends in, by plain forms: it runs with script and without.

import type { Page } from "@playwright/test";

import { arrive, expect, expectAccessible, expectNoSidewaysScroll, openAlways, type Server, test, Visitor, widgetKey } from "./support";

test.describe.configure({ mode: "serial" });

const saveTopic = { name: "Save topic" };

/** A handoff that leads to a queue of its own with these hours, made by JSON. */
async function handoff(page: Page, server: Server, name: string, hours: string, told = ["", ""]): Promise<void> {
  await page.goto(`${server.url}/agents/1/handoffs/new`);
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("When somebody is there").fill(told[0] ?? "");
  await page.getByLabel("When nobody is there").fill(told[1] ?? "");
  await page.getByRole("button", { name: "JSON" }).click();
  const make = page.getByRole("button", { name: /^Make default_transfer/ });
  if (await make.isVisible()) await make.click();
  await page.locator("#destination").fill(`[{"name": "${name}", "type": "Agent_queue", "enabled": true, ${hours},
    "timezone": "Europe/Madrid", "transfer_function_name": "default_transfer"}]`);
  await page.getByRole("button", { name: "Save handoff" }).click();
  await expect(page.locator(".flash")).toContainText(`“${name}” is saved.`);
}

async function topic(page: Page, server: Server, title: string): Promise<void> {
  await page.goto(`${server.url}/agents/1/topics/new`);
  await page.getByLabel("Title").fill(title);
  await page.getByLabel("What Nora may say").fill("Refunds go back to the card that was used.");
}

async function add(page: Page, name: string): Promise<void> {
  await page.getByLabel("A handoff to add").selectOption({ label: name });
  await page.getByRole("button", { name: "Add handoff" }).click();
  await expect(page.locator(".order-list li").last()).toContainText(name);
}

test("a topic with one or more handoff scenarios", async ({ page, server }, info) => {
  const [title, always, never] = ["Refunds", "General", "Billing"].map((word) => `${word} ${info.project.name}`) as [string, string, string];
  await arrive(page, server);
  await handoff(page, server, always, '"open_24": true');
  await handoff(page, server, never, '"open_24": false, "weekly_hours": {"mon": []}');
  await topic(page, server, title);
  await page.getByRole("button", saveTopic).click();
  const row = page.getByRole("link", { name: new RegExp(title) });
  await expect(row).toContainText("Nora answers alone");

  await row.click();
  await add(page, always);
  await add(page, never);
  await page.getByRole("button", { name: `Move ${never} up` }).click();
  await expect(page.locator(".order-list li").first()).toContainText(never);
  await page.getByLabel("When should a handoff be used?").fill("Use it when more than 3 days have passed.");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByRole("button", saveTopic).click();
  await expect(row).toContainText(`${never}, then ${always}`);

  await row.click();
  await expect(page.getByLabel("When should a handoff be used?")).toHaveValue("Use it when more than 3 days have passed.");
  await page.getByRole("button", { name: `Remove ${never}` }).click();
  await page.getByRole("button", saveTopic).click();
  await expect(row).toContainText(always);
  await expect(row).not.toContainText("then");
  await page.goto(`${server.url}/agents/1/handoffs`);
  await page.getByRole("link", { name: always }).click();
  await page.getByRole("link", { name: "Delete…" }).click();
  await expect(page.getByText("It cannot be deleted while a topic leads here.")).toBeVisible();
  await expect(page.getByRole("link", { name: title })).toBeVisible();
});

test("different queues by hours", async ({ page, server }, info) => {
  const [title, always, office] = ["Billing inquiry", "General desk", "Billing by day"].map((word) => `${word} ${info.project.name}`) as [string, string, string];
  await arrive(page, server);
  await handoff(page, server, always, '"open_24": true');
  // Open every day but at one minute past midnight, so that what comes next is always the other one.
  const days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map((day) => `"${day}": [{"start": "00:01", "end": "24:00"}]`);
  await handoff(page, server, office, `"open_24": false, "weekly_hours": {${days.join(", ")}}`);
  await topic(page, server, title);
  await add(page, office);
  await add(page, always);
  const clock = page.locator(".callout", { hasText: "By the clock" });
  await expect(clock).toContainText(new RegExp(`${office} until tomorrow at 00:00, then ${always}\\.|${always} until 00:01, then ${office}\\.`));
  await expect(page.locator(".order-list li").first()).toContainText(/Open until|Closed, opens/);
  await expect(page.locator(".order-list li").last()).toContainText("Open all the time");
});

test("availability is resolved before the AI is invoked, which sees only the block that applies", async ({ page, server }, info) => {
  const project = info.project.name.replaceAll("-", "");
  const told = ["Collect the context and confirm the transfer.", "I apologize, there are no agents available at this time."];
  await openAlways(page, server);
  for (const [name, hours] of [[`Mooring${project}`, '"open_24": true'], [`Anchoring${project}`, '"open_24": false, "weekly_hours": {"mon": []}']] as const) {
    await handoff(page, server, name, hours, told);
    await topic(page, server, name);
    await add(page, name);
    await page.getByRole("button", saveTopic).click();
  }
  for (const [name, sees, not] of [[`Mooring${project}`, 0, 1], [`Anchoring${project}`, 1, 0]] as const) {
    await page.goto(`${server.url}/agents/1/try-it`);
    const lines = page.getByRole("group", { name: /^Line \d+$/ });
    await lines.last().getByRole("textbox").fill(`I have a question about ${name}`);
    await page.getByRole("button", { name: "Decide", exact: true }).last().click();
    const verdict = page.getByRole("region", { name: /^Nora/ });
    await expect(verdict).toContainText(told[sees] as string);
    await expect(verdict).not.toContainText(told[not] as string);
  }
});

test("a topic’s handoff is triggered in a conversation, goes to the first scenario that is open, and the trace says why not the other", async ({ page, server }, info) => {
  const project = info.project.name.replaceAll("-", "");
  const [closed, open] = [`Zeppelins by day ${project}`, `Zeppelins always ${project}`];
  await openAlways(page, server);
  await handoff(page, server, closed, '"open_24": false, "weekly_hours": {"mon": []}', ["Transfer immediately.", ""]);
  await handoff(page, server, open, '"open_24": true', ["Transfer immediately.", ""]);
  await topic(page, server, `Zeppelin${project}`);
  await add(page, closed);
  await add(page, open);
  await page.getByRole("button", saveTopic).click();

  const visitor = new Visitor(server, await widgetKey(page, server), `Ferdinand ${project}`);
  const answer = await visitor.say(`I have a question about my Zeppelin${project}`);
  expect(answer.status.state).toBe("waiting");
  await page.goto(`${server.url}/inbox/${visitor.id}?pane=card`);
  await expect(page.locator("[data-live=card]")).toContainText(`Zeppelin${project}`);
  await page.getByRole("link", { name: "Every step of this decision" }).click();
  const steps = page.getByRole("list", { name: "Every step" });
  await expect(steps).toContainText(closed);
  await expect(steps).toContainText(open);
  await expect(steps).toContainText("closed");
});

test("the topic’s own instructions reinforce when that handoff should be used", async ({ page, server }, info) => {
  const project = info.project.name.replaceAll("-", "");
  const [name, title] = [`Balloon desk ${project}`, `Balloon${project}`];
  await openAlways(page, server);
  await handoff(page, server, name, '"open_24": true', ["Transfer immediately.", ""]);
  await topic(page, server, title);
  await add(page, name);
  await page.getByRole("button", saveTopic).click();
  const steps = page.getByRole("list", { name: "Every step" });
  const tried = async () => {
    await page.goto(`${server.url}/agents/1/try-it`);
    await page.getByRole("group", { name: /^Line \d+$/ }).last().getByRole("textbox").fill("My parcel came damaged");
    await page.getByRole("button", { name: "Decide", exact: true }).last().click();
    await expect(steps).toBeVisible();
  };
  await tried();
  await expect(steps).not.toContainText(`The topic “${title}” leads here.`);
  await page.goto(`${server.url}/agents/1/topics`);
  await page.getByRole("link", { name: new RegExp(title) }).click();
  await page.getByLabel("When should a handoff be used?").fill("Use the handoff when the customer has a damaged parcel.");
  await page.getByRole("button", saveTopic).click();
  await expect(page.locator(".flash")).toContainText("Saved.");
  await tried();
  await expect(steps).toContainText(`The topic “${title}” leads here.`);
  await expect(steps).toContainText(name);
});

test("a newer version by somebody else is shown, and nothing typed is lost", async ({ page, browser, server, complaints }, info) => {
  complaints.expect(/409/);
  const title = `Delivery times ${info.project.name}`;
  await arrive(page, server);
  await topic(page, server, title);
  await page.getByRole("button", saveTopic).click();
  await page.getByRole("link", { name: new RegExp(title) }).click();
  const address = page.url();
  const other = await (await browser.newContext({ storageState: await page.context().storageState() })).newPage();
  await other.goto(address);
  await other.getByLabel("What Nora may say").fill("Two days.");
  await other.getByRole("button", saveTopic).click();
  await expect(other.locator(".flash")).toContainText("Saved.");
  await other.context().close();

  await page.getByLabel("What Nora may say").fill("Three days.");
  await page.getByRole("button", saveTopic).click();
  const newer = page.getByRole("alert");
  await expect(newer).toContainText("saved another version");
  await expect(newer.getByRole("row", { name: /^Text/ })).toContainText("Two days.");
  await expect(page.getByLabel("What Nora may say")).toHaveValue("Three days.");
  await expectAccessible(page);
  await page.getByRole("button", saveTopic).click();
  await expect(page.locator(".flash")).toContainText("Saved.");
});
