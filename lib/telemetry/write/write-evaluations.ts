import "server-only";
import type { Pool, PoolClient } from "pg";
import type { EvaluationRow } from "#lib/telemetry/evaluation";
import { jsonArray, jsons, plain, signed64, texts } from "./columns.ts";

const sql = `
INSERT INTO evaluation_result (feature_id, at, id, trace_id, span_id, response_id, environment, name, score, label,
  explanation, source, attributes)
SELECT e.feature_id, 'epoch'::timestamptz + e.at_us * interval '1 microsecond', e.id, e.trace_id, e.span_id,
  e.response_id, e.environment, e.name, e.score, e.label, e.explanation, e.source, e.attributes
FROM unnest($1::int[], $2::bigint[], $3::uuid[], $4::uuid[], $5::bigint[], $6::text[], $7::text[], $8::text[],
  $9::float8[], $10::text[], $11::text[], $12::smallint[], ${jsonArray("$13")})
  AS e(feature_id, at_us, id, trace_id, span_id, response_id, environment, name, score, label, explanation, source,
    attributes)
ORDER BY e.feature_id, e.at_us, e.id
ON CONFLICT DO NOTHING`;

/** Writes results of evaluators in one statement and answers how many were new. Sent again they change nothing. */
export async function writeEvaluations(
  client: Pick<Pool | PoolClient, "query">,
  rows: EvaluationRow[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const result = await client.query({
    name: "evaluation-write",
    text: sql,
    values: [
      plain(rows, (row) => row.featureId),
      plain(rows, (row) => row.atUs),
      plain(rows, (row) => row.id),
      plain(rows, (row) => row.traceId),
      plain(rows, (row) => (row.spanId === null ? null : signed64(row.spanId))),
      texts(rows, (row) => row.responseId),
      texts(rows, (row) => row.environment),
      texts(rows, (row) => row.name),
      plain(rows, (row) => row.score),
      texts(rows, (row) => row.label),
      texts(rows, (row) => row.explanation),
      plain(rows, (row) => row.source),
      jsons(rows, (row) => JSON.stringify(row.attributes)),
    ],
  });
  return result.rowCount ?? 0;
}
