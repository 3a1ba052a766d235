// Who gets it, set up by plain links and forms: it runs with script and without.

import type { Page } from "@playwright/test";

import { arrive, expect, expectAccessible, expectNoSidewaysScroll, type Server, signIn, test } from "./support";

test.describe.configure({ mode: "serial" });

async function open(page: Page, server: Server): Promise<void> {
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/routing`);
}

async function save(page: Page, button: string): Promise<void> {
  await page.getByRole("region", { name: "Save", exact: true }).getByRole("button", { name: button }).click();
}

test("a profile is made, matched by a sentence in place, switched off and deleted", async ({ page, server, complaints }, info) => {
  complaints.expect(/422/);
  const name = `Billing ${info.project.name}`;
  await open(page, server);
  await page.getByRole("link", { name: "New profile" }).click();
  await save(page, "Save profile");
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole("alert")).toContainText("The profile has no name.");
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("When it matches").fill("Invoices, refunds, double charges and payment methods");
  await page.getByLabel("Sentences a customer would write").fill("I was charged twice");
  await save(page, "Save profile");
  await expect(page.locator(".flash")).toContainText(`“${name}” is saved`);
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
  await expect(row).toContainText("Nobody yet");
  await page.getByLabel("Which one would match?").fill("Why was I charged twice?");
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByRole("status").filter({ hasText: name })).toBeVisible();
  await expect(page.getByLabel("Which one would match?")).toHaveValue("Why was I charged twice?");
  await row.getByRole("switch", { name: `${name} is used` }).click();
  await expect(page.locator(".flash")).toContainText("It is switched off.");
  await expect(row).toContainText("Off");
  await expect(row.getByRole("switch", { name: `${name} is used` })).not.toBeChecked();
  await row.getByRole("link", { name, exact: true }).click();
  await page.getByRole("link", { name: "Delete…" }).click();
  await page.getByRole("button", { name: "Delete profile" }).click();
  await expect(page.locator(".flash")).toContainText(`“${name}” is deleted.`);
  await expect(row).toHaveCount(0);
});

test("how a queue shares out is saved, and what is wrong is said beside its field", async ({ page, server, complaints }) => {
  complaints.expect(/422/);
  await open(page, server);
  await page.getByRole("radio", { name: /^Fewest open/ }).check();
  await page.getByLabel("No reply in so many minutes").fill("soon");
  await save(page, "Save how it is shared");
  await expect(page.getByRole("alert")).toContainText("“soon” is not a number.");
  await expect(page.getByRole("radio", { name: /^Fewest open/ })).toBeChecked();
  await expect(page.getByLabel("No reply in so many minutes")).toHaveValue("soon");
  await page.getByLabel("No reply in so many minutes").fill("");
  await page.getByRole("radio", { name: /^Tell everyone/ }).check();
  await save(page, "Save how it is shared");
  await expect(page.locator(".flash")).toContainText("From now on it is shared out like this.");
});

test("what somebody can do is said on a page of its own, and they come and go there", async ({ page, server, complaints }) => {
  complaints.expect(/422/);
  await arrive(page, server);
  await page.goto(`${server.url}/operators/1/abilities`);
  await page.getByLabel("Skills").fill("billing 9");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.getByRole("alert")).toContainText("A level is a whole number from 1 to 5.");
  await page.getByLabel("Skills").fill("Billing 4");
  await page.getByLabel("Languages").fill("en, es");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator(".flash")).toContainText("is saved");
  await expect(page.getByLabel("Skills")).toHaveValue("billing 4");
  await page.getByLabel("From now on").selectOption("busy");
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await expect(page.locator(".flash")).toContainText("is busy from now on");
  await page.getByLabel("From now on").selectOption("online");
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await expect(page.locator(".flash")).toContainText("is available from now on");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("the sample team's page reads well on every width", async ({ page, demo }) => {
  await signIn(page, demo, "maya@alderandpine.example");
  await page.goto(`${demo.url}/agents/1/routing?text=They+took+489+twice`);
  await expect(page.getByRole("heading", { name: "3. The people" })).toBeVisible();
  await expect(page.getByRole("row", { name: /Sam Okafor/ })).toContainText("away");
  for (const width of [1440, 390, 320]) {
    await page.setViewportSize({ width, height: 900 });
    await expectNoSidewaysScroll(page);
    await expectAccessible(page);
  }
});

test("somebody is put into a group, and a queue is for the group", async ({ page, server }) => {
  await arrive(page, server);
  const group = "Night shift";
  await page.goto(`${server.url}/operators/1/abilities`);
  await page.getByLabel("Groups").fill(group);
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator(".flash")).toContainText("is saved");
  await page.goto(`${server.url}/operators`);
  await expect(page.getByText(`In ${group}`)).toBeVisible();
  await page.goto(`${server.url}/agents/1/queues`);
  const queue = page.getByRole("table").getByRole("link").first();
  const name = (await queue.textContent()) ?? "";
  await queue.click();
  const box = page.getByRole("group", { name: "Groups" }).getByRole("checkbox", { name: /Night shift/ });
  await box.check();
  await expectAccessible(page);
  await save(page, "Save queue");
  await expect(page.locator(".flash")).toContainText(name.trim());
  await expect(box).toBeChecked();
  await page.goto(`${server.url}/agents/1/queues`);
  await expect(page.getByRole("row").filter({ hasText: name.trim() }).first()).toContainText(group);
  // As it was.
  await page.getByRole("link", { name: name.trim(), exact: true }).first().click();
  await box.uncheck();
  await save(page, "Save queue");
  await page.goto(`${server.url}/operators/1/abilities`);
  await page.getByLabel("Groups").fill("");
  await page.getByRole("button", { name: "Save", exact: true }).click();
  await expect(page.locator(".flash")).toContainText("is saved");
});
