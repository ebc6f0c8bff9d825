/** Longer headings are named by their beginning. */
const MAX_HEADING = 500;

/** The name of a heading in links to it, as GitHub makes it: "When it's down!" is when-its-down. */
function headingSlug(heading: string): string {
  return heading
    .slice(0, MAX_HEADING)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
}

/** Gives each heading of a text its name: a second of the same name ends in -1, a third in -2. */
export function headingNamer(): (heading: string) => string {
  const seen = new Map<string, number>();
  return (heading) => {
    const slug = headingSlug(heading);
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  };
}

/** The names that links to headings of a text may use. */
export function headingSlugs(headings: readonly string[]): Set<string> {
  return new Set(headings.map(headingNamer()));
}
