// The action's page by plain forms: it runs with script and without.

import { expect, signIn, test } from "./support";

const ADMIN = "maya@alderandpine.example";
const ACTION = "/agents/1/actions/human-handoff";

test.beforeEach(async ({ page, demo }) => {
  await signIn(page, demo, ADMIN);
  await page.goto(demo.url + ACTION);
});

test("a level says what it changes, and each reason stays tunable", async ({ page, demo }) => {
  await page.getByRole("radio", { name: /^Proactive/ }).check();
  await page.getByRole("button", { name: "Set all reasons to this" }).click();
  await expect(page).toHaveURL(/#level$/);
  await expect(page.locator(".callout")).toContainText("is turned on.");
  await expect(page.locator("#triggers-media_message-enabled")).toBeChecked();
  await page.locator("#triggers-media_message-enabled").uncheck();
  await page.getByRole("radio", { name: /^Minimal/ }).check();
  await page.getByRole("button", { name: "Set all reasons to this" }).click();
  await expect(page.locator("#triggers-frustration-enabled")).not.toBeChecked();
  await page.goto(demo.url + ACTION);
  await expect(page.locator("#triggers-frustration-enabled")).toBeChecked();
});

test("reasons in one’s own words are added, moved and removed without being saved", async ({ page }) => {
  const own = page.locator(".card", { has: page.locator("#custom_guidelines") }).locator("li");
  const before = await own.count();
  for (const name of ["Wants a loyalty card", "Asks for the manager"]) {
    await page.getByRole("button", { name: "Add a reason in your own words" }).click();
    await own.last().getByLabel(/^Reason \d+/).fill(name);
    await own.last().getByLabel("When it applies").fill(`They say: ${name}.`);
  }
  await page.getByRole("button", { name: "Move Asks for the manager up" }).or(page.getByRole("button", { name: `Move reason ${before + 2} up` })).first().click();
  await expect(own.nth(before).getByLabel(/^Reason \d+/)).toHaveValue("Asks for the manager");
  await expect(own.nth(before + 1).getByLabel("When it applies")).toHaveValue("They say: Wants a loyalty card.");
  await page.getByRole("button", { name: "Remove Wants a loyalty card" }).click();
  await expect(own).toHaveCount(before + 1);
  await expect(own.last().getByLabel("When it applies")).toHaveValue("They say: Asks for the manager.");
});

test("a sentence is checked with the settings on the page", async ({ page }) => {
  await page.locator("#when_to_use").fill("Hand over when the customer asks for a person. Anything about legal action always goes to a person.");
  await page.locator("#example").fill("I will see you in court, my lawyer will sue you");
  await page.getByRole("button", { name: "Check", exact: true }).click();
  await expect(page.locator("[data-part=example]")).toContainText("Nora");
  await expect(page.locator("#example")).toHaveValue("I will see you in court, my lawyer will sue you");
  await expect(page.locator(".understood li")).not.toHaveCount(0);
});

test("limits are counted with their thousands apart", async ({ page }) => {
  await expect(page.locator("[data-counter=when_to_use]")).toContainText("of 2,000");
});
