import { randomUUID } from "node:crypto";
import { join } from "node:path";
import AxeBuilder from "@axe-core/playwright";
import {
  type APIRequestContext,
  type BrowserContext,
  test as base,
  expect,
  type Page,
} from "@playwright/test";
import { slowdown } from "#scripts/chromium";
import { type RunningServer, startFreshServer } from "#scripts/testing/start-server";
import type { Role } from "./people.ts";

export { expect };

type Feature = { slug: string; name: string };

type Fixtures = {
  /** Who looks at the page of the test; null is somebody who is not signed in. */
  role: Role | null;
  /** A further person's page beside the test's own. */
  pageAs: (role: Role | null) => Promise<Page>;
  /** The public API with a key of all scopes. */
  api: APIRequestContext;
  /** Registers a feature of this test alone. */
  mintFeature: (fields?: Record<string, unknown>) => Promise<Feature>;
  /** A second installation on which nobody has an account; started when a test asks for it. */
  emptyInstallation: RunningServer;
  /** Messages of the console that this test expects: the browser reports every failed request there. */
  expectedConsole: RegExp[];
  watch: (context: BrowserContext) => void;
};

/**
 * Whether all of the page is shown and React has taken over every control. It marks each element that it listens for;
 * what it still holds back stands hidden in the page.
 */
const isAlive = () =>
  document.querySelector("template[id^='B:'], [hidden][id^='S:']") === null &&
  [
    ...document.querySelectorAll("main :is(a, button, input, textarea, [role=checkbox], [role=switch])"),
  ].every((control) => Object.keys(control).some((key) => key.startsWith("__reactProps")));

/**
 * A page on which going somewhere ends when the console's shell, if there is one, and all that it shows have come to
 * life: a key that is pressed before is lost, and some names that are for screen readers come only then.
 */
async function arriving(page: Page): Promise<Page> {
  if (slowdown > 1) {
    const session = await page.context().newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
  }
  const goto = page.goto.bind(page);
  page.goto = async (url, options) => {
    const answer = await goto(url, options);
    if ((await page.locator("[data-shell-hints]").count()) > 0) {
      await expectKeys(page, "everywhere");
      await expect(async () => expect(await page.evaluate(isAlive)).toBe(true)).toPass({
        timeout: 10_000 * slowdown,
      });
    }
    return answer;
  };
  return page;
}

function variable(name: string): string {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is missing: run the journeys through Playwright's own command.`);
  return value;
}

export const test = base.extend<Fixtures>({
  role: ["admin", { option: true }],
  expectedConsole: [[], { option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  baseURL: ({}, use) => use(variable("E2E_URL")),
  storageState: ({ role }, use) => use(role ? join(variable("E2E_STATES"), `${role}.json`) : undefined),

  watch: async ({ expectedConsole }, use) => {
    const complaints: string[] = [];
    await use((context) => {
      context.on("console", (message) => {
        if (message.type() === "error") complaints.push(`${message.text()} (${message.location().url})`);
      });
      context.on("weberror", (error) => complaints.push(`${error.error().stack ?? error.error().message}`));
    });
    const unexpected = complaints.filter((text) => !expectedConsole.some((expected) => expected.test(text)));
    expect(unexpected, "errors in the browser's console").toEqual([]);
  },

  context: async ({ context, watch }, use) => {
    watch(context);
    await use(context);
  },

  page: async ({ page }, use, test) => {
    test.setTimeout(test.timeout * slowdown);
    await use(await arriving(page));
  },

  pageAs: async ({ browser, baseURL, watch }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (role) => {
      const storageState = role ? join(variable("E2E_STATES"), `${role}.json`) : undefined;
      const context = await browser.newContext({ baseURL, storageState, reducedMotion: "reduce" });
      opened.push(context);
      watch(context);
      return await arriving(await context.newPage());
    });
    for (const context of opened) await context.close();
  },

  api: async ({ playwright, baseURL }, use) => {
    const extraHTTPHeaders = { authorization: `Bearer ${variable("E2E_API_KEY")}` };
    const context = await playwright.request.newContext({ baseURL, extraHTTPHeaders });
    await use(context);
    await context.dispose();
  },

  mintFeature: ({ api }, use) =>
    use(async (fields = {}) => {
      const mark = randomUUID().slice(0, 8);
      const feature = { slug: `feature-${mark}`, name: `Feature ${mark}` };
      const data = {
        name: feature.name,
        stakes: "standard",
        audience: "internal",
        lifecycle: "production",
        unitOfWork: { kind: "trace" },
        ...fields,
      };
      const answer = await api.put(`/api/v1/features/${feature.slug}`, { data });
      expect(answer.status(), await answer.text()).toBe(201);
      return feature;
    }),

  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
  emptyInstallation: async ({}, use) => {
    const server = await startFreshServer({ LOG_LEVEL: "warn" });
    await use(server);
    expect(await server.stop(), server.lines.join("\n")).toBe(0);
  },
});

/** The rules of axe that judge colours: all that another theme can change. */
const ofColours = ["color-contrast", "link-in-text-block"];

/** Fails when axe finds something serious or critical on the page as it is, in light or in dark. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expect(page.locator("html")).toHaveAttribute("data-theme", colorScheme);
    // A new address streams its title a moment after its content.
    await expect(page).toHaveTitle(/\S/);
    const axe = new AxeBuilder({ page })
      // No screen has a frame, so nothing is gathered from several; and what passes is not described.
      .setLegacyMode(true)
      .options({ resultTypes: ["violations"] })
      // Guards of an open menu send the focus on at once; nobody ever stands on them.
      .exclude("[data-base-ui-focus-guard]");
    if (colorScheme === "dark") axe.withRules(ofColours);
    const { violations } = await axe.analyze();
    const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
    const found = serious.flatMap(({ id, help, nodes }) =>
      nodes.map((node) => `${id}: ${help} at ${node.target.join(" ")}`),
    );
    expect(found, `axe on ${page.url()} in ${colorScheme}`).toEqual([]);
  }
}

/** Waits until the page listens to the keys of a screen, as the catalogue of shortcuts names it. */
export async function expectKeys(page: Page, screen: string): Promise<void> {
  await expect(page.locator("html")).toHaveAttribute("data-keys", new RegExp(`\\b${screen}\\b`));
}
