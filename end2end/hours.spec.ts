// When people are there, set up by plain links and forms: it runs with script and without.

import { arrive, expect, expectAccessible, expectNoSidewaysScroll, test } from "./support";

test.describe.configure({ mode: "serial" });

const ICS = `BEGIN:VCALENDAR
BEGIN:VEVENT
DTSTART;VALUE=DATE:20280501
SUMMARY:May Fair
RRULE:FREQ=YEARLY
END:VEVENT
BEGIN:VEVENT
DTSTART:20280502T140000Z
SUMMARY:Early close
END:VEVENT
END:VCALENDAR
`;

test("hours get a name, are copied, renamed, and deleted while nobody follows them", async ({ page, server, complaints }, info) => {
  complaints.expect(/422/);
  const name = `Night desk ${info.project.name}`;
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/hours`);
  await page.getByRole("link", { name: "New hours" }).click();
  await page.getByRole("button", { name: "Make hours" }).click();
  await expect(page.getByRole("alert")).toContainText("Enter a name for these hours.");
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Begin with").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Make hours" }).click();
  await expect(page.getByText("It holds once a queue follows it.")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Hours" }).getByRole("link", { name })).toHaveAttribute("aria-current", "page");

  await page.getByRole("link", { name: "Rename…" }).click();
  await page.getByLabel("Name").fill(`${name} 2`);
  await page.getByRole("button", { name: "Rename hours" }).click();
  await expect(page.getByText(`is called “${name} 2” now.`)).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("link", { name: "Delete…" }).click();
  await page.getByRole("button", { name: /Delete hours/ }).click();
  await expect(page.getByText(`The hours “${name} 2” are deleted.`)).toBeVisible();
  await page.goto(`${server.url}/agents/1/hours/1/delete`);
  await expect(page.getByRole("button", { name: /Delete hours/ })).toHaveCount(0);
});

test("a country's holidays are chosen and hold", async ({ page, server }, info) => {
  const year = 2027 + (info.project.name.length % 3);
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/hours/1/days`);
  await page.getByLabel("Country").selectOption("PT");
  await page.getByLabel("Year", { exact: true }).selectOption(String(year));
  await page.getByRole("button", { name: "Show holidays" }).click();
  await expect(page.getByRole("heading", { name: `Portugal, ${year}` })).toBeVisible();
  for (const box of await page.locator("input[name$='[take]']").all()) await box.uncheck();
  await page.locator("li", { hasText: "Corpus Christi" }).locator("input[name$='[take]']").check();
  await page.getByRole("button", { name: "Add the ticked days" }).click();
  await expect(page.getByText("One day is added.")).toBeVisible();
  await page.goto(`${server.url}/agents/1/hours/1/days?country=PT&year=${year}`);
  await expect(page.locator("li", { hasText: "Corpus Christi" }).first()).toContainText("Already: Corpus Christi, closed");
});

test("a calendar file brings its days, and says what it cannot bring", async ({ page, server, complaints }) => {
  complaints.expect(/422/);
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/hours/1/days`);
  await page.getByRole("button", { name: "Read the file" }).click();
  await expect(page.getByRole("alert")).toContainText("Choose a file first.");
  await page.getByLabel("File").setInputFiles({ name: "team.ics", mimeType: "text/calendar", buffer: Buffer.from(ICS) });
  await page.getByRole("button", { name: "Read the file" }).click();
  await expect(page.getByRole("heading", { name: "team.ics" })).toBeVisible();
  await expect(page.getByText("Line 7, “Early close”: It has a time of day")).toBeVisible();
  await expect(page.locator("li", { hasText: "May Fair" }).locator("input[name$='[yearly]']")).toBeChecked();
  await expectAccessible(page);
  await page.locator("li", { hasText: "May Fair" }).locator("input[name$='[take]']").check();
  await page.getByRole("button", { name: "Add the ticked days" }).click();
  await expect(page.getByText("One day is added.")).toBeVisible();
});

test("a wrong zone, a bad date and an empty day are named where they are, and nothing typed is lost", async ({ page, server, complaints }) => {
  complaints.expect(/422/);
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/hours`);
  await page.locator("#zone").fill("Europe/Madrit");
  await page.locator("label", { hasText: "Weekly hours" }).click();
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole("alert")).toContainText("Did you mean “Europe/Madrid”?");
  await expect(page.locator("#zone")).toHaveValue("Europe/Madrit");
});

test("any moment is seen as a customer far away sees it", async ({ page, server }) => {
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/hours/1?on=2027-12-25&at=23%3A50&their_zone=Asia%2FKathmandu`);
  await expect(page.locator(".preview-phone")).toContainText("where they are, in Kathmandu");
});

test("coverage shows a week and a month, and says the same in words", async ({ page, server }) => {
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/hours`);
  await page.getByRole("link", { name: "See coverage" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Is somebody there whenever we say we are open?");
  await expect(page.getByRole("img", { name: /Open hours of each queue/ })).toBeVisible();
  await expect(page.getByRole("region", { name: "Coverage, table" })).toContainText("Main team");
  await page.getByRole("link", { name: "Show the month" }).click();
  await page.getByRole("link", { name: "The month after" }).click();
  await page.getByRole("link", { name: "This month" }).click();
  await expectAccessible(page);
});

test("the week: closed in words, overnight ends next day, overlap and touching marked on the row, totals, copied to other days", async ({ page, server, complaints }, info) => {
  complaints.expect(/422/);
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/hours`);
  await page.getByRole("link", { name: "New hours" }).click();
  await page.getByLabel("Name").fill(`Week ${info.project.name}`);
  await page.getByRole("button", { name: "Make hours" }).click();
  await page.locator("label", { hasText: "Weekly hours" }).click();

  const day = (name: string) => page.getByRole("group", { name, exact: true });
  const times = async (name: string, ...hours: [string, string][]) => {
    for (const [index, [start, end]] of hours.entries()) {
      if ((await day(name).getByLabel(`${name}, opens`).count()) <= index) {
        await day(name).getByRole("button", { name: `Add hours on ${name}` }).click();
      }
      await day(name).getByLabel(`${name}, opens`).nth(index).fill(start);
      await day(name).getByLabel(`${name}, closes`).nth(index).fill(end);
    }
  };
  const closed = day("Sunday").getByRole("switch");
  if (await closed.isChecked()) await closed.uncheck();
  await times("Monday", ["09:00", "13:30"], ["13:00", "17:00"]);
  await times("Tuesday", ["09:00", "12:00"], ["12:00", "15:00"]);
  await times("Friday", ["22:00", "02:00"]);
  const save = page.getByRole("button", { name: "Save hours" });
  await save.click();
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole("alert")).toContainText("These two overlap from 13:00 to 13:30. Make them one, 09:00–17:00, or change a time.");
  await expect(page.getByRole("alert")).toContainText("These two meet at 12:00. Make them one, 09:00–15:00.");
  await expect(day("Monday")).toContainText("These two overlap");
  await expect(day("Tuesday")).toContainText("These two meet");
  await expect(day("Monday").getByLabel("Monday, opens").nth(1)).toHaveValue("13:00");

  await times("Monday", ["09:00", "13:30"], ["14:00", "17:00"]);
  await times("Tuesday", ["09:00", "12:00"], ["12:30", "15:00"]);
  await save.click();
  await expect(page.locator(".flash")).toContainText("Hours saved.");
  await expect(day("Monday").locator(".total")).toHaveText("7 h 30");
  await expect(day("Friday")).toContainText("ends Saturday 02:00");
  await expect(day("Sunday")).toContainText("Closed");

  await day("Monday").locator("summary", { hasText: "Copy Monday to other days" }).click();
  await day("Monday").getByRole("checkbox", { name: "Wednesday" }).check();
  await day("Monday").getByRole("button", { name: /Copy Monday to these days/ }).click();
  await expect(day("Wednesday").getByLabel("Wednesday, opens").nth(1)).toHaveValue("14:00");
  await expect(day("Wednesday").locator(".total")).toHaveText("7 h 30");
  await save.click();
  await expect(page.locator(".flash")).toContainText("Hours saved.");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});
