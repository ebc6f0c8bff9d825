import type { Page } from "@playwright/test";
import { expect, expectAccessible, test } from "./fixtures.ts";
import { fill } from "./full-feature.ts";

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
    test.setTimeout(300_000);

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
