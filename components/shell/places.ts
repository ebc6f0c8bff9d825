import type { ShellData } from "./shell-data.tsx";

export type Place = {
  label: string;
  href: string;
  /** The letter that follows g. */
  key: string;
  group: "main" | "organisation";
  /** Who may go there; absent: everybody who is signed in. */
  needs?: keyof ShellData["may"];
};

/** The screens that exist, in the order of the side bar. */
export const places: readonly Place[] = [
  { label: "Portfolio", href: "/", key: "p", group: "main" },
  { label: "Calls", href: "/calls", key: "c", group: "main" },
  { label: "Versions", href: "/versions", key: "v", group: "main" },
  { label: "On-call", href: "/on-call", key: "o", group: "main" },
  { label: "Changes", href: "/changes", key: "h", group: "main", needs: "activity" },
  { label: "People and teams", href: "/people", key: "t", group: "organisation" },
  { label: "API keys", href: "/keys", key: "k", group: "organisation", needs: "keys" },
  { label: "Prices", href: "/prices", key: "r", group: "organisation" },
  { label: "Settings", href: "/settings", key: "s", group: "organisation" },
  { label: "Docs", href: "/docs", key: "d", group: "organisation" },
];

/** The places that a person may go to. */
export function placesFor(may: ShellData["may"]): Place[] {
  return places.filter((place) => place.needs === undefined || may[place.needs]);
}

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
