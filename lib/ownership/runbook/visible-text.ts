import type { MarkdownNode } from "./runbook-tree.ts";

/** Nodes after which a reader is on another line; cells of a table stand beside each other. */
const after: Record<string, string> = { paragraph: "\n", heading: "\n", tableRow: "\n", tableCell: " " };

/** Each node in the order of the text, without recursion; what `skip` names is left out with all that it holds. */
export function* nodesOf(
  tree: MarkdownNode,
  skip: (node: MarkdownNode) => boolean = () => false,
): Generator<MarkdownNode> {
  const open = [tree];
  for (let next = open.pop(); next; next = open.pop()) {
    if (skip(next)) continue;
    yield next;
    const end = after[next.type];
    if (end !== undefined) open.push({ type: "text", value: end });
    open.push(...(next.children ?? []).toReversed());
  }
}

/** The text of a tree as a reader meets it, in lines: without headings, comments, elements of HTML and addresses of links. */
export function visibleText(tree: MarkdownNode): string {
  let text = "";
  for (const node of nodesOf(tree, ({ type }) => type === "heading")) {
    if (node.type === "text" || node.type === "inlineCode") text += node.value ?? "";
    else if (node.type === "code") text += `${node.value ?? ""}\n`;
    else if (node.type === "break") text += "\n";
    else if (node.type === "image" || node.type === "imageReference") text += node.alt ?? "";
  }
  return text;
}

/** The words of each heading, as the screen names it; without one that holds the number of a note, which is not known here. */
export function headingsOf(tree: MarkdownNode): string[] {
  const found: string[] = [];
  for (const node of nodesOf(tree)) {
    if (node.type !== "heading") continue;
    const inside = [...nodesOf({ type: "words", children: node.children ?? [] })];
    if (inside.every(({ type }) => type !== "footnoteReference")) found.push(inside.map(wordsOf).join(""));
  }
  return found;
}

function wordsOf({ type, value, alt }: MarkdownNode): string {
  if (type === "image" || type === "imageReference") return alt || "picture";
  if (type === "break") return "\n";
  return type === "text" || type === "inlineCode" ? (value ?? "") : "";
}
