import { describe, expect, it } from "vitest";
import { isGoingBack, type RunStretch, rollbackTarget } from "./rollback-target.ts";

const full = (from: number, to: number, release: string, isRollback = false): RunStretch => ({
  from,
  to,
  isRollback,
  shares: [{ release, ppm: 1_000_000 }],
});
const canary = (from: number, to: number, most: string, few: string): RunStretch => ({
  from,
  to,
  isRollback: false,
  shares: [
    { release: most, ppm: 900_000 },
    { release: few, ppm: 100_000 },
  ],
});
const open = Number.POSITIVE_INFINITY;
const targetOf = (stretches: RunStretch[], now = 100) => rollbackTarget(stretches, now)?.target;

describe("rollbackTarget", () => {
  it("is the release before, and further back the second time, never forward", () => {
    const a = full(0, 10, "a");
    const b = full(10, 20, "b");
    expect(targetOf([a, b, full(20, open, "c")])).toBe("b");
    expect(targetOf([a, b, full(20, 30, "c"), full(30, open, "b", true)])).toBe("a");
    expect(
      targetOf([a, b, full(20, 30, "c"), full(30, 40, "b", true), full(40, open, "a", true)]),
    ).toBeNull();
    expect(targetOf([a, b, full(20, 30, "c"), full(30, 40, "b", true), full(40, open, "d")])).toBe("b");
  });

  it("leaves out what says the same again, and a canary that had not all the traffic", () => {
    expect(targetOf([full(0, 10, "a"), full(10, 20, "b"), full(20, open, "b")])).toBe("a");
    expect(targetOf([full(0, 10, "a"), canary(10, 20, "a", "b"), full(20, open, "b")])).toBe("a");
    expect(targetOf([full(0, 10, "a"), canary(10, open, "a", "b")])).toBe("a");
  });

  it("knows nothing where nothing runs, nothing ran before, or it is still to come", () => {
    expect(rollbackTarget([], 5)).toBeNull();
    expect(rollbackTarget([full(0, 10, "a")], 10)).toBeNull();
    expect(targetOf([full(0, open, "a")])).toBeNull();
    expect(targetOf([full(0, 200, "a"), full(200, open, "b")])).toBeNull();
    expect(targetOf([canary(0, open, "a", "b")])).toBeNull();
  });

  it("takes a release that ran again without being called a rollback as one more step", () => {
    expect(targetOf([full(0, 10, "a"), full(10, 20, "b"), full(20, open, "a")])).toBe("b");
  });
});

describe("isGoingBack", () => {
  const a = full(0, 10, "a");
  const back = (past: RunStretch[], current: RunStretch, left: string, to: string) =>
    isGoingBack([...past, current], current, { left, to });

  it("leads to what had the traffic before the release that is left began", () => {
    expect(back([a, full(10, 20, "b")], full(20, open, "c"), "c", "a")).toBe(true);
    expect(back([a], canary(10, open, "a", "b"), "b", "a")).toBe(true);
    // The canary is a part of the run of what is left.
    expect(back([a, canary(10, 20, "a", "b")], full(20, open, "b"), "b", "a")).toBe(true);
  });

  it("is no promotion of a canary, nor of what had a part of the traffic", () => {
    expect(back([full(0, 10, "b")], canary(10, open, "b", "c"), "b", "c")).toBe(false);
    expect(back([canary(0, 10, "b", "c"), full(10, 20, "b")], canary(20, open, "b", "c"), "b", "c")).toBe(
      false,
    );
    expect(back([a, canary(5, 10, "a", "b")], full(10, open, "b"), "a", "b")).toBe(false);
  });

  it("is nothing that ran only since what is left began", () => {
    expect(back([a, full(10, 20, "b")], canary(20, open, "b", "c"), "b", "a")).toBe(true);
    expect(back([full(5, 10, "c"), full(10, 20, "b")], full(20, open, "b"), "b", "c")).toBe(true);
    expect(back([full(0, 20, "b")], full(20, open, "c"), "b", "c")).toBe(false);
  });
});
