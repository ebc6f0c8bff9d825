import { randomBytes } from "node:crypto";
import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";

test.use({ role: null });
test.setTimeout(180_000);

const DAY_MS = 86_400_000;

/** One call of a model as an OTLP/JSON body, ended now. */
function oneCall() {
  const end = BigInt(Date.now()) * 1_000_000n;
  const attribute = (key: string, value: string | number) => ({
    key,
    value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
  });
  const span = {
    traceId: randomBytes(16).toString("hex"),
    spanId: randomBytes(8).toString("hex"),
    name: "chat gpt-4o",
    startTimeUnixNano: String(end - 800_000_000n),
    endTimeUnixNano: String(end),
    attributes: [
      attribute("gen_ai.operation.name", "chat"),
      attribute("gen_ai.provider.name", "openai"),
      attribute("gen_ai.request.model", "gpt-4o"),
      attribute("gen_ai.usage.input_tokens", 1_000),
      attribute("gen_ai.usage.output_tokens", 100),
    ],
  };
  const resource = { attributes: [attribute("threshold.feature", "support-replies")] };
  return { resourceSpans: [{ resource, scopeSpans: [{ spans: [span] }] }] };
}

async function setUp(page: Page, link: string) {
  await page.goto(link);
  await expectAccessible(page);
  await page.getByLabel("Organisation").fill("Northwind");
  await page.getByLabel("Your name").fill("Mika Oja");
  await page.getByLabel("E-mail").fill("mika@example.com");
  await page.getByLabel("Password").fill("a long enough password");
  await page.getByRole("button", { name: "Set up and sign in" }).click();
  await expect(page.getByRole("link", { name: "Register feature" }).first()).toBeVisible();
}

async function makeKey(page: Page): Promise<string> {
  await page.goto("/keys");
  await page.getByRole("button", { name: "New key" }).click();
  const dialog = page.getByRole("dialog", { name: /key/i });
  await dialog.getByLabel("Name").fill("support-service");
  await dialog.getByRole("button", { name: "Make key" }).click();
  const secret = dialog.getByText(/^thr_[\w-]{43}$/);
  await expect(secret).toBeVisible();
  return (await secret.textContent()) ?? "";
}

/** A wall-clock time in UTC as a datetime-local field takes it. */
const localField = (at: Date) => at.toISOString().slice(0, 16);

test("from nothing to a judged feature: set-up, first span, owner, runbook, release, what ran, a fix", async ({
  browser,
  emptyInstallation,
  watch,
}) => {
  const { url, setupLink } = emptyInstallation;
  const context = await browser.newContext({ baseURL: url, reducedMotion: "reduce", timezoneId: "UTC" });
  watch(context);
  const page = await context.newPage();

  await test.step("set up from the printed link", () => setUp(page, setupLink ?? ""));

  await test.step("register a feature", async () => {
    await page.getByRole("link", { name: "Register feature" }).first().click();
    await page.getByLabel("Name", { exact: true }).fill("Support replies");
    await expect(page.getByLabel("Slug")).toHaveValue("support-replies");
    await page.getByRole("button", { name: "Register feature" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Support replies" })).toBeVisible();
    await expect(page.getByText("Waiting for the first span")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("the first span turns the page by itself", async () => {
    const other = await context.newPage();
    const key = await makeKey(other);
    await other.close();
    const sent = await context.request.post(`${url}/api/otlp/v1/traces`, {
      headers: { authorization: `Bearer ${key}` },
      data: oneCall(),
    });
    expect(sent.status()).toBe(200);
    await expect(page.getByText("Waiting for the first span")).toBeHidden({ timeout: 30_000 });
    await expect(page.getByText("¢ per interaction").first()).toBeVisible();
  });

  await test.step("give it a team", async () => {
    await page.goto("/people");
    await page.getByRole("button", { name: "New team" }).click();
    const team = page.getByRole("dialog", { name: "New team" });
    await team.getByLabel("Name", { exact: true }).fill("Care");
    await team.getByRole("button", { name: "Create team" }).click();
    await expect(page.getByRole("row", { name: /Care/ })).toBeVisible();
    await page.goto("/features/support-replies/ownership");
    await expect(page.getByText("Nobody owns this feature")).toBeVisible();
    await page.getByRole("button", { name: "Assign team" }).first().click();
    const dialog = page.getByRole("dialog", { name: /Who owns/ });
    await dialog.getByRole("combobox").click();
    await page.getByRole("option", { name: /Care/ }).click();
    await dialog.getByRole("button", { name: "Assign team" }).click();
    await expect(page.getByRole("link", { name: "Care" }).first()).toBeVisible();
  });

  await test.step("write its runbook", async () => {
    await page.getByRole("button", { name: "Write the runbook" }).click();
    await page
      .getByLabel("Runbook in Markdown")
      .fill(
        "# When replies are wrong\n\nStop the queue, then go back to the previous release and tell Care.\n",
      );
    await page.getByRole("button", { name: "Save revision" }).click();
    await expect(page.getByRole("heading", { name: "When replies are wrong" })).toBeVisible();
    await expectAccessible(page);
  });

  const deployed = new Date(Date.now() - 10 * DAY_MS);
  await test.step("declare a release and its deployment ten days ago", async () => {
    await page.goto("/features/support-replies/versions");
    await page.getByRole("button", { name: "Declare release" }).first().click();
    // Toasts are dialogs too, so each is named.
    const dialog = page.getByRole("dialog", { name: "Declare release" });
    await dialog.getByLabel("Name").fill("reply");
    await dialog.getByLabel("Why it changed").fill("First version");
    await dialog.getByLabel("Content").fill("Answer kindly.");
    await dialog.getByRole("button", { name: "Declare", exact: true }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole("button", { name: "Record deployment" }).click();
    await page.getByLabel("Runs from").fill(localField(deployed));
    await page.getByLabel("Why", { exact: true }).fill("Launch");
    await page.getByRole("button", { name: "Record", exact: true }).click();
    await expect(page.getByRole("dialog", { name: "Record deployment" })).toBeHidden();
  });

  await test.step("read what ran on a past day, and that it was reported late", async () => {
    const day = new Date(deployed.getTime() + DAY_MS).toISOString().slice(0, 10);
    await page.goto(`/features/support-replies/versions?at=${day}&tz=UTC`);
    const row = page.getByRole("row", { name: /Launch/ });
    await expect(row).toContainText("100 %");
    await expect(row).toContainText("late");
    await expectAccessible(page);
    const before = new Date(deployed.getTime() - DAY_MS).toISOString().slice(0, 10);
    await page.goto(`/features/support-replies/versions?at=${before}&tz=UTC`);
    await expect(page.getByRole("row", { name: /Launch/ })).toHaveCount(0);
  });

  await test.step("follow a failing check to its fix, and see it met", async () => {
    await page.goto("/features/support-replies");
    const check = page.locator("#check-cost-unit");
    await expect(check).toContainText("Nobody has said what one unit of work is called.");
    await check.getByRole("link", { name: /Define the unit/ }).click();
    await page.getByLabel("What one is called").fill("reply");
    await page.getByRole("button", { name: "Save changes" }).click();
    await expect(page.locator("#check-cost-unit")).toContainText("One reply is one trace.");
    await expectAccessible(page);
  });
  await context.close();
});
