// Every page of the sample world: nothing axe finds, nothing scrolls sideways, nothing complains;
// also with mistakes on it.

import { expect, expectAccessible, expectNoSidewaysScroll, Server, signIn, test } from "./support";

const ADMIN = "maya@alderandpine.example";

const PAGES = [
  "/",
  "/inbox",
  "/inbox?view=all",
  "/inbox?view=callbacks",
  "/inbox?view=mine&q=nobody-has-this-name",
  "/agents",
  "/agents/1/rename",
  "/agents/1/actions",
  "/agents/1/actions/human-handoff",
  "/agents/1/handoffs",
  "/agents/1/handoffs/new",
  "/agents/1/handoffs/1",
  "/agents/1/handoffs/1/delete",
  "/agents/1/hours",
  "/agents/1/hours/new",
  "/agents/1/hours/1/rename",
  "/agents/1/hours/1/delete",
  "/agents/1/hours/1/days?country=ES&year=2027",
  "/agents/1/queues",
  "/agents/1/queues/new",
  "/agents/1/queues/1",
  "/agents/1/queues/1/delete",
  "/agents/1/transfer-functions",
  "/agents/1/transfer-functions/new",
  "/agents/1/transfer-functions/1",
  "/agents/1/transfer-functions/1/delete",
  "/agents/1/coverage",
  "/agents/1/coverage?by=month&zone=own",
  "/agents/1/notifications",
  "/settings/email",
  "/settings/webhooks",
  "/settings/webhooks/new",
  "/deliveries",
  "/callbacks",
  "/insights",
  "/insights?days=90",
  "/insights?from=2020-01-01&to=2020-01-07",
  "/callbacks?view=done",
  "/agents/1/try-it",
  "/agents/1/topics",
  "/agents/1/topics/new",
  "/agents/1/topics/1",
  "/agents/1/topics/1/delete",
  "/operators",
  "/operators/2/plan",
  "/operators/invite",
  "/settings/organisation",
  "/settings/visibility",
  "/settings/audit",
  "/settings/language-model",
  "/settings/mine",
  "/settings/notifications",
  "/settings/tokens",
  "/widget/preview?agent=1",
];

for (const path of PAGES) {
  test(`${path} can be read by everybody`, async ({ page, demo }) => {
    await signIn(page, demo, ADMIN);
    await page.goto(demo.url + path);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}

test("a conversation, its card and a trace can be read by everybody", async ({ page, demo }) => {
  await signIn(page, demo, ADMIN);
  await page.goto(`${demo.url}/inbox`);
  const conversation = await page.locator(".thread-row").first().getAttribute("href");
  for (const address of [conversation ?? "", `${conversation?.split("?")[0]}?pane=card`]) {
    await page.goto(demo.url + address);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
  const trace = await page.getByRole("link", { name: /step/i }).first().getAttribute("href");
  await page.goto(demo.url + (trace ?? ""));
  await expectAccessible(page);
});

const MISTAKES: [path: string, field: string, wrong: string, button: RegExp][] = [
  ["/operators/invite", "#email", "nobody", /^Make the link/],
  ["/settings/organisation", "#zone", "Europe/Madrit", /^Save/],
  ["/agents/1/actions/human-handoff", "#messages-offer", "", /^Save action/],
  ["/agents/1/hours", "#timezone, #zone", "Mars/Olympus", /^Save hours/],
  ["/agents/1/queues/new", "#name", "", /^Save queue/],
  ["/agents/1/transfer-functions/new", "#name", "", /^Save transfer function/],
  ["/agents/1/topics/new", "#title", "", /^Save topic/],
  ["/agents/1/try-it", "#try-moment-at", "noon", /^Decide/],
  ["/agents", "#name", "", /^Add the AI agent/],
  ["/settings/tokens", "#name", "", /^Make the token/],
  ["/settings/mine", "#name", "", /^Save/],
  ["/settings/mine", "#new_password", "short", /^Change the password/],
];

for (const [path, field, wrong, button] of MISTAKES) {
  test(`${path} ${field} says what is wrong so that everybody can read it`, async ({ page, demo, complaints }) => {
    complaints.expect(/422/);
    await signIn(page, demo, ADMIN);
    await page.goto(demo.url + path);
    await page.locator(field).first().fill(wrong);
    await page.getByRole("button", { name: button }).last().click();
    await expect(page).toHaveTitle(/^Error: /);
    await expect(page.getByRole("alert")).toBeFocused();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  });
}

test("the doors can be read by everybody", async ({ page, demo, complaints }) => {
  complaints.expect(/404|410/);
  for (const path of ["/sign-in", "/there-is-nothing-here", "/invitations/nonsense"]) {
    await page.goto(demo.url + path);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  }
});

test("a refused sign-in can be read by everybody", async ({ page, demo, complaints }) => {
  complaints.expect(/422/);
  await page.goto(`${demo.url}/sign-in`);
  await page.getByLabel("E-mail").fill(ADMIN);
  await page.getByLabel("Password").fill("not the password");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveTitle(/^Error: Sign in/);
  await expect(page.getByLabel("E-mail")).toHaveValue(ADMIN);
  await expect(page.getByLabel("Password")).toHaveValue("");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
});

test("the first visit can be read by everybody, also with mistakes", async ({ page, complaints }) => {
  complaints.expect(/422/);
  const empty = await Server.start("serve");
  try {
    await page.goto(`${empty.url}/set-up`);
    await expect(page).toHaveTitle("Set up Handoff · Handoff");
    await expect(page.getByLabel("Time zone"), "they most likely mean their own").toHaveValue("Europe/Madrid");
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole("button", { name: "Set up the desk" }).click();
    await expect(page).toHaveTitle(/^Error: /);
    await expect(page.getByRole("alert")).toBeFocused();
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
  } finally {
    await empty.stop();
  }
});

test("whoever sets themself away stays where they are", async ({ page, demo }) => {
  await signIn(page, demo, ADMIN);
  await page.goto(`${demo.url}/agents/1/try-it`);
  for (const [words, said] of [["Set yourself away", "You are away."], ["Set yourself available", "You are available."]]) {
    const menu = page.getByRole("button", { name: "Menu" });
    if (await menu.isVisible()) await menu.click();
    await page.locator(".mine > summary").click();
    await page.getByRole("button", { name: words }).click();
    await expect(page.locator(".flash")).toContainText(said ?? "");
    await expect(page).toHaveURL(/try-it$/);
  }
});

test("the pages have a picture for their tab", async ({ page, demo }) => {
  await page.goto(`${demo.url}/sign-in`);
  const icon = await page.locator('link[rel="icon"]').getAttribute("href");
  const answer = await page.request.get(demo.url + (icon ?? ""));
  expect(answer.status()).toBe(200);
  expect(answer.headers()["content-type"]).toContain("image/svg+xml");
});
