import { setTimeout as delay } from "node:timers/promises";
import { Temporal } from "temporal-polyfill";
import { HOUR_MS, MINUTE_MS } from "#lib/core/time";
import { sendExport, type Transport } from "./api.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import { type History, resources, type Trace } from "./generate.ts";
import { encodeExport } from "./otlp.ts";
import { randomFrom } from "./random.ts";
import { inEnvironments, planReleases } from "./release-plan.ts";
import { arrivals, streamOf } from "./rhythm.ts";
import { interaction } from "./traffic.ts";

const EVERY_MS = 15_000;

/** After its beginning an interaction is waited for so long: most have ended by then, as one that is sent must have. */
const PATIENCE_MS = MINUTE_MS;

function localDays(plan: FeaturePlan, fromMs: number, toMs: number): Temporal.PlainDate[] {
  const [from, to] = [fromMs, toMs].map((ms) =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(plan.traffic.zone).toPlainDate(),
  );
  return from && to && Temporal.PlainDate.compare(from, to) < 0 ? [from, to] : from ? [from] : [];
}

/** Traces of the interactions that begin in [fromMs, toMs), at most a day, after the 90 days; the same each time. */
export function tracesSince(history: History, fromMs: number, toMs: number): Trace[] {
  const { nowMs, plans, scale } = history;
  const seed = String(history.seed);
  const span = { nowMs, fromMs, toMs };
  return plans.flatMap(inEnvironments).flatMap((plan) => {
    const { deployments } = planReleases(plan, nowMs);
    const begins = localDays(plan, fromMs, toMs).flatMap((day) => arrivals(plan, day, span, seed, scale));
    return begins.flatMap((atMs) => {
      const random = randomFrom(`${seed}/${streamOf(plan)}/since ${atMs}`);
      const moment = { plan, nowMs, deployments, random, untilMs: toMs + PATIENCE_MS };
      return interaction(moment, atMs).map((spans) => ({ plan, spans }));
    });
  });
}

/**
 * Sends what the company does since the 90 days that were loaded: first what happened while nobody served it, an hour at
 * a time, then what happens now, until `stopping`. `sent` is told how far it is. Ends by itself when the server refuses.
 */
export async function keepWorking(given: {
  history: History;
  fromMs: number;
  transport: Transport;
  url: string;
  key: string;
  sent: (untilMs: number) => void;
  stopping: AbortSignal;
}): Promise<void> {
  const { history, transport, url, key, sent, stopping } = given;
  for (let fromMs = given.fromMs; !stopping.aborted; ) {
    const toMs = Math.min(Date.now() - PATIENCE_MS, fromMs + HOUR_MS);
    if (toMs > fromMs) {
      const traces = tracesSince(history, fromMs, toMs);
      if (traces.length > 0) await sendExport(transport, url, key, encodeExport(resources(traces)));
      sent(toMs);
      fromMs = toMs;
    }
    if (Date.now() - fromMs < HOUR_MS) await delay(EVERY_MS, undefined, { signal: stopping });
  }
}
