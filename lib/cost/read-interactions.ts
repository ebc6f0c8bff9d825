import "server-only";
import { z } from "zod";
import { Counts, storedOf } from "#lib/core/counts";
import { db } from "#lib/core/db";
import { inPiece, pieceSql } from "#lib/core/piece-sql";
import type { Piece } from "#lib/core/pieces";
import type { BucketCount } from "#lib/core/stats";
import { Prisma } from "#prisma/client";

/** Interactions of a bin. `release` is 0 for none, -1 for several in one interaction, else 12 digits as a number. */
export type InteractionSums = {
  bin: number;
  environment: string;
  release: number;
  interactions: number;
  priced: number;
  cost: bigint;
  /** Costs of the fully priced ones in nano-dollars, ascending. */
  costs: BucketCount[];
};

const row = z
  .object({
    bin: z.number(),
    sign: z.number(),
    environment: z.string(),
    release: z.coerce.number(),
    interactions: z.number(),
    priced: z.number(),
    cost: z.coerce.bigint(),
    buckets: z.string(),
    counts: z.string(),
  })
  .transform(({ buckets, counts, ...sums }) => ({ ...sums, costs: storedOf(buckets, counts) }));
type Row = z.infer<typeof row>;
type Key = Pick<Row, "bin" | "environment" | "release">;

/** Rollups that are added to or taken from a bin, put together. */
class Sum {
  interactions = 0;
  priced = 0;
  cost = 0n;
  readonly costs = new Counts();
  readonly key: Key;
  constructor(key: Key) {
    this.key = key;
  }

  add({ sign, interactions, priced, cost, costs }: Row): void {
    this.interactions += sign * interactions;
    this.priced += sign * priced;
    this.cost += BigInt(sign) * cost;
    this.costs.add(sign, costs);
  }

  sums(): InteractionSums {
    const { key, interactions, priced, cost, costs } = this;
    return { ...key, interactions, priced, cost, costs: costs.list() };
  }
}

function summed(rows: readonly Row[], keyOf: (row: Row) => Key): InteractionSums[] {
  const sums = new Map<string, Sum>();
  for (const one of rows) {
    const key = keyOf(one);
    const text = `${key.bin} ${key.release} ${key.environment}`;
    const sum = sums.get(text) ?? new Sum(key);
    sums.set(text, sum);
    sum.add(one);
  }
  return [...sums.values()].filter((sum) => sum.interactions !== 0).map((sum) => sum.sums());
}

/** Rollups in the pieces by bin, environment and release; of one environment, or of all for null. */
async function readRows(
  featureId: number,
  environment: string | null,
  pieces: readonly Piece[],
): Promise<Row[]> {
  const places =
    environment === null
      ? Prisma.sql`SELECT DISTINCT environment FROM dimension WHERE feature_id = ${featureId}`
      : Prisma.sql`SELECT ${environment}::text AS environment`;
  // Histograms come as they are stored and are added up here: unnesting and grouping them takes Postgres far longer.
  const found = await db().$queryRaw`
    WITH ${pieceSql(pieces)}, place AS MATERIALIZED (${places})
    SELECT p.bin, p.sign, r.environment, r.release::text AS release, sum(r.interactions)::float8 AS interactions,
      sum(r.priced_interactions)::float8 AS priced, sum(r.priced_cost_nano)::text AS cost,
      string_agg(r.cost_buckets::text, '') AS buckets, string_agg(r.cost_counts::text, '') AS counts
    FROM place CROSS JOIN piece p CROSS JOIN LATERAL (
      SELECT * FROM interaction_rollup r WHERE r.environment = place.environment AND ${inPiece(featureId)}) AS r
    GROUP BY 1, 2, 3, 4`;
  return z.array(row).parse(found);
}

/** Interactions of an environment over all the pieces together, whatever their release (0 here); `bin` is 0. */
export async function readInteractionSums(
  featureId: number,
  environment: string,
  pieces: readonly Piece[],
): Promise<InteractionSums[]> {
  const rows = await readRows(featureId, environment, pieces);
  return summed(rows, () => ({ bin: 0, environment, release: 0 }));
}

/**
 * Interactions of a feature in the pieces' bins, from rollups read once: `bins` are the environment's, whatever their
 * release (0 here); `parts` are all environments by release over all bins together (bin 0 here).
 */
export async function readInteractions(
  featureId: number,
  environment: string,
  pieces: readonly Piece[],
): Promise<{ bins: InteractionSums[]; parts: InteractionSums[] }> {
  const rows = await readRows(featureId, null, pieces);
  const own = rows.filter((one) => one.environment === environment);
  return {
    bins: summed(own, ({ bin }) => ({ bin, environment, release: 0 })),
    parts: summed(rows, (one) => ({ bin: 0, environment: one.environment, release: one.release })),
  };
}
