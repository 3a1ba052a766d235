// What the sentence beside “When to use” would do, while somebody writes.

import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from "./support";

test("the answer follows what is typed, and the field is never touched", async ({ page, demo }) => {
  await signIn(page, demo, "maya@alderandpine.example");
  await page.goto(`${demo.url}/agents/1/actions/human-handoff`);
  await page.locator("#when_to_use").fill("Hand over when the customer asks for a person. Be extra careful with Gold members.");
  await expect(page.locator(".understood li")).toHaveCount(2);
  const example = page.locator("#example");
  await example.pressSequentially("Can I talk to a human");
  await expect(page.locator("[data-part=example]")).toContainText("asked for a person");
  await expect(page.locator(".understood li").first()).toContainText("Holds for your example");
  await expect(page.locator(".understood li").last()).not.toContainText("Holds for your example");
  await expect(example).toBeFocused();
  await expect(example).toHaveValue("Can I talk to a human");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await example.fill("");
  await expect(page.locator("[data-part=example]")).toBeEmpty();
  // A sentence alone is nothing to save.
  await page.locator("#when_to_use").evaluate((field: HTMLTextAreaElement) => {
    field.value = field.defaultValue;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await example.fill("anything");
  await expect(page.locator(".save-bar")).not.toContainText("Unsaved changes");
});
