import { describe, expect, it } from "vitest";
import type { Segment } from "#lib/versions/schema";
import { countedWords, dayWords, lateness, reportedLines } from "./segment-words.ts";

const segment: Segment = {
  from: "2026-03-14T11:00:00Z",
  to: "2026-03-14T23:00:00Z",
  certainty: "declared",
  shares: [{ release: "a", weight: 1, artifacts: [] }],
  reason: "tone",
  reportedAt: "2026-03-14T20:00:00.000001Z",
  reportedBy: "pipeline",
  effectiveAt: "2026-03-14T11:00:00Z",
  deployment: "d",
  calls: null,
  callsWithoutRelease: null,
};

describe("words of a segment", () => {
  it("says when, by whom and how late it was reported", () => {
    expect(reportedLines(segment, "Europe/Berlin")).toEqual({
      when: "14 Mar 2026, 21:00",
      who: "pipeline, 9 h late",
    });
    expect(reportedLines({ ...segment, reportedAt: null }, "UTC")).toBeNull();
    expect(lateness("2026-03-14T11:00:00Z", "2026-03-14T11:04:00Z")).toBeNull();
    expect(lateness("2026-03-14T11:00:00Z", "2026-03-14T10:00:00Z")).toBeNull();
  });

  it("says which UTC hours are counted where they are not those of the day", () => {
    expect(countedWords({ from: "2026-03-13T18:30:00Z", to: "2026-03-14T18:30:00Z" }, "Asia/Kolkata")).toBe(
      "Calls are counted by whole UTC hours: here those from 14 Mar 2026, 00:30 GMT+5:30 (2026-03-13T19:00:00.000Z) to 15 Mar 2026, 00:30 GMT+5:30 (2026-03-14T19:00:00.000Z).",
    );
    expect(countedWords({ from: "2026-03-13T23:00:00Z", to: "2026-03-14T23:00:00Z" }, "Europe/Berlin")).toBe(
      null,
    );
  });

  it("says how long a day is, and that clocks change in it", () => {
    const berlin = (from: string, to: string) => dayWords({ from, to }, "Europe/Berlin");
    expect(berlin("2026-03-13T23:00:00Z", "2026-03-14T23:00:00Z")).toBe(
      "00:00 to 24:00 Europe/Berlin (24 h)",
    );
    expect(berlin("2026-03-28T23:00:00Z", "2026-03-29T22:00:00Z")).toBe(
      "00:00 to 24:00 Europe/Berlin (23 h, clocks change from CET to CEST)",
    );
    expect(
      dayWords({ from: "2026-04-04T13:00:00Z", to: "2026-04-05T13:30:00Z" }, "Australia/Lord_Howe"),
    ).toContain("24 h 30 min");
  });
});
