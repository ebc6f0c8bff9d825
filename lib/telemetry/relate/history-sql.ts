import { jsonArray } from "#lib/telemetry/write/columns";

const instant = (us: string) => `'epoch'::timestamptz + ${us} * interval '1 microsecond'`;
const given = "unnest($2::bigint[], $3::uuid[], $4::bigint[]) AS k(started_us, trace_id, span_id)";
const isGiven = (row: string) =>
  `${row}.feature_id = 0 AND ${row}.started_at = ${instant("k.started_us")} AND ${row}.trace_id = k.trace_id AND ${row}.span_id = k.span_id`;

/** Dimensions of unregistered telemetry that a slug ($1) or service names ($2) take; a name goes before a rule. */
export const dimensionsSql = `SELECT id FROM dimension
  WHERE feature_id = 0 AND (named_feature = $1 OR (named_feature IS NULL AND service_name = ANY ($2::text[])))`;

/** Calls of these dimensions ($1), as the rollups of days count them. */
export const countSql = `SELECT coalesce(sum(calls), 0)::bigint AS calls FROM call_rollup
  WHERE feature_id = 0 AND grain = 'd' AND dimension_id = ANY ($1::bigint[])`;

/** What was kept of unregistered spans. $1 is the feature that takes them over. */
export const keptSql = `SELECT k.started_us::text || ' ' || replace(k.trace_id::text, '-', '') || ' ' || k.span_id AS key, t.attributes
  FROM ${given} JOIN call_content t ON ${isGiven("t")}
  WHERE $1::int IS NOT NULL`;

/**
 * Gives what was kept of spans to the feature ($1), with these attributes ($5). A span that was sent again since it was
 * registered has brought its own.
 */
export const moveContentSql = `WITH gone AS (
  DELETE FROM call_content t
  USING unnest($2::bigint[], $3::uuid[], $4::bigint[], ${jsonArray("$5")}) AS k(started_us, trace_id, span_id, attributes)
  WHERE ${isGiven("t")}
  RETURNING t.started_at, t.trace_id, t.span_id, k.attributes, t.input, t.output
)
INSERT INTO call_content (feature_id, started_at, trace_id, span_id, attributes, input, output)
SELECT $1, started_at, trace_id, span_id, attributes, input, output FROM gone
WHERE (attributes <> '{}' OR input IS NOT NULL OR output IS NOT NULL) AND NOT EXISTS (
  SELECT FROM call_content o WHERE o.feature_id = $1 AND o.started_at = gone.started_at AND o.trace_id = gone.trace_id
    AND o.span_id = gone.span_id)`;

/** Gives what evaluators said of spans to the feature ($1). */
export const moveEvaluationsSql = `WITH gone AS (
  DELETE FROM evaluation_result e USING ${given}
  WHERE e.feature_id = 0 AND e.trace_id = k.trace_id AND e.span_id = k.span_id AND k.started_us IS NOT NULL
  RETURNING e.*
)
INSERT INTO evaluation_result (feature_id, at, id, trace_id, span_id, response_id, environment, name, score, label,
  explanation, source, attributes)
SELECT $1, at, id, trace_id, span_id, response_id, environment, name, score, label, explanation, source, attributes
FROM gone ON CONFLICT DO NOTHING`;

/**
 * Gives what log records of evaluators said to the feature ($1), by its slug ($3), else by the service that said it ($2).
 * What came with a span stays with its span: that may have named another feature.
 */
export const moveOtherEvaluationsSql = `WITH gone AS (
  DELETE FROM evaluation_result e
  WHERE e.feature_id = 0 AND e.source = 2 AND CASE WHEN e.attributes ? 'threshold.feature'
    THEN e.attributes->>'threshold.feature' = $3 ELSE e.attributes->>'service.name' = ANY ($2::text[]) END
  RETURNING e.*
)
INSERT INTO evaluation_result (feature_id, at, id, trace_id, span_id, response_id, environment, name, score, label,
  explanation, source, attributes)
SELECT $1, at, id, trace_id, span_id, response_id, environment, name, score, label, explanation, source, attributes
FROM gone ON CONFLICT DO NOTHING`;

/** Notes traces ($2) to be related anew, on both sides: what shared a trace may have been related to each other. */
export const noteSql = `INSERT INTO unsettled (feature_id, id, at, written_by, first, last, traces, grown)
  SELECT f, gen_random_uuid(), clock_timestamp(), pg_current_xact_id()::xid, now(), now(), '{}', $2::uuid[]
  FROM unnest(ARRAY[0, $1::int]) AS f`;
