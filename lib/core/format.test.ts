import fc from "fast-check";
import { expect, test } from "vitest";
import {
  formatCompact,
  formatDate,
  formatDateTime,
  formatDuration,
  formatNumber,
  formatPercent,
  formatRelative,
  initials,
  zoneName,
} from "./format.ts";

test("a date carries its zone, on both sides of midnight and of the summer time", () => {
  const at = "2026-03-14T23:30:00Z";
  expect(formatDateTime(at, "UTC")).toBe("14 Mar 2026, 23:30 UTC");
  expect(formatDateTime(at, "Europe/Berlin")).toBe("15 Mar 2026, 00:30 CET");
  expect(formatDate(at, "America/New_York")).toBe("14 Mar 2026");
  expect(formatDateTime("2026-09-01T10:00:00Z", "Europe/Berlin")).toBe("1 Sep 2026, 12:00 CEST");
  expect(formatDateTime("2026-11-22T08:41:09Z", "Europe/Berlin", { weekday: true, seconds: true })).toBe(
    "Sun 22 Nov 2026, 09:41:09 CET",
  );
});

test("midnight is 00:00, never 24:00", () => {
  expect(formatDateTime("2026-03-14T00:00:00Z", "UTC", { zoneName: false })).toBe("14 Mar 2026, 00:00");
});

test("zones have their short name where one exists", () => {
  const winter = new Date("2026-01-10T12:00:00Z");
  expect(zoneName(winter, "America/New_York")).toBe("EST");
  expect(zoneName(winter, "Asia/Kolkata")).toBe("GMT+5:30");
});

test("a percentage never claims a limit that was not reached", () => {
  expect(formatPercent(1)).toBe("100 %");
  expect(formatPercent(0.99996)).toBe("99.9 %");
  expect(formatPercent(0)).toBe("0 %");
  expect(formatPercent(0.0001)).toBe("< 0.1 %");
  expect(formatPercent(0.384, 0)).toBe("38 %");
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (fraction) => {
      expect(formatPercent(fraction)).not.toBe("100 %");
      if (fraction > 0) expect(formatPercent(fraction)).not.toBe("0 %");
    }),
  );
});

test("figures", () => {
  expect(formatNumber(19366)).toBe("19,366");
  expect(formatCompact(9_999)).toBe("9,999");
  expect(formatCompact(493_733)).toBe("493.7 k");
  expect(formatCompact(2_000_000)).toBe("2 M");
  expect(formatCompact(0.84)).toBe("0.84");
});

test("durations and distances", () => {
  expect(formatDuration(840)).toBe("840 ms");
  expect(formatDuration(2400)).toBe("2.4 s");
  expect(formatDuration(185_000)).toBe("3 min 5 s");
  expect(formatDuration(4 * 3_600_000 + 12 * 60_000)).toBe("4 h 12 min");
  expect(formatDuration(12 * 86_400_000)).toBe("12 d");
  const now = new Date("2026-11-22T09:00:00Z");
  expect(formatRelative("2026-11-10T09:00:00Z", now)).toBe("12 d ago");
  expect(formatRelative("2026-11-22T12:30:00Z", now)).toBe("in 3 h");
  expect(formatRelative("2026-11-22T08:59:31Z", now)).toBe("just now");
});

test("initials of names and addresses", () => {
  expect(initials("Mika Oja")).toBe("MO");
  expect(initials("ada.kerr@example.com")).toBe("AK");
  expect(initials("mika")).toBe("M");
});
