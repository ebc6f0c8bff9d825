import { kilobytes, scriptsOf } from "#scripts/testing/page-weight";
import { expect, test } from "./fixtures.ts";
import { fill } from "./full-feature.ts";

/** Kilobytes of gzip. Bytes are the same on every machine, so this is a bound and not a measurement. */
const FEATURE_PAGE_KB = 220;

test("the page of a feature loads less than 220 KB of scripts, empty and full", async ({
  page,
  api,
  mintFeature,
}) => {
  const { slug } = await mintFeature();
  for (const state of ["empty", "full"]) {
    if (state === "full") await fill(api, slug);
    // What came before would be in the browser's cache, and would weigh nothing.
    const session = await page.context().newCDPSession(page);
    await session.send("Network.clearBrowserCache");
    const scripts = await scriptsOf(page, `/features/${slug}`);
    const heaviest = scripts
      .toSorted((a, b) => b.gzipBytes - a.gzipBytes)
      .slice(0, 12)
      .map(({ url, gzipBytes }) => `${gzipBytes} ${url}`);
    expect(scripts.length).toBeGreaterThan(5);
    expect(kilobytes(scripts), `${state}: ${heaviest.join("\n")}`).toBeLessThan(FEATURE_PAGE_KB);
  }
});
