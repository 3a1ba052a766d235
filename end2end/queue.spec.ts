// Where conversations wait, set up by plain links and forms: it runs with script and without.

import type { Page } from "@playwright/test";

import { arrive, expect, expectAccessible, expectNoSidewaysScroll, type Server, test } from "./support";

test.describe.configure({ mode: "serial" });

/** The form of a queue of that name, which is made first when it is not there yet. */
async function openQueue(page: Page, server: Server, name: string): Promise<void> {
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/queues`);
  const link = page.getByRole("table").getByRole("link", { name, exact: true });
  if ((await link.count()) > 0) return link.click();
  await page.getByRole("link", { name: "New queue" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await save(page);
}

async function save(page: Page): Promise<void> {
  await page.getByRole("region", { name: "Save", exact: true }).getByRole("button", { name: "Save queue" }).click();
}

const nameIn = (project: string) => `Weekend desk ${project}`;

test("queue enabled: it is made, switched off and on again, and the list says so", async ({ page, server }, info) => {
  const name = nameIn(info.project.name);
  await openQueue(page, server, name);
  await expect(page.locator(".flash")).toContainText(`“${name}” is made.`);
  const switched = page.getByRole("switch", { name: "In use" });
  await expect(switched).toBeChecked();
  await switched.uncheck();
  await save(page);
  await expect(page.locator(".flash")).toContainText(`“${name}” is saved`);
  await page.goto(`${server.url}/agents/1/queues`);
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
  await expect(row).toContainText("Off");
  await expect(row).toContainText("takes nobody");
  await expectNoSidewaysScroll(page);
  await openQueue(page, server, name);
  await page.getByRole("switch", { name: "In use" }).check();
  await save(page);
  await expect(page.locator(".flash")).toContainText("is saved");
});

test("timezone and hours: hours with a name are shared, and hours of its own have their own zone", async ({ page, server, complaints }, info) => {
  complaints.expect(/422/);
  await openQueue(page, server, nameIn(info.project.name));
  await expect(page.getByLabel("Which hours")).toBeVisible();
  await expect(page.getByLabel("Time zone")).toBeHidden();
  await page.getByRole("radio", { name: "Hours of its own" }).check();
  await expect(page.getByLabel("Which hours")).toBeHidden();
  await page.getByLabel("Time zone").fill("America/Los_Angles");
  await page.getByLabel("Room in the line").fill("lots");
  await save(page);
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole("alert")).toContainText("Did you mean “America/Los_Angeles”?");
  await expect(page.getByRole("alert")).toContainText("“lots” is not a number.");
  await expect(page.getByLabel("Time zone")).toHaveValue("America/Los_Angles");
  await page.getByLabel("Time zone").fill("America/Los_Angeles");
  await page.getByLabel("Room in the line").fill("12");
  await save(page);
  await expect(page.locator(".flash")).toContainText("is saved");
  await expect(page.getByRole("complementary", { name: "How it is now" })).toContainText("Los Angeles time");
});

test("split shifts: a day has several hours, and one more by a button", async ({ page, server }, info) => {
  await openQueue(page, server, nameIn(info.project.name));
  const thursday = page.getByRole("group", { name: "Thursday" });
  const opens = thursday.getByLabel("Thursday, opens");
  const before = await opens.count();
  await thursday.getByRole("button", { name: "Add hours on Thursday" }).click();
  await expect(opens).toHaveCount(before + 1);
  await opens.last().fill("22:00");
  await thursday.getByLabel("Thursday, closes").last().fill("23:00");
  await save(page);
  await expect(page.locator(".flash")).toContainText("is saved");
  await expect(page.getByLabel("Thursday, opens").last()).toHaveValue("22:00");
});

test("date exceptions: a day is closed, open 24 h or has other hours, whatever the week says", async ({ page, server }, info) => {
  await openQueue(page, server, nameIn(info.project.name));
  const dates = page.locator("input[name^='date_exceptions'][name$='[date]']");
  for (const [date, name, kind] of [
    ["2031-12-25", "Christmas", "closed"],
    ["2031-07-04", "Independence Day", "open_24"],
    ["2031-12-24", "Christmas Eve", "hours"],
  ] as const) {
    const before = await dates.count();
    await page.getByRole("button", { name: "Add a day" }).click();
    await expect(dates).toHaveCount(before + 1);
    await dates.last().fill(date);
    await page.locator("input[name^='date_exceptions'][name$='[name]']").last().fill(name);
    await page.locator("select[name^='date_exceptions'][name$='[kind]']").last().selectOption(kind);
    if (kind === "hours") {
      const row = page.locator(".date-row").last();
      await row.getByLabel(/, opens$/).fill("09:00");
      await row.getByLabel(/, closes$/).fill("12:00");
    }
  }
  await save(page);
  await expect(page.locator(".flash")).toContainText("is saved");
  for (const [name, kind] of [["Christmas", "closed"], ["Independence Day", "open_24"], ["Christmas Eve", "hours"]] as const) {
    const day = page.getByRole("group", { name, exact: true });
    await expect(day.getByLabel(`Hours of ${name}`, { exact: true })).toHaveValue(kind);
  }
  await expect(page.getByRole("group", { name: "Christmas Eve", exact: true }).getByLabel(/, opens$/)).toHaveValue("09:00");
});

test("channel types and languages: ticked by name, and a region falls back to its language", async ({ page, server, complaints }, info) => {
  complaints.expect(/422/);
  await openQueue(page, server, nameIn(info.project.name));
  const channels = page.getByRole("group", { name: "Channels" });
  await channels.getByRole("checkbox", { name: "Phone" }).check();
  await channels.getByRole("checkbox", { name: "Web chat" }).check();
  await page.getByRole("group", { name: "Languages" }).getByRole("checkbox", { name: "English" }).check();
  await expect(page.getByText("A region falls back to its language")).toBeVisible();
  await page.getByLabel("Other languages").fill("spanish");
  await save(page);
  await expect(page.getByRole("alert")).toContainText("Write it as “es”.");
  await page.getByLabel("Other languages").fill("es-MX");
  await save(page);
  await expect(page.locator(".flash")).toContainText("is saved");
  await expect(page.getByRole("complementary", { name: "How it is now" })).toContainText("English and Spanish (MX)");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("24 h: open day and night, and the week is kept for later", async ({ page, server }, info) => {
  await openQueue(page, server, nameIn(info.project.name));
  await page.getByRole("radio", { name: "Open 24 h" }).check();
  await expect(page.getByRole("group", { name: "Thursday" })).toBeHidden();
  await save(page);
  await expect(page.locator(".flash")).toContainText("is saved");
  // It only closes on a day that is different: its own, or one that other journeys gave the hours it began from.
  await expect(page.getByRole("complementary", { name: "How it is now" })).toContainText(/until \d+ \w+ 20\d\d at 00:00/);
});

test("a newer version by somebody else is shown, and nothing typed is lost", async ({ page, server, context, complaints }, info) => {
  complaints.expect(/409/);
  const name = nameIn(info.project.name);
  await openQueue(page, server, name);
  const other = await context.newPage();
  await openQueue(other, server, name);
  await other.getByLabel("Room in the line").fill("20");
  await save(other);
  await expect(other.locator(".flash")).toContainText("is saved");
  await page.getByLabel("Room in the line").fill("30");
  await save(page);
  await expect(page.getByRole("alert")).toContainText("saved another version");
  await expect(page.getByRole("alert")).toContainText("20");
  await expect(page.getByLabel("Room in the line")).toHaveValue("30");
  await expectAccessible(page);
  await save(page);
  await expect(page.locator(".flash")).toContainText("is saved");
});

test("a queue nobody needs is deleted", async ({ page, server }, info) => {
  const name = nameIn(info.project.name);
  await openQueue(page, server, name);
  await page.getByRole("link", { name: "Delete…" }).click();
  await page.getByRole("button", { name: /Delete queue/ }).click();
  await expect(page.locator(".flash")).toContainText(`The queue “${name}” is deleted.`);
});
