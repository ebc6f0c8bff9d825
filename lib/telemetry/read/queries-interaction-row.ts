import { z } from "zod";
import { centsOf, usdString } from "#lib/core/money";
import type { InteractionItem } from "#lib/telemetry/explorer-answers-schema";
import { outcomes } from "#lib/telemetry/schema";
import { Prisma } from "#prisma/client";
import { isoMicros } from "./queries-span-row.ts";
import { type FeatureNames, unregistered } from "./readable-features.ts";

/** Columns of an interaction `i`, as `interactionRow` reads them. `mark` orders those of two environments. */
export const interactionColumns = Prisma.sql`i.feature_id AS "featureId", i.environment,
  replace(i.id::text, '-', '') AS id, i.unit_value AS "unitValue", ${isoMicros(Prisma.sql`i.started_at`)} AS "startedAt",
  ${isoMicros(Prisma.sql`i.ended_at`)} AS "endedAt",
  (extract(epoch FROM i.ended_at - i.started_at) * 1000)::float8 AS "durationMs", i.outcome::int AS outcome,
  i.last_call % 2 = 1 AS "lastCallFailed", i.calls, i.billable_calls AS "billableCalls",
  i.unpriced_calls AS "unpricedCalls", i.error_calls AS "errorCalls", i.retries, i.fallbacks,
  i.input_tokens::float8 AS "inputTokens", i.output_tokens::float8 AS "outputTokens", i.cost_nano::text AS "costNano",
  i.release_low::text AS "releaseLow", i.release_high::text AS "releaseHigh",
  left(md5(i.environment), 16) AS mark`;

export const interactionRow = z.object({
  featureId: z.number(),
  environment: z.string(),
  id: z.string(),
  unitValue: z.string().nullable(),
  startedAt: z.string(),
  endedAt: z.string(),
  durationMs: z.number(),
  outcome: z
    .number()
    .nullable()
    .transform((code) => (code === null ? null : (outcomes[code - 1] ?? null))),
  lastCallFailed: z.boolean().nullable(),
  calls: z.number(),
  billableCalls: z.number(),
  unpricedCalls: z.number(),
  errorCalls: z.number(),
  retries: z.number(),
  fallbacks: z.number(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  costNano: z.coerce.bigint(),
  releaseLow: z.coerce.bigint().nullable(),
  releaseHigh: z.coerce.bigint().nullable(),
  mark: z.string(),
});
type Row = z.output<typeof interactionRow>;

/** An interaction as lists show it. */
export function interactionItemOf(row: Row, features: FeatureNames): InteractionItem {
  const { featureId, costNano, releaseLow, releaseHigh, mark: _, ...rest } = row;
  const one = releaseLow !== null && releaseLow === releaseHigh;
  return {
    ...rest,
    feature: features.get(featureId) ?? unregistered,
    usd: usdString(costNano),
    cents: centsOf(costNano),
    release: one ? releaseLow.toString(16).padStart(12, "0") : null,
    severalReleases: releaseLow !== null && !one,
  };
}
