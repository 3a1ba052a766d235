// Where conversations go, set up by plain links and forms: it runs with script and without.

import type { Page } from "@playwright/test";

import { arrive, expect, expectAccessible, expectNoSidewaysScroll, type Server, test } from "./support";

test.describe.configure({ mode: "serial" });

const saveHandoff = { name: "Save handoff" };

/** A new handoff of that name, saved. */
async function create(page: Page, server: Server, name: string): Promise<void> {
  await page.goto(`${server.url}/agents/1/handoffs/new`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", saveHandoff).click();
  await expect(page.locator(".flash")).toContainText(`“${name}” is saved.`);
}

/** Shows where the handoff leads as JSON, beginning with an example. */
async function example(page: Page, title: string): Promise<void> {
  await page.getByText("Examples", { exact: true }).click();
  await page.getByRole("button", { name: title }).click();
  await expect(page.locator("#destination")).toBeVisible();
}

/** Makes the transfer function that the examples use, unless it is there. */
async function withTransferFunction(page: Page): Promise<void> {
  const make = page.getByRole("button", { name: /^Make default_transfer/ });
  if (await make.isVisible()) await make.click();
  await expect(page.getByText(/^Transfer functions there are: .*default_transfer/)).toBeVisible();
}

test("create a handoff: name, description and generated function", async ({ page, server }, info) => {
  const name = `Billing Support ${info.project.name}`;
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/handoffs`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Where does it go?");
  await page.getByRole("link", { name: "Create handoff" }).click();
  await page.getByLabel("Name").fill(name);
  const show = page.getByRole("button", { name: "Show its function" });
  if (await show.isVisible()) await show.click();
  await expect(page.getByText(`handoff_billing_support_${info.project.name.replaceAll("-", "_")}`)).toBeVisible();
  await page.getByLabel("When does it fit?").fill("The customer has a question about an invoice.");
  await page.getByRole("button", saveHandoff).click();
  await expect(page.locator(".flash")).toContainText("Nora calls it as handoff_billing_support_");
  await expect(page.getByLabel("When does it fit?")).toHaveValue("The customer has a question about an invoice.");
  await page.goto(`${server.url}/agents/1/handoffs`);
  await expect(page.getByRole("row", { name: new RegExp(name) })).toContainText("Any queue");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("agent available and unavailable instructions", async ({ page, server, complaints }, info) => {
  complaints.expect(/422/);
  const name = `Instructions ${info.project.name}`;
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/handoffs/new`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Ask first" }).click();
  await expect(page.getByLabel("When somebody is there")).toHaveValue(/Ask the customer for confirmation .* call handoff_instructions_/);
  await page.getByLabel("When nobody is there").fill("I apologize, there are no agents available at this time.");
  await page.getByRole("button", { name: "Say when", exact: true }).click();
  await expect(page.getByLabel("When nobody is there")).toHaveValue(/^I apologize.*\nSay that nobody is available/s);
  await page.getByLabel("When nobody is there").fill("x".repeat(2001));
  await page.getByRole("button", saveHandoff).click();
  await expect(page.getByRole("alert")).toContainText("2001 characters. Use at most 2000.");
  await page.getByLabel("When nobody is there").fill("Please try another time.");
  await page.getByRole("button", saveHandoff).click();
  await expect(page.locator(".flash")).toContainText("is saved");
  await expect(page.getByLabel("When nobody is there")).toHaveValue("Please try another time.");
});

test("destination JSON: 24/7, business hours and full configuration examples", async ({ page, server }, info) => {
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/handoffs/new`);
  await page.getByLabel("Name").fill(`Examples ${info.project.name}`);
  await example(page, "Open 24/7");
  const json = page.locator("#destination");
  await expect(json).toHaveValue(/"open_24": true/);
  await expect(json).not.toHaveValue(/weekly_hours/);
  await example(page, "Business hours");
  await expect(json).toHaveValue(/"fri": \[\{"start": "09:00", "end": "17:00"\}\]/);
  await example(page, "Full configuration");
  for (const field of ["date_exceptions", "supported_channel_types", "supported_languages"]) {
    await expect(json).toHaveValue(new RegExp(`"${field}"`));
  }
  await withTransferFunction(page);
  const name = `Premium ${info.project.name}`;
  await json.fill((await json.inputValue()).replace(/"name": "[^"]*"/, `"name": "${name}"`));
  await page.getByRole("button", saveHandoff).click();
  await expect(page.locator(".flash")).toContainText("is saved");
  // Saving the one shows the other.
  const row = page.locator("li", { hasText: name });
  await expect(row).toContainText("English and Spanish");
  await expect(row).toContainText("Transfers with default_transfer.");
  await page.getByRole("button", { name: "JSON" }).click();
  await expect(json).toHaveValue(/"sat": \[\{"start": "10:00", "end": "14:00"\}\]/);
  await expect(page.getByText("The queues are as written here already.")).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("destination fields: every error at once with line and path", async ({ page, server, complaints }) => {
  complaints.expect(/422/);
  const wrong = `[
  {
    "name": "",
    "type": "Queue",
    "enabled": "yes",
    "open_24": false,
    "weekly_hours": {"mon": [{"start": "13:00", "end": "17.00"}]},
    "date_exceptions": {"2026-13-01": {"closed": true}},
    "timezone": "Europe/Madrit",
    "supported_channel_types": ["pigeon"],
    "supported_languages": ["klingonese"],
    "transfer_function_name": "nowhere"
  }
]`;
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/handoffs/new`);
  await page.getByRole("button", { name: "JSON" }).click();
  await page.locator("#destination").fill(wrong);
  await page.getByRole("button", saveHandoff).click();
  await expect(page).toHaveTitle(/^Error: /);
  const summary = page.getByRole("alert");
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("The handoff has no name.");
  for (const [line, path] of [
    [3, "name"], [4, "type"], [5, "enabled"], [7, "weekly_hours.mon[0].end"], [8, "date_exceptions.2026-13-01"],
    [9, "timezone"], [10, "supported_channel_types[0]"], [11, "supported_languages[0]"], [12, "transfer_function_name"],
  ] as const) {
    await expect(summary).toContainText(`Line ${line} of the destination, [0].${path}`);
    await expect(page.locator(".code li").nth(line - 1)).toHaveClass("is-bad");
  }
  await expect(page.locator("#destination")).toHaveValue(wrong);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("transfer function must exist", async ({ page, server, complaints }, info) => {
  complaints.expect(/422/);
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/handoffs/new`);
  await page.getByLabel("Name").fill(`Transfers ${info.project.name}`);
  await example(page, "Open 24/7");
  await withTransferFunction(page);
  const json = page.locator("#destination");
  await json.fill((await json.inputValue()).replace("default_transfer", "default_transfr").replace("General Support", `Transfers ${info.project.name}`));
  await page.getByRole("button", saveHandoff).click();
  await expect(page.getByRole("alert")).toContainText("There is no transfer function “default_transfr”. Did you mean “default_transfer”?");
  await json.fill((await json.inputValue()).replace("default_transfr", "default_transfer"));
  await page.getByRole("button", saveHandoff).click();
  await expect(page.locator("li", { hasText: `Transfers ${info.project.name}` })).toContainText("Open all the time");
});

test("queues are added, put in order and taken away", async ({ page, server }, info) => {
  await arrive(page, server);
  await create(page, server, `Ordered ${info.project.name}`);
  for (const name of [`Transfers ${info.project.name}`, `Premium ${info.project.name}`]) {
    await page.getByLabel("A queue to add").selectOption({ label: name });
    await page.getByRole("button", { name: "Add a queue" }).click();
    await expect(page.locator(".order-list li").last()).toContainText(name);
  }
  await page.getByRole("button", { name: `Move Premium ${info.project.name} up` }).click();
  await expect(page.locator(".order-list li").first()).toContainText(`Premium ${info.project.name}`);
  await expect(page.locator(".order-list li").first()).toContainText(`Also used by Examples ${info.project.name}`);
  await page.getByRole("button", { name: `Remove Transfers ${info.project.name}` }).click();
  await page.getByRole("button", saveHandoff).click();
  await expect(page.locator(".order-list li")).toHaveCount(1);
});

test("a rename changes the function, and says so before and after", async ({ page, server }, info) => {
  const project = info.project.name.replaceAll("-", "_");
  await arrive(page, server);
  await create(page, server, `Former ${info.project.name}`);
  await page.getByRole("button", { name: "Transfer at once" }).click();
  await page.getByRole("button", saveHandoff).click();
  await page.getByLabel("Name").fill(`Latter ${info.project.name}`);
  const show = page.getByRole("button", { name: "Show its function" });
  if (await show.isVisible()) await show.click();
  await expect(page.getByText(`Until you save, Nora calls it as handoff_former_${project}.`)).toBeVisible();
  await page.getByRole("button", { name: "Put the new name in" }).click();
  await expect(page.getByLabel("When somebody is there")).toHaveValue(new RegExp(`call handoff_latter_${project}`));
  await page.getByRole("button", saveHandoff).click();
  await expect(page.locator(".flash")).toContainText(`no longer handoff_former_${project}`);
});

test("a handoff is deleted after a question", async ({ page, server }, info) => {
  await arrive(page, server);
  await create(page, server, `Short-lived ${info.project.name}`);
  await page.getByRole("link", { name: "Delete…" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Delete “Short-lived");
  await page.getByRole("button", { name: /Delete handoff/ }).click();
  await expect(page.locator(".flash")).toContainText("is deleted.");
});
