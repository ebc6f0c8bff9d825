import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { db, pool } from "#lib/core/db";
import type { Feature } from "#prisma/client";
import { HOUR_US, instantText, type Micros, microsOf } from "./instant.ts";
import { running } from "./queries.ts";
import { recordDeployment } from "./record-deployment.ts";
import type { Running } from "./schema.ts";
import { mintFeature, mintReleases, tester } from "./testing/mint.ts";
import { beliefAfter, CELLS, type PlainReport, plainReports } from "./testing/naive-model.ts";

let feature: Feature;
let mixes: { release: string; weight: number }[][];

beforeAll(async () => {
  feature = await mintFeature();
  const [a = "", b = "", c = ""] = await mintReleases(feature, 3);
  const third = 1 / 3;
  mixes = [
    [{ release: a, weight: 1 }],
    [{ release: b, weight: 1 }],
    [
      { release: a.slice(0, 12), weight: 0.9 },
      { release: b, weight: 0.1 },
    ],
    [a, b, c].map((release) => ({ release, weight: third })),
    [{ release: c, weight: 1 }],
  ];
});

// Odd microseconds, so that anything that went through a Date would show.
const start = microsOf("2026-03-14T00:00:00.000007Z");
const cellAt = (cell: number): Micros => start + cell * HOUR_US;
const whole = { from: start, to: cellAt(CELLS) };

let environments = 0;
const freshEnvironment = () => `env-${++environments}`;

function report(environment: string, { from, until, mix }: PlainReport) {
  return recordDeployment(tester, feature, {
    environment,
    shares: mixes[mix] ?? [],
    effectiveAt: cellAt(from),
    until: until === null ? null : cellAt(until),
    reason: `mix ${mix}`,
  });
}

const ask = (environment: string, knownAt: Micros | null) =>
  running({ featureId: feature.id, environment, span: whole, knownAt });

/** The answer as a row of cells, to hold against the model. */
function cellsOf(answer: Running) {
  return Array.from({ length: CELLS }, (_, cell) => {
    const at = cellAt(cell);
    const found = answer.segments.find((one) => microsOf(one.from) <= at && at < microsOf(one.to));
    if (!found?.effectiveAt) return null;
    return { mix: Number(found.reason?.slice(4)), from: (microsOf(found.effectiveAt) - start) / HOUR_US };
  });
}

/** Every rectangle, without the end of its belief, which alone may change. */
async function rectangles(environment: string) {
  const { rows } = await pool().query<{ id: string; rest: string; closed: string | null }>(
    `SELECT id::text, concat(deployment_id, effective, lower(recorded)) AS rest, upper(recorded)::text AS closed
     FROM deployment_interval WHERE feature_id = $1 AND environment = $2 ORDER BY id`,
    [feature.id, environment],
  );
  return rows;
}

async function overlaps(environment: string): Promise<number> {
  const { rowCount } = await pool().query(
    `SELECT FROM deployment_interval a JOIN deployment_interval b ON a.feature_id = b.feature_id
       AND a.environment = b.environment AND a.id < b.id AND a.effective && b.effective AND a.recorded && b.recorded
     WHERE a.feature_id = $1 AND a.environment = $2`,
    [feature.id, environment],
  );
  return rowCount ?? 0;
}

describe("recordDeployment", () => {
  it("answers every (effective, known) as the naive model does, and never loses what it once answered", async () => {
    await fc.assert(
      fc.asyncProperty(plainReports, async (list) => {
        const environment = freshEnvironment();
        const answers: Running[] = [];
        for (const [index, one] of list.entries()) {
          const before = await rectangles(environment);
          await report(environment, one);
          const answer = await ask(environment, null);
          expect(cellsOf(answer)).toEqual(beliefAfter(list.slice(0, index + 1), CELLS));
          const after = new Map((await rectangles(environment)).map((row) => [row.id, row]));
          for (const row of before) {
            expect(after.get(row.id)?.rest).toBe(row.rest);
            if (row.closed !== null) expect(after.get(row.id)?.closed).toBe(row.closed);
          }
          answers.push(answer);
        }
        for (const answer of answers)
          expect(await ask(environment, microsOf(answer.knownAt))).toEqual(answer);
        expect(await overlaps(environment)).toBe(0);
      }),
      { numRuns: 20 },
    );
  }, 120_000);

  it("knows a report from its very microsecond on, and not one before", async () => {
    const environment = freshEnvironment();
    const { deployment } = await report(environment, { from: 3, until: null, mix: 1 });
    const at = microsOf(deployment.reportedAt);
    expect(cellsOf(await ask(environment, at))[3]?.mix).toBe(1);
    expect(cellsOf(await ask(environment, at - 1)).every((cell) => cell === null)).toBe(true);
    expect((await ask(environment, at)).segments[1]?.from).toBe(instantText(cellAt(3)));
  });

  it("lets recorded time grow by microseconds while the clock stands behind it", async () => {
    const environment = freshEnvironment();
    await report(environment, { from: 0, until: null, mix: 0 });
    const ahead = "2099-01-01T00:00:00.000001Z";
    await pool().query("UPDATE deployment SET recorded_at = $2 WHERE environment = $1", [environment, ahead]);
    await pool().query(
      "UPDATE deployment_interval SET recorded = tstzrange($2, NULL) WHERE environment = $1",
      [environment, ahead],
    );
    const second = await report(environment, { from: 0, until: null, mix: 1 });
    const third = await report(environment, { from: 0, until: null, mix: 4 });
    const moments = [second, third].map((one) => one.deployment.reportedAt);
    expect(moments).toEqual(["2099-01-01T00:00:00.000002Z", "2099-01-01T00:00:00.000003Z"]);
    const known = await Promise.all([ahead, ...moments].map((at) => ask(environment, microsOf(at))));
    expect(known.map((answer) => cellsOf(answer)[0]?.mix)).toEqual([0, 1, 4]);
  });

  it("takes many reports at once one after the other, and what was read meanwhile stays true", async () => {
    const environment = freshEnvironment();
    const list = fc.sample(plainReports, { numRuns: 6, seed: 7 }).flat().slice(0, 30);
    const reads: Promise<Running>[] = [];
    const done = await Promise.all(
      list.map(async (one) => {
        reads.push(ask(environment, null));
        const { deployment, created } = await report(environment, one);
        reads.push(ask(environment, null));
        return { one, at: microsOf(deployment.reportedAt), created };
      }),
    );
    const written = done.filter((entry) => entry.created).sort((a, b) => a.at - b.at);
    expect(new Set(written.map((entry) => entry.at)).size).toBe(written.length);
    expect(cellsOf(await ask(environment, null))).toEqual(
      beliefAfter(
        written.map((entry) => entry.one),
        CELLS,
      ),
    );
    expect(await overlaps(environment)).toBe(0);
    for (const answer of await Promise.all(reads)) {
      expect(await ask(environment, microsOf(answer.knownAt))).toEqual(answer);
    }
  }, 60_000);

  it("writes nothing for a report that is believed already, but takes a correction back", async () => {
    const environment = freshEnvironment();
    const first = await report(environment, { from: 2, until: null, mix: 0 });
    await report(environment, { from: 9, until: null, mix: 1 });
    const count = () =>
      db().activity.count({ where: { featureId: feature.id, action: "deployment.record" } });
    const before = [await count(), (await rectangles(environment)).length];
    const again = await report(environment, { from: 2, until: null, mix: 0 });
    expect(again).toEqual({ deployment: first.deployment, created: false });
    expect([await count(), (await rectangles(environment)).length]).toEqual(before);
    await report(environment, { from: 2, until: null, mix: 4 });
    const back = await report(environment, { from: 2, until: null, mix: 0 });
    expect(back.created).toBe(true);
    expect(cellsOf(await ask(environment, null))[5]?.mix).toBe(0);
  });

  it("refuses weights, times and releases that cannot be", async () => {
    const environment = freshEnvironment();
    const [whole = []] = mixes;
    const [{ release } = { release: "" }] = whole;
    const base = { environment, shares: whole, effectiveAt: start, until: null, reason: "x" };
    const refused = async (change: object, path: string) =>
      expect(recordDeployment(tester, feature, { ...base, ...change })).rejects.toMatchObject({
        code: "invalid",
        details: { fields: [{ path }] },
      });
    await refused({ shares: [{ release, weight: 0.5 }] }, "shares");
    await refused(
      {
        shares: [
          { release, weight: 0.5 },
          { release: release.slice(0, 14), weight: 0.5 },
        ],
      },
      "shares.1.release",
    );
    await refused({ shares: [{ release: "0".repeat(12), weight: 1 }] }, "shares.0.release");
    await refused({ until: start }, "until");
    await refused({ effectiveAt: (Date.now() + 2 * 86_400_000) * 1000 }, "effectiveAt");
    await refused({ effectiveAt: microsOf("1999-12-31T00:00:00Z") }, "effectiveAt");
    expect(await rectangles(environment)).toEqual([]);
  });
});

describe("deployment_interval", () => {
  it("is held by Postgres itself", async () => {
    const { rows } = await pool().query<{ name: string; definition: string }>(
      `SELECT conname AS name, pg_get_constraintdef(oid) AS definition FROM pg_constraint
       WHERE conrelid = 'deployment_interval'::regclass AND contype IN ('x', 'c') ORDER BY 1`,
    );
    expect(rows).toEqual([
      { name: "deployment_interval_effective", definition: "CHECK ((NOT isempty(effective)))" },
      {
        name: "deployment_interval_no_overlap",
        definition:
          "EXCLUDE USING gist (feature_id WITH =, environment WITH =, effective WITH &&, recorded WITH &&)",
      },
      { name: "deployment_interval_recorded", definition: "CHECK ((NOT isempty(recorded)))" },
    ]);
    const environment = freshEnvironment();
    await report(environment, { from: 0, until: 5, mix: 0 });
    const copy = pool().query(
      `INSERT INTO deployment_interval (deployment_id, feature_id, environment, effective, recorded)
       SELECT deployment_id, feature_id, environment, effective, recorded FROM deployment_interval WHERE environment = $1`,
      [environment],
    );
    await expect(copy).rejects.toThrow("deployment_interval_no_overlap");
  });
});
