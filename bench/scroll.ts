import type { Page } from "@playwright/test";
import { register, startConsole } from "./console.ts";

const FEATURES = 500;
/** Turns of the wheel: both lists are longer than what these scroll. */
const TICKS = 40;
const TICK_PX = 120;

type Frames = { rows: number; frames: number; p50: number; p95: number; longest: number; over33: number };

/** Turns the wheel for a while and says how long the frames took meanwhile, in milliseconds. */
async function scrolled(page: Page, rows: number): Promise<Frames> {
  await page.evaluate(() => {
    scrollTo(0, 0);
    const times: number[] = [];
    const next = (at: number) => {
      times.push(at);
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    Object.assign(globalThis, { frameTimes: times });
  });
  await page.mouse.move(700, 500);
  for (let tick = 0; tick < TICKS; tick += 1) await page.mouse.wheel(0, TICK_PX);
  const times = await page.evaluate(() => (globalThis as unknown as { frameTimes: number[] }).frameTimes);
  const took = times
    .slice(1)
    .map((at, index) => at - (times[index] ?? at))
    .toSorted((a, b) => a - b);
  const quantile = (q: number) => took[Math.max(0, Math.ceil(took.length * q) - 1)] ?? 0;
  const over33 = took.filter((ms) => ms > 33.4).length;
  return { rows, frames: took.length, p50: quantile(0.5), p95: quantile(0.95), longest: quantile(1), over33 };
}

/** How long the page works on a key that moves to the next row, in milliseconds: the median of some. */
async function keyed(page: Page): Promise<number> {
  const took: number[] = [];
  for (let turn = 0; turn < 15; turn += 1) {
    took.push(
      await page.evaluate(async () => {
        const started = performance.now();
        document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "j", bubbles: true }));
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
        return performance.now() - started;
      }),
    );
  }
  return took.toSorted((a, b) => a - b)[7] ?? 0;
}

/**
 * Scrolls the portfolio in a browser without a graphics card, first with the 100 rows of its first page, then with all
 * of 500 features loaded, and compares the frames: what many rows cost is the difference.
 */
export async function run(): Promise<object> {
  const { url, api, browser, signedIn, stop } = await startConsole();
  try {
    const numbers = Array.from({ length: FEATURES }, (_, index) => index + 1);
    while (numbers.length > 0) {
      const some = numbers.splice(0, 8);
      await Promise.all(some.map((n) => register(api, `feature-${n}`, `Feature ${n}`)));
    }
    const context = await browser.newContext({
      storageState: signedIn,
      viewport: { width: 1440, height: 900 },
    });
    const page = await context.newPage();
    await page.goto(`${url}/`);
    const rows = page.locator("[data-row-link]");
    // The server draws the first of them, the page the others.
    await rows.nth(99).waitFor();
    await page.locator("html[data-keys*=portfolio]").waitFor();
    const few = { ...(await scrolled(page, await rows.count())), keyMs: await keyed(page) };
    for (let shown = 200; shown <= FEATURES; shown += 100) {
      await page.getByRole("button", { name: /more/i }).click();
      await page.getByText(`${shown} of ${FEATURES} features`).waitFor();
    }
    const many = { ...(await scrolled(page, FEATURES)), keyMs: await keyed(page) };
    for (const one of [few, many])
      console.log(
        `${one.rows} rows: ${one.frames} frames, p50 ${one.p50.toFixed(1)} p95 ${one.p95.toFixed(1)} longest ${one.longest.toFixed(1)} ms, ${one.over33} over 33 ms; a key takes ${one.keyMs.toFixed(1)} ms`,
      );
    return { few, many };
  } finally {
    await stop();
  }
}
