import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { isCheapToRead } from "#lib/ownership/domain";

/** What is used of a node of the tree that Markdown is parsed into (mdast). */
export type MarkdownNode = {
  type: string;
  value?: string;
  url?: string;
  alt?: string | null;
  children?: MarkdownNode[];
};

/** The parser of the screen: what react-markdown makes of the same plugin, without what draws. */
const parser = unified().use(remarkParse).use(remarkGfm).freeze();

/** A runbook as the screen takes it apart, so that both see the same links; null where that is not cheap. */
export function treeOfRunbook(markdown: string): MarkdownNode | null {
  if (!isCheapToRead(markdown)) return null;
  try {
    return parser.parse(markdown);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
