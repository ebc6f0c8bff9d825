import { randomBytes } from "node:crypto";
import type { APIRequestContext, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";

const HOUR_MS = 3_600_000;
const phone = { width: 390, height: 844 };

async function post(api: APIRequestContext, path: string, data: unknown) {
  const answer = await api.post(path, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

/** Two releases that ran; the mark stands in the words of the second prompt alone. */
async function fill(api: APIRequestContext, slug: string, mark: string) {
  const base = `/api/v1/features/${slug}`;
  const releases: string[] = [];
  for (const [prompt, limits, change] of [
    ["Answer kindly.\nBe brief.\n", '{"retries":3,"timeout":10}', "First words"],
    [`Answer kindly.\nBe ${mark}.\n`, '{"timeout":20,"retries":3}', "After complaint 2211"],
  ] as const) {
    const artifacts = [
      { kind: "prompt", name: "reply", content: prompt, change },
      { kind: "config", name: "limits", content: limits, change },
      { kind: "model", name: "chat", version: "gpt-4o", change: "First model" },
    ];
    const { release } = await post(api, `${base}/releases`, { artifacts });
    releases.push(release);
    await post(api, `${base}/deployments`, {
      environment: "production",
      shares: [{ release, weight: 1 }],
      effectiveAt: new Date(Date.now() - (3 - releases.length) * 2 * HOUR_MS).toISOString(),
      reason: change,
    });
  }
  return releases;
}

async function expectNoSidewaysScroll(page: Page) {
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(over).toBeLessThanOrEqual(0);
}

test("two releases are chosen, compared, turned round and passed on as an address", async ({
  page,
  api,
  mintFeature,
}) => {
  const { slug } = await mintFeature();
  const mark = `m${randomBytes(6).toString("hex")}`;
  const [first = "", second = ""] = await fill(api, slug, mark);
  await page.goto(`/features/${slug}/versions`);
  for (const release of [second, first]) {
    await page.getByRole("checkbox", { name: `Compare ${release.slice(0, 12)}` }).focus();
    await page.keyboard.press("Space");
  }
  await page.getByRole("link", { name: "Compare the two" }).press("Enter");
  await expect(page).toHaveURL(new RegExp(`from=${first}&to=${second}`));
  await expect(page.getByText("2 artifacts changed.")).toBeVisible();
  const limits = page.getByRole("region", { name: "Configuration limits" });
  await expect(limits.getByRole("row", { name: /timeout/ })).toContainText("20");
  await expect(limits.getByRole("row", { name: /retries/ })).toHaveCount(0);
  await expect(page.getByRole("table", { name: "Prompt reply, v1 to v2" })).toContainText(mark);
  await expect(page.getByText("After complaint 2211").first()).toBeVisible();
  await expectAccessible(page);
  await limits.getByRole("button", { name: "As text" }).click();
  await expect(limits.getByRole("table")).toContainText("retries");
  await page.getByRole("link", { name: "Turn round" }).click();
  await expect(page).toHaveURL(new RegExp(`from=${second}&to=${first}`));
  await expect(page.getByText("This takes back:").first()).toBeVisible();
  await page.setViewportSize(phone);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
});

test("versions of an artifact are compared, and a content that was not kept is not made up", async ({
  page,
  api,
  mintFeature,
}) => {
  const { slug } = await mintFeature();
  await post(api, `/api/v1/features/${slug}/releases`, {
    artifacts: [{ kind: "prompt", name: "reply", digest: "ab".repeat(32), change: "Kept elsewhere" }],
  });
  await fill(api, slug, "brief and kind");
  await page.goto(`/features/${slug}/versions`);
  await page.getByRole("region", { name: "Artifacts" }).getByText("reply", { exact: true }).click();
  await page.getByRole("checkbox", { name: "Compare reply v1" }).check();
  await page.getByRole("checkbox", { name: "Compare reply v3" }).check();
  await page.getByRole("link", { name: "Compare the two" }).click();
  await expect(page.getByText("The content of v1 was not kept, only its name and digest")).toBeVisible();
  await page.goto(`/features/${slug}/versions/compare?from=0123456789ab&to=0123456789ab`);
  await expect(page.getByText("There is no release that begins with 0123456789ab.")).toBeVisible();
});

test("a prompt is found by its words, with where it ran; and days say what changed", async ({
  page,
  api,
  mintFeature,
}) => {
  const { slug, name } = await mintFeature();
  const mark = `m${randomBytes(6).toString("hex")}`;
  await fill(api, slug, mark);
  await page.goto("/");
  await page.keyboard.press("g");
  await page.keyboard.press("v");
  await expect(page.getByRole("heading", { level: 1, name: "Versions" })).toBeVisible();
  await page.getByLabel("Name, content, reason, digest or commit").fill(mark);
  await page.keyboard.press("Enter");
  const found = page.getByRole("region", { name: "Where it ran" });
  await expect(found.getByRole("link", { name })).toBeVisible();
  await expect(found).toContainText("to now");
  await expect(found).toContainText("100 % of production");
  await expectAccessible(page);
  const csv = await api.get(`/api/v1/versions/search?format=csv&q=${mark}`);
  expect((await csv.text()).split("\r\n")[1]).toContain(`${slug},prompt,reply,v2`);
  await page.goto("/versions?tz=UTC");
  const changes = page.getByRole("region", { name });
  await expect(changes).toContainText("After complaint 2211");
  await expect(changes).toContainText("v1 to v2");
  await page.setViewportSize(phone);
  await expectNoSidewaysScroll(page);
  await expectAccessible(page);
  await changes.getByRole("link", { name: /See the difference/ }).click();
  await expect(page.getByText("2 artifacts changed.")).toBeVisible();
  await page.goto("/versions?from=2026-03-14&to=2026-03-01");
  await expect(page.getByText("the last day is before the first")).toBeVisible();
});
