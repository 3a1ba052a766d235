// “WhatsApp: the AI stops responding in the same WhatsApp thread. A human agent continues the conversation.”

import { expect, expectAccessible, openAlways, Server, test } from "./support";
import { metaTells, Vendor } from "./support/vendor.ts";

const SECRET = "the app's secret";
const NUMBER = "106540352242922";
const CUSTOMER = "15550100123";

test("a customer on WhatsApp is handed off, answered in the inbox, and reads the answer in the same thread", async ({ page }) => {
  const meta = await Vendor.start('{"messages":[{"id":"wamid.9"}]}');
  const server = await Server.start("serve", { HANDOFF_VENDORS: `whatsapp=${meta.url}` });
  try {
    await openAlways(page, server);
    await page.goto(`${server.url}/agents/1/channels/whatsapp`);
    await page.getByLabel("Phone number ID").fill(NUMBER);
    await page.getByLabel("App secret").fill(SECRET);
    await page.getByLabel("Access token").fill("EAAG");
    await page.getByLabel("Verify token").fill("meatyhamhock");
    await page.getByRole("switch", { name: "Switched on" }).check();
    await page.getByRole("button", { name: "Save channel" }).click();
    await expect(page.getByText("Saved, and switched on.")).toBeVisible();
    await expectAccessible(page);
    const inbound = await page.getByLabel("Inbound address").inputValue();
    const asked = await fetch(`${inbound}?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=meatyhamhock`);
    expect(await asked.text()).toBe("1158201444");

    const message = { from: CUSTOMER, id: "wamid.1", type: "text", text: { body: "Can I talk to a real person, please?" } };
    await metaTells(inbound, NUMBER, { contacts: [{ profile: { name: "Ruth Bell" }, wa_id: CUSTOMER }], messages: [message] }, SECRET);
    await page.goto(`${server.url}/inbox`);
    const link = page.getByRole("link", { name: /Ruth Bell/ }).first();
    await page.goto(new URL((await link.getAttribute("href")) ?? "", server.url).href);
    await expect(page.getByText(/WhatsApp takes free text for 23 h/)).toBeVisible();
    await page.getByLabel("Your words").fill("Hi Ruth, Maya here.");
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: /^Send/ }).click()]);
    const answer = () => JSON.parse(meta.called.at(-1)?.body ?? "{}");
    await expect.poll(() => answer().text?.body, { timeout: 30_000 }).toBe("Hi Ruth, Maya here.");
    expect(answer().to).toBe(CUSTOMER);
    const note = { status: "read", biz_opaque_callback_data: answer().biz_opaque_callback_data };
    await metaTells(inbound, NUMBER, { statuses: [note] }, SECRET);
    await page.reload();
    await expect(page.locator(".arrival", { hasText: "Read" })).toBeVisible();
  } finally {
    // Pages that are open ask on, and would complain that nobody answers.
    await page.goto("about:blank");
    await server.stop();
    await meta.stop();
  }
});
