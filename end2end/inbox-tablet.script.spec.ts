// On a tablet held upright there is room for the sidebar and one pane of the inbox.

import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from "./support";

test.skip(({ isMobile }) => isMobile, "phones have journeys of their own");
test.use({ viewport: { width: 800, height: 1100 } });

test("the list and the conversation each have the room to themselves, and lead to each other", async ({ page, demo }) => {
  await signIn(page, demo, "maya@alderandpine.example");
  await page.goto(`${demo.url}/inbox`);
  await expect(page.locator(".rows")).toBeVisible();
  const href = (await page.locator("a[href^='/inbox/conv_']").first().getAttribute("href")) ?? "";
  await page.goto(demo.url + href);
  await expect(page.locator(".rows")).toBeHidden();
  for (const button of await page.locator(".composer button:visible, .talk-head button:visible").all()) {
    const box = await button.boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(800);
  }
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await page.getByRole("link", { name: "Back to the list" }).click();
  await expect(page.locator(".rows")).toBeVisible();
});
