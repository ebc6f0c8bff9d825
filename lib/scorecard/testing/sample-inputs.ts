import { DAY_MS, HOUR_MS } from "#lib/core/time";
import type { Inputs } from "#lib/scorecard/inputs";

/** The instant of pure tests. */
export const now = new Date("2026-11-22T09:30:00Z");

export const ago = (ms: number) => new Date(now.getTime() - ms).toISOString();

export const runningDigest = "ab".repeat(32);
const leftDigest = "cd".repeat(32);

/** Evidence with which every check that telemetry, declarations and people can show today is met. */
export function goodInputs(): Inputs {
  const thisHour = "2026-11-22T09:00:00.000Z";
  return {
    feature: {
      slug: "claims-triage",
      lifecycle: "production",
      stakes: "high",
      usesRetrieval: true,
      contentPolicy: "none",
      createdAt: ago(200 * DAY_MS),
    },
    quality: { evalSet: { name: "triage-gold", version: "7" } },
    failures: {
      outcomes: {
        answered: 9_900,
        degraded: 40,
        refused: 30,
        escalated: 20,
        failed: 5,
        silent: 5,
        silentFailed: 0,
      },
      lastInteractionAt: thisHour,
      answeredSample: { interactions: 4_900, lastCallFailed: 0 },
    },
    cost: {
      unit: { kind: "conversation", attribute: null, label: "claim" },
      carried: { calls: 4_000, withoutUnit: 10, newestHour: { calls: 100, withoutUnit: 0 } },
      lastCallAt: thisHour,
      recent: { interactions: 1_000, priced: 998, pricedCostNano: "61200000000" },
      lastInteractionAt: thisHour,
      lastPricedAt: thisHour,
      billable: { calls: 20_000, unpriced: 40 },
      lastBillableAt: thisHour,
      repeats: { retries: 40, fallbacks: 3, succeeded: 41, unpriced: 0, failedCalls: 50 },
      lastRepeatAt: thisHour,
      siblings: { followed: 43, calledFirst: 0 },
    },
    versions: {
      running: {
        since: ago(8 * DAY_MS),
        until: null,
        releases: [
          {
            digest: runningDigest,
            artifacts: [
              {
                kind: "prompt",
                name: "triage-main",
                version: "v14",
                change: "Asks for the policy number first",
              },
              {
                kind: "model",
                name: "gpt-4o",
                version: "2024-08-06",
                change: "Pinned after the June regression",
              },
              { kind: "eval_set", name: "triage-gold", version: "7", change: "Adds 200 claims of October" },
              { kind: "retrieval", name: "policies", version: "r31", change: "Index of the new policies" },
            ],
          },
        ],
      },
      lastDeclaredEnd: null,
      rectangles: [
        {
          from: now.getTime() - 150 * DAY_MS,
          to: null,
          recordedFrom: now.getTime() - 150 * DAY_MS + HOUR_MS,
          recordedTo: null,
          releases: [runningDigest],
        },
      ],
      firstInteractionAt: ago(140 * DAY_MS),
      observed: {
        calls: 20_000,
        agreeing: 19_980,
        withoutRelease: 0,
        otherRelease: 10,
        otherModel: 10,
        mostUndeclared: { what: "model gpt-4o-2024-11-20", calls: 10 },
        shares: [
          {
            from: now.getTime() - 7 * DAY_MS,
            to: now.getTime(),
            calls: 20_000,
            shares: [{ release: runningDigest, least: 1_000_000, most: 1_000_000, carried: 19_990 }],
          },
        ],
        newest: { release: runningDigest, since: now.getTime() - 150 * DAY_MS, calls: 19_990 },
      },
      lastCallAt: thisHour,
      previous: { digest: leftDigest, until: ago(8 * DAY_MS), artifacts: 4, notKept: [] },
      rollbacks: [
        {
          recordedAt: ago(8 * DAY_MS),
          from: leftDigest,
          to: runningDigest,
          earlier: { calls: 300, carried: 300 },
          before: { calls: 240, carried: 236 },
          after: { calls: 2_400, carried: 2_398 },
          watchedUntil: ago(7 * DAY_MS),
        },
      ],
    },
    audit: { decisionRecords: 0 },
    ownership: {
      team: {
        name: "Claims",
        accountable: { name: "Ravi Tan", disabledAt: null, isMember: true, hasWayIn: true },
        activeMembers: 4,
      },
      runbook: {
        revision: 9,
        createdAt: ago(30 * DAY_MS),
        authorName: "Ines Moor",
        words: 300,
        links: {
          total: 4,
          broken: { count: 0, first: null },
          unchecked: { count: 0, first: null },
          waiting: 0,
          oldestWorkedAt: ago(HOUR_MS),
        },
      },
      tests: {
        ofNewest: [
          { result: "passed", ranAt: ago(9 * DAY_MS), tester: "Jo Lind", onRotation: true, wrote: false },
        ],
        authorsKnown: true,
        lastPass: { revision: 8, ranAt: ago(60 * DAY_MS) },
      },
      onCall: {
        slug: "claims-primary",
        name: "Claims primary",
        team: "Claims",
        coversAiIncidents: true,
        zone: "Europe/Berlin",
        lookedFrom: now.toISOString(),
        lookedUntil: ago(-90 * DAY_MS),
        firstGap: null,
      },
    },
  };
}

/**
 * Sets one value of the inputs by its path ("cost.unit.label"); does nothing when what holds it was taken away before.
 * Throws for a path that is none.
 */
export function set(path: string, value: unknown): (inputs: Inputs) => void {
  return (inputs) => {
    const names = path.split(".");
    const last = names.pop() ?? "";
    let at: object = inputs;
    for (const name of names) {
      const next: unknown = Reflect.get(at, name);
      if (next === null || (next === undefined && Array.isArray(at))) return;
      if (typeof next !== "object") throw new Error(`no ${path} in the inputs`);
      at = next;
    }
    if (!(last in at)) throw new Error(`no ${path} in the inputs`);
    Reflect.set(at, last, value);
  };
}
