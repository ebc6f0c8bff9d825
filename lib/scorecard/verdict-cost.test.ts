import { describe, expect, test } from "vitest";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import type { Inputs } from "./inputs.ts";
import { judged, later } from "./testing/judged.ts";
import { ago, set } from "./testing/sample-inputs.ts";

describe("cost.unit", () => {
  test("met: the unit has a name and the calls carry it", () => {
    expect(judged("cost.unit")).toMatchObject({
      status: "met",
      because: "One claim is one conversation id; 99.75 % of 4,000 calls in the last 24 h carry it.",
    });
  });
  test("stale: no call for a day shows that it is still sent; a trace needs no call to be one", () => {
    expect(judged("cost.unit", undefined, later(DAY_MS)).status).toBe("stale");
    expect(judged("cost.unit", set("cost.unit.kind", "trace"), later(DAY_MS)).status).toBe("met");
  });
  test("cheat: naming an attribute that no call carries", () => {
    const change = ({ cost }: Inputs) => {
      cost.unit = { kind: "attribute", attribute: "claim.id", label: "claim" };
      cost.carried.withoutUnit = 4_000;
    };
    expect(judged("cost.unit", change)).toMatchObject({
      status: "unmet",
      because: expect.stringContaining("Only 0 % of 4,000 calls"),
    });
  });
  test("cheat: redefining the unit and living on the calls of before", () => {
    const change = set("cost.carried", {
      calls: 4_000,
      withoutUnit: 30,
      newestHour: { calls: 30, withoutUnit: 30 },
    });
    expect(judged("cost.unit", change).status).toBe("unmet");
  });
  test("cheat: a name of blanks", () => {
    expect(judged("cost.unit", set("cost.unit.label", " ")).status).toBe("unmet");
  });
});

describe("cost.current", () => {
  test("met: cents per interaction of the last day", () => {
    expect(judged("cost.current")).toMatchObject({
      status: "met",
      because: "6.13 cents per claim in the last 24 h, over 998 interactions.",
    });
  });
  test("stale: traffic stopped; and: traffic goes on without prices", () => {
    expect(judged("cost.current", undefined, later(DAY_MS))).toMatchObject({
      status: "stale",
      because: expect.stringContaining("No interaction began"),
    });
    const unpriced = judged("cost.current", ({ cost }) => {
      cost.recent.priced = 0;
      cost.lastPricedAt = ago(30 * HOUR_MS);
    });
    expect(unpriced).toMatchObject({
      status: "stale",
      because: expect.stringContaining("None of the 1,000 interactions"),
    });
  });
  test("cheat: pricing the cheap ones only", () => {
    expect(judged("cost.current", set("cost.recent.priced", 10)).status).toBe("unmet");
  });
});

describe("cost.coverage", () => {
  test("met at exactly 99 %, not a call below, however it rounds", () => {
    expect(judged("cost.coverage", set("cost.billable", { calls: 20_000, unpriced: 200 })).status).toBe(
      "met",
    );
    const below = judged("cost.coverage", set("cost.billable", { calls: 20_000, unpriced: 201 }));
    expect(below).toMatchObject({ status: "unmet", because: expect.stringContaining("98.99 %") });
  });
  test("stale: no billable call for a week", () => {
    expect(judged("cost.coverage", undefined, later(7 * DAY_MS)).status).toBe("stale");
  });
  test("cheat: an own price of zero for what has none covers nothing, and is said", () => {
    const some = judged(
      "cost.coverage",
      set("cost.billable", { calls: 20_000, unpriced: 40, zeroPriced: 160 }),
    );
    expect(some.status).toBe("met");
    expect(some.because).toContain("99 % of 20,000 billable calls");
    expect(some.because).toContain("160 more calls cost nothing by an own price of zero");
    const all = judged(
      "cost.coverage",
      set("cost.billable", { calls: 20_000, unpriced: 0, zeroPriced: 20_000 }),
    );
    expect(all).toMatchObject({ status: "unmet", fix: { label: "State what they cost" } });
    expect(all.because).toContain("Only 0 % of 20,000");
  });
  test("cheat: tools with a price do not hide models without one", () => {
    const change = ({ cost }: Inputs) => {
      cost.billable = { calls: 20_000, unpriced: 100, zeroPriced: 0 };
      cost.billableTools = { calls: 19_800, unpriced: 0, zeroPriced: 0 };
    };
    expect(judged("cost.coverage", change)).toMatchObject({
      status: "unmet",
      because: expect.stringContaining("Only 50 % of 200 billable calls other than tools"),
    });
  });
  test("a feature of nothing but tools is judged by them", () => {
    const change = ({ cost }: Inputs) => {
      cost.billable = { calls: 500, unpriced: 0, zeroPriced: 0 };
      cost.billableTools = { calls: 500, unpriced: 0, zeroPriced: 0 };
    };
    expect(judged("cost.coverage", change).status).toBe("met");
  });
  test("cheat: sending nothing billable leaves nothing to cover", () => {
    const change = ({ cost }: Inputs) => {
      cost.billable = { calls: 0, unpriced: 0 };
      cost.lastBillableAt = null;
    };
    expect(judged("cost.coverage", change).status).toBe("unknown");
  });
});

describe("cost.complete", () => {
  test("met: repeats are told apart and priced", () => {
    expect(judged("cost.complete")).toMatchObject({
      status: "met",
      because: "40 retries and 3 fallbacks in the last 7 days are told apart and priced.",
    });
  });
  test("stale: the last repeat was seen a quarter ago", () => {
    expect(judged("cost.complete", set("cost.lastRepeatAt", ago(90 * DAY_MS))).status).toBe("stale");
  });
  test("cheat: reporting every call as a first attempt", () => {
    const change = ({ cost }: Inputs) => {
      cost.siblings = { followed: 43, calledFirst: 43 };
      cost.repeats = { retries: 0, fallbacks: 0, succeeded: 0, unpriced: 0, failedCalls: 50 };
      cost.lastRepeatAt = null;
    };
    expect(judged("cost.complete", change)).toMatchObject({
      status: "unmet",
      because: expect.stringContaining("43 of 43 calls"),
    });
  });
  test("holds as long as the shorter of its two proofs", () => {
    const ends = (repeat: number, billable: number) =>
      judged("cost.complete", ({ cost }) => {
        cost.lastRepeatAt = ago(repeat * DAY_MS);
        cost.lastBillableAt = ago(billable * DAY_MS);
      }).validUntil;
    expect(ends(89.5, 0)).toBe(later(0.5 * DAY_MS).toISOString());
    expect(ends(0, 6)).toBe(later(DAY_MS).toISOString());
  });
  test("cheat: one repeat that says first is one too many of one", () => {
    expect(judged("cost.complete", set("cost.siblings", { followed: 1, calledFirst: 1 })).status).toBe(
      "unmet",
    );
    const repeats = { retries: 1, fallbacks: 0, succeeded: 1, unpriced: 1, failedCalls: 1 };
    expect(judged("cost.complete", set("cost.repeats", repeats)).status).toBe("unmet");
  });
  test("by accident: failures that nothing follows may be retries that nobody reports", () => {
    const change = ({ cost }: Inputs) => {
      cost.siblings = { followed: 0, calledFirst: 0 };
      cost.lastRepeatAt = null;
    };
    expect(judged("cost.complete", change)).toMatchObject({
      status: "unknown",
      because: expect.stringContaining("gives up, or does not report"),
    });
  });
});
