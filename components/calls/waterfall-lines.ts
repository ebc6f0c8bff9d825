import type { InteractionNode } from "#lib/telemetry/schema";
import type { TimeScale } from "./time-scale.ts";

/** Names a span of an interaction: in the address and in the list. */
export function spanKey(span: Pick<InteractionNode, "traceId" | "spanId">): string {
  return `${span.traceId}-${span.spanId}`;
}

export type SpanLine = {
  kind: "span";
  key: string;
  node: InteractionNode;
  /** 1 at the top, as aria-level has it. */
  level: number;
  parentKey: string | null;
  position: number;
  siblings: number;
  open: boolean;
};
/** Time in which nothing ran, between the spans around it. */
export type GapLine = { kind: "gap"; key: string; ms: number };
export type Line = SpanLine | GapLine;

type Waiting = Omit<SpanLine, "kind" | "open">;

const waiting = (nodes: readonly InteractionNode[], level: number, parentKey: string | null): Waiting[] =>
  nodes.map((node, index) => ({
    key: spanKey(node),
    node,
    level,
    parentKey,
    position: index + 1,
    siblings: nodes.length,
  }));

/** The spans that are to be seen, in reading order; what a collapsed span holds is left out. Trees may be deep: no recursion. */
export function visibleSpans(tree: readonly InteractionNode[], collapsed: ReadonlySet<string>): SpanLine[] {
  const lines: SpanLine[] = [];
  const stack = waiting(tree, 1, null).toReversed();
  for (let next = stack.pop(); next; next = stack.pop()) {
    const open = next.node.children.length > 0 && !collapsed.has(next.key);
    lines.push({ kind: "span", ...next, open });
    if (open) stack.push(...waiting(next.node.children, next.level + 1, next.key).toReversed());
  }
  return lines;
}

/** The lines with a line of its own wherever the scale leaves out time before a span at the top. */
export function withGaps(spans: readonly SpanLine[], scale: TimeScale): Line[] {
  const open = [...scale.gaps];
  return spans.flatMap((line): Line[] => {
    const gap = open[0];
    if (line.level > 1 || !gap || scale.at(line.node.startedAt) < gap.left + gap.width) return [line];
    open.shift();
    return [{ kind: "gap", key: `gap ${gap.from}`, ms: gap.to - gap.from }, line];
  });
}

/** The keys of all spans that hold others. */
export function branches(tree: readonly InteractionNode[]): string[] {
  return visibleSpans(tree, new Set())
    .filter((line) => line.node.children.length > 0)
    .map((line) => line.key);
}

export type Move = "up" | "down" | "first" | "last" | "pageUp" | "pageDown";
const PAGE = 12;

/** The key of the span that a move leads to from `key`; gaps are passed over. */
export function moved(lines: readonly Line[], key: string | null, move: Move): string | null {
  const spans = lines.filter((line) => line.kind === "span");
  const at = spans.findIndex((line) => line.key === key);
  const last = spans.length - 1;
  const to = {
    up: at - 1,
    down: at + 1,
    first: 0,
    last,
    pageUp: at - PAGE,
    pageDown: at + PAGE,
  }[move];
  return spans[Math.min(last, Math.max(0, to))]?.key ?? null;
}

export type Failed = { key: string; node: InteractionNode; sameModel: boolean };

/** The failed call that a retry or fallback follows: the newest one before it beside it that did the same work. */
export function followsFailed(
  line: Pick<SpanLine, "node">,
  beside: readonly InteractionNode[],
): Failed | null {
  const { node } = line;
  if (!node.call || node.call.attempt === "first") return null;
  const before = beside.filter(
    (other) =>
      other.call &&
      other.status === "error" &&
      other.operation === node.operation &&
      other.startedAt < node.startedAt,
  );
  const found = before.toSorted((a, b) => (a.startedAt < b.startedAt ? 1 : -1))[0];
  if (!found?.call) return null;
  const sameModel = found.call.requestModel === node.call.requestModel;
  return { key: spanKey(found), node: found, sameModel };
}
