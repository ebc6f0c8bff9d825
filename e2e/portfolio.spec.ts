import type { Page } from "@playwright/test";
import { tabTo } from "./by-keyboard.ts";
import { expect, expectAccessible, expectKeys, test } from "./fixtures.ts";
import { expectStill, watchShifts } from "./shifts.ts";

test.setTimeout(120_000);

const rowOf = (page: Page, name: string) => page.getByRole("row", { name: new RegExp(`^(Select )?${name}`) });

test("the health of all features by keyboard alone: filter, sort, group, save a view, open, compare", async ({
  page,
  mintFeature,
}) => {
  const [first, second] = [await mintFeature({ stakes: "high" }), await mintFeature({ stakes: "low" })];
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("production-grade");
  await expect(page.getByText(/eroded this week; .* stale in the next 30 days/)).toBeVisible();

  await expectKeys(page, "portfolio");
  await test.step("/ filters, and the address says so", async () => {
    await page.keyboard.press("/");
    await page.keyboard.type("feature-");
    await expect(page).toHaveURL(/q=feature-/);
    await expect(rowOf(page, first.name)).toBeVisible();
    await page.keyboard.press("Escape");
    await expectAccessible(page);
  });

  await test.step("group and sort are choices of the list", async () => {
    await tabTo(page.getByRole("combobox", { name: "Group" }));
    await page.keyboard.press("Enter");
    await page.getByRole("option", { name: "stakes" }).waitFor();
    await page.keyboard.type("stakes");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/group=stakes/);
    await expect(page.getByRole("rowheader", { name: /^High stakes/ })).toBeVisible();
    await expect(page.getByRole("rowheader", { name: /^Low stakes/ })).toBeVisible();
    await tabTo(page.getByRole("columnheader", { name: "Feature" }).getByRole("button"));
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/sort=-name/);
    await expectAccessible(page);
  });

  await test.step("what is seen is saved as a view and comes back", async () => {
    await tabTo(page.getByRole("button", { name: "Views", exact: true }), "Shift+Tab");
    await page.keyboard.press("Enter");
    await page.getByRole("menuitem", { name: "Save this view as…" }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    const name = `By stakes ${first.slug}`;
    const dialog = page.getByRole("dialog", { name: "Save this view" });
    await expect(dialog.getByLabel("Name")).toBeFocused();
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("button", { name: `View: ${name}` })).toBeVisible();
  });

  await test.step("j and k lead through the rows, d shows what a row has no room for", async () => {
    await page.goto(`/?q=${second.slug}`);
    await expect(rowOf(page, second.name)).toBeVisible();
    await expectKeys(page, "portfolio");
    await page.keyboard.press("j");
    await expect(page.getByRole("link", { name: second.name })).toBeFocused();
    await page.keyboard.press("d");
    await expect(page.getByRole("link", { name: "Compare with another" })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step("c brings the feature to a comparison", async () => {
    await page.getByRole("link", { name: second.name }).focus();
    await page.keyboard.press("c");
    await expect(page).toHaveURL(new RegExp(`/compare\\?a=${second.slug}`));
    await page.getByRole("combobox", { name: "Second feature" }).focus();
    await page.keyboard.type(first.name);
    await page.getByRole("option", { name: new RegExp(first.name) }).waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(
      page.getByRole("heading", { level: 1, name: `${second.name} and ${first.name}` }),
    ).toBeVisible();
    await expect(page.getByRole("columnheader", { name: new RegExp(first.name) }).first()).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("button", { name: "Swap the two" }).focus();
    await page.keyboard.press("Enter");
    await expect(
      page.getByRole("heading", { level: 1, name: `${first.name} and ${second.name}` }),
    ).toBeVisible();
  });

  await test.step("Enter opens a feature", async () => {
    await page.goto(`/?q=${first.slug}`);
    await expect(rowOf(page, first.name)).toBeVisible();
    await expectKeys(page, "portfolio");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: first.name })).toBeVisible();
  });
});

for (const width of [1440, 390]) {
  test(`what changes and a comparison are accessible at ${width} pixels, and nothing moves when they come`, async ({
    page,
    mintFeature,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.addInitScript(watchShifts);
    const [one, other] = [await mintFeature(), await mintFeature()];
    for (const path of [
      "/?show=eroded",
      "/?show=stale",
      "/?show=trend&group=team",
      `/compare?a=${one.slug}&b=${other.slug}`,
      "/compare",
    ]) {
      await expectStill(page, path);
      await expectAccessible(page);
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(sideways, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
    }
  });
}

test("a badge is there for everybody once somebody opts in, and gone when it is taken back", async ({
  page,
  mintFeature,
  playwright,
  baseURL,
}) => {
  const { slug, name } = await mintFeature();
  const nobody = await playwright.request.newContext({ baseURL });
  // A connection that was kept open may have been closed in between.
  const badge = () => nobody.get(`/badge/${slug}.svg`, { maxRetries: 2 });
  const closed = await badge();
  const unknown = await nobody.get("/badge/no-such-feature.svg");
  expect([closed.status(), await closed.text()]).toEqual([unknown.status(), await unknown.text()]);
  expect(closed.status()).toBe(404);

  await page.goto(`/features/${slug}/edit`);
  const choice = page.getByRole("checkbox", { name: "Let anybody see its badge without signing in" });
  await choice.focus();
  await page.keyboard.press("Space");
  await expect(page.getByText(`/badge/${slug}.svg`)).toBeVisible();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page).toHaveURL(new RegExp(`/features/${slug}$`));

  const open = await badge();
  expect(open.status()).toBe(200);
  expect(open.headers()["content-type"]).toContain("image/svg+xml");
  expect(open.headers()["content-security-policy"]).toContain("default-src 'none'");
  expect(open.headers()["cross-origin-resource-policy"]).toBe("cross-origin");
  expect(await open.text()).toContain(`<title>${name}: In production by accident.`);
  await page.goto(`/features/${slug}/edit`);
  const picture = page.getByRole("img", { name: `The badge of ${name} as it is now` });
  await expect(picture).toBeVisible();
  expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(200);
  await expectAccessible(page);

  await choice.click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page).toHaveURL(new RegExp(`/features/${slug}$`));
  expect((await badge()).status()).toBe(404);
  await nobody.dispose();
});
