import type { Browser, BrowserContext, Page } from "@playwright/test";

export type Theme = "light" | "dark";
export type Look = { width: number; height: number; theme: Theme };

/** Milliseconds that a screen may take to show what it has. */
const PATIENCE_MS = 60_000;

/**
 * A browser window in which nothing depends on the machine: fixed zone and language, no motion. What goes wrong in the
 * page is told to `complain`.
 */
export async function openWindow(
  browser: Browser,
  { width, height, theme }: Look,
  complain: (text: string) => void,
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: theme,
    timezoneId: "Europe/Dublin",
    locale: "en-GB",
    reducedMotion: "reduce",
  });
  context.setDefaultTimeout(PATIENCE_MS);
  context.on("console", (message) => {
    if (message.type() === "error") complain(`${message.text()} (${message.location().url})`);
  });
  context.on("weberror", (error) => complain(error.error().stack ?? error.error().message));
  return context;
}

export async function signIn(page: Page, url: string, email: string, password: string): Promise<void> {
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.waitForURL((address) => !address.pathname.startsWith("/sign-in"));
}

/** Waits until the page shows its data: a title and a heading, letters, no skeleton, every chart drawn. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(() => {
    const charts = [...document.querySelectorAll(".recharts-responsive-container")];
    return (
      document.title !== "" &&
      document.querySelector("h1") !== null &&
      document.fonts.status === "loaded" &&
      document.querySelector('.skeleton-pulse, [role="status"][aria-label="Loading"]') === null &&
      charts.every((chart) => chart.querySelector("svg.recharts-surface path, svg.recharts-surface line"))
    );
  });
}

/** Opens a screen and waits for its data. What is wider than the window is told to `complain`. */
export async function openScreen(page: Page, address: string, complain: (text: string) => void) {
  const answer = await page.goto(address);
  if (!answer?.ok()) complain(`answered ${answer?.status() ?? "nothing"}`);
  await settled(page);
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (sideways > 0) complain(`is ${sideways} px wider than the window`);
}
