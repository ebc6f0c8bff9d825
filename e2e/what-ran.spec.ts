import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { APIRequestContext } from "@playwright/test";
import { expect, expectAccessible, expectKeys, test } from "./fixtures.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const midnight = Date.parse(`${dayOf(Date.now())}T00:00:00Z`);
const yesterday = dayOf(midnight - DAY_MS);
const dayBefore = dayOf(midnight - 2 * DAY_MS);
/** "14 March 2026". */
const spoken = (day: string) =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });

async function post(api: APIRequestContext, path: string, data: unknown) {
  const answer = await api.post(path, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

/** A call an hour over yesterday: until noon by the declared model, then by another under the same name. */
function traffic(slug: string, release: string) {
  const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
  const spans = Array.from({ length: 24 }, (_, hour) => {
    const start = BigInt(midnight - DAY_MS + hour * HOUR_MS + 60_000) * 1_000_000n;
    return {
      traceId: randomBytes(16).toString("hex"),
      spanId: randomBytes(8).toString("hex"),
      name: "chat gpt-4o",
      startTimeUnixNano: String(start),
      endTimeUnixNano: String(start + 900_000_000n),
      attributes: [
        text("gen_ai.operation.name", "chat"),
        text("gen_ai.provider.name", "openai"),
        text("gen_ai.request.model", "gpt-4o"),
        text("gen_ai.response.model", hour < 12 ? "gpt-4o-2024-08-06" : "gpt-4o-2024-11-20"),
        { key: "gen_ai.usage.input_tokens", value: { intValue: "500" } },
        { key: "gen_ai.usage.output_tokens", value: { intValue: "120" } },
      ],
    };
  });
  const attributes = [text("threshold.feature", slug), text("threshold.release", release.slice(0, 12))];
  return { resourceSpans: [{ resource: { attributes }, scopeSpans: [{ spans }] }] };
}

async function fill(api: APIRequestContext, slug: string): Promise<string> {
  const base = `/api/v1/features/${slug}`;
  const { release } = await post(api, `${base}/releases`, {
    artifacts: [
      { kind: "prompt", name: "reply", content: "Answer kindly.", change: "First version" },
      { kind: "model", name: "gpt-4o", version: "2024-08-06", change: "Best of three in the pilot" },
    ],
  });
  await post(api, `${base}/deployments`, {
    environment: "production",
    shares: [{ release, weight: 1 }],
    effectiveAt: new Date(midnight - 5 * DAY_MS).toISOString(),
    reason: "Launch, reported late",
  });
  await post(api, "/api/otlp/v1/traces", traffic(slug, release));
  return release;
}

test("a day is reviewed, held against telemetry, compared with what was known then, saved and printed by keyboard", async ({
  api,
  mintFeature,
  page,
}) => {
  test.setTimeout(180_000);
  const { slug } = await mintFeature();
  const release = await fill(api, slug);
  const title = (day: string) => page.getByRole("heading", { name: `What ran on ${spoken(day)}` });

  await test.step("days by their keys, and in the address", async () => {
    await page.goto(`/features/${slug}/versions?at=${yesterday}&tz=UTC`);
    await expect(title(yesterday)).toBeVisible();
    await expectKeys(page, "whatRan");
    await page.keyboard.press("?");
    const list = page.getByRole("dialog", { name: "Keyboard" });
    await expect(list.getByRole("region", { name: "What ran" })).toContainText("on this screen");
    await page.keyboard.press("Escape");
    await expect(list).toHaveCount(0);
    await page.keyboard.press("BracketLeft");
    await expect(title(dayBefore)).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`at=${dayBefore}`));
    await page.keyboard.press("ArrowRight");
    await expect(title(yesterday)).toBeVisible();
    await page.keyboard.press("t");
    await expect(title(dayOf(midnight))).toBeVisible();
    await page.keyboard.press("BracketLeft");
    await expect(title(yesterday)).toBeVisible();
  });

  await test.step("what was declared, late, and what telemetry says against it", async () => {
    const row = page.getByRole("row", { name: /Launch, reported late/ });
    await expect(row).toContainText("100 %");
    await expect(row).toContainText(/late/);
    const findings = page.getByRole("list", { name: "Findings" });
    await expect(findings).toContainText(
      "The provider answered with gpt-4o-2024-11-20 while gpt-4o-2024-08-06 was declared, from 12:00 on, 50 % of answers (12 of 24).",
    );
    await expect(findings).toContainText("which was not declared until");
    await expectAccessible(page);
    const calls = findings
      .getByRole("listitem")
      .filter({ hasText: "The provider answered" })
      .getByRole("link");
    await calls.first().focus();
    await page.keyboard.press("Enter");
    await expect(page.getByText("12 calls", { exact: false }).first()).toBeVisible();
    await page.goBack();
    await expect(title(yesterday)).toBeVisible();
  });

  await test.step("a lane says on focus what is too short to be read", async () => {
    const bar = page.getByRole("link", { name: /^Prompt: v1\b/ });
    // What arrives meanwhile may draw the lane anew, and the focus is gone with the old bar.
    await expect(async () => {
      await bar.blur();
      await bar.focus();
      await expect(page.getByText(/Why: First version/).last()).toBeVisible({ timeout: 2_000 });
    }).toPass();
    await page.keyboard.press("Escape");
  });

  await test.step("as known then", async () => {
    const known = page.getByRole("region", { name: "As known then beside as known now" });
    await expect(known.getByRole("region", { name: "Known then" })).toContainText("Nothing was declared.");
    await expect(known.getByRole("region", { name: "Known now" })).toContainText("Launch, reported late");
    await page.keyboard.press("w");
    await expect(page).toHaveURL(/known=then/);
    await expect(page.getByRole("row", { name: /Nothing had been declared by then/ })).toBeVisible();
    await page.keyboard.press("w");
    await expect(page).not.toHaveURL(/known=then/);
  });

  await test.step("the whole answer as CSV", async () => {
    const csv = page.getByRole("link", { name: "CSV" });
    await csv.focus();
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    const text = await readFile(await download.path(), "utf8");
    expect(text).toContain(release);
    expect(text).toMatch(/^finding,.*The provider answered/m);
  });

  await test.step("the sheet, on paper", async () => {
    await page.keyboard.press("p");
    await expect(page).toHaveURL(/\/versions\/sheet\?/);
    await expectAccessible(page);
    await page.emulateMedia({ media: "print" });
    const sheet = page.getByRole("article");
    await expect(sheet).toContainText(release);
    await expect(sheet).toContainText(`What ran on ${spoken(yesterday)}`);
    await expect(sheet).toContainText(/sha256sum/);
    await expect(page.getByRole("button", { name: "Print or save as PDF" })).toBeHidden();
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString("latin1");
    expect(pdf.slice(0, 5)).toBe("%PDF-");
    // One sheet of A4, in points.
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(1);
    expect(pdf).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
  });
});

test("a feature of which nothing is known yet teaches the next step", async ({ mintFeature, page }) => {
  test.setTimeout(120_000);
  const { slug } = await mintFeature();
  await page.goto(`/features/${slug}/versions`);
  await expect(page.getByText("Nobody has said yet what runs")).toBeVisible();
  await expectAccessible(page);
  await page.goto(`/features/${slug}/versions/sheet?at=${yesterday}&tz=UTC`);
  await expect(page.getByRole("article")).toContainText("Nothing was declared.");
  await expectAccessible(page);
});
