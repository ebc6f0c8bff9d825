/**
 * The screen that compares two releases of a feature, or two versions of its artifacts. A side is a release's digest (or at
 * least 12 digits of it) or `kind/name@version`, as versionSpec writes it.
 */
export function diffHref(slug: string, from: string, to: string): string {
  return `/features/${slug}/versions/compare?${new URLSearchParams({ from, to })}`;
}

/** How a version of an artifact is named as a side of a comparison: "prompt/reply@v3". */
export function versionSpec(one: { kind: string; name: string; version: string }): string {
  return `${one.kind}/${one.name}@${one.version}`;
}
