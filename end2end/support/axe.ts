// Accessibility, checked on the page as it stands, in both themes.

import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const COLOURS = ["color-contrast", "link-in-text-block"];
export const THEMES = ["light", "dark"] as const;

/** What axe finds in the theme shown now, one readable line a fault. */
export async function accessibilityFaults(page: Page, rules: string[] = []): Promise<string[]> {
  // In the page itself and with the faults alone: nothing of ours is in frames of other origins, and describing
  // what is well takes longer than finding it.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ["violations"] });
  const { violations } = await (rules.length > 0 ? axe.withRules(rules) : axe.withTags(TAGS)).analyze();
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.html}`));
}

/**
 * Judges in a window as tall as the page. What lies half under a bar that stays in reach is whole as soon as one scrolls,
 * and which control that is depends on the window alone; that the focus is never under it, `focus.script.spec.ts` sees to.
 */
async function inOneView<T>(page: Page, judge: () => Promise<T>): Promise<T> {
  const window = page.viewportSize();
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  if (window === null || height <= window.height) return judge();
  await page.setViewportSize({ width: window.width, height });
  try {
    return await judge();
  } finally {
    await page.setViewportSize(window);
  }
}

/**
 * Expects no fault in light and in dark. axe itself needs script, so a page without it is judged by
 * the same spec in the project that has it. A theme changes colours alone, so the second asks about these.
 */
export async function expectAccessible(page: Page): Promise<void> {
  const hasScript = await page.evaluate(() => matchMedia("(scripting: enabled)").matches);
  if (!hasScript) return;
  await inOneView(page, async () => {
    for (const colorScheme of THEMES) {
      // Without motion: a colour on its way from one theme to the other belongs to neither.
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      const rules = colorScheme === THEMES[0] ? [] : COLOURS;
      expect(await accessibilityFaults(page, rules), `in the ${colorScheme} theme`).toEqual([]);
    }
  });
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
}

/** Expects that nothing but a region made for it scrolls sideways (WCAG 1.4.10). */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(excess, "pixels the page is wider than its window").toBeLessThanOrEqual(0);
}
