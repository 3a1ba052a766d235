// Whether somebody is there whenever a queue says that it is open: as a picture, and as a table for those who
// cannot see it. By plain links and forms: it runs with script and without.

import type { Page } from "@playwright/test";

import { arrive, expect, expectAccessible, expectNoSidewaysScroll, type Server, test } from "./support";

test.describe.configure({ mode: "serial" });

const DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** A handoff to a queue that is open on Thursdays from eight to half past eight; its address. */
async function thursdays(page: Page, server: Server, name: string): Promise<string> {
  await page.goto(`${server.url}/agents/1/handoffs/new`);
  await page.getByLabel("Name").fill(name);
  await page.getByRole("button", { name: "JSON" }).click();
  const make = page.getByRole("button", { name: /^Make default_transfer/ });
  if (await make.isVisible()) await make.click();
  await page.locator("#destination").fill(`[{"name": "${name}", "type": "Agent_queue", "enabled": true, "open_24": false,
    "weekly_hours": {"thu": [{"start": "08:00", "end": "20:30"}]}, "timezone": "Europe/Madrid",
    "transfer_function_name": "default_transfer"}]`);
  await page.getByRole("button", { name: "Save handoff" }).click();
  await expect(page.locator(".flash")).toContainText("is saved");
  return page.url();
}

/** Says when the admin works on Thursdays, and never else; with nothing said there is no plan. */
async function plan(page: Page, server: Server, thursday: string): Promise<void> {
  await page.goto(`${server.url}/operators/1/plan`);
  await page.locator("#zone").fill("Europe/Madrid");
  for (const day of DAYS) await page.getByLabel(day).fill(day === "Thursday" ? thursday : "");
  await page.getByRole("button", { name: "Save the plan" }).click();
  await expect(page).toHaveURL(/\/operators$/);
}

test("red where a queue is open and nobody can take it, and a table for those who cannot see it", async ({ page, server }, info) => {
  const name = `Thursday desk ${info.project.name}`;
  await arrive(page, server);
  const handoff = await thursdays(page, server, name);
  const week = `${server.url}/agents/1/coverage?on=2027-06-10`;
  const row = page.getByRole("region", { name: "Coverage, table" }).getByRole("row", { name: new RegExp(name) });

  await page.goto(week);
  await expect(row).toContainText("12 h 30 in this time");
  await expect(row).toContainText("Always covered");

  await plan(page, server, "08:00–12:00");
  await page.goto(week);
  await expect(page.getByRole("heading", { level: 2 }).first()).toContainText(/gaps? this week/);
  await expect(row).toContainText("Nobody planned");
  await expect(row).toContainText("Thursday 10 June, 12:00 to 20:30 (8 h 30)");
  const picture = page.getByRole("img", { name: /Open hours of each queue/ });
  await expect(picture.locator(".gap-label", { hasText: "Nobody, 8 h 30" })).toHaveCount(1);
  const [gap, open] = [picture.locator("rect.gap"), picture.locator("rect.open")].map((rects) =>
    rects.first().evaluate((rect) => getComputedStyle(rect).fill),
  ) as [Promise<string>, Promise<string>];
  expect(await gap, "a gap has a colour of its own").not.toBe(await open);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await page.getByRole("link", { name: "Show the month" }).click();
  for (const day of ["3", "10", "17", "24"]) await expect(row).toContainText(`Thursday ${day} June, 12:00 to 20:30 (8 h 30)`);
  await page.getByRole("link", { name: "Show each queue in its own time" }).click();
  await expect(page.getByText("Each queue in its own time.")).toBeVisible();

  await row.getByRole("link", { name: `Plan somebody for ${name}` }).click();
  await expect(page).toHaveURL(/\/operators$/);
  await plan(page, server, "");
  await page.goto(week);
  await expect(row).toContainText("Always covered");
  await expect(picture.locator("rect.gap")).toHaveCount(0);
  // Left there, it would be where every other journey's customers go.
  await page.goto(handoff);
  await page.getByRole("link", { name: "Delete…" }).click();
  await page.getByRole("button", { name: /Delete handoff/ }).click();
  await expect(page.locator(".flash")).toContainText("is deleted.");
});
