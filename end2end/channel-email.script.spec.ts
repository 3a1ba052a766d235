// “Email: the AI assigns complex threads to a human agent. A conversation summary and the full thread context are attached.”

import { expect, expectAccessible, openAlways, Server, test } from "./support";
import { MailServer } from "./support/mailbox.ts";

const KEY = "a key that only the mail server and we know";

test("a customer who writes a letter is handed off, answered in the inbox, and reads the answer in the same thread", async ({ page, complaints }) => {
  // What looks into the letter's frame for this test may not run anything there either.
  complaints.expect(/Blocked script execution/);
  const mail = await MailServer.start();
  const server = await Server.start("serve", mail.environment);
  try {
    await openAlways(page, server);
    await page.goto(`${server.url}/agents/1/channels/email`);
    await page.getByLabel("Address", { exact: true }).fill("support@example.com");
    await page.getByLabel("Name (optional)").fill("Support at Example");
    await page.getByLabel("Key").fill(KEY);
    await page.getByRole("switch", { name: "Switched on" }).check();
    await page.getByRole("button", { name: "Save channel" }).click();
    await expect(page.getByText("Saved, and switched on.")).toBeVisible();
    expect(await page.content()).not.toContain(KEY);
    await expectAccessible(page);
    const inbound = await page.getByLabel("Inbound address").inputValue();

    // A letter with a picture from elsewhere and a program in it, neither of which may ever be asked for or run.
    const hostile = `<p>Can I talk to a <b>real person</b>, please?</p><img src="${server.url}/healthz?traced" onerror="parent.document.title='ran'"><script>top.document.title='ran'</script>`;
    await brought(inbound, letter("a1", "support@example.com", hostile, "text/html"));
    await page.goto(`${server.url}/inbox`);
    const link = page.getByRole("link", { name: /Ruth Bell/ }).first();
    await page.goto(new URL((await link.getAttribute("href")) ?? "", server.url).href);
    await expect(page.getByRole("log")).toContainText("Can I talk to a real person, please?");
    const asked: string[] = [];
    page.on("request", (request) => asked.push(request.url()));
    await page.getByText("As it was sent").click();
    const frame = page.frameLocator("iframe.letter");
    await expect(frame.locator("b")).toHaveText("real person");
    await expect(frame.locator("script, img[src^=http]")).toHaveCount(0);
    expect(await page.title()).not.toBe("ran");
    // axe would wait for ever for a frame in which nothing runs; it needs a name at least.
    expect(asked.filter((url) => url.includes("traced"))).toEqual([]);
    await expect(page.locator("iframe.letter")).toHaveAttribute("title", /./);

    await page.getByLabel("Your words").fill("Hi Ruth, Maya here. It left today.");
    await page.getByRole("button", { name: /^Send/ }).click();
    await expect.poll(() => answer()?.source ?? "", { timeout: 20_000 }).toContain("Maya here. It left today.");
    const head = (name: string) => new RegExp(`^${name}: (.*(?:\\n .*)*)`, "mi").exec(answer()?.source ?? "")?.[1] ?? "";
    expect(head("Subject")).toBe("Re: My order");
    expect(head("In-Reply-To")).toBe("<a1@customers.example>");
    expect(head("From")).toContain("support@example.com");
    const back = head("Reply-To");
    expect(back).toMatch(/^support\+[a-z0-9]+\.[0-9a-f]+@example\.com$/);

    // The answer to that comes to the same conversation, without what it repeats.
    await brought(inbound, letter("a2", back, "Thank you!\r\n\r\nOn Monday Maya wrote:\r\n> It left today.", "text/plain"));
    await expect(page.getByRole("log")).toContainText("Thank you!", { timeout: 15_000 });
    await expect(page.getByRole("log")).not.toContainText("On Monday Maya wrote");
  } finally {
    // Pages that are open ask on, and would complain that nobody answers.
    await page.goto("about:blank");
    await server.stop();
    await mail.stop();
  }

  function answer() {
    return mail.to("ruth@customers.example").find((each) => each.source.includes("Maya here"));
  }
});

function letter(id: string, to: string, text: string, kind: string): string {
  return [
    "From: Ruth Bell <ruth@customers.example>",
    `To: ${to}`,
    "Subject: My order",
    `Message-ID: <${id}@customers.example>`,
    "MIME-Version: 1.0",
    `Content-Type: ${kind}; charset=utf-8`,
    "",
    text,
    "",
  ].join("\r\n");
}

/** The mail server brings a letter. */
async function brought(inbound: string, letter: string): Promise<void> {
  const headers = { "content-type": "message/rfc822", authorization: `Bearer ${KEY}` };
  const answer = await fetch(inbound, { method: "POST", headers, body: letter });
  expect(answer.status).toBe(200);
}
