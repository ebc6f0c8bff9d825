import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { APIRequestContext, Page } from "@playwright/test";
import { expect, expectAccessible, expectKeys, test } from "./fixtures.ts";

const MINUTE_MS = 60_000;

type Sent = { model: string; failed?: boolean; ago: number; tool?: string };

const text = (key: string, value: string) => ({ key, value: { stringValue: value } });
const count = (key: string, value: number) => ({ key, value: { intValue: String(value) } });

async function send(api: APIRequestContext, slug: string, calls: readonly Sent[]) {
  const spans = calls.map(({ model, failed, ago, tool }) => {
    const start = BigInt(Date.now() - ago) * 1_000_000n;
    return {
      traceId: randomBytes(16).toString("hex"),
      spanId: randomBytes(8).toString("hex"),
      name: tool ?? `chat ${model}`,
      startTimeUnixNano: String(start),
      endTimeUnixNano: String(start + 400_000_000n),
      status: failed ? { code: 2 } : {},
      attributes: [
        text("gen_ai.operation.name", tool ? "execute_tool" : "chat"),
        ...(tool ? [text("gen_ai.tool.name", tool)] : [text("gen_ai.request.model", model)]),
        text("gen_ai.provider.name", "openai"),
        count("gen_ai.usage.input_tokens", 500),
        count("gen_ai.usage.output_tokens", 100),
      ],
    };
  });
  const data = {
    resourceSpans: [{ resource: { attributes: [text("threshold.feature", slug)] }, scopeSpans: [{ spans }] }],
  };
  const answer = await api.post("/api/otlp/v1/traces", { data });
  expect(answer.ok(), await answer.text()).toBe(true);
}

const rows = (page: Page, name = "Calls, newest first") => page.getByRole("table", { name }).getByRole("row");
const head = 1;

/** Chooses values of a filter and closes it. */
async function narrow(page: Page, filter: string, ...values: string[]) {
  await page.getByRole("button", { name: new RegExp(`^${filter}: `) }).click();
  for (const value of values) await page.getByRole("checkbox", { name: value, exact: true }).click();
  await page.keyboard.press("Escape");
}

test("filters, columns and levels stand in the address, and back leads back", async ({
  page,
  api,
  mintFeature,
}) => {
  const { slug } = await mintFeature();
  await send(api, slug, [
    { model: "gpt-4o", ago: 2 * MINUTE_MS },
    { model: "gpt-4o", ago: 3 * MINUTE_MS, failed: true },
    { model: "o3", ago: 4 * MINUTE_MS },
    { model: "gpt-4o-mini", ago: 5 * MINUTE_MS },
    { model: "", ago: 6 * MINUTE_MS, tool: "lookup_order" },
  ]);
  await page.goto(`/features/${slug}/calls`);
  await expect(rows(page)).toHaveCount(5 + head);
  await narrow(page, "Model", "gpt-4o", "o3");
  await expect(page).toHaveURL(/model=gpt-4o%2Co3|model=gpt-4o,o3/);
  await expect(rows(page)).toHaveCount(3 + head);
  await narrow(page, "Status", "error");
  await expect(rows(page)).toHaveCount(1 + head);
  await page.reload();
  await expect(rows(page)).toHaveCount(1 + head);
  await page.goBack();
  await expect(rows(page)).toHaveCount(3 + head);
  await expect(page).toHaveTitle(/^Calls · /);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await expect(rows(page)).toHaveCount(5 + head);

  await page.getByRole("searchbox", { name: "Name begins with" }).fill("LOOKUP");
  await expect(rows(page)).toHaveCount(1 + head);
  await expect(page).toHaveURL(/q=LOOKUP/);
  await page.getByRole("searchbox", { name: "Name begins with" }).fill("");
  await expect(rows(page)).toHaveCount(5 + head);

  await page.getByRole("button", { name: "Columns" }).click();
  await page.getByRole("checkbox", { name: "Error type" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("columnheader", { name: "Error type" })).toBeVisible();
  await expect(page).toHaveURL(/columns=.*errorType/);

  await page.getByRole("button", { name: "Interactions", exact: true }).click();
  await expect(page).toHaveURL(/level=interactions/);
  await expect(rows(page, "Interactions, newest first")).toHaveCount(5 + head);
  await narrow(page, "Has", "a failed call");
  await expect(rows(page, "Interactions, newest first")).toHaveCount(1 + head);
  await expectAccessible(page);
});

test("the file has what the table has", async ({ page, api, mintFeature }) => {
  const { slug } = await mintFeature();
  await send(api, slug, [
    { model: "gpt-4o", ago: MINUTE_MS },
    { model: "o3", ago: MINUTE_MS, failed: true },
    { model: "", ago: MINUTE_MS, tool: "=cmd|' /C calc'!A0" },
  ]);
  await page.goto(`/features/${slug}/calls?columns=call%2Cname%2Cstatus`);
  await expect(rows(page)).toHaveCount(3 + head);
  const download = page.waitForEvent("download");
  await page.getByRole("link", { name: "CSV", exact: true }).click();
  const lines = (await readFile(await (await download).path(), "utf8")).trimEnd().split("\r\n");
  expect(lines[0]).toBe("operation,provider,request_model,response_model,name,status");
  expect(lines).toHaveLength(3 + head);
  expect(lines.find((line) => line.startsWith("execute_tool"))).toContain("'=cmd");
});

test("a view is saved, applied, changed, shared and deleted", async ({ page, pageAs, api, mintFeature }) => {
  const { slug } = await mintFeature();
  await send(api, slug, [
    { model: "gpt-4o", ago: MINUTE_MS },
    { model: "o3", ago: MINUTE_MS, failed: true },
  ]);
  const name = `Errors ${randomBytes(4).toString("hex")}`;
  await page.goto(`/features/${slug}/calls?status=error`);
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByRole("menuitem", { name: "Save this view as…" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("checkbox", { name: "Share with everybody" }).click();
  await page.getByRole("button", { name: "Save view" }).click();
  await expect(page.getByRole("button", { name: `View: ${name}` })).toBeVisible();
  await narrow(page, "Status", "ok");
  await expect(page.getByRole("button", { name: `View: ${name}, unsaved changes` })).toBeVisible();
  await page.getByRole("button", { name: `View: ${name}, unsaved changes` }).click();
  await page.getByRole("menuitem", { name: "Save the changes" }).click();
  await expect(page.getByRole("button", { name: `View: ${name}`, exact: true })).toBeVisible();

  const viewer = await pageAs("viewer");
  await viewer.goto(`/features/${slug}/calls`);
  await viewer.getByRole("button", { name: "Views" }).click();
  await viewer.getByRole("menuitem", { name: new RegExp(`^${name}|${name}`) }).click();
  await expect(viewer).toHaveURL(/status=error%2Cok|status=error,ok/);
  await viewer.getByRole("button", { name: `View: ${name}` }).click();
  await expect(viewer.getByRole("menuitem", { name: "Delete" })).toHaveCount(0);

  await page.getByRole("button", { name: `View: ${name}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete view" }).click();
  await expect(page.getByRole("button", { name: `View: ${name}` })).toHaveCount(0);
});

test("the live tail shows what is sent meanwhile, each call once", async ({ page, api, mintFeature }) => {
  const { slug } = await mintFeature();
  await send(api, slug, [{ model: "gpt-4o", ago: MINUTE_MS }]);
  await page.goto(`/features/${slug}/calls`);
  await page.getByRole("button", { name: "Live" }).click();
  await expect(page.getByText("0 new calls")).toBeVisible();
  await send(api, slug, [{ model: "o3", ago: 500 }]);
  await expect(page.getByText("1 new call", { exact: true })).toBeVisible();
  await expect(rows(page)).toHaveCount(2 + head);
  await send(api, slug, [
    { model: "gpt-4o-mini", ago: 10_000 },
    { model: "o3", ago: 200 },
  ]);
  await expect(page.getByText("3 new calls")).toBeVisible();
  await expect(rows(page)).toHaveCount(4 + head);
  await expectAccessible(page);
});

test("keys move through the rows, to the filters, and into an interaction", async ({
  page,
  api,
  mintFeature,
}) => {
  const { slug } = await mintFeature();
  await send(api, slug, [
    { model: "gpt-4o", ago: MINUTE_MS },
    { model: "o3", ago: 2 * MINUTE_MS },
  ]);
  await page.goto(`/features/${slug}/calls`);
  await expect(rows(page)).toHaveCount(2 + head);
  // The rows come with the page, the keys a moment later.
  await expectKeys(page, "explorer");
  await page.keyboard.press("f");
  await expect(page.getByRole("button", { name: /^Period: / })).toBeFocused();
  await page.keyboard.press("j");
  await expect(page.getByRole("link", { name: "gpt-4o", exact: true })).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("link", { name: "o3", exact: true })).toBeFocused();
  await page.keyboard.press("k");
  await expect(page.getByRole("link", { name: "gpt-4o", exact: true })).toBeFocused();
  await page.keyboard.press("f");
  await expect(page.getByRole("button", { name: /^Period: / })).toBeFocused();
  await page.keyboard.press("j");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/interactions\//);
});

test("a bar of the chart narrows the period to it, with the keyboard too", async ({
  page,
  api,
  mintFeature,
}) => {
  const { slug } = await mintFeature();
  await send(api, slug, [
    { model: "gpt-4o", ago: MINUTE_MS },
    { model: "o3", ago: 30 * 60 * MINUTE_MS },
  ]);
  await page.goto(`/features/${slug}/calls?period=24h`);
  await expect(rows(page)).toHaveCount(1 + head);
  await page.getByRole("button", { name: /: 1 ok, 0 error\. Show only this\.$/ }).press("Enter");
  await expect(page).toHaveURL(/from=.*to=/);
  await expect(rows(page)).toHaveCount(1 + head);
  await page.getByRole("button", { name: "Show as table" }).click();
  await expect(page.getByRole("cell", { name: "1", exact: true })).toBeVisible();
});
