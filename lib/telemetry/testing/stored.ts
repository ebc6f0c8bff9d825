import { pool } from "#lib/core/db";
import { priceCall } from "#lib/cost/price-call";
import { rowsOf } from "#lib/telemetry/ingest";
import { loadFeatures } from "#lib/telemetry/known-features";
import type { DecodedResource, DecodedSpan } from "#lib/telemetry/otlp/otlp";
import { writeBatches } from "#lib/telemetry/write/write-batch";
import { resourceOf, START_US } from "./spans.ts";

const now = new Date(START_US / 1000 + 3_600_000);

/** Stores exports; those of one group are written by one statement, as those that wait for a commit together are. */
export async function storeResources(...group: DecodedResource[][]): Promise<void> {
  const index = await loadFeatures();
  const options = { index, keyFeatureId: null, price: priceCall, now };
  await writeBatches(
    group.map((resources) => {
      const { rows, evaluations } = rowsOf(resources, options);
      return { rows, evaluations };
    }),
  );
}

/** As storeResources, of spans that name their feature themselves. */
export async function store(...group: DecodedSpan[][]): Promise<void> {
  await storeResources(...group.map((spans) => [resourceOf(spans)]));
}

const tables = {
  call: "SELECT * FROM call",
  span: "SELECT * FROM span",
  interaction: "SELECT * FROM interaction",
  call_rollup: "SELECT * FROM call_rollup WHERE calls <> 0",
  interaction_rollup: "SELECT * FROM interaction_rollup WHERE interactions <> 0",
  // The slug that a span names differs between two features by nature.
  call_content:
    "SELECT feature_id, started_at, span_id, attributes::jsonb - 'threshold.feature' AS attributes FROM call_content",
};

/** Everything that is stored of a feature but what differs between two features by nature. */
export async function contents(featureId: number) {
  const found: Record<string, unknown> = {};
  for (const [name, sql] of Object.entries(tables)) {
    const rows = await pool().query(
      `SELECT to_jsonb(t) - '{feature_id,prev_started_at,prev_outcome,prev_release}'::text[] AS row
       FROM (${sql}) t WHERE feature_id = $1 ORDER BY 1`,
      [featureId],
    );
    found[name] = rows.rows;
  }
  return found;
}
