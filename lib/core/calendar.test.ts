import { describe, expect, it } from "vitest";
import { dayInterval, dayOf, isZone } from "./calendar.ts";
import { addDays, HOUR_MS } from "./time.ts";

const hours = (day: string, zone: string) => {
  const { from, to } = dayInterval(day, zone);
  return (to.getTime() - from.getTime()) / HOUR_MS;
};

describe("dayInterval", () => {
  it("has 23, 24, 24.5 or 25 hours as the clocks say", () => {
    expect(hours("2026-03-14", "Europe/Berlin")).toBe(24);
    expect(hours("2026-03-29", "Europe/Berlin")).toBe(23);
    expect(hours("2026-10-25", "Europe/Berlin")).toBe(25);
    expect(hours("2026-04-05", "Australia/Lord_Howe")).toBe(24.5);
    expect(hours("2026-03-14", "UTC")).toBe(24);
  });

  it("starts at the first instant that exists where midnight does not", () => {
    expect(dayInterval("2018-11-04", "America/Sao_Paulo").from.toISOString()).toBe(
      "2018-11-04T03:00:00.000Z",
    );
  });

  it("refuses days that are none", () => {
    expect(() => dayInterval("2026-02-30", "UTC")).toThrow(RangeError);
    expect(() => dayInterval("yesterday", "UTC")).toThrow(RangeError);
  });

  it("agrees with dayOf at both ends", () => {
    const { from, to } = dayInterval("2026-10-25", "America/Chicago");
    expect(dayOf(from, "America/Chicago")).toBe("2026-10-25");
    expect(dayOf(new Date(to.getTime() - 1), "America/Chicago")).toBe("2026-10-25");
    expect(dayOf(to, "America/Chicago")).toBe("2026-10-26");
  });
});

describe("zones", () => {
  it("knows what a zone is", () => {
    expect(isZone("Europe/Berlin")).toBe(true);
    expect(isZone("Mars/Olympus")).toBe(false);
    expect(["UTC", "Etc/GMT+5", "America/Port-au-Prince", "EST5EDT"].map(isZone)).not.toContain(false);
  });

  it("takes names only: Postgres reads the sign of an offset the other way round", () => {
    const others = ["+05:30", "-03", "2020-01-01T00:00Z", "2020-01-01T00:00+01:00[Europe/Berlin]", ""];
    expect(others.map(isZone)).toEqual(others.map(() => false));
  });
});

describe("addDays", () => {
  it("moves by days of 24 hours", () => {
    expect(addDays(new Date(0), 2).toISOString()).toBe("1970-01-03T00:00:00.000Z");
  });
});
