/** The entry of X-Forwarded-For that the outermost trusted proxy wrote, or null. Entries before it are the caller's claim. */
export function addressOf(forwardedFor: string | null, trustedHops: number): string | null {
  if (!forwardedFor || trustedHops < 1) return null;
  const entries = forwardedFor.split(",").map((entry) => entry.trim());
  const address = entries[entries.length - trustedHops];
  return address && /^[0-9a-fA-F.:]{2,45}$/.test(address) ? address.toLowerCase() : null;
}
