import { setTimeout } from "node:timers/promises";
import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures.ts";
import { fill } from "./full-feature.ts";

/** A fifth of what a page may have to be called good (web.dev/cls): nothing that one reads may jump. */
const LARGEST_SHIFT = 0.02;

const SLOW_MS = 400;

type Shift = { value: number; at: string };

/** Every shift of a page that nobody caused by a click or a key, with what moved. */
function watchShifts(): void {
  const shifts: Shift[] = [];
  Object.assign(window, { shifts });
  type Entry = PerformanceEntry & {
    value: number;
    hadRecentInput: boolean;
    sources: { node: Node | null; previousRect: DOMRect; currentRect: DOMRect }[];
  };
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Entry[]) {
      if (entry.hadRecentInput) continue;
      const at = entry.sources
        .map(({ node, previousRect, currentRect }) => {
          const element = node instanceof Element ? node : node?.parentElement;
          const name = `${element?.tagName ?? "?"} "${(element?.textContent ?? "").slice(0, 40)}"`;
          return `${name} ${previousRect.y}+${previousRect.height} to ${currentRect.y}+${currentRect.height}`;
        })
        .join("; ");
      shifts.push({ value: entry.value, at });
    }
  }).observe({ type: "layout-shift", buffered: true });
}

// Not in UTC: what the server drew in UTC is drawn again in the reader's zone.
test.use({ timezoneId: "Europe/Berlin", viewport: { width: 1440, height: 900 } });
test.setTimeout(180_000);

async function shiftsOf(page: Page, path: string): Promise<Shift[]> {
  await page.goto(path, { waitUntil: "networkidle" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
  return page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);
}

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
  for (const path of screens) {
    await test.step(path, async () => {
      const shifts = await shiftsOf(page, path);
      const total = shifts.reduce((sum, { value }) => sum + value, 0);
      expect(total, `${path}\n${shifts.map(({ value, at }) => `${value} ${at}`).join("\n")}`).toBeLessThan(
        LARGEST_SHIFT,
      );
    });
  }
  await page.unrouteAll({ behavior: "ignoreErrors" });
});
