// Can anyone be left without an answer? A setting that strands people shows on the home page, with where to mend it.

import type { Page } from "@playwright/test";

import { arrive, expect, expectAccessible, expectNoSidewaysScroll, test } from "./support";

async function outsideHours(page: Page, choice: string): Promise<void> {
  await page.goto(new URL("/agents/1/hours", page.url()).href);
  await page.getByLabel(choice).check();
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page.locator(".flash")).toContainText("Hours saved.");
}

test("who would be left without an answer is named, with the way to mend it", async ({ page, own }) => {
  await arrive(page, own);
  await page.goto(own.url);
  const answered = page.getByRole("region", { name: "Can anyone be left without an answer?" });
  await expect(answered).toContainText("Each ends with a person");
  await expect(answered.locator(".badge")).toHaveText("No");
  await expect(page.getByRole("link", { name: "Import settings" })).toHaveAttribute("href", "/settings/import");

  await outsideHours(page, "Say when you are back");
  await page.goto(`${own.url}/agents/1/queues/1`);
  await page.getByLabel("Only when somebody is online").check();
  await page.getByRole("button", { name: "Save queue" }).click();
  await expect(page.locator(".flash")).toContainText("saved");

  await page.goto(own.url);
  await expect(answered.locator(".badge")).toHaveText("1 way");
  await expect(answered.getByRole("listitem")).toContainText("counts as closed while nobody is online");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await answered.getByRole("link", { name: "Take a callback instead" }).click();
  await expect(page).toHaveURL(/\/agents\/1\/hours#outside$/);
  await outsideHours(page, "Take a callback");
  await page.goto(own.url);
  await expect(answered.locator(".badge")).toHaveText("No");
});
