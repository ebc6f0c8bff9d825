import { defineConfig, devices } from "@playwright/test";
import { chromiumArguments, chromiumPath, slowdown } from "#scripts/chromium";

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/global-setup.ts",
  outputDir: "test-results",
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  expect: { timeout: 10_000 * slowdown },
  reporter: "list",
  use: {
    ...devices["Desktop Chrome"],
    contextOptions: { reducedMotion: "reduce" },
    locale: "en-GB",
    timezoneId: "UTC",
    // A trace takes a sixth of the time of every journey: asked for by --trace retain-on-failure.
    trace: "off",
    launchOptions: {
      executablePath: chromiumPath(),
      args: [...chromiumArguments],
    },
  },
});
