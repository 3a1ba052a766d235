// Notifications of the browser: asked for by a click alone, said in words, one a conversation.
//
// The browser's own notifications cannot be seen by a test, so each test puts a stand-in in their place that
// keeps what it was given; the permission is the browser's own, or the stand-in's where a browser without a
// screen would answer for the person.

import { type Page } from "@playwright/test";

import { expect, expectAccessible, openAlways, signIn, test, Visitor, widgetKey } from "./support";

type Shown = { title: string; body?: string; tag?: string; silent?: boolean; closed?: boolean };
type Watched = Window & { shown: Shown[]; asked: number };

const SETTINGS = "/settings/notifications";
const save = { name: "Save" };

/** Puts a stand-in for notifications in the page, with that permission. */
async function standIn(page: Page, permission: string, answer = "granted"): Promise<void> {
  await page.addInitScript(
    ({ permission, answer }) => {
      const watched = window as unknown as Watched;
      watched.shown = [];
      watched.asked = 0;
      class Notification extends EventTarget {
        static permission = permission;
        static async requestPermission() {
          watched.asked += 1;
          Notification.permission = answer;
          return answer;
        }
        private readonly kept: Shown;
        constructor(title: string, options: Shown) {
          super();
          this.kept = { ...options, title };
          watched.shown.push(this.kept);
        }
        close() {
          this.kept.closed = true;
        }
      }
      Object.defineProperty(window, "Notification", { value: Notification });
    },
    { permission, answer },
  );
}

const shown = (page: Page) => page.evaluate(() => (window as unknown as Watched).shown);
const asked = (page: Page) => page.evaluate(() => (window as unknown as Watched).asked);

test("no page asks for permission by itself, and each answer is said in words", async ({ page, demo }) => {
  await standIn(page, "default");
  await signIn(page, demo, "maya@alderandpine.example");
  for (const path of ["/", "/inbox", "/settings/mine", SETTINGS]) {
    await page.goto(demo.url + path);
    expect(await asked(page), path).toBe(0);
  }
  await expect(page.getByText("Not asked yet.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Show a test notification" })).toBeHidden();
  await expectAccessible(page);

  await page.getByRole("button", { name: "Allow notifications" }).click();
  expect(await asked(page)).toBe(1);
  await expect(page.getByText("On in this browser.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Allow notifications" })).toBeHidden();
  await page.getByRole("button", { name: "Show a test notification" }).click();
  expect(await shown(page)).toMatchObject([{ title: "This is a test", tag: "test", silent: true }]);
  await expectAccessible(page);
});

test("a refusal is said in words, with the way back, and nothing is shown", async ({ page, demo }) => {
  await standIn(page, "default", "denied");
  await signIn(page, demo, "maya@alderandpine.example");
  await page.goto(demo.url + SETTINGS);
  await page.getByRole("button", { name: "Allow notifications" }).click();
  await expect(page.getByText("Blocked in this browser.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Allow notifications" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Show a test notification" })).toBeHidden();
  await expectAccessible(page);
});

test("the browser's own permission is what counts", async ({ page, context, demo }) => {
  await signIn(page, demo, "maya@alderandpine.example");
  await context.grantPermissions(["notifications"]);
  await page.goto(demo.url + SETTINGS);
  await expect(page.getByText("On in this browser.")).toBeVisible();
  await context.clearPermissions();
  await page.reload();
  await expect(page.getByText("On in this browser.")).toBeHidden();
  const words = page.locator("[data-permission]:visible");
  await expect(words).toHaveCount(1);
  await expect(words).toContainText(/Not asked yet|Blocked/);
});

test("notifications: whoever waits is told once, under one name, and taken back when somebody has them", async ({
  page,
  browser,
  server,
}, info) => {
  // A page, a window and a visitor: a busy machine takes its time.
  const patient = { timeout: 15_000 };
  await standIn(page, "granted");
  await openAlways(page, server);
  const key = await widgetKey(page, server);

  const listening = page.waitForResponse((answer) => answer.url().endsWith("/inbox/notices"));
  await page.goto(`${server.url}/inbox?view=mine`);
  await listening;
  expect(await shown(page)).toEqual([]);

  const name = `Noor ${info.project.name}`;
  const visitor = new Visitor(server, key, name);
  await visitor.say("Can I speak to a human please?");
  const told = async () => (await shown(page)).filter((notice) => notice.tag === visitor.id);
  await expect.poll(told, patient).toMatchObject([{ title: `${name} waits for a person`, tag: visitor.id, silent: true }]);
  await expect(page).toHaveTitle(/^\(\d+\) /);

  await visitor.say("Are you there?");
  await expect.poll(async () => (await told()).filter((notice) => !notice.closed), patient).toMatchObject([{ body: "Are you there?" }]);

  // Taken over in another window: what was said is taken back.
  const other = await browser.newContext({ storageState: await page.context().storageState() });
  const desk = await other.newPage();
  await desk.goto(`${server.url}/inbox/${visitor.id}`);
  await desk.getByRole("button", { name: /Take over/ }).first().click();
  await expect(desk.getByLabel("Your words")).toBeVisible();
  await expect.poll(async () => (await told()).filter((notice) => !notice.closed), patient).toEqual([]);

  // It is mine now, so the customer's words are told to me.
  await visitor.say("Thank you for coming.");
  await expect.poll(async () => (await told()).at(-1), patient).toMatchObject({ title: `${name} wrote`, body: "Thank you for coming." });
  await other.close();
});

test("names and words are left out where somebody wishes it, and nothing is told to who wants nothing", async ({
  page,
  server,
}, info) => {
  await standIn(page, "granted");
  await openAlways(page, server);
  const key = await widgetKey(page, server);

  await page.goto(server.url + SETTINGS);
  await page.getByLabel("Leave out names and words").check();
  await page.getByRole("button", save).click();
  const listen = async () => {
    const listening = page.waitForResponse((answer) => answer.url().endsWith("/inbox/notices"));
    await page.goto(`${server.url}/inbox?view=mine`);
    await listening;
  };
  await listen();
  const visitor = new Visitor(server, key, `Ines ${info.project.name}`);
  await visitor.say("Can I speak to a human please?");
  await expect.poll(() => shown(page)).toMatchObject([{ title: "A customer waits for a person", body: "" }]);

  await page.goto(server.url + SETTINGS);
  await page.getByLabel("Leave out names and words").uncheck();
  await page.getByLabel("Tell me about").selectOption({ label: "Nothing" });
  await page.getByRole("button", save).click();
  await listen();
  const asking = page.waitForResponse((answer) => answer.url().includes("/inbox/notices?since="));
  await visitor.say("Hello?");
  await asking;
  expect(await shown(page)).toEqual([]);

  await page.goto(server.url + SETTINGS);
  await page.getByLabel("Tell me about").selectOption({ index: 0 });
  await page.getByRole("button", save).click();
});
