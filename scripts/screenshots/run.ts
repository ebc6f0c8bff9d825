import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { type Browser, chromium } from "@playwright/test";
import { chromiumArguments, chromiumPath } from "#scripts/chromium";
import { findFacts } from "./facts.ts";
import { type Installation, ownDemo } from "./own-demo.ts";
import { palettePng } from "./palette-png.ts";
import { readPng } from "./read-png.ts";
import { readmeNames, type Screen, screens } from "./screens.ts";
import { type Look, openScreen, openWindow, signIn, type Theme } from "./take.ts";

const usage = `npm run screenshots -- [--out FOLDER] [--readme] [--only NAME,NAME]
  [--widths 1440,390] [--themes light,dark] [--url ADDRESS --email EMAIL --password PASSWORD]
Takes a picture of every screen on the sample organisation, and fails when a page logs an error or scrolls sideways.
Without --url it loads a demo of its own and removes it afterwards. --readme writes docs/images instead.`;

const root = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({
  options: {
    out: { type: "string", default: join(root, "screenshots") },
    readme: { type: "boolean", default: false },
    only: { type: "string" },
    widths: { type: "string", default: "1440,390" },
    themes: { type: "string", default: "light,dark" },
    url: { type: "string" },
    email: { type: "string" },
    password: { type: "string" },
    help: { type: "boolean", default: false },
  },
});

const readmeSize = { width: 1440, height: 960 };
const isTheme = (text: string): text is Theme => text === "light" || text === "dark";

function looks(): Look[] {
  const themes = values.themes.split(",").filter(isTheme);
  if (values.readme) return themes.map((theme) => ({ ...readmeSize, theme }));
  const widths = values.widths.split(",").map(Number).filter(Number.isInteger);
  return themes.flatMap((theme) =>
    widths.map((width) => ({ width, height: width < 640 ? 844 : 960, theme })),
  );
}

function chosen(all: readonly Screen[]): Screen[] {
  const names = values.only?.split(",") ?? (values.readme ? readmeNames : null);
  return all.filter(({ name }) => names === null || names.includes(name));
}

/** All screens in one look; returns what went wrong. */
async function takeAll(browser: Browser, installation: Installation, look: Look): Promise<string[]> {
  const wrong: string[] = [];
  let at = "sign-in";
  const complain = (text: string) => wrong.push(`${at}, ${look.width} px, ${look.theme}: ${text}`);
  const context = await openWindow(browser, look, complain);
  const stranger = await openWindow(browser, look, complain);
  try {
    const page = await context.newPage();
    const strangersPage = await stranger.newPage();
    await signIn(page, installation.url, installation.email, installation.password);
    const facts = await findFacts(page.request, installation.url, Date.now());
    for (const { name, path, signedOut } of chosen(screens(facts))) {
      at = name;
      const shown = signedOut ? strangersPage : page;
      await openScreen(shown, `${installation.url}${path}`, complain);
      const file = values.readme ? `${name}-${look.theme}.png` : `${name}-${look.width}-${look.theme}.png`;
      const png = await shown.screenshot({ fullPage: !values.readme, animations: "disabled", caret: "hide" });
      writeFileSync(join(folder, file), palettePng(readPng(png)));
      console.log(file);
    }
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
  } finally {
    await context.close();
    await stranger.close();
  }
  return wrong;
}

const folder = values.readme ? join(root, "docs/images") : values.out;

async function main(): Promise<number> {
  const { url, email, password } = values;
  if (values.help || (url && !(email && password))) {
    console.log(usage);
    return values.help ? 0 : 2;
  }
  mkdirSync(folder, { recursive: true });
  const installation =
    url && email && password
      ? { url: url.replace(/\/+$/, ""), email, password, stop: async () => undefined }
      : await ownDemo(root, console.log);
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumArguments],
  });
  const wrong: string[] = [];
  try {
    for (const look of looks()) wrong.push(...(await takeAll(browser, installation, look)));
  } finally {
    await browser.close();
    await installation.stop();
  }
  for (const line of wrong) console.error(line);
  console.log(wrong.length === 0 ? `All pictures are in ${folder}.` : `${wrong.length} things are wrong.`);
  return wrong.length === 0 ? 0 : 1;
}

process.exitCode = await main();
