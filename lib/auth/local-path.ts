/** The path of our own that a parameter names, so that a link to sign in cannot lead elsewhere; else the start page. */
export function localPath(value: unknown): string {
  if (typeof value !== "string" || value.length > 2000) return "/";
  const base = "http://local.invalid";
  const path = value.startsWith("/") && URL.canParse(value, base) ? new URL(value, base) : null;
  // "/.//elsewhere" is a path of ours until its dot is resolved; then a browser reads another host.
  if (path === null || path.origin !== base || path.pathname.startsWith("//")) return "/";
  return `${path.pathname}${path.search}${path.hash}`;
}
