import "server-only";
import type { Pool, PoolClient } from "pg";
import type { SpanMessageRow } from "#lib/telemetry/log-rows";
import { jsonArray, jsons, plain, signed64 } from "./columns.ts";

const sql = `
INSERT INTO span_message (feature_id, at, id, trace_id, span_id, attributes, input, output)
SELECT m.feature_id, 'epoch'::timestamptz + m.at_us * interval '1 microsecond', m.id, m.trace_id, m.span_id, m.attributes,
  m.input, m.output
FROM unnest($1::int[], $2::bigint[], $3::uuid[], $4::uuid[], $5::bigint[], ${jsonArray("$6")}, ${jsonArray("$7")}, ${jsonArray("$8")})
  AS m(feature_id, at_us, id, trace_id, span_id, attributes, input, output)
ORDER BY m.feature_id, m.at_us, m.id
ON CONFLICT DO NOTHING`;

/** Writes messages that came as log records, in one statement. Sent again they change nothing. */
export async function writeMessages(
  client: Pick<Pool | PoolClient, "query">,
  rows: SpanMessageRow[],
): Promise<void> {
  if (rows.length === 0) return;
  await client.query({
    name: "span-message-write",
    text: sql,
    values: [
      plain(rows, (row) => row.featureId),
      plain(rows, (row) => row.atUs),
      plain(rows, (row) => row.id),
      plain(rows, (row) => row.traceId),
      plain(rows, (row) => signed64(row.spanId)),
      jsons(rows, (row) => JSON.stringify(row.content.attributes)),
      jsons(rows, (row) => (row.content.input ? JSON.stringify(row.content.input) : null)),
      jsons(rows, (row) => (row.content.output ? JSON.stringify(row.content.output) : null)),
    ],
  });
}
