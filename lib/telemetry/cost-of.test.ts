import { expect, test } from "vitest";
import { costOf } from "./cost-of.ts";
import type { NormalSpan, Pricing } from "./domain.ts";
import { normalise } from "./normalise.ts";
import type { AttributeValue } from "./otlp.ts";
import { bareSpan, START_US } from "./testing/spans.ts";

const known: Pricing = (work) => (work.requestModel === "known" ? { nano: 7n, ref: "list" } : null);

function cost(attributes: { [name: string]: AttributeValue }, statusCode = 0) {
  const span = normalise(
    bareSpan({ "gen_ai.operation.name": "chat", ...attributes }, { statusCode }),
    new Map(),
    START_US + 1e9,
  );
  return costOf(span as NormalSpan, known);
}

const usage = { "gen_ai.usage.input_tokens": 1, "gen_ai.usage.output_tokens": 1 };

test("our list prices a call, and goes before a cost that is given", () => {
  expect(cost({ ...usage, "gen_ai.request.model": "known" })).toEqual({ nano: 7n, ref: "list" });
  expect(cost({ ...usage, "gen_ai.request.model": "known", "gen_ai.usage.cost": 1 })).toEqual({
    nano: 7n,
    ref: "list",
  });
});

test("a given cost stands where the list has none", () => {
  expect(cost({ ...usage, "gen_ai.request.model": "other", "gen_ai.usage.cost": "0.5" })).toEqual({
    nano: 500_000_000n,
    ref: "given",
  });
  expect(cost({ "gen_ai.usage.cost": 0.5 })).toEqual({ nano: 500_000_000n, ref: "given" });
});

test("a call without a price is unpriced, never zero", () => {
  expect(cost({ ...usage, "gen_ai.request.model": "other" })).toEqual({ nano: null, ref: null });
  expect(cost({ "gen_ai.request.model": "known" })).toEqual({ nano: null, ref: null });
});

test("zeros are no usage, and a given cost of zero is no price", () => {
  const zeros = { "gen_ai.usage.input_tokens": 0, "gen_ai.usage.output_tokens": 0 };
  expect(cost({ ...zeros, "gen_ai.request.model": "known" })).toEqual({ nano: null, ref: null });
  expect(cost({ ...zeros, "gen_ai.request.model": "known", "error.type": "429" }, 2).nano).toBe(0n);
  for (const given of [0, "0", "0.0"])
    expect(cost({ ...usage, "gen_ai.request.model": "other", "gen_ai.usage.cost": given }).nano).toBeNull();
});

test("an answer of which one side was not counted is unpriced; embeddings have one side only", () => {
  const half = { "gen_ai.request.model": "known", "gen_ai.usage.input_tokens": 5 };
  expect(cost(half).nano).toBeNull();
  expect(cost({ "gen_ai.request.model": "known", "gen_ai.usage.output_tokens": 5 }).nano).toBeNull();
  expect(cost({ ...half, "gen_ai.usage.output_tokens": 0 }).nano).toBe(7n);
  expect(cost({ ...half, "error.type": "content_filter" }, 2).nano).toBe(7n);
  expect(cost({ ...half, "gen_ai.operation.name": "embeddings" }).nano).toBe(7n);
});

test("a failed call without usage cost nothing, unless it ended unheard", () => {
  expect(cost({ "gen_ai.request.model": "known", "error.type": "rate_limit" }, 2)).toEqual({
    nano: 0n,
    ref: null,
  });
  for (const type of [
    "TimeoutError",
    "timeout",
    "DEADLINE_EXCEEDED",
    "cancelled",
    "AbortError",
    "ECONNRESET",
  ]) {
    expect(cost({ "gen_ai.request.model": "known", "error.type": type }, 2)).toEqual({
      nano: null,
      ref: null,
    });
  }
});

test("a failed call with usage is priced like any other", () => {
  expect(cost({ ...usage, "gen_ai.request.model": "known" }, 2)).toEqual({ nano: 7n, ref: "list" });
  expect(cost({ ...usage, "gen_ai.request.model": "other", "error.type": "rate_limit" }, 2).nano).toBeNull();
});

test("tools and structure have no cost, whatever they say", () => {
  for (const operation of ["execute_tool", "invoke_agent", "invoke_workflow"]) {
    const repeated = {
      ...usage,
      "gen_ai.operation.name": operation,
      "gen_ai.request.model": "known",
      "gen_ai.usage.cost": 1,
    };
    expect(cost(repeated)).toEqual({ nano: null, ref: null });
  }
});
