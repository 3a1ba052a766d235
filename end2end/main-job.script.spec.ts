// The main job, end to end: an admin says when a person should take over, a visitor gets stuck, a
// person picks up, and the visitor sees the reply at once.

import { arrive, expect, test } from "./support";

test("from an empty folder to a conversation handed back", async ({ page, browser, own: server }, info) => {
  test.skip(info.project.name === "phone", "three panes at once are a desk's, not a phone's");
  await arrive(page, server);

  await test.step("the AI learns an answer", async () => {
    await page.goto(`${server.url}/agents/1/topics/new`);
    await page.getByLabel("Title").fill("Delivery times");
    await page.getByLabel("What Nora may say").fill("We deliver within 3 to 5 working days. Islands take two days more.");
    await page.getByRole("button", { name: "Save topic" }).click();
    await expect(page).toHaveURL(/topics/);
  });

  await test.step("somebody is always there", async () => {
    await page.goto(`${server.url}/agents/1/hours`);
    await page.locator("label", { hasText: "Open 24 h" }).click();
    await page.getByRole("button", { name: "Save hours" }).click();
    await expect(page.getByRole("status").filter({ hasText: /saved/i }).first()).toBeVisible();
  });

  await test.step("the admin says when a person should take over", async () => {
    await page.goto(`${server.url}/agents/1/actions`);
    await page.getByRole("link", { name: /Edit action/ }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("When should a person take over?");
    await page.getByRole("switch", { name: "Human Handoff is on" }).check();
    await page
      .locator("#when_to_use")
      .fill("Hand over when the customer asks for a person or has a billing problem. Be extra careful with Gold members.");
    await page.getByRole("button", { name: "Add something to ask for" }).click();
    await page.locator("#information_to_gather-0-label").fill("Order number");
    await page.locator("#information_to_gather-0-required").check();
    await page.getByRole("button", { name: "Save action" }).click();
    await page.goto(`${server.url}/agents/1/actions/human-handoff`);
    await expect(page.getByText("How Nora understands this")).toBeVisible();
    await expect(page.getByText(/Nothing will happen/)).toBeVisible();
    await expect(page.locator("#information_to_gather-0-label")).toHaveValue("Order number");
  });

  const visitor = await page.context().newPage();
  const say = async (words: string) => {
    await visitor.locator("handoff-chat textarea").fill(words);
    await visitor.keyboard.press("Enter");
  };

  await test.step("a visitor is answered from the topics", async () => {
    await visitor.goto(`${server.url}/widget/preview?agent=1`);
    await visitor.getByRole("button", { name: /chat/i }).click();
    await say("How long does delivery take?");
    await expect(visitor.getByText("within 3 to 5 working days")).toBeVisible();
  });

  const desk = await browser.newContext({ storageState: await page.context().storageState() });
  const inbox = await desk.newPage();
  await inbox.goto(`${server.url}/inbox`);

  await test.step("the visitor gets stuck and asks for a person", async () => {
    await say("That does not help me at all. I want to talk to a real person!");
    await expect(visitor.getByText(/what is your order number/i)).toBeVisible();
    await say("It is ORD-12345");
    await expect(visitor.getByText("I'm connecting you with a team member")).toBeVisible();
  });

  await test.step("an operator sees it appear, picks it up and replies", async () => {
    await inbox.getByRole("link", { name: /1 new conversation/ }).click();
    const id = await visitor.evaluate(() => {
      const kept = Object.entries(localStorage).find(([key]) => key.startsWith("handoff:"));
      return (JSON.parse(kept?.[1] ?? "{}") as { conversation_id: string }).conversation_id;
    });
    await inbox.locator(`.thread-row[href*="${id}"]`).click();
    await expect(inbox.getByText("ORD-12345").first()).toBeVisible();
    await expect(inbox.getByRole("complementary", { name: "Takeover card" })).toContainText("asked for a person");
    await inbox.getByRole("button", { name: /Take over/ }).first().click();
    await expect(visitor.getByText("You're now connected with Maya Strand.")).toBeVisible();
    await expect(visitor.locator(".typing")).toBeHidden();
    await inbox.getByLabel("Your words").fill("Hi, I'm Maya. I have your order in front of me.");
    await expect(visitor.locator(".typing")).toBeVisible();
    await Promise.all([inbox.waitForEvent("load"), inbox.keyboard.press("Control+Enter")]);
    await expect(visitor.getByText("I have your order in front of me.")).toBeVisible();
    await expect(visitor.locator(".typing")).toBeHidden();
  });

  await test.step("the operator sees that the visitor is writing", async () => {
    const field = visitor.getByRole("textbox", { name: "Message" });
    // It is told from page to page, so a page that is just being opened hears of the next sign only.
    await expect(async () => {
      await field.pressSequentially("Great ");
      await expect(inbox.locator("[data-here]")).toContainText("is writing", { timeout: 1000 });
    }).toPass({ timeout: 15_000 });
    await field.fill("");
  });

  await test.step("what the visitor writes now reaches the operator without a reload", async () => {
    await say("Great, when will it be here?");
    await expect(inbox.getByRole("log").getByText("Great, when will it be here?", { exact: true })).toBeVisible();
  });

  await test.step("the history is there after a reload", async () => {
    await visitor.reload();
    await expect(visitor.getByText("I have your order in front of me.")).toBeVisible();
  });

  await test.step("the operator hands back, and the AI starts afresh", async () => {
    await inbox.getByRole("button", { name: /Hand back/ }).first().click();
    await expect(visitor.getByText("I'm back to help.")).toBeVisible();
    await say("How long does delivery take?");
    await expect(visitor.getByText("within 3 to 5 working days")).toHaveCount(2);
  });
  await desk.close();
});
