// What is sent to which system, set up by plain links and forms: it runs with script and without.

import type { Page } from "@playwright/test";

import { arrive, expect, expectAccessible, expectNoSidewaysScroll, test } from "./support";

test.describe.configure({ mode: "serial" });

const nameIn = (project: string) => `transfer_to_${project.replaceAll("-", "_")}`;

async function save(page: Page, what: "transfer function" | "queue"): Promise<void> {
  await page.getByRole("region", { name: "Save", exact: true }).getByRole("button", { name: `Save ${what}` }).click();
}

test("system transfers with parameters: headers and parameters are rows, and what would be sent is shown", async ({ page, server, complaints }, info) => {
  complaints.expect(/422/);
  const name = nameIn(info.project.name);
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/transfer-functions`);
  await page.getByRole("link", { name: /transfer function$/ }).last().click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("radio", { name: "Phone call" }).check();
  await page.getByLabel("Number or SIP address").fill("call me");
  const headers = page.getByRole("group", { name: "SIP headers" });
  await headers.getByRole("button", { name: "Add a header" }).click();
  await page.getByLabel("Name of header 1").fill("X-Summary");
  await page.getByLabel("Text of header 1").fill("{{sumary}}");
  await page.getByRole("button", { name: "Add a parameter" }).click();
  await page.getByLabel("Name of parameter 1").fill("reason");
  await page.getByLabel("Text of parameter 1").fill("{{reason}}");
  await page.getByRole("button", { name: "Add a parameter" }).click();
  await page.getByLabel("Name of parameter 2").fill("via");
  await page.getByLabel("Text of parameter 2").fill("by {{channel}}");

  await save(page, "transfer function");
  await expect(page).toHaveTitle(/^Error: /);
  await expect(page.getByRole("alert")).toContainText("“call me” cannot be called.");
  await expect(page.getByRole("alert")).toContainText("Did you mean {{summary}}?");
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
  await page.getByLabel("Number or SIP address").fill("+34 910 000 000");
  await page.getByLabel("Text of X-Summary").fill("{{summary}}");
  await page.getByRole("button", { name: "Move via up" }).click();
  await expect(page.getByLabel(/^Name of/).nth(1)).toHaveValue("via");
  await save(page, "transfer function");
  await expect(page.locator(".flash")).toContainText("Nothing is sent until a queue uses it.");
  const sent = page.getByLabel("What would be sent, as JSON");
  await expect(sent).toContainText('"X-Summary": "Charged twice for order 10482');
  await expect(sent).toContainText('"via": "by web"');
  await expectAccessible(page);
});

test("a transfer function in use cannot be deleted", async ({ page, server }, info) => {
  const name = nameIn(info.project.name);
  const queue = `Calls ${info.project.name}`;
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/queues/new`);
  await page.getByLabel("Name", { exact: true }).fill(queue);
  await page.getByLabel("Transfer function", { exact: true }).selectOption(name);
  await save(page, "queue");
  await expect(page.locator(".flash")).toContainText(`“${queue}” is made.`);

  await page.goto(`${server.url}/agents/1/transfer-functions`);
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
  await expect(row).toContainText(queue);
  await row.getByRole("link", { name, exact: true }).click();
  await page.getByRole("link", { name: "Delete…" }).click();
  await expect(page.getByText("It cannot be deleted while queues use it")).toBeVisible();
  await expect(page.getByRole("button", { name: /Delete/ })).toHaveCount(0);
  await page.getByRole("link", { name: queue }).click();
  await page.getByRole("link", { name: "Delete…" }).click();
  await page.getByRole("button", { name: /Delete queue/ }).click();

  await page.goto(`${server.url}/agents/1/transfer-functions`);
  await page.getByRole("table").getByRole("link", { name, exact: true }).click();
  await page.getByRole("link", { name: "Delete…" }).click();
  await page.getByRole("button", { name: /Delete transfer function/ }).click();
  await expect(page.locator(".flash")).toContainText(`“${name}” is deleted.`);
});
