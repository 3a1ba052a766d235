// The chat for visitors on a page with a strict content policy, against a fake of the product's wire.

import { readFileSync } from "node:fs";
import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { startFake } from "./fake-widget-server.ts";
import { expect, test as base } from "./support";

type Fake = Awaited<ReturnType<typeof startFake>>;
type Api = "open" | "close" | "toggle" | "reset";

const test = base.extend<{ fake: Fake; chat: Chat }>({
  fake: async ({}, use) => {
    const fake = await startFake();
    await use(fake);
    fake.close();
  },
  chat: async ({ page, fake, complaints }, use) => {
    // To the browser, the faults on command are failed loads.
    complaints.expect(/^Failed to load resource/);
    await use(new Chat(page, fake));
    expect(await heard(page, "blocked"), "the page’s content policy blocked nothing").toEqual([]);
  },
});

test.beforeEach(({}, info) => test.skip(info.project.name !== "with-script", "the chat brings its own sizes"));

/** What the host page noted: `handoff`, `event`, `message`, `keys`, `blocked`. */
const heard = (page: Page, name: string) =>
  page.evaluate((name) => JSON.parse(document.documentElement.dataset[name] ?? "[]"), name);

/** With `WIDGET_PICTURES=FOLDER`, a picture for people to look at. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.WIDGET_PICTURES;
  if (folder) await page.screenshot({ path: `${folder}/${name}.png` });
}

/** Keeps the parts of the chat back until the returned function is called. */
async function holdParts(page: Page): Promise<() => void> {
  let release = () => {};
  const held = new Promise<void>((done) => (release = done));
  await page.route("**/widget/parts/**", async (route) => {
    await held;
    await route.continue();
  });
  return release;
}

class Chat {
  constructor(
    readonly page: Page,
    readonly fake: Fake,
  ) {}
  get log() {
    return this.page.getByRole("log");
  }
  get box() {
    return this.page.getByRole("textbox", { name: "Message" });
  }
  get line() {
    return this.page.getByRole("dialog").getByRole("status");
  }
  get launcher() {
    return this.page.getByRole("button", { name: /Open chat/ });
  }
  async visit(query = "") {
    await this.page.goto(`${this.fake.url}/?${query}`);
  }
  async open(query = "") {
    await this.visit(query);
    await this.launcher.click();
    await expect(this.log).toContainText("How can I help?");
  }
  async write(text: string) {
    await this.box.fill(text);
    await this.box.press("Enter");
  }
  call(name: Api) {
    return this.page.evaluate(
      (name) => (window as unknown as { Handoff: Record<Api, () => void> }).Handoff[name](),
      name,
    );
  }
  requests(path: string) {
    return this.fake.act().seen.filter((request) => request.path.startsWith(path));
  }
}

test("a first message starts a conversation and is answered", async ({ chat, page }) => {
  await chat.open();
  await chat.write("How long does the bench take?");
  await expect(chat.log).toContainText("About 8 working days");
  const [start] = chat.requests("/widget/agents/key/conversations");
  expect(start?.body).toMatchObject({ text: "How long does the bench take?", language: "en", page: page.url() });
  expect(start?.body.client_id).toMatch(/^[0-9a-f-]{32,36}$/);
  await expect(page.getByRole("link", { name: "https://shop.example/delivery" })).toHaveAttribute(
    "rel",
    "noopener noreferrer nofollow",
  );
  expect((await heard(page, "message")).map((message: { author: string }) => message.author)).toEqual([
    "customer",
    "ai",
  ]);
});

test("text is never HTML, and only http links are links", async ({ chat, page }) => {
  await chat.open();
  await chat.write(
    '<img src=x onerror=alert(1)> javascript:alert(1) https://a.example/"onmouseover="x (https://b.example/c).',
  );
  await expect(chat.log).toContainText("About 8 working days");
  await expect(chat.log.locator(".customer")).toContainText("<img src=x onerror=alert(1)>");
  await expect(chat.log.locator("img")).toHaveCount(0);
  const links = await chat.log
    .locator(".customer a")
    .evaluateAll((nodes) => nodes.map((node) => node.getAttribute("href")));
  expect(links).toEqual(["https://a.example/", "https://b.example/c"]);
  expect(await page.evaluate(() => document.querySelectorAll("handoff-chat").length)).toBe(1);
});

test("an offer is taken, the place in the queue shows, a person answers, and the page hears of one handoff", async ({
  chat,
  page,
  fake,
}) => {
  await chat.open();
  await chat.write("My bench has a crack.");
  await page.getByRole("button", { name: "Yes, please" }).click();
  await expect(chat.line).toContainText("You are number 2.");
  await expect(page.getByRole("button", { name: "Yes, please" })).toBeHidden();
  await expect(chat.box).toBeFocused();
  await expect
    .poll(() => heard(page, "handoff"))
    .toEqual([
      { conversation_id: "c-1", summary: "Wants a person: Yes, please", reason: "explicit_request", priority: "high" },
    ]);
  expect(await heard(page, "event")).toHaveLength(1);
  await expect.poll(() => chat.requests("/widget/conversation/live").length).toBe(1);
  fake.act({ author: "operator", text: "Hi, I’m Maya.", status: "with_operator" });
  await expect(chat.log.locator(".operator")).toContainText("Hi, I’m Maya.");
  await expect(page.getByRole("heading", { name: "Maya" })).toBeVisible();
  await page.reload();
  await expect(chat.log).toContainText("Hi, I’m Maya.");
  await expect(chat.log.locator(".customer")).toHaveCount(2);
  expect(await heard(page, "handoff"), "not told again after a reload").toEqual([]);
});

test("a second handoff, after a hand-back to the AI, is told again", async ({ chat, page, fake }) => {
  await chat.open();
  await chat.write("A person, please");
  await expect.poll(() => heard(page, "handoff")).toHaveLength(1);
  await expect.poll(() => fake.act().conversations[0]?.streams).toBe(1);
  fake.act({ status: "with_ai" });
  await expect(page.getByRole("button", { name: "Talk to a person" })).toBeVisible();
  await page.getByRole("button", { name: "Talk to a person" }).click();
  await expect.poll(() => heard(page, "handoff")).toHaveLength(2);
});

test("the token goes in a header, never in an address", async ({ chat, fake }) => {
  await chat.open();
  await chat.write("Hello");
  await expect.poll(() => chat.requests("/widget/conversation/live")).toHaveLength(1);
  const { seen } = fake.act();
  expect(seen.some((request) => request.path.includes("token-1"))).toBe(false);
  expect(chat.requests("/widget/conversation/live")[0]?.authorization).toBe("Bearer token-1");
});

test("a failed send stays, is tried again with the same id, and is not doubled", async ({ chat, page, fake }) => {
  await chat.open();
  fake.act({ faults: { fail: 1 } });
  await chat.write("Is anybody there?");
  await expect(chat.log).toContainText("Not sent. Our server had trouble.");
  await page.reload();
  await expect(chat.log).toContainText("Is anybody there?");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(chat.log).toContainText("About 8 working days");
  await expect(chat.log).not.toContainText("Not sent");
  await expect(chat.log.locator(".customer")).toHaveCount(1);
  const tries = chat.requests("/widget/agents/key/conversations");
  expect(new Set(tries.map((request) => request.body.client_id)).size).toBe(1);
  expect(tries).toHaveLength(2);
});

test("an answer lost on the way does not double the message", async ({ chat, page, fake }) => {
  await chat.open();
  fake.act({ faults: { lose: 1 } });
  await chat.write("Hello?");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(chat.log).toContainText("About 8 working days");
  expect(fake.act().conversations).toHaveLength(1);
  await expect(chat.log.locator(".customer")).toHaveCount(1);
});

test("a dropped stream resumes after the last event, without a gap or a double", async ({ chat, fake }) => {
  await chat.open();
  await chat.write("Hello");
  await expect.poll(() => fake.act().conversations[0]?.streams).toBe(1);
  fake.act({ author: "operator", text: "one" });
  await expect(chat.log).toContainText("one");
  fake.act({ drop: true });
  fake.act({ author: "operator", text: "two while away" });
  await expect(chat.log).toContainText("two while away");
  await expect(chat.log.locator(".operator")).toHaveCount(2);
  const again = chat.requests("/widget/conversation/live").at(-1);
  expect(Number(again?.last)).toBeGreaterThan(100);
});

test("without a stream it polls, and streams again later", async ({ chat, page, fake }) => {
  await page.clock.install();
  fake.act({ faults: { noStream: 2 } });
  await chat.open();
  await chat.write("Hello");
  const polls = () => chat.requests("/widget/conversation?").length;
  for (let step = 0; step < 40 && polls() < 5; step++) {
    await page.clock.runFor(1000);
    await page.waitForTimeout(20);
  }
  expect(polls()).toBeGreaterThanOrEqual(5);
  expect(chat.requests("/widget/conversation/live")).toHaveLength(2);
  fake.act({ author: "operator", text: "by polling" });
  for (let step = 0; step < 60 && chat.requests("/widget/conversation/live").length < 3; step++) {
    await page.clock.runFor(1000);
    await page.waitForTimeout(20);
  }
  await expect(chat.log).toContainText("by polling");
  expect(chat.requests("/widget/conversation/live").length).toBeGreaterThanOrEqual(3);
});

test("an unknown token is forgotten and what was typed is kept", async ({ chat, page, fake }) => {
  await chat.open();
  await chat.write("First");
  await expect(chat.log).toContainText("You wrote “First”");
  await chat.box.fill("half a sentence");
  fake.act({ faults: { unauthorized: 1 } });
  await page.reload();
  await expect(chat.log).not.toContainText("First");
  await expect(chat.box).toHaveValue("half a sentence");
  await chat.write("Second");
  await expect(chat.log).toContainText("You wrote “Second”");
  expect(fake.act().conversations).toHaveLength(2);
});

test("a 401 while sending starts afresh with the same text", async ({ chat, fake }) => {
  await chat.open();
  await chat.write("First");
  await expect.poll(() => fake.act().conversations[0]?.streams).toBe(1);
  fake.act({ faults: { unauthorized: 1 } });
  await chat.write("Second");
  await expect(chat.log).toContainText("You wrote “Second”");
  expect(fake.act().conversations.map((talk) => talk.messages[0]?.text)).toEqual(["First", "Second"]);
});

test("an ended conversation says so, and writing starts a new one", async ({ chat, fake }) => {
  await chat.open();
  await chat.write("First");
  await expect.poll(() => fake.act().conversations[0]?.streams).toBe(1);
  fake.act({ status: "resolved", more: { can_write: false } });
  await expect(chat.line).toContainText("This conversation has ended");
  fake.act({ faults: { ended: 1 } });
  await chat.write("One more thing");
  await expect(chat.log).toContainText("New conversation");
  await expect(chat.log).toContainText("You wrote “One more thing”");
  expect(fake.act().conversations).toHaveLength(2);
});

test("the last message stays in view when the offer takes its room", async ({ chat, page }) => {
  await page.setViewportSize({ width: 640, height: 400 });
  await chat.open();
  await chat.write("My bench has a crack.");
  await expect(page.getByRole("button", { name: "Yes, please" })).toBeVisible();
  await expect
    .poll(() => chat.log.evaluate((node) => node.scrollHeight - node.scrollTop - node.clientHeight))
    .toBeLessThan(2);
});

test("a lost connection is said, keeps what is written, and mends itself", async ({ chat, page, fake }) => {
  await chat.open();
  await chat.write("Hello");
  await expect.poll(() => fake.act().conversations[0]?.streams).toBe(1);
  await page.route("**/widget/**", (route) => route.abort());
  fake.act({ drop: true });
  await chat.write("Are you there?");
  await expect(chat.log).toContainText("Not sent.");
  await expect(page.getByText("No connection.")).toBeVisible({ timeout: 15000 });
  await page.unroute("**/widget/**");
  await page.evaluate(() => dispatchEvent(new Event("online")));
  await expect(chat.log).toContainText("You wrote “Are you there?”");
  await expect(page.getByText("No connection.")).toBeHidden({ timeout: 15000 });
});

test("too long is refused before sending, with the figure", async ({ chat, page }) => {
  await chat.open();
  await chat.box.fill("x".repeat(3900));
  await expect(page.getByText("100 characters left")).toBeVisible();
  await chat.box.fill("x".repeat(4012));
  await chat.box.press("Enter");
  await expect(page.getByText("This is 12 characters too long.")).toBeVisible();
  await expect(chat.box).toHaveAttribute("aria-invalid", "true");
  expect(chat.requests("/widget/agents/key/conversations")).toHaveLength(0);
});

test("keys: Enter sends, Shift+Enter breaks the line, Esc closes and focus returns; the page’s shortcuts stay quiet", async ({
  chat,
  page,
}) => {
  await chat.visit();
  await chat.launcher.press("Enter");
  await expect(chat.box).toBeFocused();
  await page.keyboard.type("one");
  await page.keyboard.press("Shift+Enter");
  await page.keyboard.type("two");
  await expect(chat.box).toHaveValue("one\ntwo");
  await page.keyboard.press("Enter");
  await expect(chat.log.locator(".customer p")).toHaveText("one\ntwo");
  await page.keyboard.press("Escape");
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(chat.launcher).toBeFocused();
  expect(await heard(page, "keys")).toEqual([]);
});

test("closed: unread are counted on the launcher, the title stays, and opening reads them", async ({
  chat,
  page,
  fake,
}) => {
  await chat.open();
  await chat.write("Hello");
  await expect.poll(() => fake.act().conversations[0]?.streams).toBe(1);
  await page.keyboard.press("Escape");
  fake.act({ author: "operator", text: "one" });
  fake.act({ author: "operator", text: "two" });
  await expect(page.getByRole("button", { name: "Open chat, 2 unread" })).toBeVisible();
  await expect(page).toHaveTitle("Alder & Pine");
  await page.reload();
  await page.getByRole("button", { name: "Open chat, 2 unread" }).click();
  await page.getByRole("button", { name: "Close chat" }).click();
  await expect(page.getByRole("button", { name: "Open chat", exact: true })).toBeVisible();
});

test("the page can open, close, toggle and reset it, and hide the launcher", async ({ chat, page, fake }) => {
  await chat.visit(`options=${encodeURIComponent('{"launcher":false,"name":"Priya","email":"priya@example.com"}')}`);
  await expect(page.locator("handoff-chat")).toBeAttached();
  await expect(chat.launcher).toBeHidden();
  await chat.call("open");
  await expect(chat.box).toBeFocused();
  await chat.call("toggle");
  await expect(page.getByRole("dialog")).toBeHidden();
  await chat.call("toggle");
  await chat.write("Hello");
  await expect(chat.log).toContainText("You wrote “Hello”");
  expect(chat.requests("/widget/agents/key/conversations")[0]?.body).toMatchObject({
    name: "Priya",
    email: "priya@example.com",
  });
  await chat.call("reset");
  await expect(chat.log).not.toContainText("Hello");
  await chat.write("Again");
  await expect(chat.log).toContainText("You wrote “Again”");
  expect(fake.act().conversations).toHaveLength(2);
});

test("no storage: it works, for as long as the page lasts", async ({ chat, page }) => {
  await page.addInitScript(() => {
    for (const area of ["localStorage", "sessionStorage"])
      Object.defineProperty(window, area, {
        get() {
          throw new DOMException("refused", "SecurityError");
        },
      });
  });
  await chat.open();
  await chat.write("Hello");
  await expect(chat.log).toContainText("You wrote “Hello”");
});

test("two tabs are one conversation", async ({ chat, page, fake, context }) => {
  await chat.open();
  const other = new Chat(await context.newPage(), fake);
  await other.open();
  await chat.write("From one tab");
  await expect(other.log).toContainText("You wrote “From one tab”");
  await other.write("From the other");
  await expect(other.log).toContainText("You wrote “From the other”");
  expect(fake.act().conversations).toHaveLength(1);
  await expect(page.getByRole("dialog")).toBeVisible();
});

test("nobody there: it says when the team is back, in the visitor’s time", async ({ chat, fake }) => {
  fake.act({ closed: true });
  await chat.open();
  await expect(chat.line).toContainText(/Our team is back Saturday.*, your time\. Nora still answers\./);
});

test("the tag alone is small, and the parts wait until somebody wants to chat", async ({ chat }) => {
  const bytes = readFileSync(new URL("../widget/widget.js", import.meta.url)).length;
  expect(bytes).toBeLessThan(15_000);
  await chat.visit();
  await expect(chat.launcher).toBeVisible();
  await expect.poll(() => chat.requests("/widget/agents/key")).toHaveLength(1);
  expect(chat.requests("/widget/parts/")).toHaveLength(0);
  await chat.launcher.focus();
  await expect.poll(() => chat.requests("/widget/parts/").length).toBeGreaterThan(5);
  await expect(chat.page.getByRole("dialog")).toHaveCount(0);
  const fetched = chat.requests("/widget/parts/").length;
  await chat.launcher.press("Enter");
  await expect(chat.box).toBeFocused();
  expect(chat.requests("/widget/parts/"), "the imports found them fetched").toHaveLength(fetched);
});

test("what the page calls before the parts are there is done when they are", async ({ chat, page }) => {
  const release = await holdParts(page);
  await chat.visit();
  await expect(chat.launcher).toBeVisible();
  await chat.call("open");
  await expect(page.getByRole("button", { name: "Opening the chat" })).toBeVisible();
  await chat.call("close");
  await chat.call("toggle");
  await chat.call("reset");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  release();
  await expect(chat.box).toBeFocused();
  await chat.write("Hello");
  await expect(chat.log).toContainText("You wrote “Hello”");
});

test("closed again before the parts are there, it stays closed", async ({ chat, page }) => {
  const release = await holdParts(page);
  await chat.visit();
  await chat.launcher.click();
  await chat.call("close");
  release();
  await expect(page.getByRole("dialog", { includeHidden: true })).toHaveCount(1);
  await expect(page.getByRole("dialog")).toBeHidden();
  await expect(chat.launcher).toBeVisible();
});

test("parts that do not arrive are said, and can be tried again", async ({ chat, page, fake }) => {
  fake.act({ faults: { parts: 1 } });
  await chat.visit();
  await chat.launcher.click();
  const words = page.getByRole("alert");
  await expect(words).toContainText("The chat did not load. Check your connection, then try again.");
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  expect(violations.map((violation) => violation.id)).toEqual([]);
  await picture(page, "parts-failed");
  fake.act({ faults: { parts: 1 } });
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(words).toContainText("The chat did not load.");
  await page.getByRole("button", { name: "Not now" }).click();
  await expect(words).toBeEmpty();
  await expect(chat.launcher).toBeFocused();
  await chat.launcher.click();
  await expect(chat.box).toBeFocused();
  await chat.write("Hello");
  await expect(chat.log).toContainText("You wrote “Hello”");
});

test("with the panel closed, parts that failed are tried again without a word", async ({ chat, page, fake }) => {
  await chat.open();
  await chat.write("Hello");
  await expect.poll(() => fake.act().conversations[0]?.streams).toBe(1);
  await page.keyboard.press("Escape");
  await page.clock.install();
  const failed: string[] = [];
  await page.route("**/widget/parts/**", (route) => {
    failed.push(route.request().url());
    return route.abort();
  });
  await page.reload();
  await expect.poll(() => failed.length).toBeGreaterThan(5);
  fake.act({ author: "operator", text: "one" });
  await expect(chat.launcher).toBeVisible();
  await expect(page.getByRole("alert")).toBeEmpty();
  await page.unroute("**/widget/parts/**");
  await expect
    .poll(async () => {
      await page.clock.runFor(10_000);
      return chat.launcher.innerText();
    })
    .toMatch("Open chat, 1 unread");
});

test("on another site, the two sources of the README are all its policy needs", async ({ chat, page }) => {
  const shop = await startFake();
  await page.goto(`${shop.url}/?from=${chat.fake.url}`);
  await chat.launcher.click();
  await chat.write("Hello");
  await expect(chat.log).toContainText("You wrote “Hello”");
  await expect.poll(() => chat.fake.act().conversations[0]?.streams).toBe(1);
  expect(await heard(page, "blocked")).toEqual([]);
  const parts = chat.requests("/widget/parts/").map(({ path }) => path);
  expect(parts, "each part is sent once").toHaveLength(new Set(parts).size);
  shop.close();
});

test("a nonce on the tag is enough for its parts", async ({ chat }) => {
  await chat.open("nonce");
  await chat.write("Hello");
  await expect(chat.log).toContainText("You wrote “Hello”");
});

test("an unknown key leaves the page as it was", async ({ chat, page }) => {
  await chat.visit("key=nobody");
  await expect(page.locator("handoff-chat")).toHaveCount(0);
  await expect(page.getByRole("heading", { name: "Sunday oak bench" })).toBeVisible();
});

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

const moments: Record<string, (chat: Chat, fake: Fake) => Promise<void>> = {
  ai: async (chat) => {
    await chat.write("How long does the oak bench take to Porto?");
    await expect(chat.log).toContainText("About 8");
  },
  offer: async (chat) => {
    await chat.write("That didn’t help. The bench has a crack along the seat.");
    await expect(chat.line).toContainText("Bring in");
  },
  waiting: async (chat) => {
    await chat.write("Please let me talk to a real person about ORD-12345.");
    await expect(chat.line).toContainText("number 2");
  },
  person: async (chat, fake) => {
    await moments.waiting?.(chat, fake);
    fake.act({ author: "system", text: "You’re now connected with Maya", status: "with_operator" });
    fake.act({ author: "operator", text: "Hi Priya, I’m Maya, a person on the deliveries team." });
    fake.act({ author: "operator", text: "They can bring it on Friday between 9 and 12. Will someone be home?" });
    await expect(chat.log).toContainText("Friday between");
  },
  closed: async (chat, fake) => {
    fake.act({ closed: true });
    await chat.page.reload();
    await expect(chat.line).toContainText("Our team is back");
  },
  failed: async (chat, fake) => {
    fake.act({ faults: { fail: 1 } });
    await chat.write("Hello?");
    await expect(chat.log).toContainText("Not sent");
  },
};

for (const scheme of ["light", "dark"] as const)
  for (const width of [1440, 390, 320]) {
    test(`accessible in every moment: ${scheme}, ${width} px`, async ({ browser }, info) => {
      for (const [name, reach] of Object.entries(moments)) {
        const fake = await startFake(),
          context = await browser.newContext({
            colorScheme: scheme,
            viewport: { width, height: width === 1440 ? 900 : 800 },
          });
        const page = await context.newPage(),
          chat = new Chat(page, fake);
        await chat.open();
        await reach(chat, fake);
        // axe is injected by the test, past the page's policy; the widget itself runs under it.
        const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
        expect(
          violations.map(
            (violation) => `${name}: ${violation.id}: ${violation.nodes.map((node) => node.html).join(" ")}`,
          ),
        ).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth),
          "nothing scrolls sideways",
        ).toBe(true);
        const small = await page
          .locator("handoff-chat button:visible")
          .evaluateAll(
            (nodes) =>
              nodes.filter(
                (node) => node.getBoundingClientRect().height < 24 || node.getBoundingClientRect().width < 24,
              ).length,
          );
        expect(small, "targets are at least 24 by 24").toBe(0);
        await info.attach(`${name}-${scheme}-${width}`, { body: await page.screenshot(), contentType: "image/png" });
        await picture(page, `${name}-${scheme}-${width}`);
        if (name === "ai") {
          await page.getByRole("button", { name: "Close chat" }).click();
          const closed = await new AxeBuilder({ page }).withTags(TAGS).analyze();
          expect(closed.violations.map((violation) => violation.id)).toEqual([]);
        }
        await context.close();
        fake.close();
      }
    });
  }

test("forced colours and reduced motion", async ({ browser, fake }) => {
  const context = await browser.newContext({ forcedColors: "active", reducedMotion: "reduce" });
  const page = await context.newPage(),
    chat = new Chat(page, fake);
  fake.act({ faults: { slow: 2000 } });
  await chat.open();
  await chat.write("Hello");
  await expect(page.locator(".typing")).toBeVisible();
  expect(
    await page
      .locator(".typing i")
      .first()
      .evaluate((node) => getComputedStyle(node).animationName),
  ).toBe("none");
  await expect(chat.log).toContainText("About 8");
  await picture(page, "forced");
  await context.close();
});
