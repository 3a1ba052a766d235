// Whether handing over works: the figures of a period, by plain links and forms, with script and without.

import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from "./support";

const SUPERVISOR = "aiko@alderandpine.example";

test("a supervisor sees what was handed over, why, when and to whom, as pictures and as tables", async ({ page, demo }) => {
  await signIn(page, demo, SUPERVISOR);
  await page.goto(demo.url);
  const menu = page.getByRole("button", { name: "Menu" });
  if (await menu.isVisible()) await menu.click();
  await page.getByRole("link", { name: "Insights" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Does handing over work?");
  await expect(page.locator(".lede")).toContainText("times in Madrid");
  const handed = page.locator(".figure-number").first();
  expect(Number(await handed.innerText())).toBeGreaterThan(10);

  const days = page.getByRole("region", { name: "Handoffs a day, by reason" });
  await expect(days.getByRole("img")).toBeVisible();
  await days.getByText("The same as a table").click();
  await expect(days.getByRole("row")).toHaveCount(1 + 30);
  const reasons = page.getByRole("region", { name: "By reason", exact: true });
  await expect(reasons.getByRole("row").nth(1)).toContainText(/\d/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("another period is one click away, and the AI agent stays chosen", async ({ page, demo }) => {
  await signIn(page, demo, SUPERVISOR);
  await page.goto(`${demo.url}/insights`);
  const handed = page.locator(".figure-number").first();
  const month = Number(await handed.innerText());
  await page.getByLabel("AI agent").selectOption({ label: "Nora" });
  await page.getByRole("button", { name: "Show" }).click();
  await page.getByRole("link", { name: "90 days" }).click();
  await expect(page).toHaveURL(/days=90/);
  await expect(page.getByRole("link", { name: "90 days" })).toHaveAttribute("aria-current", "true");
  await expect(page.getByLabel("AI agent").locator("option:checked")).toHaveText("Nora");
  expect(Number(await handed.innerText())).toBeGreaterThan(month);
});

test("a range of one's own is kept as typed, also when it cannot be", async ({ page, demo, complaints }) => {
  complaints.expect(/422/);
  await signIn(page, demo, SUPERVISOR);
  await page.goto(`${demo.url}/insights?from=2026-12-16&to=2026-12-03`);
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole("alert")).toContainText("The last date is before the first.");
  await expect(page.getByLabel(/^From/)).toHaveValue("2026-12-16");
  await page.getByLabel(/^From/).fill("2020-01-01");
  await page.getByLabel(/^To/).fill("2020-01-31");
  await page.getByRole("button", { name: "Show" }).click();
  await expect(page.getByText("Nothing was handed over in this time")).toBeVisible();
  await expect(page.locator(".lede")).toContainText("1 January to 31 January 2020");
});

test("each table is a file for a spreadsheet", async ({ page, demo }) => {
  await signIn(page, demo, SUPERVISOR);
  await page.goto(`${demo.url}/insights`);
  const links = page.getByRole("link", { name: /^Download as CSV/ });
  await expect(links).toHaveCount(6);
  for (const link of await links.all()) {
    const answer = await page.request.get(demo.url + (await link.getAttribute("href")));
    expect(answer.status()).toBe(200);
    expect(answer.headers()["content-type"]).toContain("text/csv");
    const lines = (await answer.text()).trim().split("\r\n");
    expect(lines.length).toBeGreaterThan(1);
    const widths = new Set(lines.filter((line) => !line.includes('"')).map((line) => line.split(",").length));
    expect(widths.size).toBe(1);
  }
});

test("an operator has no such page", async ({ page, demo, complaints }) => {
  complaints.expect(/404/);
  await signIn(page, demo, "tomas@alderandpine.example");
  await page.goto(demo.url);
  await expect(page.locator('a[href="/insights"]')).toHaveCount(0);
  const answer = await page.goto(`${demo.url}/insights`);
  expect(answer?.status()).toBe(404);
});
