import { expect, expectAccessible, expectKeys, test } from "./fixtures.ts";
import { fill } from "./full-feature.ts";

test.use({ timezoneId: "Europe/Berlin" });
test.setTimeout(120_000);

test("the health of features is browsed by keyboard alone", async ({ page, mintFeature }) => {
  const { slug, name } = await mintFeature();
  const press = (key: string) => page.keyboard.press(key);
  const tab = (label: string) =>
    expect(page.getByRole("navigation", { name }).getByRole("link", { name: label })).toHaveAttribute(
      "aria-current",
      "page",
    );

  await test.step("from anywhere to the portfolio, and to a feature by its name", async () => {
    await page.goto("/people");
    await expect(page.getByRole("heading", { level: 1, name: "People and teams" })).toBeVisible();
    await press("g");
    await press("p");
    await expect(page).toHaveURL(/\/$/);
    await press("Control+k");
    await expect(page.getByRole("combobox", { name: /Search/ })).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.type(name);
    await expect(page.getByRole("option").first()).toContainText(name);
    await press("Enter");
    await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  });

  await test.step("? lists the keys of this screen, and of the others", async () => {
    await expectKeys(page, "scorecard");
    await press("?");
    const dialog = page.getByRole("dialog", { name: "Keyboard" });
    await expect(dialog.getByRole("region", { name: "Scorecard" })).toContainText("on this screen");
    await expect(dialog.getByRole("region", { name: "Calls" })).not.toContainText("on this screen");
    await expect(dialog.getByRole("region", { name: "Go to" })).toContainText("Portfolio");
    await expectAccessible(page);
    await press("Escape");
    await expect(dialog).toBeHidden();
  });

  await test.step("digits are tabs", async () => {
    await expectKeys(page, "feature");
    await press("4");
    await tab("Cost");
    await expect(page).toHaveURL(`/features/${slug}/cost`);
    await press("8");
    await tab("Calls");
    await press("1");
    await tab("Scorecard");
  });

  await test.step("j leads to a characteristic, Enter opens it, j to its check, Enter to its fix", async () => {
    const head = page.locator("#quality summary");
    await expect(head).toBeVisible();
    await expectKeys(page, "scorecard");
    await press("j");
    await expect(head).toBeFocused();
    await expect(page.locator("#check-quality-target")).toBeHidden();
    await press("Enter");
    await expect(page.locator("#check-quality-target")).toBeVisible();
    await press("j");
    await press("j");
    await expect(page.locator("#check-quality-target")).toBeFocused();
    await expectAccessible(page);
    await press("Enter");
    await expect(page).toHaveURL(`/features/${slug}/quality#check-quality-target`);
    await expect(page.locator("#check-quality-target")).toBeFocused();
    await expectKeys(page, "scorecard");
    await press("k");
    await expect(page.locator("#check-quality-eval-set")).toBeFocused();
    await press("1");
    await tab("Scorecard");
  });

  await test.step("o opens all checks, and closes them", async () => {
    const closed = page.locator("details:not([open]) > summary[data-step]");
    await expect(page.locator("#audit summary")).toBeVisible();
    await expectKeys(page, "scorecard");
    await press("o");
    await expect(closed).toHaveCount(0);
    await expectAccessible(page);
    await press("o");
    await expect(closed).toHaveCount(6);
  });

  await test.step("the dot opens the actions, and Escape gives the keyboard back", async () => {
    await press(".");
    await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
    await press("Escape");
    await expect(page.getByRole("menu")).toHaveCount(0);
    await expect(page.getByRole("button", { name: "Actions" })).toBeFocused();
    await press(".");
    await expect(page.getByRole("menuitem", { name: "Copy link" })).toBeVisible();
    await expectAccessible(page);
    await press("Escape");
  });

  await test.step("z shows times in their other zone", async () => {
    const judged = page.locator("p", { hasText: "Judged by criteria" }).locator("time");
    await expect(judged).toContainText("CET");
    await press("z");
    await expect(judged).toContainText("UTC");
    await press("z");
    await expect(judged).toContainText("CET");
  });

  await test.step("e edits, and while one types letters are letters", async () => {
    await press("e");
    await expect(page).toHaveURL(`/features/${slug}/edit`);
    const field = page.getByLabel("Name", { exact: true });
    await field.focus();
    await press("End");
    await page.keyboard.type(" 1e?");
    await expect(field).toHaveValue(`${name} 1e?`);
    await field.blur();
    // Nothing that was typed is left by a key.
    await press("1");
    await expect(page).toHaveURL(`/features/${slug}/edit`);
  });
});

test.describe("somebody who only reads", () => {
  test.use({ role: "viewer" });
  test("has no key for what they may not do", async ({ page, mintFeature }) => {
    const { slug } = await mintFeature();
    await page.goto(`/features/${slug}`);
    await expectKeys(page, "feature");
    await page.keyboard.press("e");
    await page.keyboard.press("4");
    await expect(page).toHaveURL(`/features/${slug}/cost`);
  });
});

test("an address that names a check opens its panel and stands at it", async ({ page, mintFeature }) => {
  const { slug } = await mintFeature();
  await page.goto(`/features/${slug}#check-audit-intact`);
  const check = page.locator("#check-audit-intact");
  await expect(check).toBeInViewport();
  await expect(check).toBeFocused();
  await expect(page.locator("#check-quality-target")).toBeHidden();
});

test("the history says what turned a check, and by whom", async ({ page, api, mintFeature }) => {
  const { slug, name } = await mintFeature();
  const scorecard = `/api/v1/features/${slug}/scorecard`;
  const unit = async () => {
    const { characteristics } = await (await api.get(scorecard)).json();
    return characteristics
      .find(({ key }: { key: string }) => key === "cost")
      .checks.find(({ id }: { id: string }) => id === "unit").status;
  };
  expect(await unit()).toBe("unmet");
  const changed = await api.put(`/api/v1/features/${slug}`, {
    data: {
      name,
      stakes: "standard",
      audience: "internal",
      lifecycle: "production",
      unitOfWork: { kind: "trace", label: "reply" },
    },
  });
  expect(changed.status(), await changed.text()).toBe(200);
  // A card is judged anew some seconds after a change, once that can be seen by everybody.
  await expect.poll(unit, { timeout: 30_000 }).toBe("met");
  await page.goto(`/features/${slug}`);
  const entry = page.locator("#history li").filter({ hasText: "Unit of work not met to met" }).first();
  await expect(entry).toContainText("One reply is one trace.");
  await expect(entry).toContainText("Why: The unit of work was defined anew, by ");
  await expect(page.locator("#history")).toContainText("Judged for the first time");
  const csv = await page.request.get(`${scorecard}/history?format=csv`);
  expect(await csv.text()).toMatch(
    /cost\.unit,unmet,met,One reply is one trace\.,The unit of work was defined anew/,
  );
});

test("the axis of time shows deployments beside the score, as a chart and as a table", async ({
  page,
  api,
  mintFeature,
}) => {
  const { slug } = await mintFeature({ unitOfWork: { kind: "trace", label: "reply" } });
  await fill(api, slug);
  await page.goto(`/features/${slug}`);
  const axis = page.locator("#over-time");
  await expect(axis.getByRole("link", { name: /^Deployments: .*Canary of the new tone/ })).toBeVisible();
  await expectAccessible(page);
  await axis.getByRole("button", { name: "Show as table" }).click();
  await expect(axis.getByRole("row", { name: /Deployed .*Canary of the new tone/ })).toBeVisible();
  await axis.getByRole("button", { name: "7 days" }).click();
  await expect(axis.getByText("Production, last 7 days.")).toBeVisible();
  await expect(axis.getByRole("row")).not.toHaveCount(0);
});

test("a scorecard prints on two pages at most, with every open check", async ({ page, api, mintFeature }) => {
  const { slug } = await mintFeature({ unitOfWork: { kind: "trace", label: "reply" } });
  await fill(api, slug);
  await page.goto(`/features/${slug}`, { waitUntil: "networkidle" });
  await page.emulateMedia({ media: "print" });
  await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
  await expect(page.locator("#history")).toBeHidden();
  await expect(page.locator("#versions summary")).toBeVisible();
  const pdf = await page.pdf({ format: "A4", printBackground: true, preferCSSPageSize: true });
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g)?.length ?? 0;
  expect(pages).toBeGreaterThan(0);
  expect(pages).toBeLessThanOrEqual(2);
});
