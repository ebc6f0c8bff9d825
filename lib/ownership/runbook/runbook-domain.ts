import type { FoundLinks } from "./runbook-links.ts";

/** How many web addresses of one revision are followed. */
export const MAX_LINKS = 50;

/** Names the queue of the link check. */
export const LINKS_JOB = "runbook-links";

export type LinkState = {
  url: string;
  /** waiting: it was never tried. unchecked: it was, and nobody could tell from here. */
  status: "works" | "broken" | "unchecked" | "waiting";
  /** What came of it, in words that go on "it …"; null while it waits. */
  detail: string | null;
  /** RFC 3339; null for what needs no trying. */
  checkedAt: string | null;
  workedAt: string | null;
  /** Somebody asked for another try that has not been made yet. */
  asked: boolean;
};

type Tried = {
  url: string;
  status: string | null;
  detail: string | null;
  checkedAt: Date | null;
  workedAt: Date | null;
  askedAt: Date | null;
};

const untried = { checkedAt: null, workedAt: null, asked: false };

/** The state of each link of a revision: of web addresses what was tried, of the others what the text itself says. */
export function linkStates({ links, unread, legible }: FoundLinks, tried: readonly Tried[]): LinkState[] {
  const byUrl = new Map(tried.map((row) => [row.url, row]));
  let web = 0;
  const states = links.map((link): LinkState => {
    if (link.kind === "heading") {
      const detail = link.exists ? "leads to a heading of this text" : "leads to a heading that is not there";
      return { url: link.url, status: link.exists ? "works" : "broken", detail, ...untried };
    }
    if (link.kind === "elsewhere") return { url: link.url, ...elsewhere(link.url), ...untried };
    web += 1;
    if (web > MAX_LINKS)
      return {
        url: link.url,
        status: "unchecked",
        detail: `is not followed: only ${MAX_LINKS} are`,
        ...untried,
      };
    const row = byUrl.get(link.url);
    return {
      url: link.url,
      status: (row?.status as LinkState["status"] | null | undefined) ?? "waiting",
      detail: row?.detail ?? null,
      checkedAt: row?.checkedAt?.toISOString() ?? null,
      workedAt: row?.workedAt?.toISOString() ?? null,
      asked: row?.askedAt != null && (row.checkedAt === null || row.askedAt > row.checkedAt),
    };
  });
  if (!legible) {
    const detail = "is too long or nests too deep to be searched for links";
    return [...states, { url: "The text", status: "unchecked", detail, ...untried }];
  }
  if (unread === 0) return states;
  const detail = `${unread === 1 ? "is an element" : `are ${unread} elements`} of HTML of which no address could be read`;
  return [...states, { url: "A link without an address", status: "unchecked", detail, ...untried }];
}

function elsewhere(url: string): Pick<LinkState, "status" | "detail"> {
  if (/^[a-z][a-z0-9+.-]*:/i.test(url))
    return { status: "unchecked", detail: "is no web address, so nobody can follow it from here" };
  if (url.startsWith("/"))
    return { status: "unchecked", detail: "names no host, so it is not followed; write the whole address" };
  return { status: "broken", detail: "is no whole address, and a runbook stands in no folder" };
}
