import { createHash } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { callRowOf } from "#lib/cost/testing/call-rows";
import type { Dimension } from "#lib/telemetry/write/dimension";
import { writeBatches } from "#lib/telemetry/write/write-batch";
import { readSheet } from "#lib/versions/day/sheet";
import type { Effect } from "#lib/versions/effects/effects-schema";
import type { Finding, ObservedValue } from "#lib/versions/findings/findings-schema";
import { POST as deploy } from "./deployments/route.ts";
import { POST as release } from "./releases/route.ts";
import { GET as effects } from "./running/effects/route.ts";
import { GET as findings } from "./running/findings/route.ts";
import { GET as running } from "./running/route.ts";
import { type VersionsClient, versionsClient } from "./testing/versions-client.ts";

const DAY = "2026-03-14";
const HOUR_US = 3_600_000_000;
/** Midnight of the day in Berlin. */
const start = Date.parse("2026-03-13T23:00:00Z") * 1000;

let client: VersionsClient;
let span = 1;
beforeAll(async () => {
  client = await versionsClient();
});

const old = { responseModel: "gpt-4o-2024-08-06" };
const next = { responseModel: "gpt-4o-2024-11-20" };

/** Interactions of one call each, so many in each of the hours, spread over the hour, through the statement that ingestion uses. */
async function traffic(
  hours: [number, number],
  each: number,
  of: Partial<Dimension>,
  call: { costNano?: number; durationUs?: number; failed?: boolean } = {},
) {
  const rows = Array.from({ length: (hours[1] - hours[0]) * each }, (_, index) => {
    const number = span++;
    const row = callRowOf(client.feature.id, {
      span: number,
      interaction: number,
      startUs: start + hours[0] * HOUR_US + Math.floor((index / each) * HOUR_US),
      durationUs: (call.durationUs ?? 900_000) + (index % 7) * 40_000,
      environment: "production",
      release: null,
      attempt: 1,
      status: call.failed ? 2 : 1,
      billable: true,
      costNano: (call.costNano ?? 5_000_000) + (index % 5) * 400_000,
    });
    return { ...row, dimension: { ...row.dimension, ...of } };
  });
  await writeBatches([{ rows, evaluations: [] }]);
}

async function declare(version: string, model: string): Promise<string> {
  const artifacts = [
    { kind: "prompt", name: "reply", version, content: `Prompt ${version}`, change: `because of ${version}` },
    { kind: "model", name: "gpt-4o", version: model, change: `because of ${model}` },
  ];
  return (await (await client.post(release, "releases", { artifacts })).json()).release;
}
const record = async (effectiveAt: string, shares: { release: string; weight: number }[], reason: string) =>
  (
    await client.post(deploy, "deployments", { environment: "production", shares, effectiveAt, reason })
  ).json();
const ask = async (handler: typeof findings, path: string) => {
  const response = await client.get(handler, path);
  expect(response.status).toBe(200);
  return response.json();
};
const day = `at=${DAY}&tz=Europe/Berlin`;

describe("a day on which the provider changed the model, and the release was declared months later", () => {
  let digest: string;
  beforeAll(async () => {
    digest = await declare("v12", "2024-08-06");
    const named = { release: digest.slice(0, 12), promptName: "reply", promptVersion: "v12" };
    await traffic([-72, 14], 5, { ...old, ...named });
    await traffic([14, 72], 5, { ...next, ...named }, { costNano: 9_000_000, durationUs: 1_800_000 });
    await traffic([3, 5], 4, { ...old, release: null });
    await record("2026-03-01T00:00:00Z", [{ release: digest, weight: 1 }], "launch");
  });

  it("finds both and the calls without a release, from rollups that ingestion wrote", async () => {
    const body = await ask(findings, `running/findings?${day}`);
    expect(body.findings.map((one: Finding) => one.kind)).toEqual([
      "release_declared_late",
      "release_missing",
      "model_changed_silently",
    ]);
    expect([body.calls, body.answers, body.agreeing, body.unanswered]).toEqual([128, 128, 70, 0]);
    expect(body.silence).toBeNull();
    expect(body.findings[2].sentence).toBe(
      "The provider answered with gpt-4o-2024-11-20 while gpt-4o-2024-08-06 was declared, from 14:00 on, 39.1 % of answers (50 of 128).",
    );
    expect(body.findings[1].sentence).toBe(
      "8 of 128 calls (6.3 %) did not say which release they ran on, between 03:00 and 05:00.",
    );
    expect(body.knownThen.differences).toMatchObject([{ change: "added", before: null }]);
  });

  it("lists what was carried by hour beside whether it was declared", async () => {
    const body = await ask(findings, `running/findings?${day}`);
    const brief = body.observed.map((one: ObservedValue) => [one.what, one.label, one.declared, one.calls]);
    expect(brief).toEqual([
      ["release", digest.slice(0, 12), "yes", 120],
      ["release", "No release", "no", 8],
      ["model", "gpt-4o-2024-08-06", "yes", 78],
      ["model", "gpt-4o-2024-11-20", "no", 50],
      ["prompt", "reply v12", "yes", 120],
    ]);
    expect(body.observed[3].hours).toEqual([...Array(14).fill(0), ...Array(10).fill(5)]);
  });

  it("tells what the change did: dearer and slower beyond noise, and no more failures", async () => {
    const body = await ask(effects, `running/effects?${day}`);
    expect(body.effects.map((one: Effect) => [one.kind, one.at, one.label, one.windowHours])).toEqual([
      ["model", "2026-03-14T13:00:00.000Z", "gpt-4o-2024-11-20 answers", 168],
    ]);
    const [{ metrics, before, after, note }] = body.effects;
    expect([note, body.comparisons, before.priced]).toEqual([null, 6, before.interactions]);
    expect(body.intervalLevel).toBeCloseTo(1 - 0.01 / 6, 9);
    expect([before.interactions, after.interactions]).toEqual([86 * 5 + 8, 58 * 5]);
    const verdicts = Object.fromEntries(
      metrics.map((one: Effect["metrics"][number]) => [one.metric, one.verdict]),
    );
    expect(verdicts).toMatchObject({
      cents_mean: "higher",
      latency_p50_ms: "higher",
      failed_share: "no_difference",
    });
  });

  it("writes the whole answer as CSV, a part for each", async () => {
    const response = await client.get(findings, `running/findings?${day}&format=csv`);
    const lines = (await response.text()).trim().split("\r\n");
    expect(lines[0]).toMatch(
      /^part,from,to,certainty,weight,release,artifacts,reason,effective_at,reported_at,/,
    );
    expect([...new Set(lines.slice(1).map((line) => line.split(",")[0]))]).toEqual([
      "ran",
      "known_then",
      "observed",
      "finding",
    ]);
    expect(response.headers.get("content-disposition")).toContain(
      `what-ran-${client.feature.slug}-${DAY}-Europe-Berlin.csv`,
    );
    expect(lines[0]).toMatch(/,feature,environment,zone,known_at$/);
    const about = `,${client.feature.slug},production,Europe/Berlin,`;
    expect(lines.slice(1).filter((line) => !line.includes(about))).toEqual([]);
    const known = lines.filter((line) => line.startsWith("known_then"));
    expect(known.map((line) => line.split(about)[1])).toEqual(known.map(() => "2026-03-14T23:00:00Z"));
  });

  it("puts a digest on the sheet that the API's answer has too, also after a later report changed what is known", async () => {
    const view = { at: DAY, tz: "Europe/Berlin", environment: "production", known: "now" } as const;
    const sheet = await readSheet(client.feature, view, new Date());
    const bytes = async () => {
      const response = await client.get(running, sheet.request.split(`${client.feature.slug}/`)[1] ?? "");
      return Buffer.from(await response.arrayBuffer());
    };
    const hash = (of: Buffer) => createHash("sha256").update(of).digest("hex");
    expect(hash(await bytes())).toBe(sheet.digest);
    const other = await declare("v13", "2024-11-20");
    await record("2026-03-14T06:00:00Z", [{ release: other, weight: 1 }], "what really ran");
    expect(hash(await bytes())).toBe(sheet.digest);
    // A new sheet knows more, and says so by another digest.
    expect((await readSheet(client.feature, view, new Date())).digest).not.toBe(sheet.digest);
  });
});

it("refuses an instant where a day is asked for, and answers a day of 25 hours with 25", async () => {
  expect((await client.get(findings, "running/findings?at=2026-03-14T09:00:00Z")).status).toBe(400);
  const long = await ask(findings, "running/findings?at=2026-10-25&tz=Europe/Berlin");
  expect(long.hours).toHaveLength(25);
  expect((await ask(findings, "running/findings?at=2026-03-29&tz=Europe/Berlin")).hours).toHaveLength(23);
});
