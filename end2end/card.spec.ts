// The takeover card and what is said of a handoff, by plain links and forms: with script and without.

import { expect, expectAccessible, expectNoSidewaysScroll, openAlways, test } from "./support";
import type { Server } from "./support";

/** A customer whom the AI promised something and who then asks for a person; the conversation's id. */
async function handedOver(server: Server, name: string): Promise<string> {
  const words = ["token", "create", "--name", `card ${name}`, "--scope", "write_all"];
  const token = (await server.command(words)).trim();
  const post = async (path: string, body: unknown) => {
    const answer = await fetch(`${server.url}/v1/api${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
    expect(answer.ok, await answer.clone().text()).toBe(true);
    return (await answer.json()) as { conversation: { id: string } };
  };
  const customer = { name, email: `${name.toLowerCase().replaceAll(" ", ".")}@example.com` };
  const before = { customer, message: { author: "customer", text: "Do you oil benches?" } };
  await post("/conversations", before);
  const first = { author: "customer", text: "My order ORD-12345 was due on Monday and is not here." };
  const { conversation } = await post("/conversations", { customer, message: first });
  const path = `/conversations/${conversation.id}/messages`;
  await post(path, { author: "ai", text: "I am sorry. I will send you an update within 24 hours.", confidence: 0.9 });
  await post(path, { author: "customer", text: "You said that yesterday. Please let me talk to a real person." });
  return conversation.id;
}

test("the card says why, what is known, what was promised, and what to write first", async ({ page, server }, info) => {
  await openAlways(page, server);
  const id = await handedOver(server, `Priya ${info.project.name.replaceAll("-", " ")}`);
  await page.goto(`${server.url}/inbox/${id}?pane=card`);
  const card = page.getByRole("complementary", { name: "Takeover card" });
  await expect(card).toContainText("asked for a person");
  await expect(card.locator("mark").first()).toContainText("talk to a real person");
  await expect(card.getByRole("heading", { name: "In short" })).toBeVisible();
  await expect(card).toContainText("ORD-12345");
  await expect(card).toContainText("Promised: “I will send you an update within 24 hours.”");
  await expect(card).toContainText("Due by ");
  await expect(card.getByRole("heading", { name: "Suggested next" })).toBeVisible();
  await expect(card.getByRole("heading", { name: /^Mood/ })).toBeVisible();
  await expect(card.getByRole("img", { name: /^Mood over/ })).toBeVisible();
  await expect(card.getByRole("heading", { name: "The same customer?" })).toBeVisible();
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);

  await card.getByRole("link", { name: "Put it in the composer" }).click();
  await expect(page.getByLabel("Your words")).toHaveValue(/^Hello Priya\. I'm Maya Strand/);
  await page.goto(`${server.url}/inbox/${id}?pane=card`);
  await card.getByRole("link", { name: "Every step of this decision" }).click();
  await expect(page.getByText("Who has it").first()).toBeVisible();
});

test("a handoff is judged by one click, judged otherwise by another, and taken back", async ({ page, server }, info) => {
  await openAlways(page, server);
  const id = await handedOver(server, `Ada ${info.project.name.replaceAll("-", " ")}`);
  await page.goto(`${server.url}/inbox/${id}?pane=card`);
  const card = page.getByRole("complementary", { name: "Takeover card" });
  const choice = (name: string) => card.getByRole("button", { name, exact: true });
  await choice("Too early").click();
  await expect(card).toContainText("Maya Strand said “too early”");
  await expect(choice("Too early")).toHaveAttribute("aria-pressed", "true");
  await choice("Wrong team").click();
  await expect(card).toContainText("Maya Strand said “wrong team”");
  await expect(choice("Too early")).toHaveAttribute("aria-pressed", "false");
  await choice("Wrong team").click();
  await expect(card).not.toContainText("said “");
  await expect(choice("Wrong team")).toHaveAttribute("aria-pressed", "false");
});
