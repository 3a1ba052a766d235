// `make screenshots`: the pages of the sample world, for people to look at. Not a test of anything.

import { signIn, takePictures, test } from "./support";

// Name of the picture and path of the page. A new page adds its line here.
const PAGES: [name: string, path: string][] = [
  ["home", "/"],
  ["inbox", "/inbox"],
  ["inbox-all", "/inbox?view=all"],
  ["agents", "/agents"],
  ["actions", "/agents/1/actions"],
  ["human-handoff", "/agents/1/actions/human-handoff"],
  ["handoffs", "/agents/1/handoffs"],
  ["handoff", "/agents/1/handoffs/1"],
  ["handoff-new", "/agents/1/handoffs/new"],
  ["hours", "/agents/1/hours"],
  ["hours-new", "/agents/1/hours/new"],
  ["hours-days", "/agents/1/hours/1/days?country=ES"],
  ["queues", "/agents/1/queues"],
  ["queue", "/agents/1/queues/1"],
  ["queue-new", "/agents/1/queues/new"],
  ["transfer-functions", "/agents/1/transfer-functions"],
  ["transfer-function-new", "/agents/1/transfer-functions/new"],
  ["coverage", "/agents/1/coverage"],
  ["coverage-month", "/agents/1/coverage?by=month"],
  ["callbacks", "/callbacks"],
  ["insights", "/insights"],
  ["insights-90", "/insights?days=90"],
  ["insights-empty", "/insights?from=2020-01-01&to=2020-01-07"],
  ["topics", "/agents/1/topics"],
  ["topic", "/agents/1/topics/1"],
  ["try-it", "/agents/1/try-it"],
  ["operators", "/operators"],
  ["invite", "/operators/invite"],
  ["tokens", "/settings/tokens"],
  ["import", "/settings/import"],
  ["organisation", "/settings/organisation"],
  ["visibility", "/settings/visibility"],
  ["audit", "/settings/audit"],
  ["language-model", "/settings/language-model"],
  ["mine", "/settings/mine"],
  ["notifications", "/settings/notifications"],
  ["my-email", "/settings/email"],
  ["agent-notifications", "/agents/1/notifications"],
  ["webhooks", "/settings/webhooks"],
  ["webhook-new", "/settings/webhooks/new"],
  ["deliveries", "/deliveries"],
  ["widget-preview", "/widget/preview?agent=1"],
];

test.setTimeout(120_000);

test("sign-in", async ({ page, demo }) => {
  await page.goto(`${demo.url}/sign-in`);
  await takePictures(page, "sign-in");
});

for (const [name, path] of PAGES) {
  test(name, async ({ page, demo }) => {
    await signIn(page, demo, "maya@alderandpine.example");
    await page.goto(demo.url + path);
    await takePictures(page, name);
  });
}

test("conversation", async ({ page, demo }) => {
  await signIn(page, demo, "maya@alderandpine.example");
  await page.goto(`${demo.url}/inbox`);
  const conversation = await page.locator(".thread-row").first().getAttribute("href");
  await page.goto(demo.url + (conversation ?? ""));
  await takePictures(page, "conversation");
});
