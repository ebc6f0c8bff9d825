import { env, publicUrl } from "./env.ts";
import { AppError } from "./errors.ts";

/**
 * Throws `forbidden` unless a write that rides on a cookie comes from our own pages. Browsers send Origin with every
 * write, so a missing one is refused too.
 */
export function assertSameOrigin(request: Request): void {
  const origin = request.headers.get("origin");
  const host = request.headers.get("host");
  const allowed = new Set<string>();
  if (host) allowed.add(host);
  const { THRESHOLD_URL } = env();
  if (THRESHOLD_URL) allowed.add(new URL(THRESHOLD_URL).host);
  // Behind a proxy that ends TLS the scheme is https while ours may say http; http never counts where ours is https.
  const schemes = publicUrl().startsWith("https://") ? ["https:"] : ["https:", "http:"];
  const from = origin && URL.canParse(origin) ? new URL(origin) : null;
  if (from === null || !schemes.includes(from.protocol) || !allowed.has(from.host)) {
    throw new AppError("forbidden", "This change did not come from a page of this installation.");
  }
}
