// The guards themselves: each must notice the fault it is there for, or a green run means nothing.

import { accessibilityFaults, expect, expectAccessible, expectNoSidewaysScroll, test } from "./support";

const ORIGIN = "http://guards.test";
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'";

const document = (body: string) =>
  `<!doctype html><html lang="en"><head><title>Guards</title></head><body><main><h1>Guards</h1>${body}</main></body></html>`;

test.beforeEach(async ({ page }) => {
  await page.route(`${ORIGIN}/**`, (route) => {
    const body = new URL(route.request().url()).searchParams.get("body") ?? "";
    return route.fulfill({
      contentType: "text/html; charset=utf-8",
      headers: { "content-security-policy": POLICY },
      body: document(body),
    });
  });
});

const show = (body: string) => `${ORIGIN}/?${new URLSearchParams({ body })}`;

test("a sound page passes every guard", async ({ page, complaints }) => {
  await page.goto(show("<p>All is well.</p>"));
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  expect(complaints.unexpected()).toEqual([]);
});

test("a field without a label is an accessibility fault", async ({ page }) => {
  await page.goto(show("<input>"));
  expect(await accessibilityFaults(page)).toContainEqual(expect.stringMatching(/^label:/));
});

test("an inline script is refused by the policy, and the refusal is heard", async ({ page, complaints }) => {
  await page.goto(show("<script>document.title = 'ran'</script>"));
  await expect(page).toHaveTitle("Guards");
  expect(complaints.unexpected()).toContainEqual(expect.stringContaining("Content Security Policy"));
  complaints.expect(/Content Security Policy/);
  expect(complaints.unexpected()).toEqual([]);
});

test("a page wider than its window is noticed", async ({ page }) => {
  await page.goto(show("<svg width='3000' height='10' role='img' aria-label='wide'></svg>"));
  await expect(expectNoSidewaysScroll(page)).rejects.toThrow(/wider than its window/);
});
