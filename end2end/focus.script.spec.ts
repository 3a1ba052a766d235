// Walking a long form by keyboard: what has the focus is never under a bar that stays in reach (WCAG 2.4.11).

import type { Page } from "@playwright/test";

import { expect, signIn, test } from "./support";

const ADMIN = "maya@alderandpine.example";
const FORMS = ["/agents/1/hours", "/agents/1/queues/1", "/agents/1/handoffs/1", "/agents/1/transfer-functions/1", "/agents/1/actions/human-handoff"];
const MOST_STEPS = 400;

/** What has the focus, and whether a bar hides its upper or its lower edge; nothing once the walk has left the page. */
function focused(page: Page): Promise<{ what: string; isUnderABar: boolean } | null> {
  return page.evaluate(() => {
    const focused = document.activeElement;
    if (focused === null || focused === document.body) return null;
    const { top, bottom, left, width } = focused.getBoundingClientRect();
    const isUnderABar = [top + 2, bottom - 2].some((y) => {
      const bar = document.elementFromPoint(left + width / 2, y)?.closest(".save-bar, .topbar");
      return bar ? !bar.contains(focused) : false;
    });
    return { what: focused.outerHTML.slice(0, 120), isUnderABar };
  });
}

for (const path of FORMS) {
  test(`whoever walks ${path} by keyboard sees where they are`, async ({ page, demo }) => {
    await signIn(page, demo, ADMIN);
    await page.goto(demo.url + path);
    for (const key of ["Tab", "Shift+Tab"]) {
      let steps = 0;
      for (; steps < MOST_STEPS; steps += 1) {
        await page.keyboard.press(key);
        const found = await focused(page);
        if (found === null) break;
        expect(found.isUnderABar, `${key} to ${found.what}`).toBe(false);
      }
      expect(steps, "a long form").toBeGreaterThan(10);
      expect(steps, "the walk ends").toBeLessThan(MOST_STEPS);
    }
  });
}
