import "server-only";
import type { Principal } from "#lib/auth/domain";
import { pool } from "#lib/core/db";
import { loadFeatures } from "./known-features.ts";
import { type FeatureOfTrace, logRowsOf, unnamedTraces } from "./log-rows.ts";
import type { DecodedLogs } from "./otlp/otlp.ts";
import type { FeatureIndex } from "./resolve-feature.ts";
import { inTransaction, retried } from "./write/write-batch.ts";
import { writeEvaluations } from "./write/write-evaluations.ts";
import { writeMessages } from "./write/write-messages.ts";

/** So many traces of one export are looked up; an export of more belongs to an evaluator that should name its feature. */
const MAX_TRACES = 500;

/** Two lookups by the key of each feature: traces that are interactions, and traces within other units of work. */
const tracesSql = `
SELECT t.trace::text AS trace, t.environment, array_agg(DISTINCT o.feature_id) AS features
FROM unnest($2::uuid[], $3::text[]) AS t(trace, environment)
CROSS JOIN LATERAL (
  SELECT i.feature_id FROM interaction i
  WHERE i.feature_id = ANY ($1::int[]) AND i.environment = t.environment AND i.id = t.trace
  UNION ALL
  SELECT c.feature_id FROM call c
  WHERE c.feature_id = ANY ($1::int[]) AND c.trace_id = t.trace AND c.interaction_id IS NOT NULL
) AS o
GROUP BY 1, 2`;

/** The features that the traces of unnamed records are known to belong to. */
async function tracedFeatures(resources: DecodedLogs[], index: FeatureIndex): Promise<FeatureOfTrace> {
  const asked = unnamedTraces(resources).slice(0, MAX_TRACES);
  const found = new Map<string, number>();
  if (asked.length > 0 && index.byId.size > 0) {
    const { rows } = await pool().query<{ trace: string; environment: string; features: number[] }>(
      tracesSql,
      [
        [...index.byId.keys()],
        asked.map(({ traceId }) => traceId),
        asked.map(({ environment }) => environment),
      ],
    );
    for (const { trace, environment, features } of rows) {
      const [only] = features;
      if (only !== undefined && features.length === 1)
        found.set(`${trace.replaceAll("-", "")} ${environment}`, only);
    }
  }
  return (traceId, environment) => found.get(`${traceId} ${environment}`);
}

/**
 * Takes one log export of a key: results of evaluators and messages of spans. Resolves after the commit, with what was
 * not taken counted by reason.
 */
export async function ingestLogs(
  resources: DecodedLogs[],
  principal: Extract<Principal, { kind: "key" }>,
  now = new Date(),
): Promise<Map<string, number>> {
  const index = await loadFeatures();
  const featureOfTrace =
    principal.featureId === null ? await tracedFeatures(resources, index) : () => undefined;
  const { evaluations, messages, rejected } = logRowsOf(resources, {
    index,
    keyFeatureId: principal.featureId,
    featureOfTrace,
    now,
  });
  if (evaluations.length + messages.length === 0) return rejected;
  await retried(() =>
    inTransaction(async (client) => {
      await writeEvaluations(client, evaluations);
      await writeMessages(client, messages);
    }),
  );
  return rejected;
}
