// Looking for words in the inbox: by plain forms and links, with script and without.

import { arrive, expect, expectAccessible, expectNoSidewaysScroll, test, Visitor, widgetKey } from "./support";

test("what was said earlier is found, marked, and opened at its message", async ({ page, server }, info) => {
  await arrive(page, server);
  const key = await widgetKey(page, server);
  const word = `Zirbe${info.project.name.replace(/\W/g, "")}`;
  const visitor = new Visitor(server, key, `Édith ${word}`);
  await visitor.say(`Is the ${word}nholz wardrobe in stock?`);
  await visitor.say("And what would delivery cost?");

  await page.goto(`${server.url}/inbox?view=all`);
  await page.getByRole("searchbox").fill(`${word.toLowerCase()} wardr`);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/q=zirbe/);
  const row = page.locator(".thread-row");
  await expect(row).toHaveCount(1);
  await expect(row.locator("mark")).toHaveText([`${word}nholz`, "wardrobe"]);
  await expect(page.locator("#rows-title")).toContainText("1 found");
  await expectAccessible(page);
  await row.click();
  await expect(page).toHaveURL(/at=\d+.*#m\d+$/);
  await expect(page.locator(".log")).toContainText("And what would delivery cost?");
  // On a phone the list is a page of its own.
  await expect(page.locator("#q")).toHaveValue(`${word.toLowerCase()} wardr`);

  await page.goto(`${server.url}/inbox?view=all&q=${encodeURIComponent(`"edith ${word}"`)}`);
  await expect(page.locator(".thread-row")).toHaveCount(1);
  await page.goto(`${server.url}/inbox?view=all&q=${word}xyz`);
  await expect(page.getByRole("heading", { name: /^Nothing here has/ })).toBeVisible();
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);
});
