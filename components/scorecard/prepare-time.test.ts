import { expect, test } from "vitest";
import type { Timeline } from "#lib/scorecard/timeline-schema";
import { axisRows, axisTable } from "./prepare-time.ts";

const data: Timeline = {
  from: "2026-11-01T00:00:00.000Z",
  to: "2026-11-04T00:00:00.000Z",
  limit: 0.01,
  deployments: [
    { at: "2026-11-01T09:00:00.000Z", name: "prompt v13", reason: "Shorter.", by: "ci" },
    { at: "2026-11-02T09:00:00.000Z", name: "prompt v14", reason: "Asks first.", by: "Ravi Tan" },
  ],
  // The first had begun before, the second had an end, and a correction took the third away again.
  running: [
    {
      from: "2026-11-01T00:00:00.000Z",
      to: "2026-11-01T23:30:00.000Z",
      day: "2026-11-01",
      name: "prompt v13",
      reason: "Shorter.",
      by: "ci",
    },
    {
      from: "2026-11-01T23:30:00.000Z",
      to: "2026-11-02T09:30:00.000Z",
      day: "2026-11-02",
      name: "prompt v14",
      reason: "Asks first.",
      by: "Ravi Tan",
    },
    {
      from: "2026-11-03T09:00:00.000Z",
      to: "2026-11-04T00:00:00.000Z",
      day: "2026-11-03",
      name: "prompt v13",
      reason: "Back.",
      by: "ci",
    },
  ],
  scores: [
    { at: "2026-10-20T00:00:00.000Z", met: 3 },
    { at: "2026-11-02T10:00:00.000Z", met: 3 },
    { at: "2026-11-02T11:00:00.000Z", met: 2 },
  ],
  trouble: [
    { from: "2026-11-02T10:00:00.000Z", to: "2026-11-02T12:00:00.000Z", interactions: 200, failed: 50 },
  ],
  series: [
    { start: "2026-11-01T00:00:00.000Z", interactions: 40, cents: 6.125, calls: 80, errorShare: 0.05 },
    { start: "2026-11-02T00:00:00.000Z", interactions: 0, cents: null, calls: 0, errorShare: null },
    { start: "2026-11-03T00:00:00.000Z", interactions: 10, cents: null, calls: 20, errorShare: 0 },
  ],
};

test("a deployment is as long as it ran, a judgement that kept the score is no step", () => {
  const [deployments, scores] = axisRows(data, "claims", "UTC");
  expect(
    deployments?.kind === "lane" && deployments.segments.map(({ label, from, to }) => [label, to - from]),
  ).toEqual([
    ["prompt v13", 23.5 * 3_600_000],
    ["prompt v14", 10 * 3_600_000],
    ["prompt v13", 15 * 3_600_000],
  ]);
  expect(scores?.kind === "steps" && scores.steps.map(({ name }) => name)).toEqual(["3 of 6", "3 to 2 of 6"]);
});

test("a bar says since when and until when where the axis shows it, and leads to its day in the viewer's zone", () => {
  const [row] = axisRows(data, "claims", "Europe/Berlin");
  const bars = row?.kind === "lane" ? row.segments : [];
  expect(bars.map(({ detail }) => detail.split(". ")[0])).toEqual([
    "Until 2 Nov 2026, 00:30 CET",
    "2 Nov 2026, 00:30 CET to 2 Nov 2026, 10:30 CET",
    "Since 3 Nov 2026, 10:00 CET",
  ]);
  expect(bars[1]?.href).toBe("/features/claims/versions?at=2026-11-02&tz=Europe%2FBerlin");
});

test("what has no figure is a gap in the line and no data in the table", () => {
  const rows = axisRows(data, "claims", "UTC");
  const cents = rows.find(({ key }) => key === "cents");
  expect(cents?.kind === "line" && cents.points.map(({ value }) => value)).toEqual([6.125, null, null]);
  expect(axisTable(data, "UTC").rows).toContainEqual(["3 Nov", "10 interactions", "no data", "0 %"]);
});

test("the table tells events and figures in the order of time, each as a row of the head's length", () => {
  const { head, rows } = axisTable(data, "UTC");
  expect(rows.map((row) => row[1])).toEqual([
    "40 interactions",
    "Deployed prompt v14: Asks first.",
    "0 interactions",
    "Nothing is declared to run from here",
    "Trouble until 2 Nov 2026, 12:00 UTC: 50 of 200 failed",
    "Score 2 of 6",
    "10 interactions",
    "Deployed prompt v13: Back.",
  ]);
  for (const row of rows) expect(row).toHaveLength(head.length);
});

test("trouble leads to the failed calls of its hours", () => {
  const trouble = axisRows(data, "claims", "UTC").find(({ key }) => key === "trouble");
  const [segment] = trouble?.kind === "lane" ? trouble.segments : [];
  expect(segment?.label).toBe("25 % failed");
  expect(segment?.href).toContain("from=2026-11-02T10%3A00%3A00.000Z");
});
