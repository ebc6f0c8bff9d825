import { DAY_MS } from "#lib/core/time";
import type { FeedbackInput } from "#lib/telemetry/feedback-schema";
import { type Api, sendRecords, type Transport } from "./api.ts";
import type { VoicePlan } from "./feature-plan.ts";
import { exportsOfDay, type History } from "./generate.ts";
import { type Random, randomFrom } from "./random.ts";
import type { DemoSpan } from "./traffic.ts";

/** Days back from now in which somebody said something about an interaction. */
const DAYS = 14;
const LANES = 4;
const RECORDS = 200;

type Ending = { slug: string; voices: VoicePlan; root: DemoSpan };

function* endings(history: History): Generator<Ending> {
  const speaking = new Map(history.plans.map((plan) => [plan.serviceName, plan]));
  for (let day = Math.max(0, history.days - DAYS); day < history.days; day += 1) {
    for (const { resources } of exportsOfDay(history, day)) {
      for (const { attributes, spans } of resources) {
        const plan = speaking.get(String(attributes["service.name"]));
        if (!plan?.voices) continue;
        for (const root of spans)
          if (root.parentSpanId === null) yield { slug: plan.slug, voices: plan.voices, root };
      }
    }
  }
}

const pick = <T>(random: Random, all: readonly T[]): T | undefined => all[random.whole(0, all.length - 1)];

/** A UUID that is the same for the same stream, so that a second load corrects nothing and adds nothing. */
function uuid(random: Random): string {
  const hex = random.hex(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

function ratingOf(kind: VoicePlan["rating"], good: boolean, random: Random): FeedbackInput["rating"] {
  if (kind === "thumbs") return { kind: "thumbs", value: good ? "up" : "down" };
  return { kind: "stars", value: good ? random.whole(4, 5) : random.whole(1, 2) };
}

/** What somebody said of this interaction; null where nobody did, or where it would be said after now. */
function feedbackOn({ voices, root }: Ending, nowMs: number): FeedbackInput | null {
  const random = randomFrom(`${root.traceId} feedback`);
  const saidMs = Math.round(root.endUs / 1000) + random.whole(20_000, 2_400_000);
  if (!random.chance(voices.share) || saidMs > nowMs) return null;
  const daysAgo = (nowMs - root.startUs / 1000) / DAY_MS;
  const happy = voices.soured && daysAgo < voices.soured.daysAgo ? voices.soured.good : voices.good;
  const good = random.chance(happy);
  const complaint = good ? undefined : pick(random, voices.complaints);
  const words = good ? pick(random, voices.praise ?? []) : complaint?.comment;
  const comment = random.chance(0.4) ? words : undefined;
  const at = new Date(saidMs).toISOString();
  const rating = ratingOf(voices.rating, good, random);
  return {
    id: uuid(random),
    traceId: root.traceId,
    rating,
    label: complaint?.label,
    comment,
    source: voices.source,
    at,
  };
}

type Field = { key: string; value: { stringValue: string } | { doubleValue: number } };
const text = (key: string, stringValue: string): Field => ({ key, value: { stringValue } });

/** An evaluator's result as a record of OTLP/JSON; null where it did not look. */
function judgementOn({ slug, voices, root }: Ending, nowMs: number) {
  const random = randomFrom(`${root.traceId} evaluation`);
  const at = root.endUs + random.whole(2_000_000, 9_000_000);
  if (!voices.evaluator || !random.chance(voices.evaluator.share) || at > nowMs * 1000) return null;
  const score = Math.round(100 * Math.min(1, Math.max(0, 0.88 + 0.1 * random.normal()))) / 100;
  const passed = score >= 0.7;
  return {
    timeUnixNano: String(BigInt(at) * 1000n),
    eventName: "gen_ai.evaluation.result",
    traceId: root.traceId,
    spanId: root.spanId,
    attributes: [
      text("threshold.feature", slug),
      text("gen_ai.evaluation.name", voices.evaluator.metric),
      { key: "gen_ai.evaluation.score.value", value: { doubleValue: score } },
      text("gen_ai.evaluation.score.label", passed ? "pass" : "fail"),
      text("gen_ai.evaluation.explanation", passed ? voices.evaluator.passed : voices.evaluator.failed),
    ],
  };
}

/** Sends what end users, reviewers and evaluators said of the last two weeks. The same history says the same. */
export async function sendVoices(
  api: Api,
  transport: Transport,
  key: { key: string },
  history: History,
): Promise<void> {
  const { nowMs } = history;
  const all = [...endings(history)];
  const records = all.map((one) => judgementOn(one, nowMs)).filter((record) => record !== null);
  for (let at = 0; at < records.length; at += RECORDS)
    await sendRecords(transport, api.url, key.key, "hallmoor-evaluator", records.slice(at, at + RECORDS));
  const left = all.values();
  const lane = async (): Promise<void> => {
    for (const one of left) {
      const body = feedbackOn(one, nowMs);
      if (body) await api.json("POST", `/features/${one.slug}/feedback`, key, body);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}
