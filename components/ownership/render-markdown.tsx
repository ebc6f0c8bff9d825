import type { ReactNode } from "react";
import Markdown, { type Components } from "react-markdown";
import rehypeSanitize, { defaultSchema } from "rehype-sanitize";
import remarkGfm from "remark-gfm";
import { isCheapToParse } from "#lib/ownership/domain";
import { HEADING_PREFIX, nameHeadings } from "./name-headings.ts";
import { tameTree } from "./tame-tree.ts";

const schema = {
  ...defaultSchema,
  tagNames: defaultSchema.tagNames?.filter((name) => name !== "img"),
  protocols: { ...defaultSchema.protocols, href: ["http", "https", "mailto"], src: ["http", "https"] },
};

/** Links to headings of the text lead to the names that `nameHeadings` gives them; footnotes have theirs already. */
function inText(href: string | undefined): string | undefined {
  if (!href?.startsWith("#") || href.startsWith("#user-content-")) return href;
  return `#${HEADING_PREFIX}${href.slice(1).toLowerCase()}`;
}

/** The page has its own first headings; those of the text come below them. */
const components: Components = {
  a: ({ href, children, id }) => (
    <a href={inText(href)} id={id} rel="noreferrer nofollow">
      {children}
    </a>
  ),
  // The box of a task: a control that cannot be used has no place among those that can.
  input: ({ checked }) => (
    <span role="img" aria-label={checked ? "done" : "open"} className="mr-1">
      {checked ? "☑" : "☐"}
    </span>
  ),
  h1: ({ children, id }) => <h3 id={id}>{children}</h3>,
  h2: ({ children, id }) => <h4 id={id}>{children}</h4>,
  h3: ({ children, id }) => <h5 id={id}>{children}</h5>,
  h4: ({ children, id }) => <h6 id={id}>{children}</h6>,
  h5: ({ children, id }) => <h6 id={id}>{children}</h6>,
  table: ({ children }) => (
    <div className="overflow-x-auto">
      <table>{children}</table>
    </div>
  ),
};

/**
 * A runbook's Markdown as elements: no HTML of its own, no pictures, links that tell nobody where they were followed.
 * Null when it is too deep or too long to be parsed in reasonable time; it is then shown as it was typed.
 */
export function renderMarkdown(source: string): ReactNode | null {
  if (!isCheapToParse(source)) return null;
  try {
    return Markdown({
      children: source,
      remarkPlugins: [remarkGfm, tameTree],
      rehypePlugins: [[rehypeSanitize, schema], nameHeadings],
      components,
    });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
