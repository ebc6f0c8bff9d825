import "server-only";
import type { OAuthConfig } from "next-auth/providers/oauth";
import { type OidcClaims, oidcClaims, oidcSettings } from "./oidc.ts";

/** The claims of an id token that openid-client has verified already. */
function claimsOf(idToken: string | undefined): Record<string, unknown> {
  const payload = idToken?.split(".")[1] ?? "";
  return JSON.parse(Buffer.from(payload, "base64url").toString("utf8")) as Record<string, unknown>;
}

/** The provider of single sign-on by discovery, or null when it is not configured. */
export function oidcProvider(): OAuthConfig<OidcClaims> | null {
  const settings = oidcSettings();
  if (!settings) return null;
  const { issuer, clientId, clientSecret } = settings;
  return {
    id: "oidc",
    name: "Single sign-on",
    type: "oauth",
    issuer,
    wellKnown: `${issuer}/.well-known/openid-configuration`,
    clientId,
    clientSecret,
    idToken: true,
    checks: ["pkce", "state", "nonce"],
    authorization: { params: { scope: "openid email profile" } },
    userinfo: {
      // Some providers keep the e-mail out of the id token; then the user info of the same subject has it.
      request: async ({ client, tokens }) => {
        const claims = claimsOf(tokens.id_token);
        const complete = typeof claims.email === "string" || !client.issuer.metadata.userinfo_endpoint;
        if (complete || !tokens.access_token) return oidcClaims.parse(claims);
        const info = await client.userinfo(tokens.access_token);
        if (info.sub !== claims.sub)
          throw new Error("The user info names another subject than the id token.");
        return oidcClaims.parse({ ...info, ...claims });
      },
    },
    profile: (profile) => ({ id: profile.sub, name: profile.name ?? null, email: profile.email ?? null }),
  };
}
