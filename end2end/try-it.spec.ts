// Trying settings by plain links and forms: it runs with script and without.

import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from "./support";

const ADMIN = "maya@alderandpine.example";

test.beforeEach(async ({ page, demo }) => {
  await signIn(page, demo, ADMIN);
});

test("a conversation is written line by line and decided at any moment", async ({ page, demo }) => {
  await page.goto(`${demo.url}/agents/1/try-it`);
  await page.getByRole("button", { name: "Asks for a person" }).click();
  const verdict = page.getByRole("region", { name: /^Nora/ });
  await expect(verdict).toContainText("asked for a person");

  const lines = page.getByRole("group", { name: /^Line \d+$/ });
  const count = await lines.count();
  await page.getByRole("button", { name: "Remove line 1" }).click();
  await expect(lines).toHaveCount(count - 1);
  await page.getByRole("button", { name: "Add a line" }).click();
  await lines.last().getByRole("textbox").fill("How long does delivery take?");
  await page.getByLabel("Day").fill("2026-12-25");
  await page.getByLabel("Time", { exact: true }).fill("03:00");
  await page.getByLabel("Customer’s time zone").fill("Asia/Kathmandu");
  await page.getByRole("button", { name: "Decide", exact: true }).last().click();
  await expect(page.getByRole("region", { name: /^Nora/ })).toBeVisible();
  await expect(lines.last().getByRole("textbox")).toHaveValue("How long does delivery take?");
  await expect(page.getByLabel("Customer’s time zone")).toHaveValue("Asia/Kathmandu");
  await expect(page.getByRole("list", { name: "Every step" })).toContainText("Who has it");
});

test("a pasted conversation becomes lines", async ({ page, demo }) => {
  await page.goto(`${demo.url}/agents/1/try-it`);
  await page.getByText("Paste a conversation", { exact: true }).click();
  await page.getByLabel("A conversation as text").fill("Customer: Where is my order?\nNora: On its way.\nCustomer: I want a human.");
  await page.getByRole("button", { name: "Use these lines" }).click();
  const lines = page.getByRole("group", { name: /^Line \d+$/ });
  await expect(lines).toHaveCount(3);
  await expect(lines.nth(1).getByRole("combobox")).toHaveValue("ai");
});

test("settings are tried before they are saved, and nothing typed is lost", async ({ page, demo }) => {
  await page.goto(`${demo.url}/agents/1/actions/human-handoff`);
  await page.locator("#triggers-keyword-phrases").fill("ridiculous");
  await page.locator("#messages-offer").fill("Shall I fetch somebody from the workshop?");
  await page.getByRole("button", { name: "Try these settings" }).click();
  await expect(page).toHaveURL(/try-it$/);
  await expect(page.getByRole("radio", { name: "Not saved yet" })).toBeChecked();
  await page.getByRole("button", { name: "Getting upset" }).click();
  await expect(page.getByRole("radio", { name: "Not saved yet" })).toBeChecked();

  await page.getByRole("button", { name: "Back to these settings" }).click();
  await expect(page).toHaveURL(/human-handoff$/);
  await expect(page.locator("#triggers-keyword-phrases")).toHaveValue("ridiculous");
  await expect(page.locator("#messages-offer")).toHaveValue("Shall I fetch somebody from the workshop?");
});

test("mistakes are named beside their fields, with the decision gone", async ({ page, demo, complaints }) => {
  complaints.expect(/422/);
  await page.goto(`${demo.url}/agents/1/try-it`);
  await page.getByLabel("Time", { exact: true }).fill("noon");
  await page.getByLabel("Customer’s time zone").fill("Middle/Earth");
  await page.getByRole("button", { name: "Decide", exact: true }).last().click();
  await expect(page).toHaveTitle(/^Error: Try it/);
  await expect(page.getByRole("alert")).toContainText("“noon” is not a time.");
  await expect(page.getByRole("region", { name: "No decision yet" })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("where nothing comes of it the page says what came nearest and what one change would do", async ({ page, demo }) => {
  await page.goto(`${demo.url}/agents/1/try-it`);
  await page.getByText("Paste a conversation", { exact: true }).click();
  await page.getByLabel("A conversation as text").fill("Customer: How long does delivery take?");
  await page.getByRole("button", { name: "Use these lines" }).click();
  await page.getByRole("button", { name: "Decide", exact: true }).last().click();
  const verdict = page.getByRole("region", { name: /^Nora/ });
  await expect(verdict).toContainText("Carry on");
  await expect(page.getByText(/^Why not: \d+ reasons that do not hold$/)).toBeVisible();
  const reasons = page.locator("details", { hasText: /Why not: \d+ reasons/ }).locator("li");
  await expect(reasons.filter({ hasText: "Asks for a person" })).not.toHaveCount(0);

  await expect(verdict.getByRole("heading", { name: "Change one thing" })).toBeVisible();
  const asked = verdict.getByRole("listitem").filter({ hasText: "Can I talk to a real person, please?" });
  await expect(asked).toContainText("If they wrote");
  await asked.getByRole("button", { name: /^Try/ }).click();
  await expect(page.getByRole("group", { name: /^Line \d+$/ }).last().getByRole("textbox")).toHaveValue(
    "Can I talk to a real person, please?",
  );
  await expect(verdict).toContainText("asked for a person");
  await expect(verdict.getByText(/reasons? that did not win$/)).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});
