import "server-only";
import { lookup as resolve } from "node:dns/promises";
import { type ClientRequest, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { type AllowedHosts, hostOf, INTERNAL, isAllowed, mayReach, whyNotFollowed } from "./link-guard.ts";
import { sameSite } from "./same-site.ts";

/**
 * What following a link came to. `answered`: a server gave a status at the end of the redirects; `sentOn` when one of them
 * led to another site and said that it need not last, as those to a sign-in or of a network do. `silent`: nothing
 * answered, which is the fault of the link or of this network. `refused`: it was not tried.
 */
export type Followed =
  | { kind: "answered"; status: number; url: string; sentOn: boolean }
  | { kind: "silent"; code: string }
  | { kind: "refused"; why: string };

export type FollowOptions = {
  allowed: AllowedHosts;
  /** For each connection and its answer, in milliseconds. */
  timeoutMs?: number;
  /** For all of it, names and redirects included, in milliseconds. */
  wholeMs?: number;
  /** The addresses of a name; the network's own unless a test knows better. */
  addressesOf?: (host: string) => Promise<string[]>;
};

const TIMEOUT_MS = 8_000;
const WHOLE_MS = 20_000;
const MAX_REDIRECTS = 5;
const PERMANENT = [301, 308];
const REDIRECTS = [...PERMANENT, 302, 303, 307];

/** Asked with HEAD, some servers answer as if the page were not there. */
const ASK_AGAIN_FROM = 400;

/**
 * Follows one address: HEAD, then GET where that is refused, over a few redirects, without reading any page. A name is
 * resolved once and the connection goes to an address that was looked at, so a name cannot change its mind in between.
 */
export async function followLink(address: string, options: FollowOptions): Promise<Followed> {
  const { promise: late, resolve: end } = Promise.withResolvers<Followed>();
  const giveUp = new AbortController();
  const timer = setTimeout(() => {
    giveUp.abort();
    end({ kind: "silent", code: "ETIMEDOUT" });
  }, options.wholeMs ?? WHOLE_MS);
  try {
    return await Promise.race([followHops(address, options, giveUp.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}

async function followHops(address: string, options: FollowOptions, end: AbortSignal): Promise<Followed> {
  const first = new URL(address);
  let url = first;
  let passing = false;
  const answered = (status: number): Followed => ({
    kind: "answered",
    status,
    url: url.href,
    sentOn: passing && !sameSite(first, url),
  });
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    const at = await targetOf(url, options);
    if (typeof at !== "string") return at;
    if (end.aborted) return { kind: "silent", code: "ETIMEDOUT" };
    let answer = await ask("HEAD", url, at, options, end);
    if (answer.kind === "answered" && answer.status >= ASK_AGAIN_FROM)
      answer = await ask("GET", url, at, options, end);
    if (answer.kind === "silent") return answer;
    const next = answer.location;
    if (next === null) return answered(answer.status);
    if (!URL.canParse(next, url)) return answered(502);
    const target = new URL(next, url);
    passing ||= !PERMANENT.includes(answer.status) && !sameSite(url, target);
    url = target;
  }
  return answered(310);
}

/** The address to connect to, or why there is none. */
async function targetOf(url: URL, options: FollowOptions): Promise<string | Followed> {
  const why = whyNotFollowed(url, options.allowed);
  if (why !== null) return { kind: "refused", why };
  const host = hostOf(url);
  const allowed = isAllowed(url, options.allowed);
  if (isIP(host) !== 0) return host;
  let addresses: string[];
  try {
    addresses = await (options.addressesOf ?? addressesByName)(host);
  } catch (error) {
    return { kind: "silent", code: codeOf(error) };
  }
  // One private address among public ones is how a name gets past a guard.
  if (addresses.some((one) => !mayReach(one, allowed))) return { kind: "refused", why: INTERNAL };
  return addresses[0] ?? { kind: "silent", code: "ENOTFOUND" };
}

async function addressesByName(host: string): Promise<string[]> {
  const found = await resolve(host, { all: true, verbatim: false });
  return found.map((one) => one.address);
}

type Asked =
  | { kind: "answered"; status: number; location: string | null }
  | Extract<Followed, { kind: "silent" }>;

function ask(
  method: "HEAD" | "GET",
  url: URL,
  address: string,
  options: FollowOptions,
  end: AbortSignal,
): Promise<Asked> {
  const { promise, resolve: settle } = Promise.withResolvers<Asked>();
  const send = url.protocol === "https:" ? requestHttps : requestHttp;
  const signal = AbortSignal.any([end, AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS)]);
  const family = isIP(address);
  const request: ClientRequest = send(url, {
    method,
    agent: false,
    signal,
    // The name stays in the Host header and in TLS; the connection goes where it was decided.
    lookup: (_host, wanted, done) =>
      wanted.all ? done(null, [{ address, family }]) : done(null, address, family),
    headers: { "user-agent": "Threshold link check", accept: "*/*" },
  });
  request.once("response", (response) => {
    const status = response.statusCode ?? 0;
    const redirects = REDIRECTS.includes(status);
    settle({ kind: "answered", status, location: redirects ? (response.headers.location ?? null) : null });
    request.destroy();
  });
  request.on("error", (error) =>
    settle({ kind: "silent", code: signal.aborted ? "ETIMEDOUT" : codeOf(error) }),
  );
  // A server that changes the protocol unasked gives no page; its connection would stay open beside the request.
  request.once("upgrade", (response, socket) => {
    settle({ kind: "answered", status: response.statusCode ?? 0, location: null });
    socket.destroy();
  });
  // Whatever else ends a connection without an answer or an error; too late to change one that came.
  request.once("close", () => settle({ kind: "silent", code: "ECONNRESET" }));
  request.end();
  return promise;
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return typeof code === "string" ? code : "EUNKNOWN";
}
