import { randomBytes, randomInt } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { pool } from "#lib/core/db";
import { recount } from "#lib/telemetry/testing/recount";
import type { Row } from "./rows.ts";
import { writeBatch } from "./write-batch.ts";

const SECOND = 1_000_000;
/** The end of an hour, of a day, of a month and of a year: interactions reach across each. */
const edges = [
  Date.UTC(2026, 10, 10, 15),
  Date.UTC(2026, 10, 11),
  Date.UTC(2026, 10, 1),
  Date.UTC(2026, 0, 1),
].map((ms) => ms * 1000);

const usage = fc.record({
  input: fc.option(fc.nat(5000)),
  output: fc.option(fc.nat(5000)),
  cacheRead: fc.option(fc.nat(100)),
  cacheWrite: fc.option(fc.nat(100)),
  reasoning: fc.option(fc.nat(100)),
});

const call = fc.record({
  attempt: fc.integer({ min: 1, max: 3 }),
  billable: fc.boolean(),
  costNano: fc.option(fc.bigInt({ min: 0n, max: 10_000_000_000n })),
  usage,
  timeToFirstTokenUs: fc.option(fc.nat(SECOND)),
  attemptStated: fc.boolean(),
  operationStated: fc.boolean(),
});

type Shape = Omit<Row, "featureId" | "traceId" | "spanId" | "interactionId"> & { interaction: number };

const shape: fc.Arbitrary<Shape> = fc.record({
  dimension: fc.record({
    featureId: fc.constant(0),
    environment: fc.constantFrom("production", "staging"),
    operation: fc.constantFrom("chat", "invoke_agent", "span"),
    name: fc.constantFrom("a", 'b "quoted", {x}\\'),
    serviceName: fc.constant(null),
    agent: fc.constant(null),
    provider: fc.constantFrom("openai", null),
    requestModel: fc.constantFrom("gpt-4o", null),
    responseModel: fc.constant(null),
    release: fc.constantFrom(null, "a".repeat(12), "a".repeat(64), "b".repeat(64)),
    promptName: fc.constant(null),
    promptVersion: fc.constant(null),
    priceRef: fc.constant(null),
    serviceTier: fc.constantFrom(null, "flex"),
    errorType: fc.constant(null),
  }),
  parentSpanId: fc.constantFrom(null, "00000000000000ff", "ffffffffffffffff"),
  startUs: fc
    .tuple(fc.constantFrom(...edges), fc.integer({ min: -30 * SECOND, max: 30 * SECOND }))
    .map(([edge, off]) => edge + off),
  durationUs: fc.nat(60 * SECOND),
  interaction: fc.nat(4),
  unitValue: fc.constantFrom(null, "customer 7"),
  hasUnit: fc.boolean(),
  status: fc.constantFrom(1, 2),
  outcome: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 3 }),
  content: fc.constantFrom(null, {
    attributes: { a: 'text with "quotes", {braces} and \\' },
    input: null,
    output: null,
  }),
  call: fc.option(call, { freq: 4 }),
});

function rowsFrom(shapes: Shape[], featureId: number): Row[] {
  const interactions = Array.from({ length: 5 }, () => randomBytes(16).toString("hex"));
  return shapes.map(({ interaction, ...rest }) => {
    const interactionId = interactions[interaction] ?? "";
    return {
      ...rest,
      featureId,
      // Some interactions are their trace, which the store leaves out; the others have many.
      traceId: interaction < 2 ? interactionId : randomBytes(16).toString("hex"),
      spanId: randomBytes(8).toString("hex"),
      interactionId,
    };
  });
}

const featureId = (): number => randomInt(1_000_000, 2_000_000_000);

describe("rollups equal rows", () => {
  test("over random batches, duplicates, late and concurrent sends", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(shape, { minLength: 1, maxLength: 25 }),
        // Each wave is sent at once; every batch is a choice of rows, many of them sent before.
        fc.array(fc.array(fc.array(fc.nat(24), { maxLength: 12 }), { minLength: 1, maxLength: 4 }), {
          maxLength: 4,
        }),
        async (shapes, waves) => {
          const id = featureId();
          const rows = rowsFrom(shapes, id);
          let fresh = 0;
          const all = [...waves, [rows.keys().toArray()]];
          for (const wave of all) {
            const batches = wave.map((picks) => picks.flatMap((pick) => rows[pick] ?? []));
            const written = await Promise.all(batches.map(writeBatch));
            fresh += written.reduce((sum, one) => sum + one.calls + one.spans, 0);
          }
          expect(fresh).toBe(rows.length);
          const { stored, recounted } = await recount(id);
          expect(stored).toEqual(recounted);
          expect(stored.call_rollup?.length ?? 0).toBeGreaterThanOrEqual(
            rows.some((row) => row.call) ? 2 : 0,
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  test("when writers send the same hundred interactions at once in opposite orders", async () => {
    const id = featureId();
    const shapes = fc.sample(shape, { numRuns: 400, seed: 7 });
    const rows = rowsFrom(shapes, id).map((row) => ({
      ...row,
      interactionId: row.traceId.slice(0, 2).padStart(32, "1"),
    }));
    const halves = [rows, rows.toReversed(), rows.slice(100).concat(rows.slice(0, 100)), rows];
    const written = await Promise.all(halves.map(writeBatch));
    expect(written.reduce((sum, one) => sum + one.calls + one.spans, 0)).toBe(rows.length);
    const { stored, recounted } = await recount(id);
    expect(stored).toEqual(recounted);
  });

  test("the recount notices one call too many", async () => {
    const id = featureId();
    await writeBatch(
      rowsFrom(
        fc.sample(shape, { numRuns: 5, seed: 3 }).map((one) => ({ ...one, call: one.call ?? null })),
        id,
      ),
    );
    await pool().query("UPDATE interaction SET calls = calls + 1 WHERE feature_id = $1", [id]);
    const { stored, recounted } = await recount(id);
    expect(stored).not.toEqual(recounted);
  });
});

describe("an interaction", () => {
  const base = (over: Partial<Shape>): Shape => ({
    ...(fc.sample(shape, { numRuns: 1, seed: 1 })[0] as Shape),
    ...over,
  });
  const priced = {
    attempt: 1,
    billable: true,
    costNano: 5n,
    usage: { input: 1, output: 1, cacheRead: null, cacheWrite: null, reasoning: null },
    attemptStated: true,
    operationStated: true,
    timeToFirstTokenUs: null,
  };
  const plain = base({}).dimension;

  async function outcomes(id: number) {
    const found = await pool().query(
      "SELECT outcome, interactions::int AS n, start FROM interaction_rollup WHERE feature_id = $1 AND grain = 'h' AND interactions <> 0 ORDER BY outcome",
      [id],
    );
    return found.rows.map((row) => [row.outcome, row.n, (row.start as Date).toISOString()]);
  }

  test("moves to the hour of its earliest call when that arrives late, and to the outcome that its root reports", async () => {
    const id = featureId();
    const at = edges[1] ?? 0;
    const dimension = { ...plain, operation: "chat", environment: "production" };
    const [late, early, root] = rowsFrom(
      [
        base({ dimension, startUs: at + SECOND, status: 2, outcome: null, call: priced, interaction: 0 }),
        base({
          dimension,
          startUs: at - SECOND,
          durationUs: 1,
          status: 1,
          outcome: null,
          call: priced,
          interaction: 0,
        }),
        base({
          dimension: { ...dimension, operation: "span" },
          startUs: at,
          status: 1,
          outcome: 2,
          call: null,
          interaction: 0,
        }),
      ],
      id,
    );
    await writeBatch([late as Row]);
    expect(await outcomes(id)).toEqual([[6, 1, "2026-11-11T00:00:00.000Z"]]);
    await writeBatch([early as Row]);
    expect(await outcomes(id)).toEqual([[6, 1, "2026-11-10T23:00:00.000Z"]]);
    await writeBatch([root as Row]);
    expect(await outcomes(id)).toEqual([[2, 1, "2026-11-10T23:00:00.000Z"]]);
  });

  test("is not counted while it is structure alone", async () => {
    const id = featureId();
    const dimension = { ...plain, operation: "invoke_agent" };
    await writeBatch(rowsFrom([base({ dimension, call: null, outcome: null })], id));
    expect(await outcomes(id)).toEqual([]);
  });
});
