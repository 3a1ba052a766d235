// “SMS: the AI stops responding on the same phone number. A human agent takes over the thread seamlessly.”

import type { Page } from "@playwright/test";

import { expect, expectAccessible, openAlways, Server, test } from "./support";
import { twilioTells, Vendor } from "./support/vendor.ts";

const ACCOUNT = "AC0123456789abcdef0123456789abcdef";
const TOKEN = "a token that only Twilio and we know";
const CUSTOMER = "+15550100123";

test("a customer on SMS is handed off, answered in the inbox, and reads the answer on the same number", async ({ page, complaints }) => {
  complaints.expect(/422/);
  const twilio = await Vendor.start('{"sid":"SM1"}');
  const server = await Server.start("serve", { HANDOFF_VENDORS: `sms=${twilio.url}` });
  try {
    await openAlways(page, server);
    const inbound = await connect(page, server);
    await says(inbound, "SM1", "Can I talk to a real person, please?");
    await expect.poll(() => twilio.called.length).toBeGreaterThan(0);

    await page.goto(`${server.url}/inbox`);
    const link = page.getByRole("link", { name: new RegExp(`\\${CUSTOMER}`) }).first();
    await page.goto(new URL((await link.getAttribute("href")) ?? "", server.url).href);
    await page.getByLabel("Your words").fill("Hi, Maya here. I see your **order**.");
    await Promise.all([page.waitForEvent("load"), page.getByRole("button", { name: /^Send/ }).click()]);
    await expect(page.getByRole("log")).toContainText("I see your **order**.");
    const answer = () => twilio.called.map((called) => new URLSearchParams(called.body)).at(-1);
    await expect.poll(() => answer()?.get("Body"), { timeout: 30_000 }).toBe("Hi, Maya here. I see your order.");
    expect(answer()?.get("To")).toBe(CUSTOMER);

    // Twilio notes that it arrived, and whoever looks sees it.
    await twilioTells(answer()?.get("StatusCallback") ?? "", { MessageSid: "SM1", MessageStatus: "delivered" }, TOKEN);
    await page.reload();
    await expect(page.locator(".arrival", { hasText: "Delivered" })).toBeVisible();
    await expectAccessible(page);

    // The AI stays silent: a person has it.
    const count = twilio.called.length;
    await says(inbound, "SM2", "What are your opening hours?");
    await page.reload();
    await expect(page.getByRole("log")).toContainText("What are your opening hours?");
    await page.waitForTimeout(1000);
    expect(twilio.called.length).toBe(count);
  } finally {
    // Pages that are open ask on, and would complain that nobody answers.
    await page.goto("about:blank");
    await server.stop();
    await twilio.stop();
  }
});

test("a picture comes with a text message, and a file goes back as an address that leads to it", async ({ page, complaints }) => {
  complaints.expect(/422/);
  const [message, file] = ["MM0123456789abcdef0123456789abcdef", "ME0123456789abcdef0123456789abcdef"];
  const path = `/2010-04-01/Accounts/${ACCOUNT}/Messages/${message}/Media/${file}`;
  const twilio = await Vendor.start('{"sid":"SM1"}', { [path]: "GIF89a and so on" });
  const server = await Server.start("serve", { HANDOFF_VENDORS: `sms=${twilio.url}` });
  try {
    await openAlways(page, server);
    await page.goto(`${server.url}/settings/organisation`);
    await page.getByRole("switch", { name: "Customers and the team may send files" }).check();
    await page.getByRole("button", { name: "Save organisation" }).click();
    await connect(page, server).then((inbound) =>
      twilioTells(inbound, { MessageSid: message, From: CUSTOMER, To: "+15550100999", Body: "The leg is broken. Can I talk to a real person?", NumMedia: "1", MediaContentType0: "image/gif", MediaUrl0: `https://api.twilio.com${path}` }, TOKEN),
    );
    await page.goto(`${server.url}/inbox`);
    const link = page.getByRole("link", { name: new RegExp(`\\${CUSTOMER}`) }).first();
    await page.goto(new URL((await link.getAttribute("href")) ?? "", server.url).href);
    const picture = page.getByRole("log").locator("a[href*='/files/']").first();
    await expect(page.getByRole("log").getByText("Picture,")).toBeVisible();
    const kept = await page.request.get(new URL((await picture.getAttribute("href")) ?? "", server.url).href);
    expect(await kept.text()).toBe("GIF89a and so on");
    await expectAccessible(page);

    await page.getByLabel("Your words").fill("Print this and put it on the parcel.");
    await page.getByLabel("Attach files").setInputFiles([{ name: "return label.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4") }]);
    await page.getByRole("button", { name: /^Send/ }).click();
    await expect(page.getByRole("log").getByRole("link", { name: "return label.pdf" })).toBeVisible({ timeout: 20_000 });
    const words = () => twilio.called.map((called) => new URLSearchParams(called.body).get("Body") ?? "").find((body) => body.startsWith("Print this"));
    await expect.poll(words, { timeout: 30_000 }).toMatch(/return label\.pdf.*http/s);
    const address = /https?:\S+/.exec(words() ?? "")?.[0] ?? "";
    expect(await (await page.request.get(address)).text()).toBe("%PDF-1.4");
  } finally {
    await page.goto("about:blank");
    await server.stop();
    await twilio.stop();
  }
});

/** Connects SMS in the browser, sends a test, and gives the inbound address back. */
async function connect(page: Page, server: Server): Promise<string> {
  await page.goto(`${server.url}/agents/1/channels`);
  await expectAccessible(page);
  await page.getByRole("link", { name: /^SMS/ }).click();
  await page.getByRole("switch", { name: "Switched on" }).check();
  await page.getByRole("button", { name: "Save channel" }).click();
  await expect(page.getByText("Fill in “Auth token” before this is switched on.").first()).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("Account SID").fill(ACCOUNT);
  await page.getByLabel("Auth token").fill(TOKEN);
  await page.getByLabel("Number or messaging service").fill("+15550100999");
  await page.getByRole("button", { name: "Save channel" }).click();
  await expect(page.getByText("Saved, and switched on.")).toBeVisible();
  expect(await page.content()).not.toContain(TOKEN);
  await expectAccessible(page);
  await page.getByLabel("To", { exact: true }).fill(CUSTOMER);
  await page.getByRole("button", { name: "Send a test" }).click();
  await expect(page.getByText("Twilio has taken the test.")).toBeVisible();
  return page.getByLabel("Inbound address").inputValue();
}

async function says(inbound: string, id: string, text: string): Promise<void> {
  await twilioTells(inbound, { MessageSid: id, From: CUSTOMER, To: "+15550100999", Body: text, NumMedia: "0" }, TOKEN);
}
