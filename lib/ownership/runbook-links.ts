import { headingSlugs } from "./heading-domain.ts";
import { linesOfRunbook } from "./runbook-lines.ts";

/**
 * Where a link of a runbook leads: to the web, to a heading of the text (then whether there is one), or elsewhere, where
 * nobody can follow it from a server.
 */
export type FoundLink =
  | { kind: "web"; url: string }
  | { kind: "heading"; url: string; exists: boolean }
  | { kind: "elsewhere"; url: string };

export type FoundLinks = {
  /** Each once, in the order of the text. */
  links: FoundLink[];
  /** Lines that look like a link of which no address could be read. */
  unread: number;
};

const inline = /\]\(\s*(?:<([^<>\n]*)>|([^\s()<>]*(?:\([^\s()<>]*\)[^\s()<>]*)*))/g;
const definition = /^\s{0,3}\[(?!\^)[^\]]+\]:\s*(?:<([^<>]*)>|(\S+))/g;
const element = /<(?:a|img)\b[^<>]*?\b(?:href|src)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s<>"']+))/gi;
const bare = /\b(?:https?:\/\/|www\.)[^\s<>"'`]+/gi;

const looksLikeLink = [
  /\]\(\s*[^)\s]/,
  /^\s{0,3}\[(?!\^)[^\]]+\]:\s*\S/,
  /\b(https?:\/\/|www\.)\S/i,
  /<(a|img)\s/i,
];

/** People are written to and called, not followed. */
const person = /^(mailto|tel):/i;

/** The links of a runbook in Markdown, in whatever form they are written. */
export function readRunbookLinks(markdown: string): FoundLinks {
  const lines = linesOfRunbook(markdown);
  const slugs = headingSlugs(lines.flatMap((line) => line.heading ?? []));
  const urls = new Set<string>();
  let unread = 0;
  for (const { shown } of lines) {
    if (shown === null) continue;
    const found = urlsOfLine(shown);
    if (found.length === 0 && looksLikeLink.some((form) => form.test(shown))) unread += 1;
    for (const url of found) if (!person.test(url)) urls.add(url);
  }
  return { links: [...urls].map((url) => kindOf(url, slugs)), unread };
}

function urlsOfLine(line: string): string[] {
  const found: string[] = [];
  let rest = line;
  for (const form of [inline, definition, element]) {
    // What a form has taken is not looked through again for bare addresses.
    rest = rest.replace(form, (_, ...groups: (string | undefined)[]) => {
      found.push(groups.slice(0, 3).find((group) => typeof group === "string" && group !== "") ?? "");
      return " ";
    });
  }
  const plain = [...rest.matchAll(bare)].map(([text]) => {
    const url = withoutTail(text);
    return /^www\./i.test(url) ? `http://${url}` : url;
  });
  return [...found, ...plain].filter((url) => url !== "");
}

/** Punctuation and closing marks at the end belong to the sentence, unless they close what the address opened (GFM 6.9). */
function withoutTail(url: string): string {
  let end = url.length;
  let open = (url.match(/\(/g)?.length ?? 0) - (url.match(/\)/g)?.length ?? 0);
  for (; end > 0; end -= 1) {
    const last = url[end - 1] ?? "";
    if (last === ")" && open < 0) open += 1;
    else if (!/[.,:;!?*_~\]|]/.test(last)) break;
  }
  return url.slice(0, end);
}

function kindOf(url: string, slugs: ReadonlySet<string>): FoundLink {
  if (url.startsWith("#")) return { kind: "heading", url, exists: slugs.has(decoded(url.slice(1))) };
  if (/^https?:\/\//i.test(url) && URL.canParse(url)) return { kind: "web", url };
  return { kind: "elsewhere", url };
}

function decoded(fragment: string): string {
  try {
    return decodeURIComponent(fragment).toLowerCase();
  } catch {
    return fragment;
  }
}
