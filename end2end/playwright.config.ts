// One Chromium, three ways to look at the same pages: with script, without, and on a phone.
// A spec that needs script ends in `.script.spec.ts`; one for phones alone in `.phone.spec.ts`.
// What fails is tried once more with a server of its own, since a shared machine stalls now and then; the result
// names what needed it, because a test that fails now and then may have found something.

import { defineConfig } from "@playwright/test";

const needsScript = /\.script\.spec\.ts$/;
const phonesOnly = /\.phone\.spec\.ts$/;
const pictures = /screenshots\.ts$/;

export default defineConfig({
  testDir: ".",
  outputDir: "test-results",
  fullyParallel: false,
  workers: 2,
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  // Generous, since a busy machine is slow and waiting longer costs nothing where nothing is wrong.
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [["list"]],
  use: {
    locale: "en-GB",
    timezoneId: "Europe/Madrid",
    viewport: { width: 1440, height: 900 },
    trace: "on-first-retry",
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-gpu"],
    },
  },
  projects: [
    { name: "with-script", testIgnore: [phonesOnly] },
    { name: "without-script", testIgnore: [phonesOnly, needsScript], use: { javaScriptEnabled: false } },
    {
      name: "phone",
      testIgnore: [],
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
    },
    { name: "screenshots", testMatch: pictures },
  ],
});
