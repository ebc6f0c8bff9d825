import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Person = { sub: string; email?: string; email_verified?: boolean; name?: string };

type Asked = { person: Person; info: Person; nonce: string; challenge: string };

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");

function signedToken(claims: object): string {
  const text = `${base64({ alg: "RS256", kid: "one", typ: "JWT" })}.${base64(claims)}`;
  return `${text}.${sign("RSA-SHA256", Buffer.from(text), privateKey).toString("base64url")}`;
}

async function formOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = "";
  for await (const part of request) text += String(part);
  return new URLSearchParams(text);
}

/** A small identity provider on this machine: discovery, keys, code flow with PKCE. */
export async function identityProvider(clientId: string) {
  const codes = new Map<string, Asked>();
  const infos = new Map<string, Person>();
  let issuer = "";
  const token = async (request: IncomingMessage): Promise<object | null> => {
    const form = await formOf(request);
    const asked = codes.get(form.get("code") ?? "");
    codes.delete(form.get("code") ?? "");
    const proof = createHash("sha256")
      .update(form.get("code_verifier") ?? "")
      .digest("base64url");
    if (!asked || proof !== asked.challenge) return null;
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: issuer,
      aud: clientId,
      iat: now,
      exp: now + 60,
      nonce: asked.nonce,
      ...asked.person,
    };
    const accessToken = randomUUID();
    infos.set(`Bearer ${accessToken}`, asked.info);
    return { access_token: accessToken, token_type: "Bearer", id_token: signedToken(claims) };
  };
  const answer = async (request: IncomingMessage): Promise<object | null> => {
    if (request.url === "/jwks")
      return { keys: [{ ...publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" }] };
    if (request.url === "/token") return token(request);
    if (request.url === "/userinfo") return infos.get(request.headers.authorization ?? "") ?? null;
    if (request.url !== "/.well-known/openid-configuration") return null;
    return {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      id_token_signing_alg_values_supported: ["RS256"],
    };
  };
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    void answer(request).then((body) => {
      response.writeHead(body ? 200 : 400, { "content-type": "application/json" });
      response.end(JSON.stringify(body ?? { error: "invalid_grant" }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    /** The person signs in at the provider: what it sends back to the redirect address. `info` is what only its user info says. */
    approve(authorization: string, person: Person, info: Person = person): { code: string; state: string } {
      const query = new URL(authorization).searchParams;
      const code = randomUUID();
      const challenge =
        query.get("code_challenge_method") === "S256" ? (query.get("code_challenge") ?? "") : "";
      codes.set(code, { person, info, nonce: query.get("nonce") ?? "", challenge });
      return { code, state: query.get("state") ?? "" };
    },
    close: () => server.close(),
  };
}
