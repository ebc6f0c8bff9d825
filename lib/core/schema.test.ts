import { expect, test } from "vitest";
import { versionsView } from "#lib/versions/schema";
import { day, environment, instant } from "./schema.ts";

test("times are those that can be stored and reckoned with", () => {
  const good = ["1900-01-01T00:00:00Z", "2026-03-14T09:20:00+01:00", "9999-12-31T23:00:00Z"];
  expect(good.map((text) => instant.safeParse(text).success)).toEqual([true, true, true]);
  const bad = [
    "0000-01-01T00:00:00+23:59",
    "1899-12-31T23:59:59Z",
    "9999-12-31T23:59:59-23:59",
    "2026-03-14",
  ];
  expect(bad.map((text) => instant.safeParse(text).success)).toEqual(bad.map(() => false));
  const days = ["1900-01-02", "9999-12-30", "0001-01-01", "9999-12-31", "2026-02-30"];
  expect(days.map((text) => day.safeParse(text).success)).toEqual([true, true, false, false, false]);
});

test("an address that somebody edited shows the usual screen, not an error", () => {
  expect(environment.safeParse("a\0b").success).toBe(false);
  expect(versionsView.parse({ at: "0001-01-01", tz: "+05:30", environment: "\0" })).toMatchObject({
    at: undefined,
    tz: null,
    environment: "production",
  });
});
