// Coming from another system: its JSON is pasted or uploaded, looked at and taken over; with script and without.

import { readFile } from "node:fs/promises";

import { arrive, expect, expectAccessible, expectNoSidewaysScroll, test } from "./support";

test.describe.configure({ mode: "serial" });

const json = (exchanges: number | string) => `{
  "handoff": {
    "enabled": true,
    "triggers": {"customer_request": true, "max_exchanges": ${exchanges}},
    "tone": "warm",
    "business_hours": {"timezone": "Asia/Kolkata", "schedule": {"monday": {"start": "09:00", "end": "18:00"}}}
  }
}`;

test("what would change is shown, then taken over, and exported again", async ({ page, server }, info) => {
  // Another number in each project, since they may share a server.
  const exchanges = 11 + ["with-script", "without-script", "phone"].indexOf(info.project.name);
  await arrive(page, server);
  await page.goto(`${server.url}/settings/import`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Do you come from somewhere else?");
  await page.getByLabel("From", { exact: true }).selectOption("Agent Rush");
  await page.getByLabel("JSON", { exact: true }).fill(json(exchanges));
  await page.getByRole("button", { name: "Show what would change" }).click();
  const changes = page.getByRole("region", { name: "What would change" });
  await expect(changes).toContainText(/Mon 09:00–18:00, Asia\/Kolkata|How many exchanges are too many/);
  await expect(page.getByText("“tone” has no counterpart here and is not taken along.")).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await changes.getByRole("button", { name: "Take it over" }).click();
  await expect(page.locator(".flash")).toContainText("It is taken over");

  await page.goto(`${server.url}/settings/import`);
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("region", { name: "Export" }).getByRole("link", { name: "Agent Rush" }).click(),
  ]);
  const exported = JSON.parse(await readFile(await download.path(), "utf8"));
  expect(exported.handoff.triggers.max_exchanges).toBe(exchanges);
  expect(exported.handoff.business_hours.timezone).toBe("Asia/Kolkata");
});

test("mistakes are named with their lines, and what was pasted stays", async ({ page, server, complaints }) => {
  complaints.expect(/422/);
  await arrive(page, server);
  await page.goto(`${server.url}/settings/import`);
  await page.getByLabel("From", { exact: true }).selectOption("Agent Rush");
  await page.getByLabel("Or a file").setInputFiles({
    name: "handoff.json",
    mimeType: "application/json",
    buffer: Buffer.from(json('"many"')),
  });
  await page.getByRole("button", { name: "Show what would change" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole("alert")).toContainText("Line 4, handoff.triggers.max_exchanges");
  await expect(page.getByLabel("JSON", { exact: true })).toHaveValue(/"many"/);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});
