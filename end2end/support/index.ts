// What every spec imports: `import { test, expect } from "./support"`.
//
// `server` starts empty and `demo` with the sample world; each is started once a worker, on first
// use. `own` is an empty one for a test that leaves behind what would stand in the way of others. Every page is listened to, and a test during which the browser complained fails.

import { test as base, expect } from "@playwright/test";

import { Complaints } from "./console.ts";
import { Server } from "./server.ts";

type PerTest = { complaints: Complaints; own: Server };
type PerWorker = { server: Server; demo: Server };

export const test = base.extend<PerTest, PerWorker>({
  server: [
    async ({}, use) => {
      const server = await Server.start("serve");
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  demo: [
    async ({}, use) => {
      const server = await Server.start("demo");
      await use(server);
      await server.stop();
    },
    { scope: "worker" },
  ],
  own: async ({ page }, use) => {
    const server = await Server.start("serve");
    await use(server);
    // A page that is open asks on, and would complain that nobody answers.
    await page.goto("about:blank");
    await server.stop();
  },
  complaints: [
    async ({ page }, use) => {
      const complaints = new Complaints(page);
      await use(complaints);
      expect(complaints.unexpected(), "what the browser complained about").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };
export { accessibilityFaults, expectAccessible, expectNoSidewaysScroll } from "./axe.ts";
export { Server } from "./server.ts";
export { takePictures } from "./screens.ts";
export { ADMIN, arrive, openAlways, SAMPLE_PASSWORD, setUp, signIn, Visitor, widgetKey } from "./desk.ts";
