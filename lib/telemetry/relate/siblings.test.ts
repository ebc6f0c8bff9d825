import { describe, expect, test } from "vitest";
import { normalise } from "#lib/telemetry/dialects/normalise";
import type { NormalSpan } from "#lib/telemetry/domain";
import type { AttributeValue, DecodedSpan } from "#lib/telemetry/otlp/otlp";
import { bareSpan, chatSpan, START_US } from "#lib/telemetry/testing/spans";
import { ancestor, demoteRepeaters, familyOf, inferAttempts } from "./siblings.ts";

const traceId = "1".repeat(32);
const SECOND = 1_000_000;

function normal(span: DecodedSpan): NormalSpan {
  const result = normalise(span, new Map(), START_US + 3600 * SECOND);
  if ("reason" in result) throw new Error(result.reason);
  return result;
}

let spanIds = 0;
function call(
  over: {
    at?: number;
    failed?: boolean;
    model?: string;
    parent?: string;
    attributes?: { [name: string]: AttributeValue };
  } = {},
) {
  spanIds += 1;
  return normal(
    chatSpan({
      traceId,
      spanId: spanIds.toString(16).padStart(16, "0"),
      parentSpanId: over.parent ?? "f".repeat(16),
      startUs: START_US + (over.at ?? 0) * SECOND,
      statusCode: over.failed ? 2 : 0,
      attributes: { "gen_ai.request.model": over.model ?? "gpt-4o", ...over.attributes },
    }),
  );
}

function attemptsOf(...spans: NormalSpan[]): (string | undefined)[] {
  const attempts = inferAttempts(spans, familyOf(spans));
  return spans.map((span) => attempts.get(span));
}

describe("attempts", () => {
  test("after a failed sibling: the same model is a retry, another a fallback", () => {
    const row = [
      call({ at: 0, failed: true }),
      call({ at: 2, failed: true }),
      call({ at: 4, failed: true, model: "gpt-4o-mini" }),
      call({ at: 6, model: "gpt-4o-mini" }),
    ];
    expect(attemptsOf(...row)).toEqual(["first", "retry", "fallback", "retry"]);
    expect(attemptsOf(...row.toReversed())).toEqual(["retry", "fallback", "retry", "first"]);
  });

  test("through the wrappers that an SDK puts around each call, where they hold no other call", () => {
    const wrapper = (spanId: string, over: { at: number; failed?: boolean; parent?: string }) =>
      normal(
        bareSpan(
          { "gen_ai.operation.name": over.parent ? "agent_step" : "invoke_agent" },
          {
            traceId,
            spanId: spanId.repeat(16),
            parentSpanId: over.parent ?? "e".repeat(16),
            startUs: START_US + over.at * SECOND,
            statusCode: over.failed ? 2 : 0,
          },
        ),
      );
    const failed = [
      wrapper("a", { at: 0, failed: true }),
      wrapper("b", { at: 0, failed: true, parent: "a".repeat(16) }),
      call({ at: 0, failed: true, parent: "b".repeat(16) }),
    ];
    const again = [wrapper("c", { at: 2 }), call({ at: 2, parent: "c".repeat(16) })];
    expect(attemptsOf(...failed, ...again).filter(Boolean)).toEqual(["first", "retry"]);
    const loop = [...again, call({ at: 4, parent: "c".repeat(16) })];
    expect(attemptsOf(...failed, ...loop).filter(Boolean)).toEqual(["first", "first", "first"]);
    const recovered = [wrapper("a", { at: 0 }), ...failed.slice(1)];
    expect(attemptsOf(...recovered, ...again).filter(Boolean)).toEqual(["first", "first"]);
  });

  test("after a sibling that succeeded a call is a first attempt again", () => {
    expect(attemptsOf(call({ at: 0, failed: true }), call({ at: 2 }), call({ at: 4 }))).toEqual([
      "first",
      "retry",
      "first",
    ]);
  });

  test("a call that began while the other still ran is not its retry", () => {
    expect(attemptsOf(call({ at: 0, failed: true }), call({ at: 0.5 }))).toEqual(["first", "first"]);
  });

  test("other parents and other operations are no siblings", () => {
    const failed = call({ at: 0, failed: true });
    expect(attemptsOf(failed, call({ at: 2, parent: "e".repeat(16) }))).toEqual(["first", "first"]);
    expect(
      attemptsOf(failed, call({ at: 2, attributes: { "gen_ai.operation.name": "embeddings" } })),
    ).toEqual(["first", "first"]);
  });

  test("a failed span that names no model says nothing of another one: a retry", () => {
    const nameless = { ...call({ at: 0, failed: true }), requestModel: null };
    expect(attemptsOf(nameless, call({ at: 2 }))).toEqual(["first", "retry"]);
    expect(attemptsOf(call({ at: 0, failed: true }), { ...call({ at: 2 }), requestModel: null })).toEqual([
      "first",
      "retry",
    ]);
  });

  test("two features in one trace do not retry for each other", () => {
    const spans = [call({ at: 0, failed: true }), call({ at: 2 })];
    const family = familyOf(spans, (span) => spans.indexOf(span));
    expect([...inferAttempts(spans, family).values()]).toEqual(["first", "first"]);
  });

  test("calls under wrappers of their own are siblings: each attempt was instrumented twice", () => {
    const spans = [0, 2].flatMap((at) => {
      const outer = call({ at, failed: at === 0 });
      return [outer, call({ at: at + 0.1, failed: at === 0, parent: outer.spanId })];
    });
    const family = familyOf(spans);
    demoteRepeaters(spans, family);
    const attempts = inferAttempts(spans, family);
    expect(spans.map((span) => attempts.get(span))).toEqual([undefined, "first", undefined, "retry"]);
  });

  test("a call that another call made is no sibling of that one's siblings", () => {
    const outer = call({ at: 0 });
    const inner = call({
      at: 0.1,
      failed: true,
      parent: outer.spanId,
      attributes: { "gen_ai.usage.input_tokens": 9 },
    });
    expect(attemptsOf(outer, inner, call({ at: 5 }))).toEqual(["first", "first", "first"]);
  });

  test("what the sender says goes before what we infer", () => {
    const said = call({ at: 2, attributes: { "threshold.attempt": "fallback" } });
    expect(attemptsOf(call({ at: 0, failed: true }), said)).toEqual(["first", "fallback"]);
  });
});

describe("spans that repeat the calls below them", () => {
  function pair(
    outer: { [name: string]: AttributeValue },
    inner: number[],
  ): { outer: NormalSpan; inner: NormalSpan[] } {
    const above = normal(bareSpan(outer, { traceId, spanId: "a".repeat(16) }));
    const below = inner.map((input, at) =>
      call({
        at,
        parent: "a".repeat(16),
        attributes: { "gen_ai.usage.input_tokens": input, "gen_ai.usage.output_tokens": 10 },
      }),
    );
    const spans = [above, ...below];
    demoteRepeaters(spans, familyOf(spans));
    return { outer: above, inner: below };
  }

  const wrapper = { "openinference.span.kind": "LLM", "llm.model_name": "gpt-4o" };

  test("with their sums are structure: one call, instrumented twice", () => {
    const { outer, inner } = pair(
      { ...wrapper, "llm.token_count.prompt": 300, "llm.token_count.completion": 20 },
      [100, 200],
    );
    expect(outer).toMatchObject({ isCall: false, billable: false });
    expect(inner.every((span) => span.billable)).toBe(true);
  });

  test("with other counts are calls of their own", () => {
    const { outer } = pair(
      { ...wrapper, "llm.token_count.prompt": 301, "llm.token_count.completion": 20 },
      [100, 200],
    );
    expect(outer).toMatchObject({ isCall: true, billable: true });
  });

  test("are structure when they counted nothing: of a failed or a streamed call neither has counts", () => {
    const { outer } = pair(wrapper, [100]);
    expect(outer).toMatchObject({ isCall: false, billable: false });
  });

  test("are structure when they name no model at all", () => {
    expect(pair({ "openinference.span.kind": "LLM" }, [100]).outer).toMatchObject({ isCall: false });
  });

  test("stay calls, unpriced, when they counted nothing over calls of another model", () => {
    const { outer } = pair({ ...wrapper, "llm.model_name": "o3" }, [100]);
    expect(outer).toMatchObject({ isCall: true, billable: true });
  });

  test("are structure whenever their operation was only guessed", () => {
    const { outer } = pair({ "gen_ai.request.model": "gpt-4o", "gen_ai.usage.input_tokens": 7 }, [100]);
    expect(outer).toMatchObject({ isCall: false, billable: false });
  });
});

test("parents in a ring end the search", () => {
  const a = normal(chatSpan({ traceId, spanId: "a".repeat(16), parentSpanId: "b".repeat(16) }));
  const b = normal(chatSpan({ traceId, spanId: "b".repeat(16), parentSpanId: "a".repeat(16) }));
  const family = familyOf([a, b]);
  expect(ancestor(a, family, () => false)).toBeUndefined();
  demoteRepeaters([a, b], family);
  expect([a.billable, b.billable]).toEqual([true, true]);
  const self = normal(chatSpan({ traceId, spanId: "c".repeat(16), parentSpanId: "c".repeat(16) }));
  demoteRepeaters([self], familyOf([self]));
  expect(self.billable).toBe(true);
});
