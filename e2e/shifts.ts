import type { Page } from "@playwright/test";
import { expect } from "./fixtures.ts";

/** A fifth of what a page may have to be called good (web.dev/cls): nothing that one reads may jump. */
const LARGEST_SHIFT = 0.02;

type Shift = { value: number; at: string };

/** For addInitScript: notes every shift of a page that nobody caused by a click or a key, with what moved. */
export function watchShifts(): void {
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

async function shiftsOf(page: Page, path: string): Promise<Shift[]> {
  await page.goto(path, { waitUntil: "networkidle" });
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.getByRole("status", { name: "Loading" })).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
  return page.evaluate(() => (window as unknown as { shifts: Shift[] }).shifts);
}

/** Goes there, and fails when something moved until everything had come. */
export async function expectStill(page: Page, path: string): Promise<void> {
  const shifts = await shiftsOf(page, path);
  const total = shifts.reduce((sum, { value }) => sum + value, 0);
  expect(total, `${path}\n${shifts.map(({ value, at }) => `${value} ${at}`).join("\n")}`).toBeLessThan(
    LARGEST_SHIFT,
  );
}
