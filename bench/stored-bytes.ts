import type pg from "pg";

/** Tables that hold calls and what is counted from them; partitions are summed under their parent. */
const counted = ["call", "interaction", "call_rollup", "interaction_rollup", "dimension"] as const;

export type StoredBytes = {
  calls: number;
  interactions: number;
  perCall: Record<string, number>;
  total: number;
};

/** Bytes on disk per call, indexes included, after a vacuum. Content and structure spans are told apart from the total. */
export async function storedBytes(client: pg.Client): Promise<StoredBytes> {
  await client.query("VACUUM ANALYZE");
  const { rows } = await client.query<{ calls: number; interactions: number }>(
    "SELECT (SELECT count(*)::int FROM call) AS calls, (SELECT count(*)::int FROM interaction WHERE calls > 0) AS interactions",
  );
  const { calls = 0, interactions = 0 } = rows[0] ?? {};
  const sizes = await client.query<{ name: string; bytes: string }>(
    `SELECT coalesce(p.relname, c.relname) AS name, sum(pg_total_relation_size(c.oid)) AS bytes
     FROM pg_class c LEFT JOIN pg_inherits i ON i.inhrelid = c.oid LEFT JOIN pg_class p ON p.oid = i.inhparent
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' GROUP BY 1`,
  );
  const perCall: Record<string, number> = {};
  for (const { name, bytes } of sizes.rows) {
    if ([...counted, "span", "call_content"].includes(name))
      perCall[name] = Number((Number(bytes) / calls).toFixed(1));
  }
  const total = counted.reduce((sum, name) => sum + (perCall[name] ?? 0), 0);
  return { calls, interactions, perCall, total: Number(total.toFixed(1)) };
}
