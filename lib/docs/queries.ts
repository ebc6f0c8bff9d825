import "server-only";
import { readFile } from "node:fs/promises";
import { join, normalize } from "node:path";
import { type DocPage, docHref, docPages } from "./domain.ts";
import { type SearchEntry, sectionsOf } from "./text-domain.ts";

/** Files do not change under a server that serves them; in development they do. */
const kept = new Map<string, Promise<string>>();

function readOnce(file: string): Promise<string> {
  const known = kept.get(file);
  if (known) return known;
  const read = readFile(join(/* turbopackIgnore: true */ process.cwd(), file), "utf8");
  read.catch(() => kept.delete(file));
  kept.set(file, read);
  return read;
}

/** The Markdown of a page. Rejects when the file is missing: navigation and files are held together by a test. */
export const readDoc = (page: DocPage): Promise<string> => readOnce(page.file);

/** One entry for each section of each page that has a file, in the order of the site. */
export async function readSearchEntries(): Promise<SearchEntry[]> {
  const pages = docPages.filter((page): page is DocPage => page.file !== null);
  const texts = await Promise.all(pages.map((page) => readDoc(page)));
  return pages.flatMap((page, index) =>
    sectionsOf(texts[index] ?? "").map(({ level, title, id, text }) => ({
      href: level === 1 ? docHref(page.slug) : `${docHref(page.slug)}#${id}`,
      page: page.title,
      title,
      text,
    })),
  );
}

const types: Record<string, string> = { svg: "image/svg+xml", png: "image/png" };

/** A picture below docs/, or null for everything else. */
export async function readDocFile(path: string): Promise<{ type: string; content: Buffer } | null> {
  const type = types[path.split(".").at(-1) ?? ""];
  if (!type || !/^[a-z0-9._/-]+$/i.test(path) || normalize(path) !== path || path.includes("..")) return null;
  const file = join(/* turbopackIgnore: true */ process.cwd(), "docs", path);
  const content = await readFile(file).catch(() => null);
  return content && { type, content };
}
