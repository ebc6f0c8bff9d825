import type { Followed } from "./follow-link.ts";

export const linkStatuses = ["works", "broken", "unchecked"] as const;
export type LinkStatus = (typeof linkStatuses)[number];

/** What is said of a link that was tried; `detail` goes on "it …". */
export type LinkVerdict = { status: LinkStatus; httpStatus: number | null; detail: string };

/** Where many sign-in pages live: an answer from there says nothing of the page behind it. */
const signInPath = /(^|[/._-])(log[-_]?in|sign[-_]?in|sso|saml2?|oauth2?|authorize|adfs)([/._?-]|$)/i;

const signInHost = /^(log-?in|sign-?in|sso|auth|idp|accounts?|adfs)\./i;

/** Codes that mean that the name or the port does not exist, once it is sure that this network reaches anything. */
const nobodyThere = new Set(["ENOTFOUND", "ECONNREFUSED", "ENODATA"]);

const silences: Record<string, string> = {
  ENOTFOUND: "leads to a name that does not exist",
  ENODATA: "leads to a name that has no address",
  ECONNREFUSED: "leads to a server that takes no connection",
  ETIMEDOUT: "did not answer in time",
};

function ofAnswer(url: string, followed: Extract<Followed, { kind: "answered" }>): LinkVerdict {
  const { status } = followed;
  const say = (kind: LinkStatus, detail: string) => ({ status: kind, httpStatus: status, detail });
  const end = new URL(followed.url);
  if (followed.sentOn)
    return say(
      "unchecked",
      `is sent on for now to ${end.hostname}, so nobody can say from here whether that is the page; write the address where it ends`,
    );
  if ([401, 403, 407, 511].includes(status))
    return say(
      "unchecked",
      `asks for a sign-in (${status}), so nobody can say from here whether the page exists`,
    );
  if (status === 429 || status === 503) return say("unchecked", `is too busy to answer (${status})`);
  if (status === 310) return say("broken", "goes on and on from one address to the next");
  if (status < 200 || status >= 300) return say("broken", `answers ${status}`);
  const otherHost = end.hostname !== new URL(url).hostname;
  if (followed.url !== url && (signInPath.test(end.pathname) || (otherHost && signInHost.test(end.hostname))))
    return say("unchecked", "leads to a sign-in page, so nobody can say from here whether the page exists");
  return say("works", `answers ${status}`);
}

/**
 * The verdict of each link of one round. A name or port that nobody answers at is broken only where a server of another
 * host answered for itself in the same round: a network that lets nothing through breaks no link, it just cannot check any.
 */
export function verdictsOf(round: readonly { url: string; followed: Followed }[]): LinkVerdict[] {
  const hosts = new Set(
    round.flatMap(({ url, followed }) =>
      followed.kind === "answered" && !followed.sentOn ? [new URL(url).hostname] : [],
    ),
  );
  return round.map(({ url, followed }) => {
    if (followed.kind === "answered") return ofAnswer(url, followed);
    if (followed.kind === "refused") return { status: "unchecked", httpStatus: null, detail: followed.why };
    const { code } = followed;
    const reaches = [...hosts].some((host) => host !== new URL(url).hostname);
    const detail = silences[code] ?? `could not be reached (${code})`;
    if (reaches && nobodyThere.has(code)) return { status: "broken", httpStatus: null, detail };
    return { status: "unchecked", httpStatus: null, detail: `could not be checked from here (${code})` };
  });
}
