import { setTimeout } from "node:timers/promises";
import { expect, test } from "./fixtures.ts";
import { fill } from "./full-feature.ts";
import { expectStill, watchShifts } from "./shifts.ts";

const SLOW_MS = 400;

// Not in UTC: what the server drew in UTC is drawn again in the reader's zone.
test.use({ timezoneId: "Europe/Berlin", viewport: { width: 1440, height: 900 } });
test.setTimeout(180_000);

test("nothing moves when slow answers arrive", async ({ page, api, mintFeature }) => {
  const { slug } = await mintFeature({ unitOfWork: { kind: "trace", label: "reply" } });
  await fill(api, slug);
  await page.addInitScript(watchShifts);
  // A slow network is what is looked at: answers come well after the page was drawn.
  await page.route("**/api/v1/**", async (route) => {
    await setTimeout(SLOW_MS);
    await route.continue();
  });
  const screens = [
    "/",
    ...["", "/cost", "/versions", "/ownership", "/calls"].map((tab) => `/features/${slug}${tab}`),
  ];
  for (const path of screens) await test.step(path, () => expectStill(page, path));
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

for (const width of [1440, 390]) {
  test(`nothing moves at ${width} pixels when the typeface comes late`, async ({ page, mintFeature }) => {
    const { slug } = await mintFeature();
    await page.setViewportSize({ width, height: 900 });
    await page.addInitScript(watchShifts);
    await page.route("**/*.woff2", async (route) => {
      await setTimeout(3 * SLOW_MS);
      await route.continue();
    });
    const session = await page.context().newCDPSession(page);
    for (const path of ["/?show=eroded", `/features/${slug}`, `/features/${slug}/ownership`, "/on-call"]) {
      await test.step(path, async () => {
        await session.send("Network.clearBrowserCache");
        await expectStill(page, path);
        expect(await page.evaluate(() => document.fonts.check("13px 'Inter Variable'"))).toBe(true);
      });
    }
    await page.unrouteAll({ behavior: "ignoreErrors" });
  });
}
