import { randomBytes, randomUUID } from "node:crypto";
import { db, pool } from "#lib/core/db";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import type { Feature } from "#prisma/client";

/** A feature of the test's own, registered `daysAgo` days before now. */
export async function mintFeature(
  facts: Partial<Omit<Feature, "redactionPatterns">> = {},
  daysAgo = 0,
): Promise<Feature> {
  const slug = `f-${randomBytes(6).toString("hex")}`;
  const { id: _, ...given } = facts;
  return db().feature.create({
    data: {
      slug,
      name: slug,
      stakes: "standard",
      audience: "customer",
      lifecycle: "production",
      createdAt: new Date(Date.now() - daysAgo * DAY_MS),
      ...given,
    },
  });
}

type CallRow = {
  at: Date;
  calls?: number;
  attempt?: 1 | 2 | 3;
  failed?: boolean;
  billable?: boolean;
  unpriced?: number;
  withoutUnit?: number;
  environment?: string;
  operation?: string;
  release?: string | null;
  model?: string | null;
  priceRef?: string;
  costNano?: number;
};

let dimensions = 1;

async function mintDimension(featureId: number, row: CallRow): Promise<string> {
  const id = String(dimensions++);
  await pool().query(
    "INSERT INTO dimension (feature_id, id, environment, operation, name, response_model, release, price_ref) VALUES ($1, $2, $3, $4, 'x', $5, $6, $7)",
    [
      featureId,
      id,
      row.environment ?? "production",
      row.operation ?? "chat",
      row.model ?? null,
      row.release ?? null,
      row.priceRef ?? null,
    ],
  );
  return id;
}

/** Rolled-up calls of the hour of `at`, as the telemetry writer leaves them in both grains. */
export async function insertCalls(featureId: number, row: CallRow): Promise<void> {
  const dimension = await mintDimension(featureId, row);
  const calls = row.calls ?? 1;
  for (const [grain, size] of [
    ["h", HOUR_MS],
    ["d", DAY_MS],
  ] as const) {
    const start = new Date(Math.floor(row.at.getTime() / size) * size);
    await pool().query(
      `INSERT INTO call_rollup VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, 0, 0, 0, $11, 0)`,
      [
        featureId,
        grain,
        start.toISOString(),
        dimension,
        row.attempt ?? 1,
        row.failed ? 2 : 1,
        calls,
        row.billable === false ? 0 : calls,
        row.unpriced ?? 0,
        row.withoutUnit ?? 0,
        row.costNano ?? 0,
      ],
    );
  }
}

type InteractionRow = {
  at: Date;
  outcome?: number;
  interactions?: number;
  priced?: number;
  costNano?: number;
  environment?: string;
};

/** Rolled-up interactions of the hour of `at`. */
export async function insertInteractions(featureId: number, row: InteractionRow): Promise<void> {
  const start = new Date(Math.floor(row.at.getTime() / HOUR_MS) * HOUR_MS);
  const interactions = row.interactions ?? 1;
  await pool().query(`INSERT INTO interaction_rollup VALUES ($1, $2, 'h', $3, $4, $5, $6, $7, $7)`, [
    featureId,
    row.environment ?? "production",
    start.toISOString(),
    row.outcome ?? 1,
    interactions,
    row.priced ?? interactions,
    row.costNano ?? 10_000_000,
  ]);
}

type SingleCall = { after: number; failed?: boolean; attempt?: 1 | 2 | 3; operation?: string };

/** One interaction with its calls, `after` seconds after `at`, siblings of one parent, one second long each. */
export async function insertInteraction(
  featureId: number,
  at: Date,
  calls: SingleCall[],
  outcome: number | null = null,
): Promise<void> {
  const id = randomUUID();
  const last = calls.at(-1);
  const ended = at.getTime() + ((last?.after ?? 0) + 1) * 1000;
  const failed = calls.filter((call) => call.failed).length;
  await pool().query("SELECT ensure_telemetry_month($1::date)", [at.toISOString()]);
  await pool().query(
    `INSERT INTO interaction (feature_id, environment, id, started_at, ended_at, calls, billable_calls, unpriced_calls, error_calls,
       retries, fallbacks, input_tokens, output_tokens, cost_nano, outcome, last_call)
     VALUES ($1, 'production', $2, $3, $4, $5, $5, 0, $6, 0, 0, 0, 0, 0, $7, $8)`,
    [
      featureId,
      id,
      at.toISOString(),
      new Date(ended).toISOString(),
      calls.length,
      failed,
      outcome,
      ended * 2000 + (last?.failed ? 1 : 0),
    ],
  );
  let span = 1;
  for (const call of calls) {
    const dimension = await mintDimension(featureId, { at, operation: call.operation });
    await pool().query(
      `INSERT INTO call (feature_id, started_at, trace_id, span_id, parent_span_id, dimension_id, duration_us, attempt, status, billable, has_unit)
       VALUES ($1, $2, $3, $4, 99, $5, 1000000, $6, $7, true, true)`,
      [
        featureId,
        new Date(at.getTime() + call.after * 1000).toISOString(),
        id,
        span++,
        dimension,
        call.attempt ?? 1,
        call.failed ? 2 : 1,
      ],
    );
  }
}

/** Traces of structure alone: rows that wait for a call and that no rollup counts. */
export async function insertStructure(featureId: number, at: Date, traces: number): Promise<void> {
  await pool().query(
    `INSERT INTO interaction (feature_id, environment, id, started_at, ended_at, calls, billable_calls, unpriced_calls, error_calls,
       retries, fallbacks, input_tokens, output_tokens, cost_nano)
     SELECT $1, 'production', gen_random_uuid(), $2, $2, 0, 0, 0, 0, 0, 0, 0, 0, 0 FROM generate_series(1, $3)`,
    [featureId, at.toISOString(), traces],
  );
}

type Declared = {
  /** The release with all the traffic, or releases with their parts of a million. */
  digest: string | Record<string, number>;
  from: Date;
  until?: Date | null;
  recordedAt: Date;
  recordedTo?: Date | null;
};

/** A release with the given artifacts; its digest is random. */
export async function mintRelease(
  featureId: number,
  artifacts: {
    kind: "prompt" | "model" | "eval_set" | "retrieval";
    name: string;
    version: string;
    change?: string;
  }[],
): Promise<string> {
  const digest = randomBytes(32).toString("hex");
  const versions: string[] = [];
  for (const { kind, name, version, change } of artifacts) {
    const key = { featureId, kind, name };
    const artifact = await db().artifact.upsert({
      where: { featureId_kind_name: key },
      create: key,
      update: {},
    });
    const row = await db().artifactVersion.create({
      data: {
        artifactId: artifact.id,
        version,
        digest: randomBytes(32).toString("hex"),
        change: change ?? "Answers shorter questions better",
        createdBy: "test",
      },
    });
    versions.push(row.id);
  }
  await db().release.create({
    data: {
      featureId,
      digest,
      createdBy: "test",
      artifacts: { create: versions.map((artifactVersionId) => ({ artifactVersionId })) },
    },
  });
  return digest;
}

/** One rectangle with its deployment, exactly as given. */
export async function declare(
  featureId: number,
  { digest, from, until = null, recordedAt, recordedTo = null }: Declared,
): Promise<void> {
  const weights = typeof digest === "string" ? { [digest]: 1_000_000 } : digest;
  const releases = await db().release.findMany({
    where: { featureId, digest: { in: Object.keys(weights) } },
  });
  const deployment = await db().deployment.create({
    data: {
      featureId,
      environment: "production",
      effectiveAt: from,
      until,
      reason: "test",
      reportedBy: "test",
      recordedAt,
      shares: {
        create: releases.map(({ id, digest: own }) => ({ releaseId: id, weightPpm: weights[own] ?? 0 })),
      },
    },
  });
  await pool().query(
    `INSERT INTO deployment_interval (deployment_id, feature_id, environment, effective, recorded)
     VALUES ($1, $2, 'production', tstzrange($3, $4), tstzrange($5, $6))`,
    [
      deployment.id,
      featureId,
      from.toISOString(),
      until?.toISOString() ?? null,
      recordedAt.toISOString(),
      recordedTo?.toISOString() ?? null,
    ],
  );
}
