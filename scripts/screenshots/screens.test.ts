import { globSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readmeNames, screens } from "./screens.ts";

const root = join(import.meta.dirname, "../..");
const facts = {
  interaction: "an-interaction",
  releases: ["aaaaaaaaaaaa", "bbbbbbbbbbbb"] as const,
  updateDay: "2026-11-10",
  memorableDay: "2026-03-14",
};
const all = screens(facts);

/** Screens that the sample organisation has no picture of, and why. */
const without = new Map([["/prices/repricing/[id]", "nothing is priced anew when the company is loaded"]]);

test("every page of the console has a picture", () => {
  const pages = globSync("app/(console)/**/page.tsx", { cwd: root }).map(
    (file) => file.replace("app/(console)", "").replace(/\/page\.tsx$/, "") || "/",
  );
  expect(pages.length).toBeGreaterThan(15);
  const missing = pages.filter((page) => {
    const pattern = new RegExp(`^${page.replaceAll(/\[[^\]]+\]/g, "[^/?]+")}(\\?.*)?$`);
    return !without.has(page) && !all.some(({ path }) => pattern.test(path));
  });
  expect(missing).toEqual([]);
});

test("each picture has a name of its own, and those of the README are among them", () => {
  const names = all.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(readmeNames.filter((name) => !names.includes(name))).toEqual([]);
});
