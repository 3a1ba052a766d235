// What only a script adds to writing: holding a reply, drafts while typing, everything by its name, and that
// nothing arriving disturbs whoever types.

import { arrive, expect, expectAccessible, signIn, test, Visitor, widgetKey } from "./support";

async function open(page: import("@playwright/test").Page, server: import("./support").Server, name: string): Promise<Visitor> {
  await arrive(page, server);
  const visitor = new Visitor(server, await widgetKey(page, server), name);
  await visitor.say("Where is my wardrobe?");
  await page.goto(`${server.url}/inbox/${visitor.id}?view=all`);
  await page.locator(".talk-actions").getByRole("button", { name: "Take over" }).click();
  await expect(page.locator(".flash")).toContainText("yours now");
  return visitor;
}

test("a reply is held, taken back, held again, and sent by leaving the page", async ({ page, server }) => {
  const visitor = await open(page, server, "Held");
  await page.locator("#text").fill("On its way.");
  await page.getByRole("button", { name: /^Send/ }).click();
  await expect(page.locator(".hold")).toContainText(/Goes in \d s/);
  await page.getByRole("button", { name: "Take it back" }).click();
  await expect(page.locator("#text")).toBeFocused();
  await expect(page.locator("#text")).toHaveValue("On its way.");
  await page.getByRole("button", { name: /^Send/ }).click();
  await expect(page.locator(".hold")).toBeVisible();
  await page.goto(`${server.url}/inbox?view=all`);
  await page.goto(`${server.url}/inbox/${visitor.id}?view=all`);
  await expect(page.getByRole("log")).toContainText("On its way.");
  await expect(page.locator("#text")).toHaveValue("");
});

test("a draft is kept on the server and is there in another browser", async ({ page, browser, server }) => {
  const visitor = await open(page, server, "Drafted");
  await page.locator("#text").pressSequentially("Half a thought");
  await expect(page.locator("[data-draft-state]")).toContainText(/Draft kept \d\d:\d\d/);
  const other = await browser.newContext();
  const there = await other.newPage();
  await arrive(there, server);
  await there.goto(`${server.url}/inbox/${visitor.id}?view=all`);
  await expect(there.locator("#text")).toHaveValue("Half a thought");
  await other.close();
});

test("typing during 200 live updates loses no character and moves no caret", async ({ page, server }) => {
  test.setTimeout(120_000);
  const visitor = await open(page, server, "Busy");
  const others = new Visitor(server, await widgetKey(page, server), "Others");
  await page.goto(`${server.url}/inbox/${visitor.id}?view=all`);
  const text = "The quick brown fox jumps over the lazy dog, and nothing of it is lost while messages arrive. ".repeat(3).trim();
  const field = page.locator("#text");
  await field.fill("[]");
  await field.evaluate((area: HTMLTextAreaElement) => area.setSelectionRange(1, 1));
  let shift = 0;
  await page.evaluate(() => {
    (window as unknown as { shift: number }).shift = 0;
    new PerformanceObserver((list) => {
      // What moves because of what was just typed, such as a field that grows, is expected and does not count.
      for (const entry of list.getEntries() as unknown as { value: number; hadRecentInput: boolean }[]) {
        if (!entry.hadRecentInput) (window as unknown as { shift: number }).shift += entry.value;
      }
    }).observe({ type: "layout-shift", buffered: false });
  });
  const arriving = (async () => {
    for (let count = 0; count < 100; count += 1) {
      await visitor.say(`Update ${count}`);
      await others.say(`Another ${count}`);
    }
  })();
  await field.pressSequentially(text, { delay: 15 });
  await arriving;
  await expect(page.getByRole("log")).toContainText("Update 99");
  await expect(field).toHaveValue(`[${text}]`);
  expect(await field.evaluate((area: HTMLTextAreaElement) => area.selectionStart)).toBe(text.length + 1);
  await expect(field).toBeFocused();
  shift = await page.evaluate(() => (window as unknown as { shift: number }).shift);
  expect(shift).toBeLessThan(0.1);
});

test("keys work outside fields alone, and everything is reached by its name", async ({ page, server }) => {
  await open(page, server, "Keyed");
  await page.locator("body").press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await page.locator(".talk-head h1").click();
  await page.keyboard.press("z");
  await expect(page.locator("#until")).toBeFocused();
  await page.keyboard.press("Escape");
  await page.locator("#text").focus();
  await page.keyboard.type("jkz");
  await expect(page.locator("#text")).toHaveValue("jkz");
  await page.keyboard.press("Control+k");
  const palette = page.getByRole("dialog", { name: "Go to, or do" });
  await expect(palette).toBeVisible();
  await page.keyboard.type("snoo");
  await expect(palette.getByRole("option").first()).toContainText("Snooze");
  await expectAccessible(page);
  await page.keyboard.type("zed");
  await expect(palette.getByRole("option").first()).toContainText("Snoozed");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/view=snoozed/);

  await page.goto(`${server.url}/settings/inbox`);
  await page.getByLabel("Single keys").uncheck();
  await page.getByRole("button", { name: "Save" }).click();
  await page.goto(`${server.url}/inbox?view=all`);
  await page.locator("body").press("?");
  await expect(page.getByRole("dialog", { name: "Keys" })).toBeHidden();
  await page.goto(`${server.url}/settings/inbox`);
  await page.getByLabel("Single keys").check();
  await page.getByRole("button", { name: "Save" }).click();
});

test("who else looks is a quiet line, who else writes a warning before sending", async ({ page, browser, demo }) => {
  await signIn(page, demo, "maya@alderandpine.example");
  await page.goto(`${demo.url}/inbox?view=mine`);
  await page.goto(`${demo.url}/inbox?view=open`);
  const address = await page.locator(".thread-row").first().getAttribute("href");
  await page.goto(demo.url + (address ?? ""));
  const context = await browser.newContext();
  const there = await context.newPage();
  await signIn(there, demo, "tomas@alderandpine.example");
  await there.goto(demo.url + (address ?? ""));
  await expect(page.locator("[data-here]")).toHaveText("Tomás is looking at this too", { timeout: 3000 });
  await expect(there.locator("[data-here]")).toHaveText("Maya is looking at this too", { timeout: 3000 });
  await there.locator("#text").pressSequentially("I am");
  await expect(page.locator("[data-here]")).toHaveText("Tomás is writing a reply", { timeout: 1000 });
  await page.locator("#text").fill("Me too");
  await there.locator("#text").pressSequentially(" on it, really, and for a while");
  await page.getByRole("button", { name: /^(Send|Take it)/ }).click();
  await expect(page.locator("[data-here]")).toContainText("Send again to send yours too.");
  await context.close();
});

test("@ and the beginning of a name offers colleagues, who find it among their mentions", async ({ page, browser, demo }) => {
  await signIn(page, demo, "maya@alderandpine.example");
  await page.goto(`${demo.url}/inbox?view=open`);
  const address = await page.locator(".thread-row").last().getAttribute("href");
  await page.goto(demo.url + (address ?? ""));
  const field = page.locator("#text");
  await field.fill("@to");
  await expect(page.getByRole("listbox", { name: "Colleagues" })).toBeHidden();
  await page.locator("label", { hasText: "Note to the team" }).click();
  await field.fill("");
  await field.pressSequentially("Could you look, @tom");
  await expect(page.getByRole("listbox", { name: "Colleagues" }).getByRole("option").first()).toContainText("Tomás");
  await page.keyboard.press("Enter");
  await expect(field).toHaveValue(/^Could you look, @Tomás [^ ]+ $/);
  await expectAccessible(page);
  await page.getByRole("button", { name: /Add note/ }).click();
  await expect(page.getByRole("log").locator(".mention").last()).toContainText("@Tomás");
  const context = await browser.newContext();
  const there = await context.newPage();
  await signIn(there, demo, "tomas@alderandpine.example");
  await there.goto(`${demo.url}/inbox?view=mentions`);
  await expect(there.locator(".thread-row")).toHaveCount(1);
  await there.locator(".thread-row").first().click();
  await expect(there.getByRole("log").locator(".mention.is-me").last()).toContainText("@Tomás");
  await context.close();
});
