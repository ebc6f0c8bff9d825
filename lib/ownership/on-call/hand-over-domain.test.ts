import { expect, test } from "vitest";
import { lastHandOverDay, type Rhythm, turnAt, turnDay, turnStart, wallInstant } from "./hand-over-domain.ts";

const iso = (ms: number) => new Date(ms).toISOString().replace(":00.000Z", "Z");

test.each([
  // clocks skip this time: it comes as much later as they skip
  ["2026-03-29", "02:30", "Europe/Berlin", "2026-03-29T01:30Z"],
  ["2026-03-08", "02:30", "America/Chicago", "2026-03-08T08:30Z"],
  ["2026-10-04", "02:15", "Australia/Lord_Howe", "2026-10-03T15:45Z"],
  ["2017-10-15", "00:00", "America/Sao_Paulo", "2017-10-15T03:00Z"],
  // clocks show it twice: the first counts
  ["2026-10-25", "02:30", "Europe/Berlin", "2026-10-25T00:30Z"],
  ["2026-11-01", "01:30", "America/Chicago", "2026-11-01T06:30Z"],
  ["2026-04-05", "01:45", "Australia/Lord_Howe", "2026-04-04T14:45Z"],
  ["2018-02-17", "23:30", "America/Sao_Paulo", "2018-02-18T01:30Z"],
  // an ordinary one on the days around
  ["2026-03-28", "09:00", "Europe/Berlin", "2026-03-28T08:00Z"],
  ["2026-03-29", "09:00", "Europe/Berlin", "2026-03-29T07:00Z"],
])("%s %s in %s is %s", (day, time, zone, expected) => {
  expect(iso(wallInstant(day, time, zone))).toBe(expected);
});

const berlin: Rhythm = {
  zone: "Europe/Berlin",
  handOver: "09:00",
  period: "weekly",
  every: 2,
  anchor: "2026-03-23",
};

test("turns are counted from the anchor, in both directions", () => {
  expect(iso(turnStart(berlin, 0))).toBe("2026-03-23T08:00Z");
  expect(iso(turnStart(berlin, 1))).toBe("2026-04-06T07:00Z");
  expect(turnDay(berlin, -1)).toBe("2026-03-09");
  for (const turn of [-3, 0, 1, 40]) {
    expect(turnAt(berlin, turnStart(berlin, turn))).toBe(turn);
    expect(turnAt(berlin, turnStart(berlin, turn) - 1)).toBe(turn - 1);
  }
});

test("a day that a zone never had begins with the next one", () => {
  // Samoa went from 29 to 31 December 2011.
  const apia: Rhythm = { ...berlin, zone: "Pacific/Apia", period: "daily", every: 1, anchor: "2011-12-29" };
  expect(turnStart(apia, 1)).toBe(turnStart(apia, 2));
  expect(turnAt(apia, turnStart(apia, 1))).toBe(2);
});

test("the last hand-over before an instant is on the day of the week that was asked for", () => {
  const monday = Date.parse("2026-03-23T08:00Z");
  expect(lastHandOverDay(berlin, 1, monday)).toBe("2026-03-23");
  expect(lastHandOverDay(berlin, 1, monday - 1)).toBe("2026-03-16");
  expect(lastHandOverDay({ ...berlin, period: "daily" }, null, monday - 1)).toBe("2026-03-22");
});
