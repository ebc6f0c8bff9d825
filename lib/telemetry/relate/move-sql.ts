import { rollMoved, rollSides } from "#lib/telemetry/reprice/repricing-sql";
import {
  movesInteraction,
  partOfCall,
  partOfSpan,
  releaseOf,
  sumsOfParts,
  unreported,
} from "#lib/telemetry/write/rollup-sql";
import {
  callColumns,
  dimColumns,
  keyColumns,
  names,
  numbered,
  rowKey,
  spanColumns,
  stored,
} from "#lib/telemetry/write/write-columns";

const instant = (us: string) => `'epoch'::timestamptz + ${us} * interval '1 microsecond'`;
const grownKey = ["feature_id", "environment", "id"] as const;
const same = (a: string, b: string) =>
  grownKey.map((column) => `${a}.${column} = ${b}.${column}`).join(" AND ");

const isKey = (row: string, key: string) =>
  `${row}.feature_id = ${key}.feature_id AND ${row}.started_at = ${instant(`${key}.started_us`)}
    AND ${row}.trace_id = ${key}.trace_id AND ${row}.span_id = ${key}.span_id`;

/** Interactions that rows leave or join, with the time from the first beginning to the last end of those that join. */
export const interactionColumns = [
  ["feature_id", "int"],
  ["environment", "text"],
  ["id", "uuid"],
  ["unit_value", "text"],
  ["first_us", "bigint"],
  ["last_us", "bigint"],
] as const;

/**
 * Locks interactions in the order in which ingestion writes them. One that is not there yet is made without any calls, so
 * that a writer who brings its first call waits too.
 */
export const lockInteractionsSql = `
INSERT INTO interaction AS i (feature_id, environment, id, unit_value, started_at, ended_at, calls, billable_calls,
  unpriced_calls, error_calls, retries, fallbacks, input_tokens, output_tokens, cost_nano)
SELECT g.feature_id, g.environment, g.id, g.unit_value, coalesce(${instant("g.first_us")}, now()),
  coalesce(${instant("g.last_us")}, now()), 0, 0, 0, 0, 0, 0, 0, 0, 0
FROM ${numbered()("g", interactionColumns)} ORDER BY g.feature_id, g.environment, g.id
ON CONFLICT (feature_id, environment, id) DO UPDATE SET unit_value = coalesce(i.unit_value, excluded.unit_value)`;

const gone = numbered();
/** Takes rows out, calls and spans by their keys. */
export const deleteRowsSql = `
WITH old_call AS (DELETE FROM call c USING ${gone("k", keyColumns)} WHERE ${isKey("c", "k")})
DELETE FROM span s USING ${gone("k", keyColumns)} WHERE ${isKey("s", "k")}`;

const put = numbered();
/** Puts rows in with their dimensions, and answers the keys of those that were not there yet. */
export const insertRowsSql = `
WITH new_dimension AS (
  INSERT INTO dimension (${names(dimColumns)})
  SELECT ${names(dimColumns)} FROM ${put("d", dimColumns)} ORDER BY feature_id, id ON CONFLICT DO NOTHING
),
new_call AS (
  INSERT INTO call (${names(callColumns)}) SELECT ${stored("c", callColumns)} FROM ${put("c", callColumns)}
  ON CONFLICT (${rowKey}) DO NOTHING RETURNING feature_id, started_at, trace_id, span_id
),
new_span AS (
  INSERT INTO span (${names(spanColumns)}) SELECT ${stored("s", spanColumns)} FROM ${put("s", spanColumns)}
  ON CONFLICT (${rowKey}) DO NOTHING RETURNING feature_id, started_at, trace_id, span_id
)
SELECT feature_id, (extract(epoch FROM started_at) * 1000000)::bigint AS started_us, replace(trace_id::text, '-', '') AS trace_id, span_id
FROM (SELECT * FROM new_call UNION ALL SELECT * FROM new_span) r`;

const recounted = [
  "started_at",
  "ended_at",
  "calls",
  "billable_calls",
  "unpriced_calls",
  "error_calls",
  "retries",
  "fallbacks",
  "input_tokens",
  "output_tokens",
  "cost_nano",
  "outcome",
  "last_call",
  "release_low",
  "release_high",
] as const;

/** The rows of an interaction (w): its own by their unit, or those of its trace that have none. */
const rowsOf = (table: "call" | "span", alias: string, part: string, condition = "true") => `
  SELECT ${part} FROM whole w JOIN ${table} ${alias} ON ${alias}.feature_id = w.feature_id AND ${alias}.interaction_id = w.id
    AND ${alias}.started_at >= w.first AND ${alias}.started_at <= w.last
  JOIN dims d ON d.feature_id = ${alias}.feature_id AND d.id = ${alias}.dimension_id AND d.environment = w.environment
  WHERE ${condition}
  UNION ALL
  SELECT ${part} FROM whole w JOIN ${table} ${alias} ON ${alias}.feature_id = w.feature_id AND ${alias}.trace_id = w.id
    AND w.is_trace AND ${alias}.interaction_id IS NULL AND ${alias}.started_at >= w.first AND ${alias}.started_at <= w.last
  JOIN dims d ON d.feature_id = ${alias}.feature_id AND d.id = ${alias}.dimension_id AND d.environment = w.environment
  WHERE ${condition}`;

const side = (alias: string) => `${alias}.feature_id, ${alias}.environment, ${alias}.started_at,
    ${releaseOf(alias)} AS release, coalesce(${alias}.outcome, ${unreported(`${alias}.last_call`)})::smallint AS outcome,
    ${alias}.unpriced_calls, ${alias}.cost_nano`;

/**
 * Counts locked interactions anew from their rows, because a least or a greatest cannot be subtracted, and moves what the
 * rollups counted of them. One that has nothing left goes. Its rows lie between its own times and those that joined.
 */
export const recountInteractionsSql = `
WITH
given AS MATERIALIZED (SELECT * FROM ${numbered()("g", interactionColumns)}),
before AS MATERIALIZED (SELECT i.* FROM given g JOIN interaction i ON ${same("i", "g")}),
whole AS MATERIALIZED (
  SELECT g.feature_id, g.environment, g.id, least(b.started_at, ${instant("g.first_us")}) AS first,
    greatest(b.ended_at, ${instant("g.last_us")}) AS last, b.unit_value IS NULL AS is_trace
  FROM given g JOIN before b ON ${same("b", "g")}
),
dims AS NOT MATERIALIZED (SELECT *, release_number(release) AS release_number FROM dimension),
part AS (${rowsOf("call", "c", partOfCall)} UNION ALL ${rowsOf("span", "s", partOfSpan, movesInteraction)}),
fresh AS MATERIALIZED (
  SELECT p.feature_id, p.environment, p.id, ${sumsOfParts} FROM part p GROUP BY p.feature_id, p.environment, p.id
),
updated AS (
  UPDATE interaction i SET ${recounted.map((column) => `${column} = f.${column}`).join(", ")}
  FROM fresh f WHERE ${same("i", "f")}
),
removed AS (
  DELETE FROM interaction i USING given g
  WHERE ${same("i", "g")} AND NOT EXISTS (SELECT FROM fresh f WHERE ${same("f", "g")})
),
moved AS MATERIALIZED (
  SELECT ${side("b")}, -1 AS sign FROM before b WHERE b.calls > 0 OR b.outcome IS NOT NULL
  UNION ALL
  SELECT ${side("f")}, 1 FROM fresh f WHERE f.calls > 0 OR f.outcome IS NOT NULL
),
${rollMoved()}`;

export const signedColumns = [
  ["sign", "int"],
  ["feature_id", "int"],
  ["started_us", "bigint"],
  ["dimension_id", "bigint"],
  ["duration_us", "bigint"],
  ["time_to_first_token_us", "bigint"],
  ["cost_nano", "bigint"],
  ["input_tokens", "int"],
  ["output_tokens", "int"],
  ["cache_read_tokens", "int"],
  ["cache_write_tokens", "int"],
  ["reasoning_tokens", "int"],
  ["attempt", "smallint"],
  ["status", "smallint"],
  ["billable", "boolean"],
  ["has_unit", "boolean"],
] as const;

/** Moves what the rollups of calls counted: calls with the sign -1 were taken out, those with 1 put in. */
export const rollCallsSql = `
WITH side AS (
  SELECT c.*, ${instant("c.started_us")} AS started_at, c.dimension_id AS dimension, c.cost_nano AS cost, c.billable AS bills
  FROM ${numbered()("c", signedColumns)}
),
${rollSides()}`;
