// “Web chat: AI stops responding in the same thread. A human agent takes over from the inbox. Full history is preserved for
// the agent and the customer. You can also listen for the handoff event on the widget.”

import { createServer, type AddressInfo } from "node:net";
import { createServer as createSite } from "node:http";

import { expect, expectAccessible, openAlways, Server, test } from "./support";

test.slow();

test("the chat is set up for one site, where a visitor is handed off, answered and told that it is over", async ({ page, complaints, isMobile }) => {
  complaints.expect(/403|ERR_FAILED|has no AI agent|not among those/);
  const port = await freePort();
  const [server, site] = [await Server.start("serve"), `http://localhost:${port}`];
  const shop = createSite((request, response) => {
    const html = `<!doctype html><html lang="en"><head><meta name="viewport" content="width=device-width"><title>Shop</title><script src="/options.js"></script><script src="${server.url}/widget.js" data-agent="${new URL(request.url ?? "/", site).searchParams.get("key")}" async></script></head><body><h1>Shop</h1></body></html>`;
    const options = `window.heard = []; const hear = kind => detail => window.heard.push([kind, detail]);
      window.handoffOptions = { onHandoff: hear('handoff'), onMessage: hear('message'), onResolved: hear('resolved') };`;
    const isScript = request.url === "/options.js";
    response.writeHead(200, { "content-type": isScript ? "text/javascript" : "text/html" }).end(isScript ? options : html);
  });
  await new Promise<void>((ready) => shop.listen(port, ready));
  const visitor = await page.context().newPage();
  try {
    await openAlways(page, server);
    await page.goto(`${server.url}/agents/1/channels`);
    await page.getByRole("link", { name: /^Web chat/ }).click();
    const line = await page.getByLabel("The line for your pages").inputValue();
    const key = /data-agent="([^"]+)"/.exec(line)?.[1] ?? "";
    await page.getByLabel(/^Sites that may show the chat/).fill("https://elsewhere.example");
    await page.getByLabel(/^First words/).fill("Welcome to the shop!");
    await page.getByLabel(/^Corner/).selectOption("left");
    await page.getByLabel(/^Name and e-mail address/).selectOption("always");
    await page.getByRole("button", { name: "Make one" }).click();
    await expect(page.getByText("Copy it before you save")).toBeVisible();
    const secret = await page.getByLabel(/^Secret for signed-in visitors/).inputValue();
    expect(secret).toMatch(/^[A-Za-z0-9]{40}$/);
    // It is there for everybody already, so whoever sets it up does not switch it off by saving.
    await expect(page.getByRole("switch", { name: "Switched on" })).toBeChecked();
    await page.getByRole("button", { name: "Save channel" }).click();
    await expect(page.getByText("Saved, and switched on.")).toBeVisible();
    expect(await page.content()).not.toContain(secret);
    await expectAccessible(page);

    // Another site than the one that is named is refused by the server, and shows nothing.
    await visitor.goto(`${site}/?key=${key}`);
    await expect(visitor.locator("handoff-chat")).toHaveCount(0);
    await page.getByLabel(/^Sites that may show the chat/).fill(site);
    await page.getByRole("button", { name: "Save channel" }).click();
    await expect(page.getByText("Saved, and switched on.")).toBeVisible();

    await visitor.reload();
    await visitor.getByRole("button", { name: "Open chat" }).click();
    await expect(visitor.getByText("Welcome to the shop!")).toBeVisible();
    const panel = await visitor.locator("handoff-chat .panel").boundingBox();
    expect(panel?.x).toBeLessThan(100);
    // On a phone there is room for nothing else.
    if (isMobile) expect(panel).toMatchObject({ x: 0, width: 390 });
    await visitor.getByLabel("Your name").fill("Ruth Bell");
    await visitor.getByLabel("Your e-mail address").fill("ruth@customers.example");
    await visitor.getByRole("textbox", { name: "Message" }).fill("Can I talk to a real person, please?");
    await visitor.keyboard.press("Enter");
    const heard = (kind: string) => visitor.evaluate((kind) => (window as never as { heard: [string, { summary?: string; text?: string }][] }).heard.filter(([each]) => each === kind).map(([, detail]) => detail), kind);
    await expect.poll(() => heard("handoff")).toHaveLength(1);
    expect((await heard("handoff"))[0]?.summary).toBeTruthy();

    await page.goto(`${server.url}/inbox`);
    const link = page.getByRole("link", { name: /Ruth Bell/ }).first();
    await page.goto(new URL((await link.getAttribute("href")) ?? "", server.url).href);
    await page.getByLabel("Your words").fill("Hi Ruth, Maya here.");
    await page.getByRole("button", { name: /^Send/ }).click();
    await expect(visitor.getByText("Hi Ruth, Maya here.")).toBeVisible({ timeout: 20_000 });
    expect((await heard("message")).map((message) => message.text)).toContain("Hi Ruth, Maya here.");
    await page.getByRole("button", { name: /^Resolve/ }).first().click();
    await expect.poll(() => heard("resolved"), { timeout: 20_000 }).toHaveLength(1);
  } finally {
    // Pages that are open ask on, and would complain that nobody answers.
    await visitor.goto("about:blank");
    await page.goto("about:blank");
    await server.stop();
    shop.closeAllConnections();
    await new Promise((done) => shop.close(done));
  }
});

function freePort(): Promise<number> {
  return new Promise((found) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => found(port));
    });
  });
}
