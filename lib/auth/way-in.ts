import "server-only";
import { oidcSettings, oidcSubject } from "./oidc.ts";

/**
 * Whether an account has something to sign in with: a password, or an identity at the single sign-on that this
 * installation uses now. Whether it is disabled is another question.
 */
export function hasWayIn(user: { passwordHash: string | null; oidcSubject: string | null }): boolean {
  return opens({ hasPassword: user.passwordHash !== null, oidcSubject: user.oidcSubject });
}

/** The same for who has read whether there is a password, and not its hash. */
export function opens(account: { hasPassword: boolean; oidcSubject: string | null }): boolean {
  if (account.hasPassword) return true;
  const settings = oidcSettings();
  return settings !== null && account.oidcSubject?.startsWith(oidcSubject(settings.issuer, "")) === true;
}
