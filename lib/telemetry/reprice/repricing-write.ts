import "server-only";
import type { PoolClient } from "pg";
import type { CallCost } from "#lib/telemetry/cost-of";
import type { Pricing } from "#lib/telemetry/domain";
import { type Dimension, dimensionId } from "#lib/telemetry/write/dimension";
import { dimColumns } from "#lib/telemetry/write/write-columns";
import { keysOf, lockCalls, readAttributes, readDimensions } from "./repricing-calls.ts";
import { isChanged, needsAttributes, repriced, type StoredCall } from "./repricing-diff.ts";
import { lockInteractionsSql, moveCallsSql, moveInteractionsSql } from "./repricing-sql.ts";

export type PricedCall = { call: StoredCall; dimension: Dimension; cost: CallCost };

/** What each call would cost under a pricing. Calls without a dimension, which nobody writes, are left alone. */
export async function priceCalls(
  client: PoolClient,
  featureId: number,
  calls: readonly StoredCall[],
  price: Pricing,
): Promise<PricedCall[]> {
  const dimensions = await readDimensions(client, featureId, calls);
  const priced = calls.flatMap((call): PricedCall[] => {
    const dimension = dimensions.get(call.dimensionId);
    return dimension ? [{ call, dimension, cost: repriced(call, dimension, price) }] : [];
  });
  const unsure = priced.filter(({ call, dimension, cost }) => needsAttributes(call, dimension, cost));
  const attributes = await readAttributes(
    client,
    featureId,
    unsure.map(({ call }) => call),
  );
  return priced.map((one) => {
    const kept = attributes.get(`${one.call.traceId} ${one.call.spanId}`);
    return kept ? { ...one, cost: repriced(one.call, one.dimension, price, kept) } : one;
  });
}

type Moved = PricedCall & { toDimension: bigint };

const columnNames = dimColumns.map(([name]) => name);
const copied = columnNames.map((name) =>
  name === "id" ? "n.to_id" : name === "price_ref" ? "n.price_ref" : `d.${name}`,
);

/** Dimensions that differ from stored ones in their price row alone. */
async function addDimensions(client: PoolClient, featureId: number, moved: readonly Moved[]): Promise<void> {
  const wanted = new Map<bigint, Moved>();
  for (const one of moved) if (one.toDimension !== one.call.dimensionId) wanted.set(one.toDimension, one);
  const rows = [...wanted.values()];
  if (rows.length === 0) return;
  await client.query(
    `INSERT INTO dimension (${columnNames.join(", ")})
     SELECT ${copied.join(", ")} FROM dimension d
     JOIN unnest($2::bigint[], $3::bigint[], $4::text[]) AS n(from_id, to_id, price_ref) ON n.from_id = d.id
     WHERE d.feature_id = $1 ORDER BY n.to_id ON CONFLICT DO NOTHING`,
    [
      featureId,
      rows.map((row) => row.call.dimensionId),
      rows.map((row) => row.toDimension),
      rows.map((row) => row.cost.ref),
    ],
  );
}

type Difference = { environment: string; id: string; billable: number; unpriced: number; nano: bigint };

function differences(moved: readonly Moved[]): Difference[] {
  const found = new Map<string, Difference>();
  for (const { call, dimension, cost } of moved) {
    const key = `${call.interactionId} ${dimension.environment}`;
    const sum = found.get(key) ?? {
      environment: dimension.environment,
      id: call.interactionId,
      billable: 0,
      unpriced: 0,
      nano: 0n,
    };
    const unpriced = (billable: boolean, nano: bigint | null) => Number(billable && nano === null);
    sum.billable += Number(cost.billable) - Number(call.billable);
    sum.unpriced += unpriced(cost.billable, cost.nano) - unpriced(call.billable, call.costNano);
    sum.nano += (cost.nano ?? 0n) - (call.costNano ?? 0n);
    found.set(key, sum);
  }
  return [...found.values()];
}

/**
 * Prices these calls of a feature anew inside the client's transaction: calls, their rollups, their interactions and
 * those' rollups move by exact differences. Locks in ingestion's order: calls, interactions, the rollups of calls, those of interactions.
 * Gives the calls as they were when they were locked, with what they cost now.
 */
export async function repriceCalls(
  client: PoolClient,
  featureId: number,
  calls: readonly StoredCall[],
  price: Pricing,
): Promise<PricedCall[]> {
  if (calls.length === 0) return [];
  const priced = await priceCalls(client, featureId, await lockCalls(client, featureId, calls), price);
  const moved: Moved[] = priced
    .filter(({ call, cost }) => isChanged(call, cost))
    .map((one) => ({ ...one, toDimension: dimensionId({ ...one.dimension, priceRef: one.cost.ref }) }));
  if (moved.length === 0) return priced;
  const changes = differences(moved);
  const where = [changes.map((change) => change.environment), changes.map((change) => change.id)];
  await client.query(lockInteractionsSql, [featureId, ...where]);
  await client.query(moveCallsSql, [
    featureId,
    ...keysOf(moved.map(({ call }) => call)),
    moved.map((one) => one.toDimension),
    moved.map(({ cost }) => cost.nano),
    moved.map(({ cost }) => cost.billable),
  ]);
  await client.query(moveInteractionsSql, [
    featureId,
    ...where,
    changes.map((change) => change.billable),
    changes.map((change) => change.unpriced),
    changes.map((change) => change.nano),
  ]);
  await addDimensions(client, featureId, moved);
  return priced;
}
