export type Place = { label: string; href: string; key: string; group: "main" | "organisation" };

/** The screens that exist, in the order of the side bar; `key` follows g. */
export const places: readonly Place[] = [
  { label: "Portfolio", href: "/", key: "p", group: "main" },
  { label: "Calls", href: "/calls", key: "c", group: "main" },
  { label: "Changes", href: "/changes", key: "h", group: "main" },
  { label: "People and teams", href: "/people", key: "t", group: "organisation" },
  { label: "API keys", href: "/keys", key: "k", group: "organisation" },
  { label: "Settings", href: "/settings", key: "s", group: "organisation" },
];

/** The tabs of a feature, in the fixed order. */
export const featurePlaces = [
  { label: "Scorecard", path: "" },
  { label: "Quality", path: "/quality" },
  { label: "Failures", path: "/failures" },
  { label: "Cost", path: "/cost" },
  { label: "Versions", path: "/versions" },
  { label: "Audit", path: "/audit" },
  { label: "Ownership", path: "/ownership" },
  { label: "Calls", path: "/calls" },
] as const;

/** True when a path is the place or under it; the root is only itself. */
export function isHere(href: string, pathname: string): boolean {
  return href === "/" ? pathname === "/" : pathname === href || pathname.startsWith(`${href}/`);
}
