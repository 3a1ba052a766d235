// The settings of the Human Handoff action, one by one, by plain forms: it runs with script and without.
// Bruno's, so that what other journeys do with Nora's stays as it is.

import { expect, signIn, test } from "./support";

const ACTIONS = "/agents/2/actions";
const save = { name: "Save action" };

test.describe.configure({ mode: "serial" });

test.beforeEach(async ({ page, demo }) => {
  await signIn(page, demo, "maya@alderandpine.example");
  await page.goto(demo.url + ACTIONS);
});

test("the actions page lists the Human Handoff action, to edit and to enable", async ({ page }) => {
  await expect(page.getByRole("heading", { name: "Human Handoff" })).toBeVisible();
  await page.getByRole("button", { name: "Turn off Human Handoff" }).click();
  await page.getByRole("button", { name: "Turn on Human Handoff" }).click();
  await page.getByRole("link", { name: "Edit action Human Handoff" }).click();
  await expect(page.getByRole("switch", { name: "Human Handoff is on" })).toBeChecked();
});

test("the action is created by default for every AI agent, but is disabled by default", async ({ page, demo }, info) => {
  const name = `Otto ${info.project.name}`;
  await page.goto(`${demo.url}/agents`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "Add the AI agent" }).click();
  await expect(page).toHaveURL(/\/agents\/\d+\/actions$/);
  await expect(page.getByRole("heading", { name: "Human Handoff" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Turn on Human Handoff" })).toBeVisible();
  await page.getByRole("link", { name: "Edit action Human Handoff" }).click();
  await expect(page.getByRole("switch", { name: "Human Handoff is on" })).not.toBeChecked();
});

test("when to use: conditions, what comes before, topics and the style of the message", async ({ page }) => {
  const said = [
    "Hand over when the customer has a billing issue.",
    "Try to answer twice before handing over.",
    "Refunds always go to a person.",
    "Apologise before handing over.",
  ];
  await page.getByRole("link", { name: "Edit action Human Handoff" }).click();
  await page.locator("#when_to_use").fill(said.join("\n"));
  await page.getByRole("button", save).click();
  await expect(page.locator(".understood-head")).toContainText("4 of 4 parts");
  await expect(page.locator("#when_to_use")).toHaveValue(said.join("\n"));
});

test("auto-assign priority", async ({ page }) => {
  await page.getByRole("link", { name: "Edit action Human Handoff" }).click();
  const priority = page.getByRole("switch", { name: "Set priority from the conversation" });
  await priority.uncheck();
  await page.getByRole("button", save).click();
  await expect(priority).not.toBeChecked();
  await priority.check();
  await page.getByRole("button", save).click();
  await expect(priority).toBeChecked();
});

test("information to gather", async ({ page }) => {
  await page.getByRole("link", { name: "Edit action Human Handoff" }).click();
  const rows = page.locator(".gather[role=group]");
  const count = await rows.count();
  await page.getByRole("button", { name: "Add something to ask for" }).click();
  await expect(rows).toHaveCount(count + 1);
  const added = rows.last();
  await added.getByLabel(/^Label/).fill("Number of pieces");
  await added.getByLabel(/^What it is for/).fill("How many are wanted");
  await added.getByLabel(/^Required/).check();
  await page.getByRole("button", save).click();
  await expect(rows.last().getByLabel(/^Label/)).toHaveValue("Number of pieces");
  await expect(rows.last().getByLabel(/^Required/)).toBeChecked();
  await page.getByRole("button", { name: "Remove Number of pieces" }).click();
  await page.getByRole("button", save).click();
  await expect(rows).toHaveCount(count);
});

test("office hours and reply time", async ({ page, demo }) => {
  await page.goto(`${demo.url}/agents/2/hours`);
  await page.getByLabel("Usually within").selectOption({ label: "1 hour" });
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page.locator(".flash")).toContainText("Hours saved.");
  await expect(page.getByLabel("Usually within")).toHaveValue("60");
  await page.getByLabel("Usually within").selectOption({ label: "15 minutes" });
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page.getByLabel("Usually within")).toHaveValue("15");
});
