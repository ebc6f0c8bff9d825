import pg from "pg";
import { recount } from "#lib/telemetry/testing/recount";
import { again, type Batch } from "./exporter.ts";

export type Comparison = {
  batches: number;
  answered: number;
  /** Given up without an answer, and found whole in the store nevertheless; the others left nothing. */
  storedUnanswered: number;
  spans: number;
  answers: Record<string, number>;
  /** Each sentence is a broken promise. */
  wrong: string[];
};

/**
 * Compares what senders were told with what the database holds: answered batches whole and once, others whole or not
 * at all, nothing else, and every rollup equal to a recount of its rows.
 */
export async function compare(databaseUrl: string, feature: string, batches: Batch[]): Promise<Comparison> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const known = await client.query<{ id: number }>("SELECT id FROM feature WHERE slug = $1", [feature]);
    const id = known.rows[0]?.id ?? -1;
    const found = await client.query<{ batch: string; n: number; distinct: number }>(
      `SELECT left(replace(trace_id::text, '-', ''), 24) AS batch, count(*)::int AS n,
         count(DISTINCT (trace_id, span_id))::int AS distinct
       FROM (SELECT trace_id, span_id FROM call WHERE feature_id = $1
             UNION ALL SELECT trace_id, span_id FROM span WHERE feature_id = $1) rows GROUP BY 1`,
      [id],
    );
    const stored = new Map(found.rows.map((row) => [row.batch, row]));
    const result: Comparison = {
      batches: batches.length,
      answered: 0,
      storedUnanswered: 0,
      spans: found.rows.reduce((sum, row) => sum + row.n, 0),
      answers: {},
      wrong: [],
    };
    const count = (answer: string) => {
      result.answers[answer] = (result.answers[answer] ?? 0) + 1;
    };
    for (const batch of batches) {
      const rows = stored.get(batch.id) ?? { n: 0, distinct: 0 };
      stored.delete(batch.id);
      if (batch.answered) count("200");
      for (const failure of batch.failures) count(failure);
      if (batch.answered) result.answered += 1;
      else if (rows.n > 0) result.storedUnanswered += 1;
      const right = rows.n === rows.distinct && (rows.n === batch.spans || (rows.n === 0 && !batch.answered));
      if (!right)
        result.wrong.push(
          `batch ${batch.id} of ${batch.spans} spans, ${batch.answered ? "answered 200" : "unanswered"}: ${rows.n} rows, ${rows.distinct} different`,
        );
    }
    for (const [answer, times] of Object.entries(result.answers))
      if (!again.has(answer) && answer !== "200")
        result.wrong.push(`${times} answers of ${answer}, which makes an exporter throw its batch away`);
    for (const [batch, { n }] of stored) result.wrong.push(`${n} rows of ${batch}, which nobody sent`);
    const counts = await recount(id, client);
    for (const [table, rows] of Object.entries(counts.recounted))
      if (JSON.stringify(rows) !== JSON.stringify(counts.stored[table]))
        result.wrong.push(`${table} differs from a recount of its rows`);
    return result;
  } finally {
    await client.end();
  }
}
