// What leaves for a system of somebody else's: it fails twice, is looked at, and is sent once more.

import {
  expect,
  expectAccessible,
  expectNoSidewaysScroll,
  openAlways,
  Server,
  test,
  Visitor,
  widgetKey,
} from "./support";
import { Receiver } from "./support/receiver.ts";

test("a webhook that fails twice stands among the deliveries with its attempts, and is sent once more", async ({
  page,
  complaints,
}, info) => {
  test.setTimeout(120_000);
  complaints.expect(/422/);
  const receiver = await Receiver.start(2);
  const server = await Server.start("serve", { HANDOFF_WEBHOOK_NETWORKS: "127.0.0.1" });
  try {
    await openAlways(page, server);
    await page.goto(`${server.url}/deliveries`);
    await expect(page.getByRole("heading", { name: "Nothing has left yet" })).toBeVisible();
    await expectAccessible(page);
    await page.goto(`${server.url}/settings/webhooks`);
    await page.getByRole("link", { name: "Make the first webhook" }).click();
    await page.getByLabel("Name").fill("Order system");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByLabel("Address")).toHaveAccessibleDescription(/Write where it is/);
    await page.getByLabel("Address").fill(receiver.url);
    await expectAccessible(page);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByLabel("Secret")).toHaveValue(/^whsec_/);

    const visitor = new Visitor(server, await widgetKey(page, server), `Priya ${info.project.name}`);
    const answer = await visitor.say("I want to talk to a real person please.");
    if (answer.status.state !== "waiting") await visitor.say("Yes please.");
    await expect.poll(() => receiver.arrived.length, { timeout: 40_000 }).toBe(2);
    expect(receiver.arrived[1]).toEqual(receiver.arrived[0]);

    await page.goto(server.url);
    await expect(page.getByText("The webhook “Order system” is failing.")).toBeVisible();
    await page.getByRole("link", { name: "Look at the deliveries" }).click();
    await page.getByLabel("What", { exact: true }).selectOption({ label: "Webhook" });
    await page.getByRole("button", { name: "Show" }).click();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole("link", { name: receiver.url, exact: true }).click();
    await expect(page.getByRole("heading", { name: "Attempt 2" })).toBeVisible();
    await expect(page.getByRole("region", { name: "What was answered" }).first()).toContainText("no room today");
    await expect(page.getByRole("region", { name: "What was sent" }).first()).toContainText("webhook-signature: …");
    await expectAccessible(page);
    await page.getByRole("button", { name: "Send now" }).click();
    await expect.poll(() => receiver.arrived.length, { timeout: 20_000 }).toBe(3);
    await expect
      .poll(async () => {
        await page.reload();
        return page.locator("#main, main").getByText("Delivered").count();
      }, { timeout: 10_000 })
      .toBeGreaterThan(0);
    await page.goto(server.url);
    await expect(page.getByText("is failing")).toHaveCount(0);
  } finally {
    await server.stop();
    await receiver.stop();
  }
});
