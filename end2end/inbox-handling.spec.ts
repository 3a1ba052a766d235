// Doing things with conversations beside answering: by plain forms and menus, with script and without.

import type { Page } from "@playwright/test";

import { arrive, expect, expectAccessible, expectNoSidewaysScroll, type Server, test, Visitor, widgetKey } from "./support";

/** A customer of this project's own, who wrote once. */
async function customer(page: Page, server: Server, name: string): Promise<Visitor> {
  const visitor = new Visitor(server, await widgetKey(page, server), name);
  await visitor.say("Where is my wardrobe?");
  return visitor;
}

test("several are labelled and resolved at once, and that is taken back", async ({ page, server }, info) => {
  await arrive(page, server);
  const names = ["Anna", "Bo"].map((name) => `${name} ${info.project.name} bulk`);
  for (const name of names) await customer(page, server, name);
  const list = `${server.url}/inbox?view=open&q=${encodeURIComponent(`"${info.project.name} bulk"`)}`;
  await page.goto(list);
  await expect(page.locator(".thread-row")).toHaveCount(2);
  await expect(page.locator(".bulk")).toBeHidden();
  for (const name of names) await page.getByLabel(`Pick ${name}`).check();
  await expectAccessible(page);
  await page.locator(".bulk summary").click();
  await expectAccessible(page);
  await page.locator("#bulk-label").fill(`Bulk ${info.project.name}`);
  await page.locator(".bulk").getByRole("button", { name: "Label" }).click();
  await expect(page.locator(".flash")).toContainText("2 labelled.");
  await expect(page.locator(".thread-row .tags", { hasText: `Bulk ${info.project.name}` })).toHaveCount(2);

  for (const name of names) await page.getByLabel(`Pick ${name}`).check();
  await page.locator(".bulk").getByRole("button", { name: "Resolve" }).click();
  await expect(page.locator(".flash")).toContainText("2 resolved.");
  await expect(page.locator(".thread-row")).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(page.locator(".flash")).toContainText("Taken back");
  await page.goto(list);
  await expect(page.locator(".thread-row")).toHaveCount(2);
});

test("one is taken, put aside, brought back and ranked, and its list is kept", async ({ page, server, complaints }, info) => {
  complaints.expect(/422/);
  await arrive(page, server);
  const visitor = await customer(page, server, `Cem ${info.project.name}`);
  await page.goto(`${server.url}/inbox/${visitor.id}?view=mine`);
  const handling = page.locator("#handling > summary");
  await page.locator(".talk-actions").getByRole("button", { name: "Take over" }).click();
  await handling.click();
  await expectAccessible(page);
  await page.locator("#until").selectOption("own");
  await page.locator("#handling").getByRole("button", { name: "Snooze" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole("alert")).toContainText("Choose a day and a time");
  await page.locator("#until").selectOption("tomorrow");
  await page.locator("#handling").getByRole("button", { name: "Snooze" }).click();
  await expect(page.locator(".flash")).toContainText(/Put aside until tomorrow at 09:00 \(Europe\/Madrid\)/);
  await expect(page.locator(".talk-head")).toContainText("Put aside until tomorrow at 09:00");
  await page.goto(`${server.url}/inbox?view=snoozed`);
  await expect(page.locator(".thread-row", { hasText: `Cem ${info.project.name}` })).toBeVisible();
  await page.goto(`${server.url}/inbox/${visitor.id}?view=mine`);
  await handling.click();
  await page.getByRole("button", { name: "Bring it back now" }).click();
  await expect(page.locator(".flash")).toContainText("It is back among yours.");
  await handling.click();
  await page.locator("#priority").selectOption("Urgent");
  await page.getByRole("button", { name: "Change priority" }).click();
  await expect(page.locator(".talk-head h1")).toContainText("Urgent");
  await expect(page.locator(".log")).toContainText("set the priority to urgent");

  await page.goto(`${server.url}/inbox?view=mine`);
  await page.locator(".rows-head summary").click();
  await page.getByRole("link", { name: "Pressing first" }).click();
  await expect(page).toHaveURL(/sort=priority/);
  await page.locator(".rows-head summary").click();
  await page.locator("#filter-name").fill(`Mine ${info.project.name}`);
  await page.getByRole("button", { name: "Keep" }).click();
  await expect(page.locator(".flash")).toContainText("Kept.");
  await page.locator(".rows-head summary").click();
  await page.getByRole("button", { name: `Forget “Mine ${info.project.name}”` }).click();
  await expect(page.locator(".flash")).toContainText("Forgotten.");
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);
});
