import { chromium } from "@playwright/test";
const [base, out, paths] = process.argv.slice(2);
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox","--disable-gpu","--disable-dev-shm-usage"] });
for (const path of paths.split(",")) for (const width of [1440, 390]) for (const scheme of width===390?["light"]:["light","dark"]) {
  const ctx = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: scheme, reducedMotion: "reduce" });
  const page = await ctx.newPage();
  page.on("console", m => m.type()==="error" && console.log("console", path, m.text()));
  await page.goto(base + path);
  await page.waitForTimeout(400);
  const w = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  if (w > 0) console.log("sideways", path, width, w);
  await page.screenshot({ path: `${out}/${path.replaceAll("/","_")}-${width}-${scheme}.png`, fullPage: false });
  await ctx.close();
}
await browser.close();
