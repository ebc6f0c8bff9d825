import { randomBytes } from "node:crypto";
import fc from "fast-check";
import type { DecodedSpan } from "#lib/telemetry/otlp/otlp";
import { bareSpan, START_US } from "./spans.ts";

/** A span by its place in a trace; ids are given when the trace is made. */
type Shape = {
  trace: number;
  /** Which of the spans before it is above, or none. */
  parent: number | null;
  kind: "chat" | "guessed" | "agent" | "tool" | "http";
  model: "gpt-4o" | "gpt-4o-mini" | null;
  second: number;
  seconds: number;
  failed: boolean;
  tokens: readonly [input: number, output: number] | null;
  unit: string | null;
  attempt: string | null;
  outcome: string | null;
  /** Which of two features it names. */
  feature: 0 | 1;
  environment: string | null;
};

const operations = { chat: "chat", agent: "invoke_agent", tool: "execute_tool" } as const;

const shape: fc.Arbitrary<Shape> = fc.record({
  trace: fc.nat(2),
  parent: fc.option(fc.nat(11), { freq: 4 }),
  kind: fc.constantFrom("chat", "chat", "chat", "guessed", "agent", "tool", "http"),
  model: fc.constantFrom("gpt-4o", "gpt-4o", "gpt-4o-mini", null),
  second: fc.nat(20),
  seconds: fc.nat(4),
  failed: fc.boolean(),
  tokens: fc.constantFrom(null, [0, 0], [100, 10], [100, 10], [200, 20], [300, 30]),
  unit: fc.constantFrom(null, null, null, "c-1", "c-2"),
  attempt: fc.option(fc.constantFrom("first", "retry", "fallback"), { freq: 8, nil: null }),
  outcome: fc.option(fc.constantFrom("answered", "degraded", "failed"), { freq: 8, nil: null }),
  feature: fc.constantFrom(0, 0, 0, 1),
  environment: fc.constantFrom(null, null, null, "staging"),
});

function spanOf(shape: Shape, ids: { trace: string; span: string; parent: string | null }, slugs: string[]) {
  const { kind, tokens } = shape;
  const startUs = START_US + shape.second * 1_000_000;
  const known = kind === "guessed" || kind === "http" ? undefined : operations[kind];
  const given: [string, string | number | null | undefined][] = [
    ["threshold.feature", slugs[shape.feature]],
    ["gen_ai.operation.name", known],
    ["gen_ai.provider.name", kind === "http" ? null : "openai"],
    ["gen_ai.request.model", kind === "http" ? null : shape.model],
    ["gen_ai.usage.input_tokens", kind === "http" || kind === "tool" ? null : tokens?.[0]],
    ["gen_ai.usage.output_tokens", kind === "http" || kind === "tool" ? null : tokens?.[1]],
    ["gen_ai.conversation.id", shape.unit],
    ["threshold.attempt", shape.attempt],
    ["threshold.outcome", shape.outcome],
    ["deployment.environment.name", shape.environment],
  ];
  const attributes: { [name: string]: string | number } = {};
  for (const [name, value] of given) if (value != null) attributes[name] = value;
  return bareSpan(attributes, {
    traceId: ids.trace,
    spanId: ids.span,
    parentSpanId: ids.parent,
    name: kind,
    startUs,
    endUs: startUs + shape.seconds * 1_000_000,
    statusCode: shape.failed ? 2 : 0,
  });
}

/** Spans of some traces with chains of attempts, repeaters and units, for features of these slugs. Each has its own ids. */
export function tracesOf(shapes: readonly Shape[], slugs: string[]): DecodedSpan[] {
  const traces = Array.from({ length: 3 }, () => randomBytes(16).toString("hex"));
  // Sorted, so that spans which began at once are in the same order under other ids too.
  const spans = shapes.map(() => randomBytes(8).toString("hex")).toSorted();
  return shapes.map((one, at) => {
    const above = one.parent === null ? undefined : shapes[one.parent % Math.max(at, 1)];
    const place = one.parent === null ? -1 : one.parent % Math.max(at, 1);
    const parent = above && at > 0 && above.trace === one.trace ? (spans[place] ?? null) : null;
    return spanOf(one, { trace: traces[one.trace] ?? "", span: spans[at] ?? "", parent }, slugs);
  });
}

export const traceShapes = fc.array(shape, { minLength: 2, maxLength: 12 });
