import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { routeTable } from "#app/api/v1/route-table";
import { type DocPage, docPages, resolveLink, siteHref } from "#lib/docs/domain";
import { sectionsOf } from "#lib/docs/text-domain";
import { criteria } from "#lib/scorecard/criteria";
import { characteristicKeys } from "#lib/scorecard/domain";

const root = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(root, file), "utf8");
const written = docPages.filter((page): page is DocPage => page.file !== null);
const files = [...written.map(({ file }) => file), "README.md"];

/** Without code, in which brackets are no links. */
const prose = (markdown: string) => markdown.replace(/```[\s\S]*?```/g, "").replace(/`[^`\n]*`/g, "");
const code = (markdown: string) =>
  [...markdown.matchAll(/```\w*\n([\s\S]*?)```|`([^`\n]+)`/g)].map(
    ([, block, inline]) => block ?? inline ?? "",
  );

describe("the site", () => {
  test("has every Markdown file of docs/ in its navigation, once", async () => {
    const { globSync } = await import("node:fs");
    const found = globSync("docs/**/*.md", { cwd: root }).map((file) => file.replaceAll("\\", "/"));
    const named = written.map(({ file }) => file).filter((file) => file.startsWith("docs/"));
    expect(named.toSorted()).toEqual(found.toSorted());
    expect(new Set(docPages.map(({ slug }) => slug)).size).toBe(docPages.length);
  });

  test.each(written)("$file begins with its one first heading", ({ file }) => {
    const levels = sectionsOf(read(file)).map(({ level }) => level);
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
  });
});

describe.each(files)("%s", (file) => {
  const text = read(file);

  test("links to what exists, also within pages", () => {
    const links = [...prose(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, href]) => href ?? "");
    for (const href of links) {
      if (/^(https?:|mailto:|\/)/.test(href)) continue;
      const { file: target, hash } = resolveLink(file, href);
      expect(existsSync(join(root, target)), `${file}: ${href}`).toBe(true);
      if (hash === "") continue;
      const ids = sectionsOf(read(target)).map(({ id }) => `#${id}`);
      expect(ids, `${file}: ${href}`).toContain(hash);
    }
  });

  test("names commands that exist", () => {
    const scripts = Object.keys(JSON.parse(read("package.json")).scripts);
    const commands = [...read("docs/cli.md").matchAll(/^## ([a-z-]+)$/gm)].map((match) => match[1]);
    for (const piece of code(text)) {
      for (const [, name] of piece.matchAll(/npm run (?:-s )?([a-z]+)/g))
        expect(scripts, piece).toContain(name);
      for (const [, name] of piece.matchAll(/npx threshold ([a-z][a-z-]+)/g))
        expect(commands, piece).toContain(name);
      for (const [, name] of piece.matchAll(/npm run bench -- ([a-z-]+)/g))
        expect(existsSync(join(root, `bench/${name}.ts`)), piece).toBe(true);
    }
  });

  test("names addresses of the API that exist", () => {
    const paths = routeTable.map(({ path }) => path.replace(/\{\w+\}/g, "[^/]+"));
    const known = new RegExp(`^/api/v1(${[...paths, "/openapi.json"].join("|")})$`);
    for (const piece of code(text))
      for (const [path] of piece.matchAll(/(?<!\bapp)\/api\/v1\/[\w{}$./-]+/g))
        expect(path.replace(/[./]+$/, ""), `${file}: ${piece}`).toMatch(known);
  });

  test("names variables of the environment that exist", () => {
    const known = read("docs/configuration.md");
    const reader = `${read("lib/core/env.ts")}${read("scripts/settings.ts")}${read("cli/client.ts")}`;
    for (const piece of code(text))
      for (const [name] of piece.matchAll(/\b(THRESHOLD|OIDC)_[A-Z_]+[A-Z]\b/g)) {
        if (["THRESHOLD_RELEASE", "THRESHOLD_API_KEY"].includes(name)) continue;
        expect(known, `${file}: ${name}`).toContain(`\`${name}\``);
        expect(reader, `${file}: ${name}`).toContain(name);
      }
  });
});

test.each(characteristicKeys)("the page of %s has each of its checks, in order, and no other", (key) => {
  const titles = sectionsOf(read(`docs/checks/${key}.md`))
    .filter(({ level }) => level === 2)
    .map(({ title }) => title);
  expect(titles).toEqual(criteria.checks[key].map(({ title }) => title));
});

test("links between files become addresses of the site", () => {
  expect(siteHref("docs/checks/cost.md", "../telemetry.md#feedback")).toBe("/docs/telemetry#feedback");
  expect(siteHref("docs/index.md", "index.md")).toBe("/docs");
  expect(siteHref("docs/index.md", "#where-to-begin")).toBe("#where-to-begin");
  expect(siteHref("docs/architecture.md", "architecture.svg")).toBe("/docs/files/architecture.svg");
  expect(siteHref("SECURITY.md", "docs/operations/upgrade.md")).toBe("/docs/operations/upgrade");
  expect(siteHref("CHANGELOG.md", "https://semver.org")).toBe("https://semver.org");
  expect(siteHref("CONTRIBUTING.md", "components/ui/README.md")).toBeNull();
});
