import { describe, expect, it } from "vitest";
import { timelineAxis } from "#lib/versions/domain";
import type { SeenHour } from "#lib/versions/findings/seen";
import type { Segment } from "#lib/versions/schema";
import { prepareTimeline } from "./timeline.ts";

const axis = { from: new Date("2026-02-01T00:00:00Z"), to: new Date("2026-05-01T00:00:00Z") };
const context = { zone: "UTC", hrefOf: (day: string) => `/x?at=${day}` };
const part = (kind: "prompt" | "model" | "eval_set", version: string, name: string = kind) => ({
  kind,
  name,
  version,
  digest: version,
  change: `why ${version}`,
});

type Share = { release: string; weight: number; artifacts: ReturnType<typeof part>[] };

function declared(from: string, to: string, shares: Share[]): Segment {
  const reported = { reason: "r", reportedAt: from, reportedBy: "x", effectiveAt: from, deployment: from };
  return { from, to, certainty: "declared", shares, ...reported, calls: null, callsWithoutRelease: null };
}
function unknown(from: string, to: string): Segment {
  const nothing = { reason: null, reportedAt: null, reportedBy: null, effectiveAt: null, deployment: null };
  return { from, to, certainty: "none", shares: [], ...nothing, calls: null, callsWithoutRelease: null };
}

const a = { release: "a", artifacts: [part("prompt", "v11"), part("model", "gpt")] };
const b = { release: "b", artifacts: [part("prompt", "v12"), part("model", "gpt")] };
const segments = [
  unknown("2026-02-01T00:00:00Z", "2026-02-05T00:00:00Z"),
  declared("2026-02-05T00:00:00Z", "2026-03-01T00:00:00Z", [{ ...a, weight: 1 }]),
  declared("2026-03-01T00:00:00Z", "2026-03-14T00:00:00Z", [
    { ...a, weight: 0.9 },
    { ...b, weight: 0.1 },
  ]),
  declared("2026-03-14T00:00:00Z", "2026-05-01T00:00:00Z", [{ ...b, weight: 1 }]),
];

function seen(
  at: string,
  release: string | null,
  calls: number,
  responseModel: string | null = "gpt",
): SeenHour {
  const nothing = { provider: null, requestModel: null, promptName: null, promptVersion: null };
  return { start: Date.parse(at), release, responseModel, ...nothing, generates: true, failed: false, calls };
}
const day = (at: string, releases: [string, number][], withoutRelease = 0): SeenHour[] => [
  ...releases.map(([release, calls]) => seen(at, release, calls)),
  ...(withoutRelease > 0 ? [seen(at, null, withoutRelease)] : []),
];

describe("prepareTimeline", () => {
  const timeline = prepareTimeline(segments, [], axis, context);
  const lane = (key: string) => timeline.lanes.find((one) => one.key.trim() === key)?.segments ?? [];

  it("has a lane for each kind in use, in the fixed order, and one for what was observed", () => {
    expect(timeline.lanes.map((one) => one.label)).toEqual(["Prompt", "Model", "Observed"]);
  });

  it("shows shares where they differ in the kind, and one bar where they do not", () => {
    expect(lane("prompt").map((bar) => bar.label)).toEqual(["v11", "v11 90 % + v12 10 %", "v12"]);
    expect(lane("model").map((bar) => [bar.label, bar.from, bar.to])).toEqual([
      ["gpt", Date.parse("2026-02-05"), axis.to.getTime()],
    ]);
  });

  it("marks what changed, says why, links its day, and leaves a gap empty", () => {
    expect(lane("prompt").map((bar) => bar.tone)).toEqual(["plain", "accent", "accent"]);
    expect(lane("prompt")[2]?.detail).toBe(
      "14 Mar 2026, 00:00 UTC to 1 May 2026, 00:00 UTC. Why: why v12. Reported by x",
    );
    expect(lane("prompt").map((bar) => bar.note)).toEqual(["why v11", "r", "why v12"]);
    expect(lane("prompt")[2]?.href).toBe("/x?at=2026-03-14");
    expect(lane("prompt")[0]?.from).toBe(Date.parse("2026-02-05"));
  });

  it("names the months inside the axis", () => {
    expect(timeline.ticks.map((tick) => tick.label)).toEqual(["Feb", "Mar", "Apr"]);
    const winter = { from: new Date("2025-12-15T00:00:00Z"), to: new Date("2026-02-15T00:00:00Z") };
    expect(prepareTimeline([], [], winter, context).ticks.map((tick) => tick.label)).toEqual([
      "Jan 2026",
      "Feb",
    ]);
  });

  it("gives each artifact a lane of its own where a kind has several", () => {
    const two = {
      release: "c",
      weight: 1,
      artifacts: [part("prompt", "v1", "reply"), part("prompt", "v3", "tone")],
    };
    const only = declared("2026-02-05T00:00:00Z", "2026-03-01T00:00:00Z", [two]);
    const tone = { ...two, artifacts: [part("prompt", "v1", "reply"), part("prompt", "4", "tone")] };
    const next = declared("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z", [tone]);
    const { lanes } = prepareTimeline([only, next], [], axis, context);
    expect(
      lanes.map((one) => [one.group, one.label, one.still, one.segments.map((bar) => bar.label)]),
    ).toEqual([
      ["Prompt", "reply", true, ["v1"]],
      ["Prompt", "tone", false, ["v3", "4"]],
      [undefined, "Observed", false, []],
    ]);
  });

  it("names the artifact where a bare number would say nothing", () => {
    const gold = { release: "c", weight: 1, artifacts: [part("eval_set", "5", "triage-gold")] };
    const only = declared("2026-02-05T00:00:00Z", "2026-03-01T00:00:00Z", [gold]);
    expect(prepareTimeline([only], [], axis, context).lanes[0]?.segments[0]?.label).toBe("triage-gold 5");
  });

  it("holds what was observed against what was declared, day by day, and draws nothing where nothing was", () => {
    const days = [
      day("2026-02-03", [["a", 50]]),
      day("2026-02-06", [
        ["a", 99],
        ["b", 1],
      ]),
      day("2026-02-07", [["a", 100]]),
      day("2026-02-09", [
        ["a", 96],
        ["b", 4],
      ]),
      day("2026-02-10", [["a", 96]], 4),
      day("2026-02-11", [], 40),
      [seen("2026-02-12", "a", 90), seen("2026-02-12", "a", 10, "gpt-next")],
      day("2026-03-01", [
        ["a", 50],
        ["b", 50],
      ]),
    ].flat();
    const bars = prepareTimeline(segments, days, axis, context).lanes.at(-1)?.segments ?? [];
    expect(bars.map((bar) => [new Date(bar.from).toISOString().slice(5, 10), bar.label, bar.tone])).toEqual([
      ["02-03", "not declared", "stale"],
      ["02-06", "as declared", "plain"],
      ["02-09", "other release", "stale"],
      ["02-10", "release missing", "stale"],
      ["02-11", "no release on calls", "stale"],
      ["02-12", "other model", "stale"],
      ["03-01", "as declared", "plain"],
    ]);
    expect(bars[1]?.to).toBe(Date.parse("2026-02-08"));
    expect(bars[5]?.detail).toContain("90 % of calls as declared, 10 % another model than declared");
  });

  it("blames no model where the calls did not say which answered, or none did", () => {
    const unsaid = seen("2026-02-06", "a", 10, null);
    const failed = { ...seen("2026-02-08", "a", 50, null), failed: true };
    const days = [
      seen("2026-02-06", "a", 90),
      unsaid,
      failed,
      seen("2026-02-10", "a", 10),
      { ...failed, start: Date.parse("2026-02-10") },
    ];
    const bars = prepareTimeline(segments, days, axis, context).lanes.at(-1)?.segments ?? [];
    expect(bars.map((bar) => bar.label)).toEqual(["model not said", "no answer", "as declared"]);
    expect(bars[0]?.detail).toContain("90 % of calls as declared, 10 % no word of which model answered");
    expect(bars[2]?.detail).toContain("and 50 calls failed before a model answered");
  });
});

describe("timelineAxis", () => {
  const days = ({ from, to }: { from: Date; to: Date }) => [from.toISOString(), to.toISOString()];

  it("stands around a past day, and ends with today for a young one", () => {
    const now = new Date("2026-11-22T12:00:00Z");
    expect(days(timelineAxis("2026-03-14", "UTC", now))).toEqual([
      "2026-02-01T00:00:00.000Z",
      "2026-04-26T00:00:00.000Z",
    ]);
    expect(days(timelineAxis("2026-11-20", "UTC", now))).toEqual([
      "2026-08-31T00:00:00.000Z",
      "2026-11-23T00:00:00.000Z",
    ]);
    expect(timelineAxis("2026-11-25", "UTC", now).to.toISOString()).toBe("2026-11-26T00:00:00.000Z");
  });

  it("begins and ends at midnight of the zone, also across a change of clocks", () => {
    const now = new Date("2026-11-22T12:00:00Z");
    expect(days(timelineAxis("2026-03-14", "Europe/Berlin", now))).toEqual([
      "2026-01-31T23:00:00.000Z",
      "2026-04-25T22:00:00.000Z",
    ]);
  });
});
