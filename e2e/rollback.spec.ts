import type { APIRequestContext, Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";

const HOUR_MS = 3_600_000;

async function post(api: APIRequestContext, path: string, data: unknown) {
  const answer = await api.post(path, { data });
  expect(answer.ok(), await answer.text()).toBe(true);
  return answer.json();
}

/** Two releases, of which the second took over an hour ago. */
async function twoReleases(api: APIRequestContext, slug: string): Promise<[string, string]> {
  const base = `/api/v1/features/${slug}`;
  const digests: string[] = [];
  for (const [content, change, hoursAgo] of [
    ["Answer kindly.\nNever promise money.\n", "First words", 48],
    ["Answer kindly.\n", "Shorter words", 1],
  ] as const) {
    const artifacts = [{ kind: "prompt", name: "reply", content, change }];
    const { release } = await post(api, `${base}/releases`, { artifacts });
    digests.push(release);
    await post(api, `${base}/deployments`, {
      environment: "production",
      shares: [{ release, weight: 1 }],
      effectiveAt: new Date(Date.now() - hoursAgo * HOUR_MS).toISOString(),
      reason: change,
    });
  }
  return [digests[0] ?? "", digests[1] ?? ""];
}

/** Presses Tab until the element has the focus: what the keyboard cannot reach is not there for everybody. */
async function tabTo(page: Page, name: RegExp | string, role: "button" | "link" | "textbox" = "button") {
  const target = page.getByRole(role, { name }).first();
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 200; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
  }
  throw new Error(`Tab does not reach ${name}`);
}

test("back to the release before, by keyboard, from the feature page to what ran", async ({
  page,
  api,
  mintFeature,
}) => {
  const { slug } = await mintFeature();
  const [first, second] = await twoReleases(api, slug);
  await page.goto(`/features/${slug}`);
  await tabTo(page, "Roll back");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Roll back" });
  await expect(dialog.getByText(first.slice(0, 12)).first()).toBeVisible();
  await expect(dialog.getByRole("list", { name: "What changes back" })).toContainText(
    "Prompt reply v2 to v1, which takes back: Shorter words",
  );
  await expect(dialog).toContainText("switches no traffic");
  await expectAccessible(page);

  await tabTo(page, "Why", "textbox");
  await page.keyboard.type("Promises money to customers");
  await tabTo(page, "Record rollback");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByText("Rollback recorded")).toBeVisible();

  await page.goto(`/features/${slug}/versions?tz=UTC`);
  const row = page.getByRole("row", { name: /Promises money to customers/ }).first();
  await expect(row).toContainText(`Rolled back from ${second.slice(0, 12)}`);
  await expect(row).toContainText(first.slice(0, 12));
  await page.goto(`/features/${slug}/versions/compare?from=${second.slice(0, 12)}&to=${first.slice(0, 12)}`);
  await expect(page.getByRole("table", { name: /Prompt reply/ })).toContainText("Never promise money.");
  await expect(page.getByText("This takes back:")).toBeVisible();
});

test.describe("at the same time", () => {
  // The browser reports the refusal that this test is about.
  test.use({ expectedConsole: [/409/] });
  test("a rollback that somebody else recorded first is not recorded twice", async ({
    page,
    api,
    mintFeature,
  }) => {
    const { slug } = await mintFeature();
    const [, second] = await twoReleases(api, slug);
    await page.goto(`/features/${slug}/versions`);
    await page.getByRole("button", { name: "Roll back" }).click();
    const dialog = page.getByRole("dialog", { name: "Roll back" });
    await dialog.getByLabel("Why").fill("Mine");
    await post(api, `/api/v1/features/${slug}/rollback`, { reason: "Theirs", expected: [second] });
    await dialog.getByRole("button", { name: "Record rollback" }).click();
    await expect(dialog).toContainText("Something else runs by now");
    await expect(dialog.getByLabel("Why")).toHaveValue("Mine");
  });
});

test.describe("for a viewer", () => {
  test.use({ role: "viewer" });
  test("there is no way to record one", async ({ page, api, mintFeature }) => {
    const { slug } = await mintFeature();
    await twoReleases(api, slug);
    await page.goto(`/features/${slug}/versions`);
    await expect(page.getByRole("heading", { name: /What ran on/ })).toBeVisible();
    await expect(page.getByRole("button", { name: "Roll back" })).toHaveCount(0);
  });
});
