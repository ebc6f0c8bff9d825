import "server-only";
import type { CallFilters } from "#lib/telemetry/filters-schema";
import { attempts, callStatuses } from "#lib/telemetry/schema";
import { Prisma } from "#prisma/client";

export const allOf = (conditions: readonly Prisma.Sql[]) =>
  Prisma.join([Prisma.sql`true`, ...conditions], " AND ");

const oneOf = (column: Prisma.Sql, values: readonly string[] | undefined): Prisma.Sql[] =>
  values ? [Prisma.sql`${column} = ANY (${[...values]}::text[])`] : [];

/** Telemetry may carry only the beginning of a digest, and so may the question; "none" is no release at all. */
function releaseCondition(releases: readonly string[]): Prisma.Sql {
  const digests = releases.filter((release) => release !== "none");
  return Prisma.sql`((${releases.length > digests.length} AND d.release IS NULL) OR EXISTS (
    SELECT 1 FROM unnest(${digests}::text[]) AS asked (release)
    WHERE starts_with(d.release, asked.release) OR starts_with(asked.release, d.release)))`;
}

/** Conditions on the dimension `d`. */
export function dimensionConditions(filters: CallFilters): Prisma.Sql[] {
  const { model, release, q } = filters;
  const begins = (column: Prisma.Sql) => Prisma.sql`starts_with(lower(${column}), lower(${q ?? ""}))`;
  return [
    ...oneOf(Prisma.sql`d.environment`, filters.environment),
    ...oneOf(Prisma.sql`d.operation`, filters.operation),
    ...oneOf(Prisma.sql`d.provider`, filters.provider),
    ...oneOf(Prisma.sql`d.error_type`, filters.errorType),
    ...oneOf(Prisma.sql`d.service_tier`, filters.serviceTier),
    ...oneOf(Prisma.sql`d.service_name`, filters.service),
    ...oneOf(Prisma.sql`d.agent`, filters.agent),
    ...oneOf(Prisma.sql`d.prompt_name`, filters.prompt),
    ...oneOf(Prisma.sql`d.prompt_version`, filters.promptVersion),
    ...oneOf(Prisma.sql`d.name`, filters.name),
    ...(model
      ? [Prisma.sql`(d.request_model = ANY (${model}::text[]) OR d.response_model = ANY (${model}::text[]))`]
      : []),
    ...(release ? [releaseCondition(release)] : []),
    ...(q === undefined
      ? []
      : [
          Prisma.sql`(${Prisma.join(
            ["name", "request_model", "response_model", "agent", "prompt_name", "service_name"].map(
              (column) => begins(Prisma.raw(`d.${column}`)),
            ),
            " OR ",
          )})`,
        ]),
  ];
}

/** Conditions on attempt and status, which calls and their rollups have alike; `t` is the table's alias. */
function sharedConditions({ attempt, status }: CallFilters, t: Prisma.Sql): Prisma.Sql[] {
  const codes = (known: readonly string[], asked: readonly string[]) =>
    asked.map((word) => known.indexOf(word) + 1);
  return [
    ...(attempt ? [Prisma.sql`${t}.attempt = ANY (${codes(attempts, attempt)}::smallint[])`] : []),
    ...(status ? [Prisma.sql`${t}.status = ANY (${codes(callStatuses, status)}::smallint[])`] : []),
  ];
}

const NANO_PER_CENT = 1e7;

/** Conditions on a call `c` and its dimension `d`, times aside. */
export function callConditions(filters: CallFilters): Prisma.Sql[] {
  const { priced, minDurationMs, minCents, minTokens, trace } = filters;
  return [
    ...dimensionConditions(filters),
    ...sharedConditions(filters, Prisma.sql`c`),
    ...(priced === "yes" ? [Prisma.sql`c.billable AND c.cost_nano IS NOT NULL`] : []),
    ...(priced === "no" ? [Prisma.sql`c.billable AND c.cost_nano IS NULL`] : []),
    ...(minDurationMs === undefined ? [] : [Prisma.sql`c.duration_us >= ${minDurationMs * 1000}::float8`]),
    ...(minCents === undefined ? [] : [Prisma.sql`c.cost_nano >= ${minCents * NANO_PER_CENT}::float8`]),
    ...(minTokens === undefined
      ? []
      : [
          Prisma.sql`coalesce(c.input_tokens, 0)::bigint + coalesce(c.output_tokens, 0) >= ${minTokens}::float8`,
        ]),
    ...(trace === undefined ? [] : [Prisma.sql`c.trace_id = ${trace}::uuid`]),
  ];
}

/** Filters that rollups answer to the call; of the others they only know where no call can pass. */
export const rowFilters = ["minDurationMs", "minCents", "minTokens", "trace"] as const;

/** Conditions on a rollup `r` and its dimension `d` that hold wherever a call may pass. */
export function rollupConditions(filters: CallFilters): Prisma.Sql[] {
  const { priced, minDurationMs, minCents, minTokens } = filters;
  return [
    ...dimensionConditions(filters),
    ...sharedConditions(filters, Prisma.sql`r`),
    ...(priced === "yes" ? [Prisma.sql`r.billable_calls > r.unpriced_calls`] : []),
    ...(priced === "no" ? [Prisma.sql`r.unpriced_calls > 0`] : []),
    ...(minDurationMs === undefined
      ? []
      : [
          Prisma.sql`coalesce(r.duration_buckets[cardinality(r.duration_buckets)], 32767) >= log_bucket(${Math.floor(minDurationMs * 1000)}::bigint)`,
        ]),
    ...(minCents === undefined ? [] : [Prisma.sql`r.cost_nano >= ${minCents * NANO_PER_CENT}::float8`]),
    ...(minTokens === undefined
      ? []
      : [Prisma.sql`r.input_tokens + r.output_tokens >= ${minTokens}::float8`]),
  ];
}

/** How many calls of a rollup `r` pass the filters that rollups know. */
export function countedCalls({ priced }: CallFilters): Prisma.Sql {
  if (priced === "yes") return Prisma.sql`r.billable_calls - r.unpriced_calls`;
  return priced === "no" ? Prisma.sql`r.unpriced_calls` : Prisma.sql`r.calls`;
}
