import { DAY_MS } from "#lib/core/time";
import type { FeedbackInput } from "#lib/telemetry/feedback-schema";
import { type Api, sendRecords, type Transport } from "./api.ts";
import type { VoicePlan } from "./feature-plan.ts";
import { exportsOfDay, type History } from "./generate.ts";
import { type Random, randomFrom } from "./random.ts";
import type { DemoSpan } from "./traffic.ts";

/** Days back from now in which somebody said something about an interaction, unless a feature says otherwise. */
const DAYS = 14;
const LANES = 4;
const RECORDS = 200;

export type Ending = { slug: string; voices: VoicePlan; root: DemoSpan };

/** The ends of what production answered; a feature's own traffic is the same with and without the others. */
export function* endings(history: History): Generator<Ending> {
  for (const plan of history.plans) {
    if (!plan.voices) continue;
    const { voices, slug } = plan;
    const own = { ...history, plans: [plan] };
    for (let day = Math.max(0, own.days - (voices.days ?? DAYS)); day < own.days; day += 1) {
      for (const { attributes, spans } of [...exportsOfDay(own, day)].flatMap(({ resources }) => resources)) {
        if (attributes["deployment.environment.name"] !== "production") continue;
        for (const root of spans) if (root.parentSpanId === null) yield { slug, voices, root };
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

const PASS_MARK = 0.7;

/** Between 0 and 1, two digits. Where the share that passes is known, that many are at the mark or above it. */
function scoreOf({ voices, root }: Ending, random: Random, nowMs: number): number {
  const round = (score: number) => Math.round(100 * Math.min(1, Math.max(0, score))) / 100;
  const passing = voices.evaluator?.passing;
  if (!passing) return round(0.88 + 0.1 * random.normal());
  const daysAgo = (nowMs - root.startUs / 1000) / DAY_MS;
  const share = daysAgo < passing.since.daysAgo ? passing.since.share : passing.before;
  return round(
    random.chance(share) ? PASS_MARK + 0.3 * Math.sqrt(random.next()) : (PASS_MARK - 0.01) * random.next(),
  );
}

/** An evaluator's result as a record of OTLP/JSON; null where it did not look. */
export function judgementOn(ending: Ending, nowMs: number) {
  const { slug, voices, root } = ending;
  const random = randomFrom(`${root.traceId} evaluation`);
  const at = root.endUs + random.whole(2_000_000, 9_000_000);
  if (!voices.evaluator || !random.chance(voices.evaluator.share) || at > nowMs * 1000) return null;
  const score = scoreOf(ending, random, nowMs);
  const passed = score >= PASS_MARK;
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

/** Sends what end users, reviewers and evaluators said of the last weeks. The same history says the same. */
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
