import { describe, expect, it } from "vitest";
import {
  context,
  dayStart,
  declared,
  digest,
  HOUR,
  hours,
  seen,
  share,
} from "#lib/versions/testing/seen-rows";
import { type Registered, releaseFindings } from "./release-findings.ts";
import type { Declared, SeenHour } from "./seen.ts";

type Known = [string, Registered][];
const registeredA: Known = [[digest("a"), { name: "prompt v12", runsFrom: dayStart }]];

function find(rows: SeenHour[], of: { declared?: Declared[]; known?: Declared[]; registered?: Known } = {}) {
  const now = of.declared ?? [declared(0, 24)];
  const registered = new Map(of.registered ?? registeredA);
  return releaseFindings({ seen: rows, declared: now, knownThen: of.known ?? now, registered }, context);
}

describe("releases that calls carried", () => {
  it("says nothing where all carried the declared one, and nothing where there were no calls", () => {
    expect(find(hours(0, 24, 10))).toEqual([]);
    expect(find([])).toEqual([]);
  });

  it("tells a report that came 15 days later, with its figures and who reported it", () => {
    const late = dayStart + 15 * 24 * HOUR;
    const rows = [...hours(0, 24, 84), ...hours(0, 24, 16, { release: null })];
    const [finding] = find(rows, { declared: [declared(0, 24, [share("a")], late)], known: [] });
    expect(finding).toMatchObject({
      kind: "release_declared_late",
      sentence:
        "2,016 of 2,400 calls (84 %) carried release aaaaaaaaaaaa (prompt v12), which was not declared until 15 d later.",
      detail:
        "pipeline reported it on 29 Mar 2026, 00:00 CET. A report after the fact says what ran, but proves nothing for the time before it.",
    });
    expect(finding?.evidence[0]?.href).toContain("release=aaaaaaaaaaaa");
  });

  it("does not call late what was known then and only reported anew", () => {
    const anew = [declared(0, 24, [share("a")], dayStart + 20 * 24 * HOUR)];
    expect(find(hours(0, 24, 10), { declared: anew, known: [declared(0, 24)] })).toEqual([]);
  });

  it.each<[string, Known, string]>([
    ["nobody registered", [], "carried release bbbbbbbbbbbb, which nobody has registered, from 12:00 on."],
    [
      "never deployed",
      [[digest("b"), { name: "prompt v13", runsFrom: null }]],
      "which is registered but was never declared to run in production, from 12:00 on.",
    ],
    [
      "declared for later",
      [[digest("b"), { name: null, runsFrom: dayStart + 48 * HOUR }]],
      "which is declared to run only from 16 Mar 2026, 00:00 CET, from 12:00 on.",
    ],
    [
      "declared for other hours",
      [[digest("b"), { name: null, runsFrom: dayStart - HOUR }]],
      "which was not declared for those hours, from 12:00 on.",
    ],
  ])("tells a release that is %s", (_, registered, words) => {
    const rows = [...hours(0, 24, 10), ...hours(12, 24, 10, { release: digest("b") })];
    const [finding, ...others] = find(rows, { registered: [...registeredA, ...registered] });
    expect(others).toEqual([]);
    expect(finding?.sentence).toContain("120 of 360 calls (33.3 %)");
    expect(finding?.sentence).toContain(words);
    // Half of the calls of those hours carried another: that is nothing to record as all that ran.
    expect(finding?.fix?.deployment).toBeNull();
    expect(finding?.fix?.label).toBe(registered.length === 0 ? "Declare the release" : "Record what ran");
  });

  it("offers to record a release that nearly all calls carried, from then until it ended", () => {
    const registered: Known = [...registeredA, [digest("b"), { name: null, runsFrom: null }]];
    const b = { release: digest("b") };
    const fix = (rows: SeenHour[]) => find(rows, { registered })[0]?.fix;
    const at = (hour: number) => new Date(dayStart + hour * HOUR).toISOString();
    const shares = [{ release: digest("b"), weight: 1 }];
    const ended = fix([...hours(0, 12, 10), ...hours(12, 18, 100, b), seen(13, 5), ...hours(18, 24, 10)]);
    expect(ended?.deployment).toEqual({ shares, effectiveAt: at(12), until: at(18) });
    expect(ended?.command).toContain(`--release bbbbbbbbbbbb --effective-at ${at(12)} --until ${at(18)}`);
    // What the day showed last says nothing of the days after it.
    expect(fix([...hours(0, 12, 10), ...hours(12, 24, 10, b)])?.deployment?.until).toBe(at(24));
    // A few that still carried the release before.
    expect(fix([...hours(0, 24, 1000), seen(11, 2, b)])?.deployment).toBeNull();
  });

  it("takes an hour in which a deployment began for both releases", () => {
    const at = [declared(0, 12.5), declared(12.5, 24, [share("b")])];
    const rows = [seen(12, 5), seen(12, 5, { release: digest("b") })];
    expect(find(rows, { declared: at })).toEqual([]);
    // An hour later it is no longer the first's.
    expect(find([seen(13, 5)], { declared: at })).toHaveLength(1);
  });

  it("tells calls without a release, quietly when they are few", () => {
    const few = find([...hours(0, 24, 100), seen(3, 5, { release: null })]);
    expect(few).toMatchObject([{ kind: "release_missing", level: "note" }]);
    expect(find(hours(0, 24, 10, { release: null }))[0]?.sentence).toBe(
      "None of 240 calls said which release it ran on.",
    );
  });

  it("leaves hours for which nothing was declared to their own finding", () => {
    expect(find(hours(0, 12, 10), { declared: [declared(12, 24)] })).toEqual([]);
  });
});
