import { headingNamer } from "#lib/ownership/runbook/heading-domain";

type Node = {
  type: string;
  tagName?: string;
  value?: string;
  properties?: Record<string, unknown>;
  children?: Node[];
};

/** Keeps names of a text apart from those of the page around it. */
export const HEADING_PREFIX = "text-";

/** The words inside of an element, without recursion. */
function wordsOf(node: Node): string {
  let words = "";
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.type === "text") words += next.value ?? "";
    open.push(...(next.children ?? []).toReversed());
  }
  return words;
}

/** A rehype plugin that gives each heading a name to link to, as the link check expects it; run after cleaning. */
export function nameHeadings() {
  return (tree: Node): void => {
    const name = headingNamer();
    const open = [tree];
    for (let next = open.pop(); next; next = open.pop()) {
      if (/^h[1-6]$/.test(next.tagName ?? "") && next.properties?.id === undefined)
        next.properties = { ...next.properties, id: `${HEADING_PREFIX}${name(wordsOf(next))}` };
      open.push(...(next.children ?? []).toReversed());
    }
  };
}
