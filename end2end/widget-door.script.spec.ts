// Who sends more than the chat takes at once: a short wait is the chat's own business, a long one is told, and nothing is lost.

import { expect, openAlways, Server, test } from "./support";

test.slow();
test.skip(({ isMobile }) => isMobile, "what happens is the same on a phone");

const open = async (visitor: import("@playwright/test").Page, server: Server) => {
  await visitor.goto(`${server.url}/widget/preview?agent=1`);
  await visitor.getByRole("button", { name: "Open chat" }).click();
  await expect(visitor.getByRole("textbox", { name: "Message" })).toBeVisible();
};

test("whoever writes too fast waits a little and finds every message sent, in order", async ({ page, complaints }) => {
  complaints.expect(/429/);
  const server = await Server.start("serve", { HANDOFF_VISITOR_MESSAGES_A_MINUTE: "20" });
  const visitor = await page.context().newPage();
  try {
    await openAlways(page, server);
    await open(visitor, server);
    const log = visitor.getByRole("log");
    const refused = visitor.waitForResponse((answer) => answer.status() === 429);
    const wanted = Array.from({ length: 24 }, (_, number) => `Parcel ${number} is late`);
    for (const text of wanted) {
      await visitor.getByRole("textbox", { name: "Message" }).fill(text);
      await visitor.keyboard.press("Enter");
    }
    expect((await refused).headers()["retry-after"]).toMatch(/^[1-3]$/);
    await expect(log.getByText("Sending")).toBeVisible();
    await expect(log.locator(".customer .state")).toHaveCount(0, { timeout: 60_000 });
    const said = (await log.locator(".customer p").allTextContents()).filter((text) => text.startsWith("Parcel"));
    expect(said).toEqual(wanted);
    await visitor.reload();
    await expect(log.getByText("Parcel 23 is late")).toBeVisible();
    expect((await log.locator(".customer p").allTextContents()).filter((text) => text.startsWith("Parcel"))).toEqual(wanted);
  } finally {
    await visitor.close();
    await server.stop();
  }
});

test("whoever sends too many files is told how long to wait, and can send them then", async ({ page, complaints }) => {
  complaints.expect(/429/);
  const server = await Server.start("serve", { HANDOFF_VISITOR_MEGABYTES_AN_HOUR: "1" });
  const visitor = await page.context().newPage();
  try {
    await openAlways(page, server);
    await page.goto(`${server.url}/settings/organisation`);
    await page.getByRole("switch", { name: "Customers and the team may send files" }).check();
    await page.getByRole("button", { name: "Save organisation" }).click();
    await open(visitor, server);
    const log = visitor.getByRole("log");
    const film = { name: "film.mp4", mimeType: "video/mp4", buffer: Buffer.alloc(9_000_000, 7) };
    for (const text of ["The first films", "The second films"]) {
      const chooser = visitor.waitForEvent("filechooser");
      await visitor.getByRole("button", { name: "Add files" }).click();
      await (await chooser).setFiles([film, { ...film, name: "other.mp4" }]);
      await visitor.getByRole("textbox", { name: "Message" }).fill(text);
      await visitor.keyboard.press("Enter");
      await expect(log.getByText("Sending")).toBeHidden({ timeout: 30_000 });
    }
    const second = log.locator(".customer").filter({ hasText: "The second films" });
    await expect(second).toContainText(/Not sent\. That was a lot at once\. Send it again at .*\d:\d\d/, { timeout: 30_000 });
    await expect(second.getByRole("button", { name: "Try again" })).toBeVisible();
    await expect(log.locator(".customer").filter({ hasText: "The first films" })).not.toContainText("Not sent");
  } finally {
    await visitor.close();
    await server.stop();
  }
});
