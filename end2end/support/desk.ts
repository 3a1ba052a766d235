// What people do at the desk before anything else can happen, in as few steps as there are.

import { expect, type Page } from "@playwright/test";

import type { Server } from "./server.ts";

export const ADMIN = { name: "Maya Strand", email: "maya@example.com", password: "four quiet grey horses" };

/** Everybody in the sample world signs in with this. */
export const SAMPLE_PASSWORD = "alder-and-pine";

/** The first visit: an admin, an organisation, an AI agent. Ends on the home page, signed in. */
export async function setUp(page: Page, server: Server): Promise<void> {
  await page.goto(server.url);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Who are you, and when are you there?");
  await page.getByLabel("Your name").fill(ADMIN.name);
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.locator("#organisation").fill("Alder & Pine");
  await page.locator("#zone").fill("Europe/Madrid");
  await page.locator("#agent").fill("Nora");
  await page.getByRole("button", { name: "Set up the desk" }).click();
  await expect(page).toHaveURL(`${server.url}/`);
}

/** Makes sure that the desk is set up and the admin signed in, whoever was here before. */
export async function arrive(page: Page, server: Server): Promise<void> {
  await page.goto(server.url);
  if (new URL(page.url()).pathname === "/set-up") return setUp(page, server);
  if (new URL(page.url()).pathname !== "/sign-in") return;
  await page.getByLabel("E-mail").fill(ADMIN.email);
  await page.getByLabel("Password").fill(ADMIN.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).not.toHaveURL(/sign-in/);
}

/** A desk where the AI hands over and somebody is always there. Ends signed in as the admin. */
export async function openAlways(page: Page, server: Server): Promise<void> {
  await arrive(page, server);
  await page.goto(`${server.url}/agents/1/actions`);
  const turnOn = page.getByRole("button", { name: "Turn on Human Handoff" });
  if (await turnOn.isVisible()) await turnOn.click();
  await page.goto(`${server.url}/agents/1/hours`);
  const always = page.locator("label", { hasText: "Open 24 h" }).first();
  if (await always.getByRole("radio").isChecked()) return;
  await always.click();
  await page.getByRole("button", { name: "Save hours" }).click();
  await expect(page.locator(".flash")).toContainText("Hours saved.");
}

/** Signs in without looking at the form, as a new session. The page to begin with is the caller's to open. */
export async function signIn(page: Page, server: Server, email: string, password = SAMPLE_PASSWORD): Promise<void> {
  const [form, headers] = [{ email, password }, { origin: server.url }];
  const answer = await page.request.post(`${server.url}/sign-in`, { form, headers, maxRedirects: 0 });
  expect(answer.status(), await answer.text()).toBe(303);
}

/** A visitor who writes from somewhere without a browser. */
export class Visitor {
  private token = "";
  id = "";

  constructor(
    private readonly server: Server,
    private readonly key: string,
    private readonly name?: string,
  ) {}

  /** Says something and gives back what the desk says about it. */
  async say(text: string): Promise<{ status: { state: string }; messages: { author: string; text: string }[] }> {
    const first = this.token === "";
    const path = first ? `/widget/agents/${this.key}/conversations` : "/widget/conversation/messages";
    const answer = await fetch(this.server.url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...(first ? {} : { authorization: `Bearer ${this.token}` }) },
      body: JSON.stringify({ client_id: crypto.randomUUID(), text, name: this.name, zone: "Europe/Madrid", language: "en" }),
    });
    expect(answer.status, await answer.clone().text()).toBe(201);
    const body = (await answer.json()) as { token?: string; conversation_id: string } & Awaited<ReturnType<Visitor["say"]>>;
    this.token ||= body.token ?? "";
    this.id = body.conversation_id;
    return body;
  }
}

/** The public key of an AI agent, from the page that shows the tag to copy. */
export async function widgetKey(page: Page, server: Server, agent = 1): Promise<string> {
  await page.goto(`${server.url}/widget/preview?agent=${agent}`);
  const key = await page.locator("script[data-agent]").getAttribute("data-agent");
  return key ?? "";
}
