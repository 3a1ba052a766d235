// What happens after the AI handed a conversation over: by plain forms, with script and without.

import { type Page } from "@playwright/test";

import { expect, openAlways, type Server, test, Visitor, widgetKey } from "./support";

/** A customer with a story, handed over because they asked for a person. */
async function handedOver(page: Page, server: Server, name: string): Promise<Visitor> {
  await openAlways(page, server);
  const key = await widgetKey(page, server);
  const visitor = new Visitor(server, key, name);
  await visitor.say("My oak table arrived with a broken leg, order AP-20417.");
  const answer = await visitor.say("This is urgent. Let me talk to a real person please.");
  const last = answer.status.state === "waiting" ? answer : await visitor.say("Yes please.");
  expect(last.status.state).toBe("waiting");
  return visitor;
}

test("the Needs agent intervention flag stands in the list and in the conversation until somebody has it", async ({
  page,
  server,
}, info) => {
  const name = `Flag ${info.project.name}`;
  const visitor = await handedOver(page, server, name);
  await page.goto(`${server.url}/inbox?view=needs-attention`);
  const row = page.getByRole("link", { name: new RegExp(name) });
  await expect(row).toContainText("Needs agent intervention");
  await page.goto(`${server.url}/inbox/${visitor.id}`);
  await expect(page.locator("[data-live=head]")).toContainText("Needs agent intervention");
  await page.getByRole("button", { name: /Take over/ }).first().click();
  await expect(page.locator("[data-live=head]")).not.toContainText("Needs agent intervention");
});

test("an AI summary of the conversation is there for whoever picks it up", async ({ page, server }, info) => {
  const visitor = await handedOver(page, server, `Summary ${info.project.name}`);
  await page.goto(`${server.url}/inbox/${visitor.id}?pane=card`);
  const card = page.locator("[data-live=card]");
  await expect(card.getByRole("heading", { name: "In short" })).toBeVisible();
  await expect(card).toContainText("broken leg");
  await expect(card).toContainText("Let me talk to a real person please");
});

test("a team member picks the conversation up and replies directly", async ({ page, server }, info) => {
  const visitor = await handedOver(page, server, `Reply ${info.project.name}`);
  await page.goto(`${server.url}/inbox/${visitor.id}`);
  await page.getByLabel("Your words").fill("Hello, I am Maya. A new leg leaves today.");
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: /^Send and take over/ }).click()]);
  await expect(page.getByRole("log")).toContainText("A new leg leaves today.");
  const heard = await visitor.say("Thank you so much.");
  expect(heard.status.state).toBe("with_operator");
  expect(heard.messages.some((message) => message.author === "ai")).toBe(false);
});
