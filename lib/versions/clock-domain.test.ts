import { expect, it } from "vitest";
import { clockIn, countedStretch, dayClock } from "./clock-domain.ts";

it("ends a day at 24:00, which the next one begins at 00:00", () => {
  const day = dayClock({ from: "2026-03-13T23:00:00Z", to: "2026-03-14T23:00:00Z" }, "Europe/Berlin");
  expect(clockIn("2026-03-13T23:00:00Z", day)).toBe("00:00");
  expect(clockIn("2026-03-14T23:00:00Z", day)).toBe("24:00");
});

it("names the zone where clocks change, so that an hour that comes twice is told apart", () => {
  const day = dayClock({ from: "2026-10-24T22:00:00Z", to: "2026-10-25T23:00:00Z" }, "Europe/Berlin");
  expect(clockIn("2026-10-25T00:30:00Z", day)).toBe("02:30 CEST");
  expect(clockIn("2026-10-25T01:10:00Z", day)).toBe("02:10 CET");
});

it("says which UTC hours are counted where a day does not begin with one", () => {
  const kolkata = dayClock({ from: "2026-03-13T18:30:00Z", to: "2026-03-14T18:30:00Z" }, "Asia/Kolkata");
  expect(countedStretch(kolkata)).toEqual({
    from: Date.parse("2026-03-13T19:00:00Z"),
    to: Date.parse("2026-03-14T19:00:00Z"),
  });
  const berlin = dayClock({ from: "2026-03-13T23:00:00Z", to: "2026-03-14T23:00:00Z" }, "Europe/Berlin");
  expect(countedStretch(berlin)).toBeNull();
});
