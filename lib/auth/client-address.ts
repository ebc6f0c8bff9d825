import "server-only";
import { env } from "#lib/core/env";
import { addressOf } from "./forwarded.ts";

/**
 * The caller's address, or null when it cannot be known. Next does not show the socket, and X-Forwarded-For can be
 * written by anybody, so it counts only when THRESHOLD_TRUSTED_HOPS says how many proxies of one's own append to it.
 */
export function clientAddress(headers: Headers): string | null {
  return addressOf(headers.get("x-forwarded-for"), env().THRESHOLD_TRUSTED_HOPS);
}
