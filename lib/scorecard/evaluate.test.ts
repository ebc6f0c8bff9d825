import fc from "fast-check";
import { expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { criteria } from "./criteria.ts";
import { characteristicKeys } from "./domain.ts";
import { evaluate, statusChanges } from "./evaluate.ts";
import { canonicalJson, digestOf, type Inputs } from "./inputs.ts";
import { judged } from "./testing/judged.ts";
import { emptyInputs, meetable, removals, statusesOf } from "./testing/removals.ts";
import { goodInputs, now } from "./testing/sample-inputs.ts";

test("with all evidence that exists today exactly the checks that have evidence are met, the others unknown", () => {
  const found = statusesOf(goodInputs());
  for (const [path, status] of Object.entries(found))
    expect(status, path).toBe(meetable.includes(path) ? "met" : "unknown");
});

test("no feature can be production-grade on today's evidence, and nothing reads as if it were", () => {
  const result = evaluate(goodInputs(), criteria, now);
  expect(result).toMatchObject({ met: 1, verdict: "by_accident" });
  expect(result.characteristics.map((one) => one.key)).toEqual([...characteristicKeys]);
});

test("every sentence ends, and begins so that it can go on in lower case", () => {
  for (const inputs of [goodInputs(), emptyInputs()]) {
    for (const check of evaluate(inputs, criteria, now).characteristics.flatMap((one) => one.checks)) {
      expect(check.because, check.id).toMatch(/^[A-Z0-9].*[^.]\.$/);
      for (const name of ["Ravi Tan", "Claims", "claims-triage"])
        expect(check.because.startsWith(name)).toBe(false);
    }
  }
});

test("what is not met offers a fix that is an address in Threshold; what is met asks for nothing", () => {
  for (const inputs of [goodInputs(), emptyInputs()]) {
    for (const check of evaluate(inputs, criteria, now).characteristics.flatMap((one) => one.checks)) {
      if (check.status === "met") expect(check.fix).toBeNull();
      else
        expect(check.fix?.href).toMatch(
          /^\/(people$|on-call\/[a-z-]+$|features\/claims-triage\/(edit|ownership|versions|cost|calls|quality#|failures#|audit#))/,
        );
    }
  }
});

test("a gap that is said in days of UTC leads to its day in UTC, whatever zone the screen had before", () => {
  const found = judged("versions.continuous", ({ versions }) => {
    const from = now.getTime() - 40 * DAY_MS;
    versions.rectangles = versions.rectangles.map((one) => ({ ...one, from, recordedFrom: from }));
  });
  const query = new URLSearchParams(found.fix?.href.split("?")[1]);
  expect(Object.fromEntries(query)).toEqual({
    at: new Date(now.getTime() - 90 * DAY_MS).toISOString().slice(0, 10),
    tz: "UTC",
  });
});

test("time alone never makes anything met, and a card holds until validUntil and not a moment longer", () => {
  const inputs = goodInputs();
  const first = evaluate(inputs, criteria, now);
  const end = new Date(first.validUntil ?? 0).getTime();
  expect(end).toBeGreaterThan(now.getTime());
  expect(statusesOf(inputs, new Date(end - 1))).toEqual(statusesOf(inputs));
  expect(Object.values(statusesOf(inputs, new Date(end)))).toContain("stale");
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 400 * 24 }), (hours) => {
      const later = statusesOf(inputs, new Date(now.getTime() + hours * HOUR_MS));
      for (const [path, status] of Object.entries(statusesOf(inputs))) {
        if (status !== "met") expect(later[path], path).not.toBe("met");
        else expect(["met", "stale"], path).toContain(later[path]);
      }
    }),
  );
});

test("the digest does not depend on the order of keys, and does on every value", () => {
  const inputs = goodInputs();
  const reversed = JSON.parse(JSON.stringify(inputs, Object.keys(flatKeys(inputs)).reverse())) as Inputs;
  expect(canonicalJson(reversed)).toBe(canonicalJson(inputs));
  expect(digestOf(reversed)).toBe(digestOf(inputs));
  for (const [, , remove] of removals) {
    const changed = goodInputs();
    remove(changed);
    expect(digestOf(changed)).not.toBe(digestOf(inputs));
  }
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test("changes name the check, what it was and what it is", () => {
  const before = evaluate(goodInputs(), criteria, now).characteristics;
  const inputs = goodInputs();
  inputs.ownership.team = null;
  const after = evaluate(inputs, criteria, now).characteristics;
  expect(statusChanges(before, after)).toEqual([{ id: "ownership.owner", from: "met", to: "unmet" }]);
  expect(statusChanges(after, after)).toEqual([]);
  expect(statusChanges([], after)).toHaveLength(29);
});

function flatKeys(value: unknown): Record<string, true> {
  if (value === null || typeof value !== "object") return {};
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, item]) => ({ [key]: true, ...flatKeys(item) })),
  );
}
