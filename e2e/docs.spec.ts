import { expect, expectAccessible, test } from "./fixtures.ts";

test.use({ role: null });

const heading = (page: import("@playwright/test").Page, name: string | RegExp) =>
  page.getByRole("heading", { level: 1, name });

test("somebody who is not signed in finds a page by keyboard alone and goes on from it", async ({ page }) => {
  await page.goto("/docs");
  await expect(heading(page, "Threshold")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  const search = page.getByRole("combobox", { name: "Search the docs" });
  // The key listens once the page's script has run, which a first visit may have to wait for.
  await expect(async () => {
    await page.keyboard.press("/");
    await expect(search).toBeFocused({ timeout: 1_000 });
  }).toPass();
  await search.fill("price");
  const options = page.getByRole("option");
  await expect(options.first()).toBeVisible();
  await expect(options.first()).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(options.nth(1)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/docs\/.+/);
  await expect(page.getByRole("listbox")).toBeHidden();
  await page.goto("/docs/concepts");
  await page.getByRole("link", { name: /^Next/ }).focus();
  await page.keyboard.press("Enter");
  await expect(heading(page, "Node")).toBeVisible();
});

test("a link to a section goes there, and the page lists its sections", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.goto("/docs/concepts#interaction");
  await expect(page.getByRole("heading", { name: "Interaction" })).toBeInViewport();
  const sections = page.getByRole("navigation", { name: "On this page" });
  await sections.getByRole("link", { name: "Scorecard" }).click();
  await expect(page.getByRole("heading", { level: 3, name: "Scorecard" })).toBeInViewport();
});

test("a check says on its page what the criteria ask for", async ({ page }) => {
  await page.goto("/docs/checks/cost#coverage");
  await expect(page.getByText("Met when: At least 99 % of the billable calls")).toBeVisible();
});

test("the API is drawn from its own document, with a command to copy", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/docs/api");
  await page.getByRole("main").getByRole("link", { name: "PUT /features/{slug}", exact: true }).click();
  await expect(heading(page, "Features")).toBeVisible();
  await expect(page.getByText("Admins, editors and members of the owning team").first()).toBeVisible();
  await page.getByRole("button", { name: "Copy curl" }).first().click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain("/api/v1/features");
});

test.describe("an address without a page", () => {
  test.use({ expectedConsole: [/404/] });
  test("says so within the docs", async ({ page }) => {
    const answer = await page.goto("/docs/no-such-page");
    expect(answer?.status()).toBe(404);
    await expect(heading(page, "There is no such page in the docs")).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Documentation" })).toBeVisible();
  });
});

test("a picture is served, and no other file is", async ({ request }) => {
  expect((await request.get("/docs/files/architecture.svg")).headers()["content-type"]).toBe("image/svg+xml");
  for (const path of ["index.md", "..%2Fpackage.json", "%2e%2e/package.json", "../package.json"])
    expect((await request.get(`/docs/files/${path}`)).status(), path).toBe(404);
});

for (const width of [1440, 390]) {
  test(`at ${width} pixels pages are accessible and do not scroll sideways`, async ({ page }) => {
    test.setTimeout(180_000);
    await page.setViewportSize({ width, height: 900 });
    for (const path of [
      "",
      "/getting-started",
      "/telemetry",
      "/checks/failures",
      "/cli",
      "/api",
      "/api/people-and-teams",
    ]) {
      expect((await page.goto(`/docs${path}`))?.status(), path).toBe(200);
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expectAccessible(page);
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(sideways, `${path} scrolls sideways`).toBeLessThanOrEqual(0);
    }
  });
}

test("at 390 pixels all pages are one press away", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await page.goto("/docs");
  await page.getByText("All pages").click();
  await page.getByRole("link", { name: "Backup and restore" }).first().click();
  await expect(heading(page, "Backup and restore")).toBeVisible();
  await expect(page.getByRole("navigation", { name: "Documentation" })).toBeHidden();
});

test.describe("somebody who is signed in", () => {
  test.use({ role: "viewer" });
  test("comes to the docs by g and d", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.keyboard.press("g");
    await page.keyboard.press("d");
    await expect(page).toHaveURL(/\/docs$/);
    await expect(heading(page, "Threshold")).toBeVisible();
  });
});
