import Markdown from "react-markdown";
import remarkGfm from "remark-gfm";
import { isCheapToRead } from "#lib/ownership/domain";

/** What is used of a node of the tree that Markdown is parsed into (mdast). */
export type MarkdownNode = {
  type: string;
  value?: string;
  url?: string;
  alt?: string | null;
  children?: MarkdownNode[];
};

/**
 * A runbook as the parser of the screen takes it apart, so that both see the same links; null where that is not cheap.
 * Nothing is drawn: the tree is taken away before.
 */
export function treeOfRunbook(markdown: string): MarkdownNode | null {
  if (!isCheapToRead(markdown)) return null;
  let found: MarkdownNode | null = null;
  const takeAway = () => (tree: MarkdownNode) => {
    found = tree;
    return { type: "root", children: [] };
  };
  try {
    Markdown({ children: markdown, remarkPlugins: [remarkGfm, takeAway] });
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
  return found;
}
