import { randomBytes } from "node:crypto";
import type { APIRequestContext } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";

test.setTimeout(180_000);

const hex = (bytes: number) => randomBytes(bytes).toString("hex");
const value = (given: string | number) =>
  typeof given === "number" ? { intValue: String(given) } : { stringValue: given };

type Span = { id: string; parent?: string; name: string; at: number; ms: number; failed?: boolean };

/** One trace: a root with a failed call, its retry with messages and a tool under it. Times in milliseconds from its start. */
function trace(slug: string) {
  const traceId = hex(16);
  const start = Date.now() - 60_000;
  const ids = { root: hex(8), failed: hex(8), retry: hex(8), tool: hex(8) };
  const nano = (ms: number) => String(BigInt(start + ms) * 1_000_000n);
  const span = ({ id, parent, name, at, ms, failed }: Span, attributes: Record<string, string | number>) => ({
    traceId,
    spanId: id,
    ...(parent ? { parentSpanId: parent } : {}),
    name,
    startTimeUnixNano: nano(at),
    endTimeUnixNano: nano(at + ms),
    attributes: Object.entries(attributes).map(([key, given]) => ({ key, value: value(given) })),
    ...(failed ? { status: { code: 2 } } : {}),
  });
  const chat = {
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "openai",
    "gen_ai.request.model": "gpt-4o",
    "gen_ai.usage.input_tokens": 1200,
    "gen_ai.usage.output_tokens": 300,
  };
  const messages = {
    "gen_ai.input.messages": JSON.stringify([
      { role: "user", parts: [{ type: "text", content: "Is my basement covered? <b>now</b>" }] },
    ]),
    "gen_ai.output.messages": JSON.stringify([
      { role: "assistant", parts: [{ type: "text", content: "Water damage is covered." }] },
    ]),
  };
  const spans = [
    span(
      { id: ids.root, name: "triage claim", at: 0, ms: 5000 },
      { "gen_ai.operation.name": "invoke_agent" },
    ),
    span({ id: ids.failed, parent: ids.root, name: "chat gpt-4o", at: 100, ms: 900, failed: true }, chat),
    span(
      { id: ids.retry, parent: ids.root, name: "chat gpt-4o", at: 1200, ms: 2000 },
      { ...chat, ...messages },
    ),
    span(
      { id: ids.tool, parent: ids.retry, name: "lookup_policy", at: 1500, ms: 300 },
      { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "lookup_policy" },
    ),
  ];
  const resource = { attributes: [{ key: "threshold.feature", value: value(slug) }] };
  return { traceId, ids, body: { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] } };
}

async function send(api: APIRequestContext, path: string, data: unknown) {
  const answer = await api.post(path, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
}

test("from the list into one interaction: keys, the chosen call, its messages, feedback", async ({
  page,
  api,
  mintFeature,
}) => {
  const { slug } = await mintFeature({
    contentPolicy: "full",
    unitOfWork: { kind: "trace", label: "claim" },
  });
  const { traceId, ids, body } = trace(slug);
  await send(api, "/api/otlp/v1/traces", body);
  await send(api, `/api/v1/features/${slug}/feedback`, {
    traceId,
    spanId: ids.retry,
    rating: { kind: "thumbs", value: "down" },
    label: "wrong amount",
    comment: "The excess is 150.",
  });

  await test.step("open it from the list of calls", async () => {
    await page.goto(`/features/${slug}/calls`);
    await page.getByRole("link", { name: "gpt-4o" }).first().click();
    await expect(page).toHaveURL(new RegExp(`/interactions/${traceId}`));
  });

  const grid = page.getByRole("treegrid", { name: "Spans of this interaction" });
  const row = (name: string) => grid.getByRole("row", { name: new RegExp(name) });
  const detail = page.getByRole("region", { name: "gpt-4o" });

  await test.step("the tree says what happened", async () => {
    await expect(row("retry")).toHaveCount(1);
    await expect(row("error")).toHaveCount(1);
    await expect(row("triage claim")).toHaveAttribute("aria-expanded", "true");
    await expectAccessible(page);
  });

  await test.step("arrows move, left closes, right opens", async () => {
    await grid.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowLeft");
    await expect(row("triage claim")).toHaveAttribute("aria-expanded", "false");
    await expect(row("lookup_policy")).toHaveCount(0);
    await page.keyboard.press("ArrowRight");
    await expect(row("lookup_policy")).toHaveCount(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(new RegExp(`span=${traceId}-${ids.retry}`));
    await expect(detail).toBeVisible();
  });

  await test.step("the chosen call shows why it is a retry, its price and what was said of it", async () => {
    await expect(detail).toContainText("Retry: follows a failed call of the same model.");
    await expect(detail).toContainText("1,200 input tokens × $2.5/M");
    await expect(detail).toContainText("wrong amount");
    await expect(detail).not.toContainText("The excess is 150.");
    await expectAccessible(page);
  });

  await test.step("messages come after a look that is recorded, as text and nothing else", async () => {
    await expect(page.getByText("Is my basement covered?")).toHaveCount(0);
    await detail.getByRole("button", { name: "Show messages" }).click();
    await expect(detail.getByText("Is my basement covered? <b>now</b>").first()).toBeVisible();
    await expect(detail.getByText("Water damage is covered.").first()).toBeVisible();
    await expect(detail).toContainText("The excess is 150.");
    await expectAccessible(page);
    const looks = await page.request.get(`/api/v1/activity?feature=${slug}`);
    const { items } = await looks.json();
    expect(items.filter((item: { action: string }) => item.action === "content.viewed")).toHaveLength(2);
  });

  await test.step("escape closes the detail and gives the keyboard back", async () => {
    await detail.getByRole("heading", { level: 3 }).press("Escape");
    await expect(detail).toHaveCount(0);
    await expect(grid).toBeFocused();
    await expect(page).not.toHaveURL(/span=/);
  });

  await test.step("a reviewer says something, and corrects it", async () => {
    const panel = page.getByRole("region", { name: "Feedback", exact: true });
    await panel.getByText("Add your feedback").click();
    await panel.getByRole("button", { name: "Good" }).click();
    await panel.getByLabel("Category").fill("right tone");
    await panel.getByRole("button", { name: "Add feedback" }).click();
    await expect(panel.getByText("thumbs up · right tone")).toBeVisible();
    await panel.getByText("Correct your feedback").click();
    await panel.getByRole("button", { name: "Bad" }).click();
    await panel.getByRole("button", { name: "Correct feedback" }).click();
    await expect(panel.getByText("thumbs down · right tone")).toBeVisible();
    await expect(panel.getByText("corrected 1 time")).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("the feature's sum has both", async () => {
    await page.goto(`/features/${slug}/calls`);
    await expect(
      page.getByText("Feedback in the last 30 days of production: 0 up, 1 down; reviewers: 0 up, 1 down."),
    ).toBeVisible();
  });
});

test.describe("somebody who may not read messages", () => {
  test.use({ role: "viewer" });
  test("sees the figures, and is told who can", async ({ page, api, mintFeature }) => {
    const { slug } = await mintFeature({ contentPolicy: "full" });
    const { traceId, body } = trace(slug);
    await send(api, "/api/otlp/v1/traces", body);
    await page.goto(`/features/${slug}/interactions/${traceId}`);
    await expect(page.getByText(/the owning team, auditors and admins can read them/)).toBeVisible();
    await expect(page.getByRole("button", { name: "Show messages" })).toHaveCount(0);
    await expect(page.getByText("Add your feedback")).toHaveCount(0);
  });
});

test("two thousand spans are scrolled through without drawing them all", async ({
  page,
  api,
  mintFeature,
}) => {
  const { slug } = await mintFeature();
  const { traceId, ids, body } = trace(slug);
  const [first] = body.resourceSpans[0]?.scopeSpans[0]?.spans ?? [];
  const start = Date.now() - 60_000;
  const many = Array.from({ length: 1996 }, (_, index) => ({
    ...first,
    spanId: hex(8),
    parentSpanId: ids.root,
    name: `step ${index + 1}`,
    startTimeUnixNano: String(BigInt(start + index * 2) * 1_000_000n),
    endTimeUnixNano: String(BigInt(start + index * 2 + 20) * 1_000_000n),
  }));
  await send(api, "/api/otlp/v1/traces", body);
  await send(api, "/api/otlp/v1/traces", {
    resourceSpans: [{ ...body.resourceSpans[0], scopeSpans: [{ spans: many }] }],
  });
  await page.goto(`/features/${slug}/interactions/${traceId}`);
  const grid = page.getByRole("treegrid");
  await expect(grid).toHaveAttribute("aria-rowcount", "2001");
  expect(await grid.getByRole("row").count()).toBeLessThan(100);
  await grid.focus();
  await page.keyboard.press("End");
  await expect(grid.getByRole("row", { name: /step 1996/ })).toBeVisible();
  expect(await grid.getByRole("row").count()).toBeLessThan(100);
});
