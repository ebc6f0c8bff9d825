import { randomSecret, sha256 } from "#lib/core/ids";

/** How much of a key is shown in lists. */
export const KEY_PREFIX_LENGTH = 8;

/** A new API key: `thr_` and 43 characters of 256 random bits, with what is stored of it. */
export function newKeySecret(): { secret: string; prefix: string; hash: string } {
  const secret = `thr_${randomSecret()}`;
  return { secret, prefix: secret.slice(0, KEY_PREFIX_LENGTH), hash: sha256(secret) };
}
