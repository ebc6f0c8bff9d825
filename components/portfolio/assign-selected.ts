/** Features by their slugs, in the order in which they were chosen. */
export type Selected = ReadonlyMap<string, string>;

export type Named = { slug: string; name: string };

/** With one more or one less. */
export function toggled(selected: Selected, one: Named): Selected {
  const next = new Map(selected);
  if (!next.delete(one.slug)) next.set(one.slug, one.name);
  return next;
}

/** With everything between two rows, both included, in the order on screen; just the second where the first is gone. */
export function withRange(
  selected: Selected,
  rows: readonly Named[],
  from: string | null,
  to: Named,
): Selected {
  const start = rows.findIndex((row) => row.slug === from);
  const end = rows.findIndex((row) => row.slug === to.slug);
  const range = start < 0 || end < 0 ? [to] : rows.slice(Math.min(start, end), Math.max(start, end) + 1);
  return withAll(selected, range);
}

/** With all of these. */
export function withAll(selected: Selected, rows: readonly Named[]): Selected {
  return new Map([...selected, ...rows.map((row) => [row.slug, row.name] as const)]);
}

/** Without any of these. */
export function without(selected: Selected, rows: readonly Named[]): Selected {
  const gone = new Set(rows.map((row) => row.slug));
  return new Map([...selected].filter(([slug]) => !gone.has(slug)));
}

/** How many of these are selected. */
export function countOf(selected: Selected, rows: readonly Named[]): "none" | "some" | "all" {
  const found = rows.filter((row) => selected.has(row.slug)).length;
  if (found === 0) return "none";
  return found === rows.length ? "all" : "some";
}
