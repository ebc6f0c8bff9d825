import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { db, pool } from "#lib/core/db";
import { recount } from "#lib/telemetry/testing/recount";
import { chatSpan, START_US } from "#lib/telemetry/testing/spans";
import { contents, store } from "#lib/telemetry/testing/stored";
import { traceShapes, tracesOf } from "#lib/telemetry/testing/traces";
import { settleDue } from "./settle.ts";

const all = () => new Date(Date.now() + 60_000);

async function feature(unitKind: "trace" | "conversation" = "trace") {
  return db().feature.create({
    data: {
      slug: randomUUID(),
      name: "f",
      stakes: "low",
      audience: "internal",
      lifecycle: "production",
      unitKind,
    },
  });
}

async function expectExact(featureId: number): Promise<void> {
  const { stored, recounted } = await recount(featureId);
  expect(stored).toEqual(recounted);
}

describe("a trace that comes in several exports", () => {
  test("is stored as one export would have stored it, however it is cut, ordered, doubled and written", async () => {
    await fc.assert(
      fc.asyncProperty(
        traceShapes,
        // For each span the export it is in, and one it is in a second time.
        fc.array(fc.tuple(fc.nat(3), fc.option(fc.nat(3))), { minLength: 12, maxLength: 12 }),
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        // How the exports are written: one after another, by one statement, at once; and when it is settled.
        fc.constantFrom("apart", "together", "at once"),
        fc.boolean(),
        fc.constantFrom("trace" as const, "conversation" as const),
        async (shapes, cuts, order, how, settledBetween, unit) => {
          const whole = [await feature(unit), await feature(unit)];
          const cut = [await feature(unit), await feature(unit)];
          const spans = tracesOf(
            shapes,
            whole.map(({ slug }) => slug),
          );
          await store(spans);
          const renamed = spans.map((span) => {
            const at = whole.findIndex(({ slug }) => slug === span.attributes.get("threshold.feature"));
            const attributes = new Map(span.attributes).set("threshold.feature", cut[at]?.slug ?? "");
            return { ...span, attributes };
          });
          const exports = order.map((part) => renamed.filter((_, at) => cuts[at]?.includes(part)));
          if (how === "together") await store(...exports);
          else if (how === "at once") await Promise.all(exports.map((one) => store(one)));
          else {
            for (const one of exports) {
              await store(one);
              if (settledBetween) await settleDue(all());
            }
          }
          await settleDue(all());
          for (const [at, { id }] of whole.entries()) {
            const other = cut[at]?.id ?? 0;
            await expectExact(other);
            expect(await contents(other)).toEqual(await contents(id));
          }
          expect((await pool().query("SELECT FROM unsettled")).rowCount).toBe(0);
          expect(await settleDue(all())).toBe(0);
        },
      ),
      { numRuns: 15, endOnFailure: true },
    );
  });
});

async function calls(featureId: number) {
  const found = await pool().query(
    `SELECT attempt, has_unit, interaction_id IS NULL AS on_trace, cost_nano::int AS nano FROM call
     WHERE feature_id = $1 ORDER BY started_at`,
    [featureId],
  );
  return found.rows;
}

test("a failed call and its retry in two exports: the second is a retry once settled", async () => {
  const { id, slug } = await feature();
  const traceId = randomUUID().replaceAll("-", "");
  const attributes = { "threshold.feature": slug };
  await store([chatSpan({ traceId, statusCode: 2, attributes })]);
  await store([chatSpan({ traceId, startUs: START_US + 5_000_000, attributes })]);
  expect((await calls(id)).map((call) => call.attempt)).toEqual([1, 1]);
  expect(await settleDue(all())).toBe(1);
  expect((await calls(id)).map((call) => call.attempt)).toEqual([1, 2]);
  await expectExact(id);
});

test("the root that carries the conversation comes last: its calls leave the trace for it", async () => {
  const { id, slug } = await feature("conversation");
  const traceId = randomUUID().replaceAll("-", "");
  const root = "d".repeat(16);
  const attributes = { "threshold.feature": slug };
  await store([chatSpan({ traceId, parentSpanId: root, attributes })]);
  expect(await calls(id)).toMatchObject([{ has_unit: false, on_trace: true }]);
  await store([
    chatSpan({
      traceId,
      spanId: root,
      attributes: { ...attributes, "gen_ai.operation.name": "invoke_agent", "session.id": "c-5" },
    }),
  ]);
  await settleDue(all());
  expect(await calls(id)).toMatchObject([{ has_unit: true, on_trace: false }]);
  const units = await pool().query("SELECT unit_value, calls FROM interaction WHERE feature_id = $1", [id]);
  expect(units.rows).toEqual([{ unit_value: "c-5", calls: 1 }]);
  await expectExact(id);
});

test("two servers that settle at once beside writers end with the same figures", async () => {
  const { id, slug } = await feature("conversation");
  const traces = Array.from({ length: 30 }, () => randomUUID().replaceAll("-", ""));
  const attributes = { "threshold.feature": slug };
  const parts = [0, 1, 2, 3].map((part) =>
    traces.map((traceId) =>
      chatSpan({
        traceId,
        startUs: START_US + part * 5_000_000,
        parentSpanId: part === 0 ? null : "e".repeat(16),
        ...(part === 0 ? { spanId: "e".repeat(16) } : {}),
        statusCode: part % 2 === 1 ? 2 : 0,
        attributes: {
          ...attributes,
          ...(part === 0 ? { "gen_ai.operation.name": "invoke_agent", "session.id": traceId } : {}),
        },
      }),
    ),
  );
  await Promise.all([
    ...parts.flatMap((part) => [store(part.slice(15)), store(part.slice(0, 15)), store(part.toReversed())]),
    settleDue(all()),
    settleDue(all()),
  ]);
  await Promise.all([settleDue(all()), settleDue(all())]);
  await settleDue(all());
  const found = await calls(id);
  expect(found.filter((call) => call.on_trace)).toEqual([]);
  expect(found.map((call) => call.attempt).filter((attempt) => attempt === 2)).toHaveLength(30);
  await expectExact(id);
});

test("a span that was taken for a call until its children came is sent again: nothing fails and nothing counts twice", async () => {
  const { id, slug } = await feature();
  const traceId = randomUUID().replaceAll("-", "");
  const attributes = { "threshold.feature": slug, "app.plan": "gold" };
  const outer = chatSpan({ traceId, spanId: "f".repeat(16), endUs: START_US + 3_000_000, attributes });
  const inner = chatSpan({ traceId, parentSpanId: outer.spanId, startUs: START_US + 1, attributes });
  await store([outer]);
  await store([inner]);
  await settleDue(all());
  expect(await calls(id)).toHaveLength(1);
  const once = await contents(id);
  await store([outer]);
  await settleDue(all());
  expect(await contents(id)).toEqual(once);
  await expectExact(id);
});

test("traces that cannot be settled hold up no other feature's, and are tried again later", async () => {
  const [broken, sound] = [await feature(), await feature()];
  const attributes = (slug: string) => ({ "threshold.feature": slug });
  for (const { slug } of [broken, sound]) {
    const traceId = randomUUID().replaceAll("-", "");
    await store([chatSpan({ traceId, statusCode: 2, attributes: attributes(slug) })]);
    await store([chatSpan({ traceId, startUs: START_US + 5_000_000, attributes: attributes(slug) })]);
  }
  // Nothing that a sender can send: a rollup that can take no more.
  await pool().query(
    "ALTER TABLE call_rollup ADD CONSTRAINT broken CHECK (feature_id <> $1 OR attempt = 1) NOT VALID".replace(
      "$1",
      String(broken.id),
    ),
  );
  await settleDue(all());
  await pool().query("ALTER TABLE call_rollup DROP CONSTRAINT broken");
  const attempts = async (id: number) => (await calls(id)).map((call) => call.attempt);
  expect(await attempts(sound.id)).toEqual([1, 2]);
  expect(await attempts(broken.id)).toEqual([1, 1]);
  await expectExact(broken.id);
  await settleDue(new Date(Date.now() + 3_600_000));
  expect(await attempts(broken.id)).toEqual([1, 2]);
});

test("a trace of too many spans stays as it was sent, and those beside it are settled", async () => {
  const { id, slug } = await feature();
  const attributes = { "threshold.feature": slug };
  const retried = (traceId: string, calls: number) =>
    Array.from({ length: calls }, (_, at) =>
      chatSpan({ traceId, startUs: START_US + at * 5_000_000, statusCode: at === 0 ? 2 : 0, attributes }),
    );
  const [large, small, other] = [9, 2, 2].map((calls) => retried(randomUUID().replaceAll("-", ""), calls));
  const all3 = [large, small, other].map((spans) => spans ?? []);
  await store(all3.flatMap((spans) => spans.slice(0, 1)));
  await store(all3.flatMap((spans) => spans.slice(1)));
  expect(await settleDue(all(), 5)).toBe(2);
  expect((await calls(id)).filter((call) => call.attempt === 2)).toHaveLength(2);
  expect((await pool().query("SELECT FROM unsettled")).rowCount).toBe(0);
  await expectExact(id);
});
