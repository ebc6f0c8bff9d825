import { expect, test } from "vitest";
import { costOf } from "./cost-of.ts";
import { normalise } from "./dialects/normalise.ts";
import type { NormalSpan, PricedWork, Pricing } from "./domain.ts";
import type { AttributeValue } from "./otlp/otlp.ts";
import { bareSpan, START_US } from "./testing/spans.ts";

/** A price per token for one model, and a price per call for one tool. */
const known: Pricing = (work) => {
  if (work.tool === "search") return { nano: 5n, ref: "own:1" };
  return work.usage !== null && work.requestModel === "known" ? { nano: 7n, ref: "list" } : null;
};

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
  expect(cost({ ...usage, "gen_ai.request.model": "known" })).toMatchObject({ nano: 7n, ref: "list" });
  expect(cost({ ...usage, "gen_ai.request.model": "known", "gen_ai.usage.cost": 1 })).toMatchObject({
    nano: 7n,
    ref: "list",
  });
});

test("a given cost stands where the list has none", () => {
  expect(cost({ ...usage, "gen_ai.request.model": "other", "gen_ai.usage.cost": "0.5" })).toMatchObject({
    nano: 500_000_000n,
    ref: "given",
  });
  expect(cost({ "gen_ai.usage.cost": 0.5 })).toMatchObject({ nano: 500_000_000n, ref: "given" });
});

test("a call without a price is unpriced, never zero", () => {
  expect(cost({ ...usage, "gen_ai.request.model": "other" })).toMatchObject({ nano: null, ref: null });
  expect(cost({ "gen_ai.request.model": "known" })).toMatchObject({ nano: null, ref: null });
});

test("zeros are no usage, and a given cost of zero is no price", () => {
  const zeros = { "gen_ai.usage.input_tokens": 0, "gen_ai.usage.output_tokens": 0 };
  expect(cost({ ...zeros, "gen_ai.request.model": "known" })).toMatchObject({ nano: null, ref: null });
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
  expect(cost({ "gen_ai.request.model": "known", "error.type": "rate_limit" }, 2)).toMatchObject({
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
    expect(cost({ "gen_ai.request.model": "known", "error.type": type }, 2)).toMatchObject({
      nano: null,
      ref: null,
    });
  }
});

test("a failed call with usage is priced like any other", () => {
  expect(cost({ ...usage, "gen_ai.request.model": "known" }, 2)).toMatchObject({ nano: 7n, ref: "list" });
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
    expect(cost(repeated)).toEqual({ nano: null, ref: null, billable: false });
  }
});

test("a tool with a price per call is billable; a call that was refused cost nothing, one that ended unheard is counted", () => {
  const tool = { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "search" };
  expect(cost(tool)).toEqual({ nano: 5n, ref: "own:1", billable: true });
  expect(cost({ ...usage, ...tool })).toEqual({ nano: 5n, ref: "own:1", billable: true });
  expect(cost({ ...tool, "error.type": "quota" }, 2)).toEqual({ nano: 0n, ref: null, billable: true });
  expect(cost({ ...tool, "error.type": "timeout" }, 2)).toEqual({ nano: 5n, ref: "own:1", billable: true });
});

test("what the price depends on reaches the pricing", () => {
  let seen: PricedWork | undefined;
  const span = normalise(
    bareSpan({ ...usage, "gen_ai.operation.name": "chat", "openai.response.service_tier": "flex" }),
    new Map(),
    START_US + 1e9,
  );
  costOf(
    span as NormalSpan,
    (work) => {
      seen = work;
      return null;
    },
    7,
  );
  expect(seen).toMatchObject({ featureId: 7, operation: "chat", tool: null, serviceTier: "flex" });
  expect(seen?.startedAt).toEqual(new Date(START_US / 1000));
});
