// The admin's and the operator's half of the main job by plain links and forms: it runs with script
// and without.

import { arrive, expect, openAlways, test, Visitor, widgetKey } from "./support";

test.describe.configure({ mode: "serial" });

test("an admin sets the action up, and nothing typed is lost on a mistake", async ({ page, server, complaints }) => {
  complaints.expect(/422/);
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/actions/human-handoff`);
  await page.getByRole("switch", { name: "Human Handoff is on" }).check();
  await page.locator("#when_to_use").fill("Hand over when the customer asks for a person.");
  await page.locator("#messages-waiting_for_agent").fill("You're number {{postion}} in line.");
  await page.getByRole("button", { name: "Save action" }).click();

  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole("alert")).toContainText("Did you mean {{position}}?");
  await expect(page.locator("#messages-waiting_for_agent")).toHaveValue("You're number {{postion}} in line.");
  await expect(page.locator("#when_to_use")).toHaveValue("Hand over when the customer asks for a person.");

  await page.locator("#messages-waiting_for_agent").fill("You're number {{position}} in line.");
  await page.getByRole("button", { name: "Save action" }).click();
  await expect(page).not.toHaveTitle(/^Error: /);
  await page.goto(`${server.url}/agents/1/actions/human-handoff`);
  await expect(page.locator("#messages-waiting_for_agent")).toHaveValue("You're number {{position}} in line.");
});

test("overlapping hours are named on their row and kept as typed", async ({ page, server, complaints }) => {
  complaints.expect(/422/);
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/hours`);
  await page.locator("label", { hasText: "Weekly hours" }).click();
  const row = page.locator(".week-day").first();
  const times = row.locator("input.is-time");
  // Another journey may have closed the day. Without script each row comes with the next page.
  for (let count = await times.count(); count < 4; count += 2) {
    await row.getByRole("button", { name: /^Add hours/ }).click();
    await expect(times).toHaveCount(count + 2);
  }
  await times.nth(0).fill("09:00");
  await times.nth(1).fill("14:00");
  await times.nth(2).fill("13:30");
  await times.nth(3).fill("16:00");
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole("alert")).toContainText("overlap from 13:30 to 14:00");
  await expect(page.locator(".week-day").first().locator("input.is-time").nth(2)).toHaveValue("13:30");
});

test("an operator claims, replies, notes and resolves", async ({ page, server }, info) => {
  await openAlways(page, server);
  const key = await widgetKey(page, server);

  const visitor = new Visitor(server, key, `Priya ${info.project.name}`);
  expect((await visitor.say("Can I speak to a human please?")).status.state).toBe("waiting");

  await page.goto(`${server.url}/inbox/${visitor.id}`);
  await page.getByRole("button", { name: /Take over/ }).first().click();
  await expect(page).toHaveURL(new RegExp(visitor.id));
  await page.getByLabel("Your words").fill("Hello Priya, a person here.");
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: "Send" }).click()]);
  await expect(page.getByRole("log")).toContainText("Hello Priya, a person here.");

  await page.getByRole("radio", { name: "Note to the team" }).check();
  await page.getByLabel("Your words").fill("Asked twice already.");
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: /Send|Add note/ }).click()]);
  await expect(page.getByRole("log")).toContainText("Asked twice already.");

  // On a phone, too, what comes next needs no menu.
  await page.getByRole("button", { name: "Resolve", exact: true }).click();
  await page.goto(`${server.url}/inbox?view=resolved`);
  await expect(page.getByRole("link", { name: new RegExp(`Priya ${info.project.name}`) })).toBeVisible();
  expect((await visitor.say("Thank you!")).status.state).toBe("with_ai");
});

test("people join by a link that works once, and are gone when disabled", async ({ page, browser, server, complaints }, info) => {
  complaints.expect(/4\d\d/);
  await arrive(page, server);
  const email = `tomas-${info.project.name}@example.com`;
  await page.goto(`${server.url}/operators/invite`);
  await page.getByLabel("Name").fill("Tomás Rey");
  await page.getByLabel("E-mail").fill(email);
  await page.getByRole("button", { name: "Make the link" }).click();
  const link = await page.locator("#shown-once").inputValue();
  expect(link).toContain("/invitations/");

  const theirs = await browser.newContext({ javaScriptEnabled: info.project.use.javaScriptEnabled ?? true });
  const them = await theirs.newPage();
  await them.goto(link);
  await them.getByLabel(/password/i).first().fill("nine slow green boats");
  await Promise.all([them.waitForEvent("load"), them.getByRole("button", { name: "Join" }).click()]);
  await them.goto(`${server.url}/inbox`);
  await expect(them).toHaveURL(/inbox/);
  const again = await them.request.get(link);
  expect([404, 410]).toContain(again.status());

  await page.goto(`${server.url}/operators`);
  await page.getByRole("row", { name: new RegExp(email) }).getByRole("button", { name: /Disable/ }).click();
  await them.goto(`${server.url}/inbox`);
  await expect(them).toHaveURL(/sign-in/);
  await theirs.close();
});
