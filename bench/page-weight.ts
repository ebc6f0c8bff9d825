import { kilobytes, scriptsOf } from "#scripts/testing/page-weight";
import { register, startConsole } from "./console.ts";

/** What a feature's page may load, in kilobytes (of 1024) of gzip. */
export const FEATURE_PAGE_KB = 220;

const slug = "weighed";
const screens = [
  `/features/${slug}`,
  `/features/${slug}/quality`,
  `/features/${slug}/cost`,
  `/features/${slug}/versions`,
  `/features/${slug}/ownership`,
  `/features/${slug}/calls`,
  "/",
  "/calls",
  "/people",
  "/prices",
  "/sign-in",
];

/** Weighs the JavaScript that the production build loads for each main screen; `--files` names each script. */
export async function run(args: string[]): Promise<object> {
  const { url, api, browser, signedIn, stop } = await startConsole();
  try {
    await register(api, slug, "Weighed");
    const weights: Record<string, number> = {};
    for (const path of screens) {
      // A context of its own: what another screen has loaded would come from the cache.
      const context = await browser.newContext(path === "/sign-in" ? {} : { storageState: signedIn });
      const scripts = await scriptsOf(await context.newPage(), `${url}${path}`);
      await context.close();
      weights[path] = kilobytes(scripts);
      console.log(`${String(weights[path]).padStart(7)} KB  ${path}, ${scripts.length} scripts`);
      if (args.includes("--files"))
        for (const script of scripts.toSorted((a, b) => b.gzipBytes - a.gzipBytes))
          console.log(`${kilobytes([script]).toFixed(1).padStart(11)}  ${script.url}`);
    }
    console.log(`The page of a feature may load ${FEATURE_PAGE_KB} KB.`);
    return { limitKb: FEATURE_PAGE_KB, weights, ok: (weights[`/features/${slug}`] ?? 0) <= FEATURE_PAGE_KB };
  } finally {
    await stop();
  }
}
