// What one wants to be told is saved by a plain form, with script and without; what needs a script says so.

import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from "./support";

test("what is wanted is saved, sound is off by default, and the page is honest about scripts", async ({ page, demo }) => {
  await signIn(page, demo, "tomas@alderandpine.example");
  await page.goto(`${demo.url}/settings/mine`);
  await page.getByRole("link", { name: "What your browser may tell you" }).click();
  const sound = page.getByLabel("Play a sound");
  const wanted = page.getByLabel("Tell me about");
  await expect(sound).not.toBeChecked();
  await expect(wanted).toHaveValue("waiting");
  await sound.check();
  await wanted.selectOption({ label: "My conversations alone" });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.locator(".flash")).toContainText("What you are told is saved.");
  await expect(sound).toBeChecked();
  await expect(wanted).toHaveValue("mine");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  const hasScript = await page.evaluate(() => matchMedia("(scripting: enabled)").matches);
  await expect(page.getByText("This needs scripts.")).toBeVisible({ visible: !hasScript });
  await expect(page.locator("[data-permission]:visible")).toHaveCount(1);
  await expect(page.getByRole("button", { name: "Play the sound" })).toBeVisible({ visible: hasScript });

  await sound.uncheck();
  await wanted.selectOption({ index: 0 });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(sound).not.toBeChecked();
});
