// “Attachments in and out”: a visitor sends a picture through the chat, an operator downloads it and answers with a PDF,
// and the visitor downloads that. Nothing that was sent is ever shown within a page.

import { readFileSync } from "node:fs";

import { expect, expectAccessible, openAlways, Server, test, widgetKey } from "./support";

test.slow();
test.skip(({ isMobile }) => isMobile, "the journeys of the chat and of the inbox on a phone stand elsewhere");

const PNG = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const PDF = Buffer.from("%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n");
const SVG = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>top.ran = 1</script></svg>");

test("a visitor sends a picture, and has the PDF that an operator answers with", async ({ page, complaints }) => {
  complaints.expect(/422|ERR_ABORTED/);
  const server = await Server.start("serve");
  const visitor = await page.context().newPage();
  try {
    await openAlways(page, server);
    const key = await widgetKey(page, server);
    const chat = `${server.url}/widget/preview?agent=1`;

    // Until an admin says so, nobody is shown a way to send any.
    await visitor.goto(chat);
    await visitor.getByRole("button", { name: "Open chat" }).click();
    await expect(visitor.getByRole("textbox", { name: "Message" })).toBeVisible();
    await expect(visitor.getByRole("button", { name: "Add files" })).toBeHidden();
    await page.goto(`${server.url}/settings/organisation`);
    await page.getByRole("switch", { name: "Customers and the team may send files" }).check();
    await page.getByRole("button", { name: "Save organisation" }).click();
    await expect(page.locator(".flash")).toContainText("The organisation is saved.");
    expect(key).not.toBe("");

    await visitor.reload();
    const add = visitor.getByRole("button", { name: "Add files" });
    await expect(add).toBeVisible();
    const choose = async (...files: { name: string; buffer: Buffer }[]) => {
      const chooser = visitor.waitForEvent("filechooser");
      await add.click();
      await (await chooser).setFiles(files.map((file) => ({ ...file, mimeType: "image/png" })));
    };
    await choose({ name: "film.mp4", buffer: Buffer.alloc(10_000_001) });
    await expect(visitor.getByText("“film.mp4” is larger than 10 MB.")).toBeVisible();
    await choose({ name: "not this one.png", buffer: PNG }, { name: "broken leg.png", buffer: PNG }, { name: "logo.svg", buffer: SVG });
    await visitor.getByRole("button", { name: "Remove not this one.png" }).click();
    await visitor.getByRole("textbox", { name: "Message" }).fill("The leg is broken. Can I talk to a real person, please?");
    await visitor.keyboard.press("Enter");
    await expect(visitor.getByRole("log").getByText("broken leg.png")).toBeVisible();
    await expect(visitor.getByText("Sending")).toBeHidden({ timeout: 20_000 });
    await expectAccessible(visitor);

    await page.goto(`${server.url}/inbox`);
    const row = page.getByRole("link", { name: /The leg is broken/ }).first();
    await page.goto(new URL((await row.getAttribute("href")) ?? "", server.url).href);
    const talk = page.getByRole("log");
    await expect(talk.getByText("Picture,")).toBeVisible();
    await expect(talk.locator("img")).toHaveCount(0);
    const picture = await downloaded(page, () => talk.getByRole("link", { name: "broken leg.png" }).click());
    expect(picture).toEqual({ name: "broken leg.png", bytes: PNG });

    // Opened by its address, it is kept all the same, and runs nothing.
    const address = new URL((await talk.getByRole("link", { name: "logo.svg" }).getAttribute("href")) ?? "", server.url).href;
    const other = await page.context().newPage();
    const kept = await downloaded(other, () => other.goto(address).catch(() => undefined));
    expect(kept.bytes).toEqual(SVG);
    const answer = await page.request.get(address);
    expect(answer.headers()).toMatchObject({
      "content-type": "application/octet-stream",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringMatching(/^sandbox; default-src 'none'/) as unknown as string,
    });
    expect(await other.evaluate(() => "ran" in window)).toBe(false);
    await other.close();

    // What was chosen is listed, can be taken out, and stays when the words cannot be sent.
    const field = page.getByLabel("Attach files");
    await field.setInputFiles([{ name: "wrong.pdf", mimeType: "text/html", buffer: PDF }, { name: "return label.pdf", mimeType: "text/html", buffer: PDF }]);
    await page.getByRole("button", { name: "Take out wrong.pdf" }).click();
    await page.getByLabel("Your words").fill("Print this, {{nobody}}.");
    await page.getByRole("button", { name: /^Send/ }).click();
    await expect(page.getByText("is not known here").first()).toBeVisible();
    await expect(page.getByRole("checkbox", { name: /return label.pdf/ })).toBeChecked();
    await expect(page.getByRole("checkbox", { name: /wrong.pdf/ })).toHaveCount(0);
    await expectAccessible(page);
    await page.getByLabel("Your words").fill("Print this and put it on the parcel.");
    await page.getByRole("button", { name: /^Send/ }).click();
    await expect(talk.getByRole("link", { name: "return label.pdf" })).toBeVisible({ timeout: 20_000 });

    const label = visitor.getByRole("button", { name: /Download.*return label.pdf/ });
    await expect(label).toBeVisible({ timeout: 20_000 });
    expect(await downloaded(visitor, () => label.click())).toEqual({ name: "return label.pdf", bytes: PDF });
    // After a reload their own picture is there to be had as well.
    await visitor.reload();
    const own = visitor.getByRole("button", { name: /Download.*broken leg.png/ });
    expect(await downloaded(visitor, () => own.click())).toEqual({ name: "broken leg.png", bytes: PNG });
  } finally {
    // Pages that are open ask on, and would complain that nobody answers.
    await visitor.goto("about:blank");
    await page.goto("about:blank");
    await server.stop();
  }
});

type Page = Parameters<typeof expectAccessible>[0];

/** What a page has the browser keep. */
async function downloaded(page: Page, click: () => Promise<unknown>): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent("download");
  await click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}
