import { headingSlugs } from "./heading-domain.ts";
import type { MarkdownNode } from "./runbook-tree.ts";
import { headingsOf, nodesOf } from "./visible-text.ts";

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
  /** Elements of HTML that look like a link of which no address could be read. */
  unread: number;
  /** False where the text is too long or nests too deep to be searched for links. */
  legible: boolean;
};

/** A link without an address leads back to the page that it stands on. */
const NO_ADDRESS = "[]()";

const element = /<(?:a|img)\b[^<>]*?\b(?:href|src)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s<>"']+))/gi;

/** People are written to and called, not followed. */
const person = /^(mailto|tel):/i;

/**
 * The links of a parsed runbook: of links, pictures and addresses in the text, of definitions whether or not something
 * uses them, and of HTML, which the screen leaves out and others that show the text do not.
 */
export function linksOfTree(tree: MarkdownNode): FoundLinks {
  const slugs = headingSlugs(headingsOf(tree));
  const urls = new Set<string>();
  let unread = 0;
  for (const node of nodesOf(tree)) {
    if (node.type === "html") {
      const html = withoutComments(node.value ?? "");
      const found = [...html.matchAll(element)].map(([, ...groups]) => groups.find(Boolean) ?? "");
      if (found.length === 0 && /<(a|img)\s/i.test(html)) unread += 1;
      for (const url of found) urls.add(url);
    } else if (node.url !== undefined) urls.add(node.url);
  }
  const followed = [...urls].filter((url) => !person.test(url));
  const links = [...new Set(followed.map(asWritten))].map((url) => kindOf(url || NO_ADDRESS, slugs));
  return { links, unread, legible: true };
}

/** An address as the screen hands it to a browser: whatever an address cannot hold is escaped, also a backslash and a lone "%". */
function asWritten(url: string): string {
  return url.replace(/%(?![\da-f]{2})|[^%!#$&-;=?-Z_a-z~]/giu, (sign) =>
    encodeURIComponent(sign.toWellFormed()),
  );
}

/** Takes HTML comments out; one pass, because a text may hold a hundred thousand openings. */
function withoutComments(html: string): string {
  let rest = "";
  let at = 0;
  for (;;) {
    const open = html.indexOf("<!--", at);
    if (open < 0) return rest + html.slice(at);
    rest += html.slice(at, open);
    const close = html.indexOf("-->", open + 4);
    if (close < 0) return rest;
    at = close + 3;
  }
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
