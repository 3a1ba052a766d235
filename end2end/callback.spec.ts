// Nobody is there: a customer leaves a number, and somebody gets in touch. With script and without.

import { arrive, expect, expectAccessible, test, Visitor, widgetKey } from "./support";

test("a callback is promised, listed when it is due, taken and done", async ({ page, server }, info) => {
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/actions/human-handoff`);
  const enabled = page.getByRole("switch", { name: "Human Handoff is on" });
  if (!(await enabled.isChecked())) {
    await enabled.check();
    await page.getByRole("button", { name: "Save action" }).click();
  }
  await page.goto(`${server.url}/agents/1/hours`);
  await page.locator("label", { hasText: "Weekly hours" }).click();
  await page.locator("label", { hasText: "Take a callback" }).click();
  // Open in five days' time alone, so that it is closed now, whenever this runs.
  const later = new Date(Date.now() + 5 * 86_400_000).getUTCDay();
  const days = await page.locator(".week-day").all();
  for (const [index, day] of days.entries()) {
    const isThatDay = (index + 1) % 7 === later;
    const box = day.getByRole("switch");
    if (isThatDay !== (await box.isChecked())) {
      if (isThatDay) await day.getByRole("button", { name: /^Add hours/ }).click();
      else await box.uncheck();
    }
  }
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page.getByText("Hours saved.")).toBeVisible();

  const name = `Oskar ${info.project.name}`;
  const visitor = new Visitor(server, await widgetKey(page, server), name);
  const asked = await visitor.say("Can I speak to a human please?");
  expect(asked.status.state).toBe("gathering");
  const noted = await visitor.say("+34 612 345 678");
  expect(noted.status.state).toBe("callback");

  await page.goto(`${server.url}/callbacks`);
  const row = page.getByRole("row", { name: new RegExp(name) });
  await expect(row).toContainText("+34 612 345 678");
  await expect(row).toContainText("Nobody yet");
  await expectAccessible(page);
  await row.getByRole("button", { name: /Take it/ }).click();
  await expect(page).toHaveURL(new RegExp(`/inbox/${visitor.id}`));
  await page.goto(`${server.url}/callbacks`);
  await expect(row).toContainText("You");
  await row.getByRole("button", { name: /Done/ }).click();
  await expect(page.getByText("Done. The promise is kept.")).toBeVisible();
  await expect(row).toHaveCount(0);
  await page.goto(`${server.url}/callbacks?view=done`);
  await expect(row).toBeVisible();

  // Others find the desk open again.
  await page.goto(`${server.url}/agents/1/hours`);
  await page.locator("label", { hasText: "Open 24 h" }).click();
  await page.getByRole("button", { name: "Save hours" }).click();
});
