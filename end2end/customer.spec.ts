// One customer over all channels: whoever looks like the same is offered, joined, read in place, taken back and parted.
// By plain forms: it runs with script and without.

import { expect, expectAccessible, openAlways, type Server, test, widgetKey } from "./support";

/** A visitor who gave their name and address writes; gives back the conversation. */
async function writes(server: Server, key: string, [name, text]: [string, string]): Promise<string> {
  const answer = await fetch(`${server.url}/widget/agents/${key}/conversations`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_id: crypto.randomUUID(), text, name, email: "ada@customers.example", language: "en" }),
  });
  expect(answer.status).toBe(201);
  return ((await answer.json()) as { conversation_id: string }).conversation_id;
}

test("whoever gave the same address is joined by a person, read in place, and parted again", async ({ page, own }) => {
  await openAlways(page, own);
  const key = await widgetKey(page, own);
  await writes(own, key, ["A. Lovelace", "The engine I ordered has a bent wheel."]);
  const here = await writes(own, key, ["Ada Lovelace", "Can I talk to a real person, please?"]);
  const card = `${own.url}/inbox/${here}?pane=card`;
  const said = page.locator(".flash");

  // The same address is no proof, so nothing is joined before somebody says so, and what was said can be taken back.
  await page.goto(card);
  await expect(page.getByText("wrote by web chat too and gave the same e-mail address. Same person?")).toBeVisible();
  await expect(page.getByRole("heading", { name: "Their other conversations" })).toHaveCount(0);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Merge with A. Lovelace" }).click();
  await expect(said).toContainText("Merged");
  await said.getByRole("button", { name: "Undo" }).click();
  await expect(said).toContainText("Taken back");
  await page.goto(card);
  await page.getByRole("button", { name: "Merge with A. Lovelace" }).click();
  await expect(said).toContainText("Merged");

  // What they wrote before is opened above what they write here.
  await page.goto(`${own.url}/inbox/${here}`);
  const log = page.getByRole("log");
  await expect(log).not.toContainText("bent wheel");
  await log.getByRole("link", { name: /Web chat,/ }).first().click();
  await expect(log.locator("#earlier")).toContainText("bent wheel");
  await expect(log).toContainText("Can I talk to a real person");
  await expectAccessible(page);
  await log.getByRole("link", { name: "Close" }).click();
  await expect(log.locator("#earlier")).toHaveCount(0);

  // Parted for good, they are not offered again; whoever looks for them still finds them.
  await page.goto(card);
  await expect(page.getByRole("heading", { name: "Their other conversations" })).toBeVisible();
  await expect(page.getByText(/^Joined by Maya Strand, /)).toBeVisible();
  await page.getByRole("button", { name: /^Part again/ }).click();
  await expect(said).toContainText("Parted");
  await page.goto(card);
  await expect(page.getByRole("heading", { name: "The same customer?" })).toHaveCount(0);
  await page.getByText("Join with another customer").click();
  await page.getByRole("searchbox", { name: /^Name, address/ }).fill("Lovelace");
  await page.locator("form", { has: page.locator("#find") }).getByRole("button", { name: "Search" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who is the same as Ada Lovelace?");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Merge with A. Lovelace" }).click();
  await expect(said).toContainText("Merged");
});
