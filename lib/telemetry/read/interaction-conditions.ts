import "server-only";
import { unreportedOutcome } from "#lib/telemetry/domain";
import type { InteractionFilters } from "#lib/telemetry/filters-schema";
import { outcomes } from "#lib/telemetry/schema";
import { Prisma } from "#prisma/client";

/** Under which outcome the rollups count an interaction `i`. */
const outcomeOf = Prisma.sql`coalesce(i.outcome, CASE WHEN i.last_call % 2 = 1 THEN ${unreportedOutcome.failed}::int ELSE ${unreportedOutcome.succeeded}::int END)`;

function outcomeCodes(asked: NonNullable<InteractionFilters["outcome"]>): number[] {
  return asked.map((word) =>
    word === "none"
      ? unreportedOutcome.succeeded
      : word === "none_failed"
        ? unreportedOutcome.failed
        : outcomes.indexOf(word) + 1,
  );
}

/** Releases as the rollups name them: the first 12 digits as a number, 0 for none. */
function releaseNumbers(asked: readonly string[]): bigint[] {
  return asked.map((release) => (release === "none" ? 0n : BigInt(`0x${release.slice(0, 12)}`)));
}

const NANO_PER_CENT = 1e7;
const marks = {
  retry: Prisma.sql`i.retries > 0`,
  fallback: Prisma.sql`i.fallbacks > 0`,
  unpriced: Prisma.sql`i.unpriced_calls > 0`,
  error: Prisma.sql`i.error_calls > 0`,
};

/** Conditions on an interaction `i`, times and environment aside. What has neither call nor outcome counts nowhere. */
export function interactionConditions(filters: InteractionFilters): Prisma.Sql[] {
  const { outcome, release, has, minCents, maxCents, minDurationMs } = filters;
  return [
    Prisma.sql`(i.calls > 0 OR i.outcome IS NOT NULL)`,
    ...(outcome ? [Prisma.sql`${outcomeOf} = ANY (${outcomeCodes(outcome)}::int[])`] : []),
    ...(release
      ? [
          Prisma.sql`CASE WHEN i.release_low IS NULL THEN 0 WHEN i.release_low = i.release_high THEN i.release_low ELSE -1 END
            = ANY (${releaseNumbers(release)}::bigint[])`,
        ]
      : []),
    ...(has ?? []).map((mark) => marks[mark]),
    ...(minCents === undefined ? [] : [Prisma.sql`i.cost_nano >= ${minCents * NANO_PER_CENT}::float8`]),
    ...(maxCents === undefined ? [] : [Prisma.sql`i.cost_nano <= ${maxCents * NANO_PER_CENT}::float8`]),
    ...(minDurationMs === undefined
      ? []
      : [Prisma.sql`extract(epoch FROM i.ended_at - i.started_at) * 1000 >= ${minDurationMs}::float8`]),
  ];
}

/** Whether rollups know exactly how many interactions pass. */
export function rollupsKnow({ has, minCents, maxCents, minDurationMs }: InteractionFilters): boolean {
  return has === undefined && minCents === undefined && maxCents === undefined && minDurationMs === undefined;
}

/** Conditions on an interaction_rollup `r` that hold wherever an interaction may pass. */
export function interactionRollupConditions(filters: InteractionFilters): Prisma.Sql[] {
  const { environment, outcome, release, has, minCents } = filters;
  return [
    ...(environment ? [Prisma.sql`r.environment = ANY (${environment}::text[])`] : []),
    ...(outcome ? [Prisma.sql`r.outcome = ANY (${outcomeCodes(outcome)}::smallint[])`] : []),
    ...(release ? [Prisma.sql`r.release = ANY (${releaseNumbers(release)}::bigint[])`] : []),
    ...(has?.includes("unpriced") ? [Prisma.sql`r.interactions > r.priced_interactions`] : []),
    ...(minCents === undefined ? [] : [Prisma.sql`r.cost_nano >= ${minCents * NANO_PER_CENT}::float8`]),
  ];
}
