// What the browser complains about while a test looks elsewhere: script errors, failed loads, refusals
// by the content security policy.

import type { Page } from "@playwright/test";

export class Complaints {
  private readonly heard: string[] = [];
  private readonly expected: RegExp[] = [];

  constructor(page: Page) {
    page.on("console", (message) => {
      const place = message.location().url;
      if (message.type() === "error") this.heard.push(`${message.text()} (${place})`);
    });
    page.on("pageerror", (error) => this.heard.push(`uncaught: ${error.message}`));
  }

  /** A complaint this test brings about on purpose, such as the 422 of a refused form. */
  expect(pattern: RegExp): void {
    this.expected.push(pattern);
  }

  /** The complaints nobody expected. */
  unexpected(): string[] {
    return this.heard.filter((text) => !this.expected.some((pattern) => pattern.test(text)));
  }
}
