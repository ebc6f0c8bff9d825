import type { InteractionNode, SpanNode } from "#lib/telemetry/schema";

/**
 * Arranges spans as a tree by their parents, each level by beginning. A span whose parent is not among them (it came
 * from another service, or has not arrived) stands at the top, and so does one span of a ring of parents: none is lost.
 */
export function treeOf(spans: readonly SpanNode[]): InteractionNode[] {
  const key = (traceId: string, spanId: string) => `${traceId}/${spanId}`;
  const nodes = spans
    .map((span): InteractionNode => ({ ...span, children: [] }))
    .sort((a, b) =>
      a.startedAt < b.startedAt ? -1 : a.startedAt > b.startedAt ? 1 : b.durationMs - a.durationMs,
    );
  const byId = new Map(nodes.map((node) => [key(node.traceId, node.spanId), node]));
  const parentOf = (node: InteractionNode) =>
    node.parentSpanId === null ? undefined : byId.get(key(node.traceId, node.parentSpanId));
  const settled = new Set<InteractionNode>();
  const roots: InteractionNode[] = [];
  for (const start of nodes) {
    const path: InteractionNode[] = [];
    const onPath = new Set<InteractionNode>();
    let node: InteractionNode | undefined = start;
    while (node && !settled.has(node) && !onPath.has(node)) {
      path.push(node);
      onPath.add(node);
      node = parentOf(node);
    }
    // The walk ended above a root, at a settled span, or by biting its own tail: then the ring is cut at its last span.
    const cut = node && onPath.has(node) ? path.at(-1) : undefined;
    for (const found of path) {
      const parent = found === cut ? undefined : parentOf(found);
      if (parent) parent.children.push(found);
      else roots.push(found);
      settled.add(found);
    }
  }
  const order = new Map(nodes.map((node, index) => [node, index]));
  const inOrder = (a: InteractionNode, b: InteractionNode) => (order.get(a) ?? 0) - (order.get(b) ?? 0);
  for (const node of nodes) node.children.sort(inOrder);
  return roots.sort(inOrder);
}
