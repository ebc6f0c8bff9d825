import { afterEach, beforeAll, expect, test } from "vitest";
import type { Principal } from "#lib/auth/domain";
import { db, pool } from "#lib/core/db";
import { mintIngest } from "#lib/telemetry/testing/ingest-key";
import { type Prices, pricedRows, pricing, type Sent } from "#lib/telemetry/testing/priced-rows";
import { recount } from "#lib/telemetry/testing/recount";
import { writeBatch } from "#lib/telemetry/write/write-batch";
import { applyRepricing, cancelRepricing, previewRepricing } from "./repricing-commands.ts";
import { SYSTEM } from "./repricing-finish.ts";
import { listRuns, readRun } from "./repricing-queries.ts";
import { continueRepricing, type LoadPriceBook, repricingStep } from "./repricing-step.ts";

const viewer: Principal = {
  kind: "user",
  id: "0",
  name: "V",
  email: "v@example.com",
  role: "viewer",
  teamIds: [],
  sessionId: "0",
};

const before: Prices = { models: { a: 10n }, tools: {}, fromMs: 0 };
const after: Prices = { models: { a: 8n, b: 3n }, tools: { search: 500n }, fromMs: 0 };

const book = (prices: Prices): LoadPriceBook => {
  const digest = JSON.stringify(prices, (_, value) => (typeof value === "bigint" ? String(value) : value));
  return async () => ({ price: pricing(prices), digest });
};

const period = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2027-01-01T00:00:00Z") };

function call(over: Partial<Sent> = {}): Sent {
  return {
    operation: "chat",
    environment: "production",
    model: "a",
    tool: "search",
    status: "ok",
    errorType: null,
    input: 100,
    output: 10,
    given: null,
    offSeconds: 60,
    durationUs: 1_000_000,
    firstTokenUs: null,
    interaction: 0,
    own: false,
    attempt: 1,
    release: null,
    outcome: null,
    ...over,
  };
}

/** Six calls of two models and a tool over two hours and a month's end. */
const calls = [
  call(),
  call({ model: "b", interaction: 1 }),
  call({ operation: "execute_tool", interaction: 1 }),
  call({ offSeconds: 3700, own: true }),
  call({ offSeconds: 3700, model: "b" }),
  call({ offSeconds: 3800, model: "unheard-of" }),
];

async function featureWith(sent: readonly Sent[] = calls): Promise<{ id: number; slug: string }> {
  const feature = await mintIngest();
  await writeBatch(pricedRows(feature.id, sent, pricing(before)));
  return feature;
}

/** Everything that is counted of a feature, without what a test makes up anew for each. */
async function figures(featureId: number): Promise<string[]> {
  const { rows } = await pool().query<{ said: string }>(
    `SELECT concat_ws(' ', d.operation, d.request_model, d.price_ref, r.grain, r.start, r.calls, r.billable_calls,
       r.unpriced_calls, r.cost_nano) AS said
     FROM call_rollup r JOIN dimension d ON d.feature_id = r.feature_id AND d.id = r.dimension_id
     WHERE r.feature_id = $1 AND r.calls <> 0
     UNION ALL
     SELECT concat_ws(' ', grain, start, interactions, priced_interactions, priced_cost_nano, cost_nano)
     FROM interaction_rollup WHERE feature_id = $1 ORDER BY 1`,
    [featureId],
  );
  return rows.map(({ said }) => said);
}

async function stepsUntilIdle(load: LoadPriceBook, pageSize?: number): Promise<number> {
  for (let steps = 0; ; steps += 1) if (!(await repricingStep(load, pageSize))) return steps;
}

const preview = (slug: string | null, load: LoadPriceBook) =>
  previewRepricing(SYSTEM, { feature: slug, ...period, reason: "a price was missing" }, load);

async function previewed(slug: string | null, load: LoadPriceBook): Promise<string> {
  const id = await preview(slug, load);
  await continueRepricing(load);
  expect((await readRun(SYSTEM, id)).status).toBe("previewed");
  return id;
}

// One run at a time: what a test left open would be worked on by the next.
afterEach(async () => {
  await db().repricingRun.updateMany({
    where: { status: { in: ["previewing", "previewed", "running"] } },
    data: { status: "cancelled" },
  });
});

beforeAll(async () => {
  await pool().query(`CREATE FUNCTION cut_off() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'cut off'; END $$`);
});

test("a preview says what would change and changes nothing; applied, it comes true and is in the log", async () => {
  const { id: featureId, slug } = await featureWith();
  const was = await figures(featureId);
  const id = await previewed(slug, book(after));
  expect(await figures(featureId)).toEqual(was);
  // 110 tokens: model a from 10 to 8 each, twice; model b gets 3 each, twice; the tool 500; one stays unknown.
  const said = { calls: 6, changedCalls: 5, newlyPricedCalls: 3, cheaperCalls: 2, dearerCalls: 0 };
  const money = { beforeUsd: "0.0000022", afterUsd: "0.00000292", differenceUsd: "0.00000072" };
  const run = await readRun(SYSTEM, id);
  expect(run.preview).toMatchObject({ ...said, ...money, unpricedBefore: 3, unpricedAfter: 1 });
  expect(run.rows.map((row) => [row.kind, row.name, row.calls, row.beforeUsd, row.afterUsd])).toEqual([
    ["model", "b", 2, "0", "0.00000066"],
    ["tool", "search", 1, "0", "0.0000005"],
    ["model", "a", 2, "0.0000022", "0.00000176"],
    ["model", "unheard-of", 1, "0", "0"],
  ]);
  await applyRepricing(SYSTEM, id, book(after));
  await continueRepricing(book(after));
  const done = await readRun(SYSTEM, id);
  expect(done).toMatchObject({
    status: "done",
    applied: { ...said, ...money },
    progress: { calls: 6, of: 6 },
  });
  const { stored, recounted } = await recount(featureId);
  expect(stored).toEqual(recounted);
  const log = await db().activity.findMany({
    where: { featureId, subjectKind: "repricing" },
    orderBy: { id: "asc" },
  });
  expect(log.map((row) => row.action)).toEqual(["repricing.preview", "repricing.apply", "repricing.finish"]);
  expect(log[1]?.after).toMatchObject({ preview: { ...money, changedCalls: 5 } });
  expect(log[2]?.after).toMatchObject({ ...money, changedCalls: 5 });
  // A second run finds nothing left to do.
  const again = await readRun(SYSTEM, await previewed(slug, book(after)));
  expect(again.preview).toMatchObject({ changedCalls: 0, differenceUsd: "0" });
});

test("a run that is cut off, over and over, in the middle of its writes ends like one that was not", async () => {
  const whole = await featureWith();
  const cut = await featureWith();
  await applyRepricing(SYSTEM, await previewed(whole.slug, book(after)), book(after));
  await continueRepricing(book(after));
  const id = await previewed(cut.slug, book(after));
  await applyRepricing(SYSTEM, id, book(after));
  // The totals are written last, so everything else of the step was written when it is cut off.
  for (let at = 0; at < calls.length; at += 1) {
    const was = await figures(cut.id);
    await pool().query("CREATE TRIGGER cut BEFORE INSERT ON repricing_total EXECUTE FUNCTION cut_off()");
    await expect(repricingStep(book(after), 1)).rejects.toThrow("cut off");
    await pool().query("DROP TRIGGER cut ON repricing_total");
    expect(await figures(cut.id)).toEqual(was);
    expect(await repricingStep(book(after), 1)).toBe(true);
  }
  expect(await stepsUntilIdle(book(after), 1)).toBe(1);
  expect(await figures(cut.id)).toEqual(await figures(whole.id));
  expect(await readRun(SYSTEM, id)).toMatchObject({ status: "done", applied: { calls: 6, changedCalls: 5 } });
  const { stored, recounted } = await recount(cut.id);
  expect(stored).toEqual(recounted);
});

test("several workers and exports at once: everything once, and rollups equal a recount", async () => {
  const { id: featureId, slug } = await featureWith();
  const many = Array.from({ length: 120 }, (_, index) =>
    call({
      offSeconds: index * 40,
      model: index % 3 ? "a" : "b",
      interaction: index % 4,
      own: index % 5 === 0,
    }),
  );
  await writeBatch(pricedRows(featureId, many, pricing(before)));
  const id = await previewed(slug, book(after));
  await applyRepricing(SYSTEM, id, book(after));
  const rows = pricedRows(featureId, many, pricing(before));
  const exports = Array.from({ length: 12 }, (_, index) => rows.slice(index * 10, index * 10 + 10));
  await Promise.all([
    ...[1, 2, 3].map(async () => {
      while (await repricingStep(book(after), 7).catch(refusedOnly)) {
        /* until nothing is left */
      }
    }),
    ...exports.map(writeBatch),
  ]);
  await continueRepricing(book(after));
  const run = await readRun(SYSTEM, id);
  expect(run.status).toBe("done");
  const { stored, recounted } = await recount(featureId);
  expect(stored).toEqual(recounted);
  // What came in behind the run kept what it came with; a further run finds just those.
  expect((run.applied?.calls ?? 0) >= 126).toBe(true);
});

/** A deadlock is answered by another try, as the job does. */
function refusedOnly(error: unknown): true {
  if (error instanceof Error && "code" in error && error.code === "40P01") return true;
  throw error;
}

test("only the period is priced anew, to its instants; without a feature what is unregistered too", async () => {
  const { id: featureId, slug } = await featureWith();
  await writeBatch(pricedRows(0, [call()], pricing(before)));
  const border = new Date(Date.UTC(2026, 10, 30, 23) + 3_700_000);
  const load = book(after);
  const run = { feature: slug, from: period.from, to: border, reason: "half" };
  const half = await previewRepricing(SYSTEM, run, load);
  const rest = await previewRepricing(SYSTEM, { ...run, from: border, to: period.to }, load);
  const all = await previewRepricing(SYSTEM, { ...run, feature: null, to: period.to }, load);
  await continueRepricing(load);
  expect((await readRun(SYSTEM, half)).preview.calls).toBe(3);
  expect((await readRun(SYSTEM, rest)).preview.calls).toBe(3);
  const rows = (await readRun(SYSTEM, all)).rows;
  expect(rows.some((row) => row.feature === null)).toBe(true);
  expect(rows.some((row) => row.feature?.slug === slug)).toBe(true);
  const bound: Principal = { kind: "key", id: "1", name: "K", scopes: ["read"], featureId };
  expect((await listRuns(bound, { limit: 50 })).items.map((item) => item.id)).toEqual([rest, half]);
  await expect(readRun(bound, all)).rejects.toMatchObject({ code: "not_found" });
});

test("a run is applied with the prices of its preview or not at all", async () => {
  const { id: featureId, slug } = await featureWith();
  const id = await previewed(slug, book(after));
  const was = await figures(featureId);
  await expect(applyRepricing(SYSTEM, id, book(before))).rejects.toMatchObject({ code: "conflict" });
  await applyRepricing(SYSTEM, id, book(after));
  await continueRepricing(book(before));
  expect(await readRun(SYSTEM, id)).toMatchObject({
    status: "failed",
    problem: expect.stringContaining("prices"),
  });
  expect(await figures(featureId)).toEqual(was);
});

test("prices that change during a preview begin it again with the new ones", async () => {
  const { slug } = await featureWith();
  const id = await preview(slug, book(before));
  await repricingStep(book(before), 2);
  await continueRepricing(book(after));
  expect(await readRun(SYSTEM, id)).toMatchObject({
    status: "previewed",
    preview: { calls: 6, changedCalls: 5 },
  });
});

test("a cancelled run changes nothing more, and what is over cannot be applied or cancelled again", async () => {
  const { id: featureId, slug } = await featureWith();
  const id = await previewed(slug, book(after));
  await applyRepricing(SYSTEM, id, book(after));
  await repricingStep(book(after), 1);
  const half = await figures(featureId);
  await cancelRepricing(SYSTEM, id);
  await continueRepricing(book(after));
  expect(await figures(featureId)).toEqual(half);
  expect(await readRun(SYSTEM, id)).toMatchObject({
    status: "cancelled",
    applied: { calls: 1, changedCalls: 1 },
  });
  for (const act of [() => cancelRepricing(SYSTEM, id), () => applyRepricing(SYSTEM, id, book(after))])
    await expect(act()).rejects.toMatchObject({ code: "conflict" });
});

test("only admins preview, apply and cancel", async () => {
  const { slug } = await featureWith();
  const id = await previewed(slug, book(after));
  const run = { feature: slug, ...period, reason: "x" };
  for (const act of [
    () => previewRepricing(viewer, run, book(after)),
    () => applyRepricing(viewer, id, book(after)),
    () => cancelRepricing(viewer, id),
  ])
    await expect(act()).rejects.toMatchObject({ code: "forbidden" });
});

test("a run that cannot go on ends as failed, and the next one is worked on", async () => {
  const [broken, sound] = [await featureWith(), await featureWith()];
  const first = await previewed(broken.slug, book(after));
  await applyRepricing(SYSTEM, first, book(after));
  const second = await preview(sound.slug, book(after));
  await pool().query(
    `CREATE TRIGGER cut_off BEFORE UPDATE ON call FOR EACH ROW WHEN (NEW.feature_id = ${broken.id}) EXECUTE FUNCTION cut_off()`,
  );
  await continueRepricing(book(after));
  await pool().query("DROP TRIGGER cut_off ON call");
  expect(await readRun(SYSTEM, first)).toMatchObject({ status: "failed" });
  expect((await readRun(SYSTEM, second)).status).toBe("previewed");
});
