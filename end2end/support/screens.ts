// Pictures of pages, for people to look at: three widths, two themes.

import { dirname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";

import { THEMES } from "./axe.ts";

const folder = resolve(dirname(fileURLToPath(import.meta.url)), "../../target/screenshots");
export const WIDTHS = [1440, 390, 320] as const;

/** Writes `target/screenshots/NAME-WIDTH-THEME.png` for each width and theme. */
export async function takePictures(page: Page, name: string): Promise<string[]> {
  const paths: string[] = [];
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: width === 1440 ? 900 : 844 });
    for (const colorScheme of THEMES) {
      await page.emulateMedia({ colorScheme });
      const path = resolve(folder, `${name}-${width}-${colorScheme}.png`);
      await page.screenshot({ path, fullPage: true, animations: "disabled" });
      paths.push(path);
    }
  }
  return paths;
}
