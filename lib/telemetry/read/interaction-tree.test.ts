import fc from "fast-check";
import { expect, it } from "vitest";
import type { InteractionNode, SpanNode } from "#lib/telemetry/schema";
import { treeOf } from "./interaction-tree.ts";

function span(spanId: string, parentSpanId: string | null, startedAt: string): SpanNode {
  return {
    startedAt,
    durationMs: 1,
    traceId: "t",
    spanId,
    parentSpanId,
    operation: "chat",
    name: "chat",
    status: "ok",
    serviceName: null,
    agent: null,
    release: null,
    errorType: null,
    kind: "span",
    call: null,
    content: null,
  };
}

const flat = (nodes: InteractionNode[]): InteractionNode[] =>
  nodes.flatMap((node) => [node, ...flat(node.children)]);

it("loses no span and shows none twice, whatever the parents, rings among them", () => {
  const ids = [..."abcdefgh"];
  const anySpans = fc.tuple(...ids.map(() => fc.constantFrom(null, "gone", ...ids)));
  fc.assert(
    fc.property(anySpans, fc.shuffledSubarray(ids), (parents, present) => {
      const spans = present.map((id) => span(id, parents[ids.indexOf(id)] ?? null, id));
      const found = flat(treeOf(spans));
      expect(found.map((node) => node.spanId).sort()).toEqual(present.toSorted());
      for (const node of found)
        for (const child of node.children) expect(child.parentSpanId).toBe(node.spanId);
    }),
    { numRuns: 500 },
  );
});

it("orders each level by beginning", () => {
  const tree = treeOf([
    span("b", "r", "2"),
    span("a", "r", "1"),
    span("r", null, "3"),
    span("s", "elsewhere", "0"),
  ]);
  expect(tree.map((node) => node.spanId)).toEqual(["s", "r"]);
  expect(tree[1]?.children.map((node) => node.spanId)).toEqual(["a", "b"]);
});
