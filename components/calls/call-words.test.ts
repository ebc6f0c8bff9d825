import { describe, expect, it } from "vitest";
import type { InteractionNode } from "#lib/telemetry/schema";
import {
  axisOf,
  costWord,
  interactionHref,
  linesOf,
  modelWord,
  placeOnAxis,
  tokensWord,
} from "./call-words.ts";

function node(
  spanId: string,
  startedAt: string,
  durationMs: number,
  children: InteractionNode[] = [],
): InteractionNode {
  return {
    startedAt,
    durationMs,
    traceId: "t",
    spanId,
    parentSpanId: null,
    operation: "chat",
    name: "n",
    status: "ok",
    serviceName: null,
    agent: null,
    release: null,
    errorType: null,
    kind: "span",
    call: null,
    content: null,
    children,
  };
}

describe("words of a call", () => {
  it("tells free, unpriced and not billed apart", () => {
    expect(costWord({ billable: true, usd: "0" })).toBe("$0.00");
    expect(costWord({ billable: true, usd: null })).toBe("unpriced");
    expect(costWord({ billable: false, usd: null })).toBe("—");
    expect(costWord({ billable: true, usd: "0.0041" })).toBe("$0.0041");
  });

  it("names what answered before what was asked for", () => {
    expect(modelWord({ responseModel: "b", requestModel: "a", name: "n" })).toBe("b");
    expect(modelWord({ responseModel: null, requestModel: null, name: "n" })).toBe("n");
    const none = { input: null, output: null, cacheRead: null, cacheWrite: null, reasoning: null };
    expect(tokensWord({ ...none, input: 1200 })).toBe("1,200 / —");
    expect(tokensWord(none)).toBe("—");
  });

  it("leads to the interaction of a feature, and nowhere without one", () => {
    const call = { interactionId: "ab", environment: "pre prod", feature: { slug: "f", name: "F" } };
    expect(interactionHref(call)).toBe("/features/f/interactions/ab?environment=pre%20prod");
    expect(interactionHref({ ...call, environment: "production" })).toBe("/features/f/interactions/ab");
    expect(interactionHref({ ...call, feature: { slug: null, name: "Unregistered" } })).toBeNull();
  });
});

describe("the waterfall", () => {
  const tree = [
    node("r", "2026-02-03T04:00:00.000000Z", 1000, [node("a", "2026-02-03T04:00:00.500000Z", 250)]),
    node("late", "2026-02-03T04:00:01.000000Z", 1000),
  ];

  it("lists spans as they are read, with their depth", () => {
    expect(linesOf(tree).map(({ node: { spanId }, depth }) => [spanId, depth])).toEqual([
      ["r", 0],
      ["a", 1],
      ["late", 0],
    ]);
  });

  it("places each between the first beginning and the last end", () => {
    const lines = linesOf(tree);
    const axis = axisOf(lines);
    expect(lines.map(({ node: own }) => placeOnAxis(own, axis))).toEqual([
      { left: 0, width: 0.5 },
      { left: 0.25, width: 0.125 },
      { left: 0.5, width: 0.5 },
    ]);
  });

  it("holds an interaction of no length", () => {
    const [line] = linesOf([node("r", "2026-02-03T04:00:00Z", 0)]);
    expect(line && placeOnAxis(line.node, axisOf([line]))).toEqual({ left: 0, width: 0 });
  });
});
