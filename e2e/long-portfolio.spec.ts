import { request } from "@playwright/test";
import { type Installation, installation } from "#scripts/testing/installation";
import { expect, expectKeys, test } from "./fixtures.ts";
import { admin, signIn } from "./people.ts";

const FEATURES = 160;
const nameOf = (n: number) => `Feature ${String(n).padStart(3, "0")}`;
/** What stands in the last rows is wider than in the first. */
const wordsOf = (n: number) => (n > 100 ? `${nameOf(n)} of the whole commercial underwriting` : nameOf(n));

test.describe("more features than are drawn at once", () => {
  test.use({ role: null, viewport: { width: 1440, height: 900 } });
  test.setTimeout(180_000);
  let own: Installation;

  // Of its own: nobody else's portfolio is to hold them.
  test.beforeAll(async () => {
    own = await installation();
    await own.start();
    const extraHTTPHeaders = { authorization: `Bearer ${own.key}` };
    const api = await request.newContext({ baseURL: own.url, extraHTTPHeaders });
    for (let n = 1; n <= FEATURES; n += 1) {
      const answer = await api.put(`/api/v1/features/long-${n}`, {
        data: {
          name: wordsOf(n),
          stakes: n > 100 ? "high" : "low",
          audience: "internal",
          lifecycle: n > 100 ? "production" : "pilot",
          unitOfWork: { kind: "trace" },
        },
      });
      expect(answer.status(), await answer.text()).toBe(201);
    }
    await api.dispose();
  });
  test.afterAll(async () => {
    expect(await own.end()).toBe(0);
  });

  test("rows come as one scrolls, columns stand still, keys and paper reach them all", async ({ page }) => {
    const session = await request.newContext({ baseURL: own.url, extraHTTPHeaders: { origin: own.url } });
    await signIn(session, admin.email, admin.password);
    await page.context().addCookies((await session.storageState()).cookies);
    await session.dispose();
    const rows = page.locator("[data-row-link]");
    const row = (n: number) => page.getByRole("link", { name: wordsOf(n), exact: true });
    const seen = () =>
      page.evaluate(() => ({
        columns: [...document.querySelectorAll("th")].map((th) => th.getBoundingClientRect().width),
        height: document.documentElement.scrollHeight,
      }));

    await page.goto(own.url);
    await expectKeys(page, "portfolio");
    await expect(rows).toHaveCount(100);
    await page.getByRole("button", { name: /more/i }).click();
    await expect(page.getByText(`${FEATURES} of ${FEATURES} features`)).toBeVisible();
    await page.evaluate(() => scrollTo(0, 0));
    await expect(row(1)).toBeInViewport();
    await expect(row(FEATURES)).toHaveCount(0);
    const top = await seen();

    await test.step("the end, with other words in its columns, looks the same", async () => {
      await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
      await expect(row(FEATURES)).toBeInViewport();
      await expect(row(1)).toHaveCount(0);
      expect(await seen()).toEqual(top);
    });

    await test.step("the row that has the focus stays", async () => {
      await row(FEATURES).focus();
      await page.evaluate(() => scrollTo(0, 0));
      await expect(row(1)).toBeInViewport();
      await expect(row(FEATURES)).toBeFocused();
    });

    await test.step("j goes on into rows that were not drawn", async () => {
      await row(1).focus();
      for (let n = 2; n <= 80; n += 1) await page.keyboard.press("j");
      await expect(row(80)).toBeFocused();
      await expect(row(80)).toBeInViewport();
    });

    await test.step("paper has every row", async () => {
      expect(await rows.count()).toBeLessThan(FEATURES);
      await page.pdf();
      await expect(rows).toHaveCount(FEATURES);
    });
  });
});
