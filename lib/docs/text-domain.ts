/** A section of a page: from one heading to the next, as plain words. */
export type Section = { level: number; title: string; id: string; text: string };

/** Makes ids for headings as code hosts do, so that one link works on both: lower case, hyphens, and a number for a repeat. */
export function headingIds(): (title: string) => string {
  const seen = new Map<string, number>();
  return (title) => {
    const id = title
      .toLowerCase()
      .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
      .replace(/ /g, "-");
    const times = seen.get(id) ?? 0;
    seen.set(id, times + 1);
    return times === 0 ? id : `${id}-${times}`;
  };
}

/** Words without their marks: `code`, **bold**, [text](target), tables and comments. */
export function plainWords(markdown: string): string {
  return markdown
    .replace(/<!--[\s\S]*?-->/g, " ")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/^\s*\|?[\s:|-]+\|\s*$/gm, " ")
    .replace(/^\s*(#{1,6}|[-*]|\d+\.|>)\s+/gm, " ")
    .replace(/(\*\*|`|\|)/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

/** The sections of a Markdown file. Code in fences belongs to the text and holds no headings. */
export function sectionsOf(markdown: string): Section[] {
  const idOf = headingIds();
  const sections: (Omit<Section, "text"> & { lines: string[] })[] = [];
  let fence: string | null = null;
  for (const line of markdown.split("\n")) {
    const mark = /^\s*(```+|~~~+)/.exec(line)?.[1];
    if (mark) {
      if (fence === null) fence = mark;
      else if (mark.startsWith(fence)) fence = null;
      continue;
    }
    const heading = fence === null ? /^(#{1,6})\s+(.+?)\s*#*$/.exec(line) : null;
    if (heading?.[1] && heading[2]) {
      const title = plainWords(heading[2]);
      sections.push({ level: heading[1].length, title, id: idOf(title), lines: [] });
    } else sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ lines, ...section }) => ({ ...section, text: plainWords(lines.join("\n")) }));
}

export type SearchEntry = { href: string; page: string; title: string; text: string };
export type Found = SearchEntry & { before: string; match: string; after: string };

/** The sections in which every word occurs, the likeliest first, each with some words around the first hit. */
export function searchDocs(entries: readonly SearchEntry[], query: string, most = 10): Found[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const scored = entries.flatMap((entry) => {
    const [title, page, text] = [entry.title, entry.page, entry.text].map((part) => part.toLowerCase());
    let score = 0;
    for (const word of words) {
      const hit = scoreOf(word, title ?? "") * 8 + scoreOf(word, page ?? "") * 4 + scoreOf(word, text ?? "");
      if (hit === 0) return [];
      score += hit;
    }
    return [{ entry, score }];
  });
  return scored
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ entry }) => ({ ...entry, ...around(entry.text, words) }));
}

/** A whole word counts more than the beginning of one, and that more than its middle. */
function scoreOf(word: string, text: string): number {
  const at = text.indexOf(word);
  if (at < 0) return 0;
  const starts = at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "");
  const ends = !/[\p{L}\p{N}]/u.test(text[at + word.length] ?? "");
  return starts && ends ? 3 : starts ? 2 : 1;
}

const room = 70;

function around(text: string, words: string[]): { before: string; match: string; after: string } {
  const lower = text.toLowerCase();
  const hits = words.map((word) => ({ at: lower.indexOf(word), word })).filter(({ at }) => at >= 0);
  const first = hits.sort((a, b) => a.at - b.at)[0];
  if (!first) return { before: "", match: "", after: text.slice(0, 2 * room) };
  const from = Math.max(0, first.at - room);
  const end = first.at + first.word.length;
  return {
    before: `${from > 0 ? "…" : ""}${text.slice(from, first.at)}`,
    match: text.slice(first.at, end),
    after: `${text.slice(end, end + room)}${end + room < text.length ? "…" : ""}`,
  };
}
