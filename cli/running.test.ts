import { describe, expect, it } from "vitest";
import { inZone } from "./running.ts";

describe("inZone", () => {
  it("shows the clock of the zone with its offset, which tells the two hours of a night of 25 apart", () => {
    expect(inZone("2026-03-14T11:00:00Z", "Europe/Berlin")).toBe("2026-03-14T12:00:00+01:00");
    expect(inZone("2026-10-25T00:30:00Z", "Europe/Berlin")).toBe("2026-10-25T02:30:00+02:00");
    expect(inZone("2026-10-25T01:30:00Z", "Europe/Berlin")).toBe("2026-10-25T02:30:00+01:00");
    expect(inZone("2026-01-01T00:00:00Z", "Australia/Lord_Howe")).toBe("2026-01-01T11:00:00+11:00");
  });

  it("leaves UTC as it came", () => {
    expect(inZone("2026-11-22T06:27:37.755Z", "UTC")).toBe("2026-11-22T06:27:37.755Z");
    expect(inZone("2026-11-22T06:27:37Z", "Europe/London")).toBe("2026-11-22T06:27:37+00:00");
  });
});
