import { DAY_MS, HOUR_MS } from "#lib/core/time";
import type { FeaturePlan, ModelUse } from "./feature-plan.ts";
import { embedding } from "./models.ts";
import { type Random, randomFrom } from "./random.ts";
import { type PlannedDeployment, type PlannedRelease, runningAt } from "./release-plan.ts";
import { drawTokens, inputQuantiles, outputQuantiles } from "./token-sizes.ts";

export type Attributes = Record<string, string | number>;

export type DemoSpan = {
  traceId: string;
  spanId: string;
  parentSpanId: string | null;
  name: string;
  startUs: number;
  endUs: number;
  failed: boolean;
  attributes: Attributes;
};

/** 31 days ago one provider had a bad afternoon, which every feature felt that asks it. */
export const outage = { provider: "openai", daysAgo: 31.35, hours: 2.5, errorShare: 0.42 };

const RETRY_ERROR_SHARE = 0.3;

/** Messages of days before would be over their retention soon. */
const MESSAGE_DAYS = 14;

const errors = ["rate_limit_exceeded", "503", "overloaded", "500", "timeout"] as const;
const errorWeights = [0.42, 0.7, 0.86, 0.97, 1] as const;

type Moment = {
  plan: FeaturePlan;
  /** What the days of the plan count back from. */
  nowMs: number;
  /** Nothing may end later; nowMs unless told. */
  untilMs?: number;
  deployments: readonly PlannedDeployment[];
  random: Random;
};
type Trace = { traceId: string; rootId: string; common: Attributes; spans: DemoSpan[]; atUs: number };

function chooseRelease({ deployments, random }: Moment, atMs: number): PlannedRelease | undefined {
  const shares = runningAt(deployments, atMs)?.shares ?? [];
  const drawn = random.next();
  let reached = 0;
  for (const { release, weight } of shares) {
    reached += weight;
    if (drawn < reached) return release;
  }
  return shares.at(-1)?.release;
}

function add(
  trace: Trace,
  random: Random,
  call: { name: string; durationUs: number; error?: string; attributes: Attributes },
): void {
  const { name, durationUs, error, attributes } = call;
  const startUs = trace.atUs;
  const endUs = startUs + Math.round(durationUs);
  const failure: Attributes = error === undefined ? {} : { "error.type": error };
  trace.spans.push({
    traceId: trace.traceId,
    spanId: random.hex(8),
    parentSpanId: trace.rootId,
    name,
    startUs,
    endUs,
    failed: error !== undefined,
    attributes: { ...trace.common, ...attributes, ...failure },
  });
  trace.atUs = endUs + random.whole(400, 9_000);
}

function errorShare(moment: Moment, provider: string, atMs: number): number {
  const from = moment.nowMs - outage.daysAgo * DAY_MS;
  const isOut = provider === outage.provider && atMs >= from && atMs < from + outage.hours * HOUR_MS;
  return isOut ? outage.errorShare : moment.plan.traffic.errorShare;
}

function modelAttributes(model: ModelUse, operation: string): Attributes {
  return {
    "gen_ai.operation.name": operation,
    "gen_ai.provider.name": model.provider,
    "gen_ai.request.model": model.asks,
  };
}

/** One attempt to have an answer; true when there was one. */
function chat(
  moment: Moment,
  trace: Trace,
  call: { model: ModelUse; input: number; output: number; attempt: "first" | "retry" | "fallback" },
): boolean {
  const { plan, random } = moment;
  const { model, attempt } = call;
  const says: Attributes = plan.traffic.saysAttempt ? { "threshold.attempt": attempt } : {};
  const base = { ...modelAttributes(model, "chat"), ...says };
  // Failures come in rows: what has just failed is likely to fail once more.
  const share = errorShare(moment, model.provider, trace.atUs / 1000);
  if (random.chance(attempt === "retry" ? Math.max(share, RETRY_ERROR_SHARE) : share)) {
    const drawn = random.next();
    const error = errors[errorWeights.findIndex((limit) => drawn < limit)] ?? "500";
    const durationUs = (error === "timeout" ? 30_000 : random.whole(60, 1_400)) * 1000;
    add(trace, random, { name: `chat ${model.asks}`, durationUs, error, attributes: base });
    // Waits before it asks again, as client libraries do.
    trace.atUs += random.whole(250_000, 900_000);
    return false;
  }
  const output = Math.max(1, Math.round(call.output * (model.outputScale ?? 1)));
  const slow = Math.exp(0.28 * random.normal());
  const firstMs = (model.firstMs ?? 400) * slow + call.input * 0.06;
  const cached = Math.floor((plan.traffic.cachedShare ?? 0) * call.input * (random.chance(0.8) ? 1 : 0));
  const usage: Attributes = {
    "gen_ai.response.model": model.answers,
    "gen_ai.usage.input_tokens": call.input,
    "gen_ai.usage.output_tokens": output,
    "gen_ai.response.time_to_first_chunk": Math.round(firstMs) / 1000,
  };
  if (cached > 0) usage["gen_ai.usage.cache_read.input_tokens"] = cached;
  if (plan.traffic.messages && trace.atUs / 1000 > moment.nowMs - MESSAGE_DAYS * DAY_MS)
    Object.assign(usage, plan.traffic.messages(randomFrom(`${trace.traceId} messages`)));
  const durationUs = (firstMs + output * (model.tokenMs ?? 10) * Math.exp(0.15 * random.normal())) * 1000;
  add(trace, random, { name: `chat ${model.asks}`, durationUs, attributes: { ...base, ...usage } });
  return true;
}

/** The attempts of one answer: first, a retry, then the fallback, or another retry where there is none. */
function ask(moment: Moment, trace: Trace, model: ModelUse, scale: number): boolean {
  const { traffic } = moment.plan;
  const { random } = moment;
  const input =
    Math.round(traffic.instructions) + drawTokens(inputQuantiles, random, traffic.inputScale * scale);
  const output = drawTokens(outputQuantiles, random, 1);
  const { fallback } = traffic;
  if (chat(moment, trace, { model, input, output, attempt: "first" })) return true;
  if (chat(moment, trace, { model, input, output, attempt: "retry" })) return true;
  if (fallback) return chat(moment, trace, { model: fallback, input, output, attempt: "fallback" });
  return chat(moment, trace, { model, input, output, attempt: "retry" });
}

function outcomeOf({ plan, random }: Moment, answered: boolean): string {
  const { designedFailure, refused = 0, escalated = 0 } = plan.traffic;
  if (!answered) return designedFailure ? "degraded" : "failed";
  const drawn = random.next();
  if (drawn < refused) return "refused";
  return drawn < refused + escalated ? "escalated" : "answered";
}

function modelOf({ plan, nowMs }: Moment, release: PlannedRelease | undefined, atMs: number): ModelUse {
  const { drift, model } = plan.traffic;
  if (drift && atMs >= nowMs - drift.daysAgo * DAY_MS) return drift.model;
  return release?.model ?? model;
}

/** One trace: the root, what it looked up, and the answer. `last` says whether the interaction ends with it. */
function turn(moment: Moment, atMs: number, unit: Attributes, last: boolean): DemoSpan[] {
  const { plan, random } = moment;
  const { traffic } = plan;
  const release = chooseRelease(moment, atMs);
  const says: Attributes = release ? { "threshold.release": release.digest.slice(0, 16) } : {};
  const common = { ...unit, ...says };
  const [traceId, rootId] = [random.hex(16), random.hex(8)];
  const startUs = Math.round(atMs * 1000) + random.whole(0, 999);
  const trace: Trace = { traceId, rootId, common, spans: [], atUs: startUs + random.whole(800, 12_000) };
  if (traffic.embeds) {
    const tokens: Attributes = {
      "gen_ai.response.model": embedding.answers,
      "gen_ai.usage.input_tokens": random.whole(12, 140),
    };
    const attributes = { ...modelAttributes(embedding, "embeddings"), ...tokens };
    add(trace, random, {
      name: `embeddings ${embedding.asks}`,
      durationUs: random.whole(45_000, 160_000),
      attributes,
    });
  }
  for (const tool of traffic.tools ?? []) {
    if (!random.chance(tool.chance)) continue;
    const attributes = { "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": tool.name };
    const durationUs = tool.ms * 1000 * Math.exp(0.4 * random.normal());
    const error = random.chance(tool.errorShare) ? "timeout" : undefined;
    add(trace, random, { name: `execute_tool ${tool.name}`, durationUs, error, attributes });
  }
  const answered = ask(moment, trace, modelOf(moment, release, atMs), release?.inputScale ?? 1);
  const root: Attributes = { ...common };
  if (traffic.agent) {
    root["gen_ai.operation.name"] = "invoke_agent";
    root["gen_ai.agent.name"] = traffic.agent;
  }
  const outcome = outcomeOf(moment, answered);
  if (traffic.saysOutcome) root["threshold.outcome"] = last ? outcome : answered ? "answered" : outcome;
  const endUs = trace.atUs + random.whole(500, 20_000);
  const failed = !answered && !traffic.designedFailure;
  const top = { traceId, spanId: rootId, parentSpanId: null, name: traffic.root, startUs, endUs, failed };
  return [{ ...top, attributes: root }, ...trace.spans];
}

function unitOf({ plan, random }: Moment, atMs: number): Attributes {
  const unit = plan.registration?.unitOfWork;
  if (unit?.kind === "conversation") return { "gen_ai.conversation.id": `conv_${random.hex(8)}` };
  if (unit?.kind !== "attribute" || unit.attribute === undefined) return {};
  const year = new Date(atMs).getUTCFullYear();
  const letters = (unit.attribute.split(".").at(-2) ?? "unit").slice(0, 3).toUpperCase();
  return { [unit.attribute]: `${letters}-${year}-${random.hex(4).toUpperCase()}` };
}

/** The traces of one interaction that begins at `atMs`; those that would end too late are left out. */
export function interaction(moment: Moment, atMs: number): DemoSpan[][] {
  const { plan, random, nowMs, untilMs = nowMs } = moment;
  const [from, to] = plan.traffic.turns ?? [1, 1];
  const turns = random.whole(from, to);
  const unit = unitOf(moment, atMs);
  const traces: DemoSpan[][] = [];
  let at = atMs;
  for (let index = 1; index <= turns; index += 1) {
    const spans = turn(moment, at, unit, index === turns);
    const endUs = spans[0]?.endUs ?? 0;
    if (endUs > untilMs * 1000) break;
    traces.push(spans);
    at = endUs / 1000 + random.whole(12_000, 150_000);
  }
  return traces;
}
