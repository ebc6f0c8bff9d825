import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { db, pool } from "#lib/core/db";
import { registerFeature } from "#lib/features/commands";
import { input, makeUser } from "#lib/features/testing/people";
import { interactionId } from "#lib/telemetry/interaction";
import { RESOURCE } from "#lib/telemetry/kept-resource";
import type { AttributeValue, DecodedSpan } from "#lib/telemetry/otlp/otlp";
import { listUnregisteredServices, readTelemetryState } from "#lib/telemetry/queries";
import { recount } from "#lib/telemetry/testing/recount";
import { chatSpan, resourceOf, START_US } from "#lib/telemetry/testing/spans";
import { contents, store, storeResources } from "#lib/telemetry/testing/stored";
import { traceShapes, tracesOf } from "#lib/telemetry/testing/traces";
import { moveHistory } from "./history-move.ts";
import { settleDue } from "./settle.ts";

const later = () => new Date(Date.now() + 60_000);
const afterLate = () => new Date(Date.now() + 600_000);
const DAY_US = 86_400_000_000;

async function expectExact(...featureIds: number[]): Promise<void> {
  for (const id of featureIds) {
    const { stored, recounted } = await recount(id);
    expect(stored).toEqual(recounted);
  }
}

/** Registers a feature by the API's command, as a person or a script does. */
async function register(slug: string, serviceName: string[], unit?: { kind: "conversation" }) {
  const admin = await makeUser("admin");
  await registerFeature(
    admin,
    slug,
    input({ match: { serviceName }, ...(unit ? { unitOfWork: unit } : {}) }),
  );
  return db().feature.findUniqueOrThrow({ where: { slug } });
}

const of = (service: string, spans: DecodedSpan[]) => resourceOf(spans, { "service.name": service });

test("what came before a feature was registered is as if the feature had been there", async () => {
  await fc.assert(
    fc.asyncProperty(
      traceShapes,
      fc.array(fc.tuple(fc.nat(1), fc.nat(2), fc.nat(2)), { minLength: 12, maxLength: 12 }),
      fc.constantFrom("trace" as const, "conversation" as const),
      fc.boolean(),
      fc.integer({ min: 1, max: 5 }),
      async (shapes, places, kind, byName, pageSize) => {
        const [mine, other] = [randomUUID(), randomUUID()];
        const slugs = [randomUUID(), randomUUID()];
        const unit = kind === "conversation" ? { kind } : undefined;
        const before = await register(slugs[0] ?? "", byName ? [] : [mine], unit);
        const spans = tracesOf(shapes, []).map((span, at) => {
          const day = (places[at]?.[1] ?? 0) * DAY_US;
          return { ...span, startUs: span.startUs - day, endUs: span.endUs - day };
        });
        const send = async (slug: string) => {
          for (const part of [0, 1, 2]) {
            const taken = spans.filter((_, at) => places[at]?.[2] === part);
            const ours = taken.filter((span) => places[spans.indexOf(span)]?.[0] === 0);
            const theirs = taken.filter((span) => places[spans.indexOf(span)]?.[0] === 1);
            const attributes = (span: DecodedSpan) =>
              byName ? new Map(span.attributes).set("threshold.feature", slug) : span.attributes;
            await storeResources([
              of(
                mine,
                ours.map((span) => ({ ...span, attributes: attributes(span) })),
              ),
              of(other, theirs),
            ]);
          }
          await settleDue(later());
        };
        await send(slugs[0] ?? "");
        const expected = await contents(before.id);
        const unregistered = await contents(0);
        await db().feature.update({ where: { id: before.id }, data: { matchServiceNames: [] } });
        await send(slugs[1] ?? "");
        const after = await register(slugs[1] ?? "", byName ? [] : [mine], unit);
        await moveHistory(new Date(), pageSize);
        expect(await contents(after.id)).toEqual(expected);
        expect(await contents(0)).toEqual(unregistered);
        await expectExact(after.id, 0);
      },
    ),
    { numRuns: 5, endOnFailure: true },
  );
});

const inHistory = (service: string, day: number, over: Parameters<typeof chatSpan>[0] = {}) =>
  of(service, [chatSpan({ startUs: START_US - day * DAY_US, ...over })]);

test("of two services one is registered: its conversations come together, the log and the state say so", async () => {
  const [mine, other, slug] = [randomUUID(), randomUUID(), randomUUID()];
  for (const day of [2, 1, 0]) {
    await storeResources(
      [inHistory(mine, day, { attributes: { "session.id": "ada@example.com", "order.id": 7 } })],
      [inHistory(other, day)],
    );
  }
  const feature = await register(slug, [mine], { kind: "conversation" });
  expect((await readTelemetryState(feature.id, new Date())).history).toBeNull();
  await moveHistory();
  const units = await pool().query(
    "SELECT unit_value, calls, cost_nano::int AS nano FROM interaction WHERE feature_id = $1",
    [feature.id],
  );
  expect(units.rows).toEqual([{ unit_value: "[email]", calls: 3, nano: 10_500_000 }]);
  // An address is hidden, and yet the conversation is the one that its next call will name.
  await storeResources([inHistory(mine, 0, { attributes: { "session.id": "ada@example.com" } })]);
  const calls = await pool().query("SELECT calls FROM interaction WHERE feature_id = $1", [feature.id]);
  expect(calls.rows).toEqual([{ calls: 4 }]);
  const kept = await pool().query(
    "SELECT attributes FROM call_content WHERE feature_id = $1 ORDER BY started_at",
    [feature.id],
  );
  expect(kept.rows).toHaveLength(4);
  expect(kept.rows[0].attributes).toMatchObject({ "session.id": "[email]", "order.id": 7 });
  expect(kept.rows[0].attributes).not.toHaveProperty([RESOURCE]);
  const left = await pool().query(
    `SELECT count(*)::int AS calls FROM call c JOIN dimension d ON d.feature_id = 0 AND d.id = c.dimension_id
     WHERE c.feature_id = 0 AND d.service_name = ANY ($1)`,
    [[mine, other]],
  );
  expect(left.rows).toEqual([{ calls: 3 }]);
  const { items } = await listUnregisteredServices(await makeUser("admin"));
  expect(items.filter(({ serviceName }) => serviceName === mine || serviceName === other)).toMatchObject([
    { serviceName: other, calls: 3 },
  ]);
  const { history } = await readTelemetryState(feature.id, new Date());
  expect(history).toMatchObject({ calls: 3, callsMoved: 3, spansMoved: 0 });
  expect(history?.finishedAt).not.toBeNull();
  const activity = await db().activity.findMany({ where: { featureId: feature.id }, orderBy: { id: "asc" } });
  expect(activity.map(({ action }) => action)).toEqual(["feature.register", "feature.history"]);
  expect(activity[1]?.after).toMatchObject({ calls: 3, spans: 0 });
  await expectExact(feature.id, 0);
});

test("an export that was decided before the registration and stored after the move is fetched by the second pass", async () => {
  const [mine, slug] = [randomUUID(), randomUUID()];
  const feature = await register(slug, [mine]);
  await moveHistory();
  await db().feature.update({ where: { id: feature.id }, data: { matchServiceNames: [] } });
  await storeResources([inHistory(mine, 1)]);
  await db().feature.update({ where: { id: feature.id }, data: { matchServiceNames: [mine] } });
  await moveHistory();
  expect((await contents(feature.id)).call).toEqual([]);
  await moveHistory(afterLate());
  expect((await contents(feature.id)).call).toHaveLength(1);
  await expectExact(feature.id, 0);
});

test("attributes that go by the names of our own notes hold no move up and place no span elsewhere", async () => {
  const [service, slug] = [randomUUID(), randomUUID()];
  for (const id of ["no id", "a".repeat(32)])
    await storeResources([
      of(service, [
        {
          ...chatSpan(),
          attributes: new Map<string, AttributeValue>([
            ...chatSpan({ attributes: { "session.id": "c-1" } }).attributes,
            ["threshold.hidden_units", { conversation: id }],
            ["threshold.resource", { "threshold.feature": "another" }],
          ]),
        },
      ]),
    ]);
  const feature = await register(slug, [service], { kind: "conversation" });
  await moveHistory();
  const { rows } = await pool().query(
    "SELECT replace(id::text, '-', '') AS id, calls FROM interaction WHERE feature_id = $1",
    [feature.id],
  );
  expect(rows).toEqual([{ id: interactionId("conversation", "c-1"), calls: 2 }]);
});

test("two servers that move at once beside writers move everything once", async () => {
  const [mine, slug] = [randomUUID(), randomUUID()];
  for (let at = 0; at < 40; at += 1) await storeResources([inHistory(mine, at % 3)]);
  const feature = await register(slug, [mine], { kind: "conversation" });
  const writing = Array.from({ length: 20 }, (_, at) =>
    storeResources([inHistory(mine, at % 3, { attributes: { "session.id": `c-${at % 4}` } })]),
  );
  await Promise.all([moveHistory(new Date(), 7), moveHistory(new Date(), 7), ...writing]);
  expect((await contents(feature.id)).call).toHaveLength(60);
  const { history } = await readTelemetryState(feature.id, new Date());
  expect(history).toMatchObject({ calls: 40, callsMoved: 40 });
  await expectExact(feature.id, 0);
});

test("a service name that is given to a feature later brings its history, and takes nothing from another feature", async () => {
  const [mine, added, slug, holder] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
  const other = await register(holder, []);
  await storeResources([inHistory(added, 1)]);
  await store([chatSpan({ attributes: { "threshold.feature": holder } })]);
  const feature = await register(slug, [mine]);
  await moveHistory();
  expect((await contents(feature.id)).call).toEqual([]);
  await register(slug, [mine, added]);
  await moveHistory();
  expect((await contents(feature.id)).call).toHaveLength(1);
  expect((await contents(other.id)).call).toHaveLength(1);
  await expectExact(feature.id, other.id, 0);
});

test("what evaluators said goes with its span or to the feature that it names, not to whoever shares the service", async () => {
  const [service, mine, theirs] = [randomUUID(), randomUUID(), randomUUID()];
  const result = (name: string) => ({
    name: "gen_ai.evaluation.result",
    timeUs: START_US,
    attributes: new Map<string, string | number>([
      ["gen_ai.evaluation.name", name],
      ["gen_ai.evaluation.score.value", 1],
    ]),
  });
  await storeResources([
    of(service, [
      chatSpan({ events: [result("of mine")] }),
      chatSpan({ attributes: { "threshold.feature": theirs }, events: [result("of theirs")] }),
    ]),
  ]);
  for (const [name, attributes] of [
    ["log of mine", { "service.name": service }],
    ["log that names mine", { "service.name": "judge", "threshold.feature": mine }],
    ["log that names theirs", { "service.name": service, "threshold.feature": theirs }],
  ] as const)
    await pool().query(
      `INSERT INTO evaluation_result (feature_id, at, id, environment, name, score, source, attributes)
       VALUES (0, now(), $1, 'production', $2, 1, 2, $3)`,
      [randomUUID(), name, attributes],
    );
  const named = async (id: number) => {
    const { rows } = await pool().query("SELECT name FROM evaluation_result WHERE feature_id = $1", [id]);
    return rows.map((row) => row.name).toSorted();
  };
  const feature = await register(mine, [service]);
  await moveHistory();
  expect(await named(feature.id)).toEqual(["log of mine", "log that names mine", "of mine"]);
  const other = await register(theirs, []);
  await moveHistory();
  expect(await named(other.id)).toEqual(["log that names theirs", "of theirs"]);
});

test("a span that was sent again after the registration and before the move is there once, with what was kept of it", async () => {
  const [service, slug] = [randomUUID(), randomUUID()];
  const span = chatSpan({ attributes: { "app.plan": "gold" } });
  await storeResources([of(service, [span])]);
  const feature = await register(slug, [service]);
  await storeResources([of(service, [span])]);
  const once = await contents(feature.id);
  await moveHistory();
  expect(await contents(feature.id)).toEqual(once);
  await expectExact(feature.id, 0);
});

test("a move that fails holds up no other, and goes on later", async () => {
  const names = [randomUUID(), randomUUID()] as const;
  for (const name of names) await storeResources([inHistory(name, 1)]);
  const [broken, sound] = [
    await register(randomUUID(), [names[0]]),
    await register(randomUUID(), [names[1]]),
  ];
  await pool().query(`ALTER TABLE call ADD CONSTRAINT broken CHECK (feature_id <> ${broken.id}) NOT VALID`);
  await moveHistory();
  await pool().query("ALTER TABLE call DROP CONSTRAINT broken");
  const moved = async (id: number) => (await contents(id)).call;
  expect(await moved(sound.id)).toHaveLength(1);
  expect(await moved(broken.id)).toEqual([]);
  await moveHistory(afterLate());
  expect(await moved(broken.id)).toHaveLength(1);
  await expectExact(broken.id, sound.id, 0);
});
