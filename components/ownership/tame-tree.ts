type Node = { type: string; value?: string; alt?: string | null; url?: string; children?: Node[] };

/** Far more than a person nests; every level costs stack when it is drawn. */
const MAX_DEPTH = 100;

/** A picture as a link to it, or as its text where a link surrounds it already: links do not nest. */
function withoutPicture(node: Node, inLink: boolean): Node {
  if (node.type !== "image" && node.type !== "imageReference") return node;
  const text: Node = { type: "text", value: node.alt || "picture" };
  if (inLink) return text;
  const { alt: _, ...rest } = node;
  return { ...rest, type: node.type === "image" ? "link" : "linkReference", children: [text] };
}

/**
 * A remark plugin that leaves out what is nested deeper than a page can draw and turns pictures into links: one from
 * elsewhere would tell that place who reads. Walks without recursion.
 */
export function tameTree() {
  return (tree: Node): void => {
    const open = [{ node: tree, depth: 0, inLink: false }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { node, depth } = next;
      if (!node.children) continue;
      const inLink = next.inLink || node.type === "link" || node.type === "linkReference";
      node.children = depth >= MAX_DEPTH ? [] : node.children.map((child) => withoutPicture(child, inLink));
      for (const child of node.children) open.push({ node: child, depth: depth + 1, inLink });
    }
  };
}
