import { expect, test } from "vitest";
import { criteria } from "#lib/scorecard/criteria";
import { characteristicKeys, checkPath } from "#lib/scorecard/domain";
import { isKeptByTraffic, knownPaths, renewalOf } from "./renewal.ts";

const asked = characteristicKeys.flatMap((key) => criteria.checks[key].map(({ id }) => checkPath(key, id)));

test("every check that has words for its renewal is a check of the criteria", () => {
  expect(knownPaths.filter((path) => !asked.includes(path))).toEqual([]);
});

test("what a person must do is never said to be kept by traffic", () => {
  expect(isKeptByTraffic("ownership", "tested")).toBe(false);
  expect(isKeptByTraffic("failures", "drilled")).toBe(false);
  expect(isKeptByTraffic("quality", "cadence")).toBe(false);
  expect(isKeptByTraffic("cost", "current")).toBe(true);
});

test("a check is renewed where it stands on its tab", () => {
  expect(renewalOf("replies", "ownership", "tested")).toEqual({
    label: "Test the runbook",
    href: "/features/replies/ownership#check-ownership-tested",
  });
  expect(renewalOf("replies", "ownership", "owner").label).toBe("See the check");
});
