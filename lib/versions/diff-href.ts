/** The screen that compares two releases of a feature, by their digests. */
export function diffHref(slug: string, from: string, to: string): string {
  return `/features/${slug}/versions/compare?${new URLSearchParams({ from, to })}`;
}
