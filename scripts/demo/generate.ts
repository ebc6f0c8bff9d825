import { Temporal } from "temporal-polyfill";
import { DAY_MS } from "#lib/core/time";
import type { FeaturePlan } from "./feature-plan.ts";
import { encodeExport, type Resource } from "./otlp.ts";
import { randomFrom } from "./random.ts";
import { inEnvironments, planReleases } from "./release-plan.ts";
import { arrivals, streamOf } from "./rhythm.ts";
import { type DemoSpan, interaction } from "./traffic.ts";

export type History = {
  plans: readonly FeaturePlan[];
  /** Milliseconds since 1970; everything ends here. */
  nowMs: number;
  days: number;
  seed: number;
  /** Against the company's own traffic. */
  scale?: number;
};

export type Trace = { plan: FeaturePlan; spans: DemoSpan[] };

const BATCH = 512;

/** The traces of one UTC day (index 0 is the oldest), in the order of their beginning. */
function tracesOfDay(history: History, index: number): Trace[] {
  const { nowMs, days, plans, scale } = history;
  const seed = String(history.seed);
  const toMs = nowMs - (days - 1 - index) * DAY_MS;
  const span = { nowMs, fromMs: toMs - DAY_MS, toMs };
  const traces: Trace[] = [];
  for (const plan of plans.flatMap(inEnvironments)) {
    const { deployments } = planReleases(plan, nowMs);
    const local = (ms: number) =>
      Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(plan.traffic.zone).toPlainDate();
    const random = randomFrom(`${seed}/${streamOf(plan)}/traffic ${index - days}`);
    for (
      let day = local(span.fromMs);
      Temporal.PlainDate.compare(day, local(toMs)) <= 0;
      day = day.add({ days: 1 })
    ) {
      for (const atMs of arrivals(plan, day, span, seed, scale)) {
        const moment = { plan, nowMs, deployments, random };
        for (const spans of interaction(moment, atMs)) traces.push({ plan, spans });
      }
    }
  }
  const begin = (trace: Trace) => trace.spans[0]?.startUs ?? 0;
  return traces.sort((a, b) => begin(a) - begin(b));
}

/** Traces by the service that sends them. */
export function resources(traces: readonly Trace[]): Resource[] {
  const byService = new Map<FeaturePlan, DemoSpan[]>();
  for (const { plan, spans } of traces) {
    const known = byService.get(plan);
    if (known) known.push(...spans);
    else byService.set(plan, [...spans]);
  }
  return [...byService].map(([plan, spans]) => ({
    attributes: {
      "service.name": plan.serviceName,
      "deployment.environment.name": plan.environment ?? "production",
      ...(plan.registration === null ? {} : { "threshold.feature": plan.slug }),
    },
    spans,
  }));
}

/**
 * The exports of one of the `days` days that end now, oldest first: at most 512 spans each, no trace torn apart. The same
 * history gives the same bytes.
 */
export function* exportsOfDay(
  history: History,
  index: number,
): Generator<{ resources: Resource[]; spans: number; body: Uint8Array<ArrayBuffer> }> {
  let batch: Trace[] = [];
  let spans = 0;
  const take = () => {
    const made = resources(batch);
    return { resources: made, spans, body: encodeExport(made) };
  };
  for (const trace of tracesOfDay(history, index)) {
    if (spans + trace.spans.length > BATCH) {
      yield take();
      batch = [];
      spans = 0;
    }
    batch.push(trace);
    spans += trace.spans.length;
  }
  if (spans > 0) yield take();
}
