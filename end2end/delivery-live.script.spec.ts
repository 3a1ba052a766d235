// The list of deliveries while somebody looks at it: marks follow, nothing moves, and newer ones are announced.

import { expect, expectAccessible, openAlways, Server, test, Visitor, widgetKey } from "./support";
import { Receiver } from "./support/receiver.ts";

test("marks follow what becomes of deliveries, and newer ones wait until they are asked for", async ({ page }) => {
  test.setTimeout(120_000);
  const receiver = await Receiver.start(1);
  const server = await Server.start("serve", { HANDOFF_WEBHOOK_NETWORKS: "127.0.0.1" });
  try {
    await openAlways(page, server);
    await page.goto(`${server.url}/settings/webhooks`);
    await page.getByRole("link", { name: "Make the first webhook" }).click();
    await page.getByLabel("Name").fill("Order system");
    await page.getByLabel("Address").fill(receiver.url);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByLabel("Secret")).toHaveValue(/^whsec_/);
    const key = await widgetKey(page, server);

    // On an empty page they are announced as well.
    await page.goto(`${server.url}/deliveries?kind=webhook`);
    await expect(page.getByRole("heading", { name: "Nothing like that left" })).toBeVisible();
    await handOff("Priya");
    const news = page.getByRole("status").getByRole("link", { name: /new – show/ });
    await expect(news).toBeVisible({ timeout: 20_000 });
    const rows = page.locator("[data-row]");
    await expect(rows).toHaveCount(0);
    await expectAccessible(page);
    await news.click();

    // The first try failed: the next one is in five seconds, and the row says so by itself.
    const row = rows.first();
    await expect(row).toContainText("Delivered", { timeout: 40_000 });
    await expect(row.getByRole("cell").nth(3)).toHaveText(/2/);
    const shown = await rows.count();

    await handOff("Tomás");
    await expect(news).toBeVisible({ timeout: 20_000 });
    await expect(rows).toHaveCount(shown);
    await news.click();
    await expect.poll(() => rows.count()).toBeGreaterThan(shown);

    async function handOff(name: string): Promise<void> {
      const visitor = new Visitor(server, key, name);
      const answer = await visitor.say("I want to talk to a real person please.");
      if (answer.status.state !== "waiting") await visitor.say("Yes please.");
    }
  } finally {
    await page.goto("about:blank");
    await server.stop();
    await receiver.stop();
  }
});
