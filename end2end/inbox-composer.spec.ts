// Writing in the inbox: kept replies, drafts that are there on another device, and what is known of the customer.

import { arrive, expect, expectAccessible, expectNoSidewaysScroll, test, Visitor, widgetKey } from "./support";

test("a kept reply is written once, inserted with what is known, and what is not known is not sent", async ({ page, server, complaints }, info) => {
  complaints.expect(/422/);
  await arrive(page, server);
  const name = `Late ${info.project.name}`;
  await page.goto(`${server.url}/settings/replies`);
  await page.locator("#new-reply #name, #name").first().fill(name);
  await page.locator("#text").fill("Hello {{customer_name}}, about {{order_number}}.");
  await page.getByRole("button", { name: "Add reply" }).click();
  await expect(page.locator(".flash")).toContainText("is saved");
  await expectAccessible(page);

  const visitor = new Visitor(server, await widgetKey(page, server), `Dora ${info.project.name}`);
  await visitor.say("Where is my wardrobe?");
  await page.goto(`${server.url}/inbox/${visitor.id}?view=all`);
  await page.locator("#canned").selectOption(name);
  await page.getByRole("button", { name: "Insert" }).click();
  await expect(page.locator("#text")).toHaveValue(`Hello Dora ${info.project.name}, about {{order_number}}.`);
  await expectAccessible(page);
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: /^Send/ }).click()]);
  await expect(page.getByRole("alert")).toContainText("{{order_number}} is not known here");
  await page.locator("#text").fill("Hello, about your order.");
  await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: /^Send/ }).click()]);
  await expect(page.getByRole("log")).toContainText("Hello, about your order.");
  await expect(page.locator("#text")).toHaveValue("");
  await page.setViewportSize({ width: 320, height: 700 });
  await expectNoSidewaysScroll(page);
});
