import { createHash, randomBytes, timingSafeEqual } from "node:crypto";

/** SHA-256 in lower-case hexadecimal (64 digits). */
export function sha256(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}

/** A random secret of 256 bits as 43 URL-safe characters. */
export function randomSecret(): string {
  return randomBytes(32).toString("base64url");
}

/** Short id that names one request in the log and on screen. */
export function requestId(): string {
  return randomBytes(8).toString("hex");
}

/** Compares two secrets without telling by time how much of them agrees. */
export function sameSecret(a: string, b: string): boolean {
  return timingSafeEqual(createHash("sha256").update(a).digest(), createHash("sha256").update(b).digest());
}
