// Who sees which conversation, by plain forms: it runs with script and without.

import { type Page } from "@playwright/test";

import { expect, type Server, signIn, test } from "./support";

async function see(page: Page, demo: Server, what: string): Promise<void> {
  await page.goto(`${demo.url}/settings/visibility`);
  await page.getByLabel("Operators see").selectOption({ label: what });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".flash")).toBeVisible();
}

test("an operator sees what is theirs alone, and who looks at what is not theirs is noted", async ({ page, browser, demo, complaints }) => {
  complaints.expect(/404/);
  await signIn(page, demo, "maya@alderandpine.example");
  await page.goto(`${demo.url}/inbox?view=all`);
  const foreign = page.locator(".thread-row", { hasText: "Hanna Vuori" });
  const address = (await foreign.getAttribute("href")) ?? "";
  await page.goto(demo.url + address);
  await expect(page.getByRole("log")).toContainText("AP-204655");
  const context = await browser.newContext();
  const there = await context.newPage();
  try {
    await see(page, demo, "What they have, and what waits in their queues");
    await signIn(there, demo, "sam@alderandpine.example");
    await there.goto(`${demo.url}/inbox?view=all`);
    await expect(there.locator(".thread-row").first()).toBeVisible();
    await expect(there.locator(".thread-row", { hasText: "Hanna Vuori" })).toHaveCount(0);
    await there.goto(`${demo.url}/inbox?view=all&q=AP-204655`);
    await expect(there.locator(".thread-row")).toHaveCount(0);
    const answer = await there.goto(demo.url + address);
    expect(answer?.status()).toBe(404);
  } finally {
    await see(page, demo, "Everything");
  }
  await there.goto(`${demo.url}/inbox?view=all`);
  await expect(there.locator(".thread-row", { hasText: "Hanna Vuori" })).toHaveCount(1);
  await there.goto(demo.url + address);
  await expect(there.getByRole("log")).toContainText("AP-204655");
  await context.close();
  await page.goto(`${demo.url}/settings/audit`);
  await expect(page.getByRole("row", { name: /Maya Strand.*Hanna Vuori/ }).first()).toBeVisible();
});
