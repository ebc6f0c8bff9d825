import { randomBytes } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";

const HOUR_MS = 3_600_000;

/** A feature's telemetry as one OTLP/JSON body: interactions over the last two days, one of them with a retry. */
function traffic(slug: string) {
  const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
  const spans = Array.from({ length: 40 }, (_, index) => {
    const start = BigInt(Date.now() - (index + 1) * HOUR_MS) * 1_000_000n;
    return {
      traceId: randomBytes(16).toString("hex"),
      spanId: randomBytes(8).toString("hex"),
      name: "chat gpt-4o",
      startTimeUnixNano: String(start),
      endTimeUnixNano: String(start + 900_000_000n),
      attributes: [
        text("gen_ai.operation.name", "chat"),
        text("gen_ai.provider.name", "openai"),
        text("gen_ai.request.model", index % 9 === 0 ? "house-model-7" : "gpt-4o"),
        { key: "gen_ai.usage.input_tokens", value: { intValue: String(500 + index * 30) } },
        { key: "gen_ai.usage.output_tokens", value: { intValue: "120" } },
        text("threshold.attempt", index % 7 === 0 ? "retry" : "first"),
        text("threshold.outcome", index % 11 === 0 ? "failed" : "answered"),
      ],
    };
  });
  const resource = { attributes: [text("threshold.feature", slug)] };
  return {
    firstTrace: spans[0]?.traceId ?? "",
    body: { resourceSpans: [{ resource, scopeSpans: [{ spans }] }] },
  };
}

async function post(api: APIRequestContext, path: string, data: unknown) {
  const answer = await api.post(path, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

async function fill(api: APIRequestContext, slug: string): Promise<string> {
  const { firstTrace, body } = traffic(slug);
  await post(api, "/api/otlp/v1/traces", body);
  const base = `/api/v1/features/${slug}`;
  const release = async (content: string, change: string) =>
    (
      await post(api, `${base}/releases`, {
        artifacts: [
          { kind: "prompt", name: "main", content, change },
          { kind: "model", name: "gpt-4o", version: "2024-08-06", change: "First model" },
        ],
      })
    ).release as string;
  const [first, second] = [
    await release("Answer.", "First version"),
    await release("Answer kindly.", "Tone"),
  ];
  const deploy = (shares: { release: string; weight: number }[], hoursAgo: number, reason: string) =>
    post(api, `${base}/deployments`, {
      environment: "production",
      shares,
      effectiveAt: new Date(Date.now() - hoursAgo * HOUR_MS).toISOString(),
      reason,
    });
  await deploy([{ release: first, weight: 1 }], 700, "Launch");
  await deploy(
    [
      { release: first, weight: 0.9 },
      { release: second, weight: 0.1 },
    ],
    40,
    "Canary of the new tone",
  );
  const runbook = await api.put(`${base}/runbook`, {
    data: { markdown: "# When it is wrong\n\nStop it.\n" },
  });
  expect(runbook.ok(), await runbook.text()).toBe(true);
  return firstTrace;
}

const featureScreens = [
  "",
  "/quality",
  "/failures",
  "/cost",
  "/versions",
  "/audit",
  "/ownership",
  "/calls",
  "/calls?level=interactions",
  "/edit",
];
const consoleScreens = [
  "/",
  "/calls",
  "/calls?level=interactions",
  "/on-call",
  "/changes",
  "/people",
  "/keys",
  "/prices",
  "/settings",
  "/features/new",
];

for (const width of [1440, 390]) {
  test.describe(`at ${width} pixels`, () => {
    test.use({ viewport: { width, height: 900 } });
    test.setTimeout(180_000);

    const open = async (page: Page, path: string) => {
      await test.step(path, async () => {
        await page.goto(path);
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
        await expectAccessible(page);
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(sideways, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
      });
    };

    test("every screen of the console is accessible", async ({ page }) => {
      for (const path of consoleScreens) await open(page, path);
    });

    test("every tab of an empty feature is accessible", async ({ page, mintFeature }) => {
      const { slug } = await mintFeature();
      for (const tab of featureScreens) await open(page, `/features/${slug}${tab}`);
    });

    test("every tab of a full feature is accessible", async ({ page, api, mintFeature }) => {
      const { slug } = await mintFeature({ unitOfWork: { kind: "trace", label: "reply" } });
      const trace = await fill(api, slug);
      for (const tab of featureScreens) await open(page, `/features/${slug}${tab}`);
      const id = trace.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
      await open(page, `/features/${slug}/interactions/${id}`);
      await open(page, "/");
    });
  });
}

test.describe("somebody who only reads", () => {
  test.use({ role: "viewer" });
  test("sees every screen and no way to change", async ({ page, mintFeature }) => {
    const { slug } = await mintFeature();
    await page.goto(`/features/${slug}/ownership`);
    await expect(page.getByText("Nobody owns this feature")).toBeVisible();
    await expect(page.getByRole("button", { name: "Assign team" })).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Write the runbook" })).toHaveCount(0);
    await page.goto(`/features/${slug}/versions`);
    await expect(page.getByRole("button", { name: "Declare release" })).toHaveCount(0);
  });
});

test("a feature that is not there says so", async ({ page }) => {
  await page.goto("/features/no-such-feature");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
});
