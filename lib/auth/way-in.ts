import "server-only";
import { oidcSettings, oidcSubject } from "./oidc.ts";

/**
 * Whether an account has something to sign in with: a password, or an identity at the single sign-on that this
 * installation uses now. Whether it is disabled is another question.
 */
export function hasWayIn(user: { passwordHash: string | null; oidcSubject: string | null }): boolean {
  if (user.passwordHash !== null) return true;
  const settings = oidcSettings();
  return settings !== null && user.oidcSubject?.startsWith(oidcSubject(settings.issuer, "")) === true;
}
