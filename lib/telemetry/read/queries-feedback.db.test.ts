import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { Principal, Scope } from "#lib/auth/domain";
import { makeFeature } from "#lib/cost/testing/telemetry-rows";
import { type FeedbackInput, feedbackBody } from "#lib/telemetry/feedback-schema";
import { recordFeedback } from "#lib/telemetry/record-feedback";
import { listFeedback, summariseFeedback } from "./queries-feedback.ts";

const key = (scopes: Scope[] = ["ingest"], featureId: number | null = null): Principal => ({
  kind: "key",
  id: randomUUID(),
  name: "service",
  scopes,
  featureId,
});
const up = { kind: "thumbs", value: "up" } as const;
const down = { kind: "thumbs", value: "down" } as const;
const body = (given: FeedbackInput) => feedbackBody.parse(given);

describe("lists and sums of feedback", () => {
  it("page through everything once, newest first, whatever was given at the same instant", async () => {
    const feature = await makeFeature();
    const reader = key(["read"]);
    for (let index = 0; index < 7; index += 1) {
      const at = `2026-03-14T09:20:0${index % 3}Z`;
      await recordFeedback(key(), feature, body({ interaction: `c-${index}`, rating: up, at }));
    }
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await listFeedback(reader, feature, {}, { cursor, limit: 2 });
      seen.push(...page.items.map((item) => item.at));
      cursor = page.next ?? undefined;
    } while (cursor);
    expect(seen).toHaveLength(7);
    expect(seen).toEqual(seen.toSorted().toReversed());
  });

  it("narrow by leaning, source, environment and time", async () => {
    const feature = await makeFeature();
    const give = (more: Partial<FeedbackInput>) =>
      recordFeedback(key(["write"]), feature, body({ interaction: "c", ...more }));
    await give({ rating: up });
    await give({ rating: down, source: "reviewer" });
    await give({ rating: { kind: "stars", value: 3, of: 5 }, environment: "staging" });
    const count = async (filters: Parameters<typeof listFeedback>[2]) =>
      (await listFeedback(key(["read"]), feature, filters, { limit: 10 })).items.length;
    expect(await count({})).toBe(3);
    expect(await count({ leaning: "up" })).toBe(1);
    expect(await count({ leaning: "neutral" })).toBe(1);
    expect(await count({ source: "reviewer" })).toBe(1);
    expect(await count({ environment: "staging" })).toBe(1);
    expect(await count({ to: new Date("2020-01-01T00:00:00Z") })).toBe(0);
  });

  it("sum up, down and the rest of the last days, end users apart from reviewers", async () => {
    const feature = await makeFeature();
    const now = new Date();
    const give = (more: Partial<FeedbackInput>) =>
      recordFeedback(key(["write"]), feature, body({ interaction: "c", ...more }));
    await give({ rating: up });
    await give({ rating: up });
    await give({ rating: down });
    await give({ label: "slow" });
    await give({ rating: down, source: "reviewer" });
    await give({ rating: down, at: "2020-01-01T00:00:00Z" });
    const summary = await summariseFeedback(feature.id, { environment: "production", days: 30 }, now);
    expect(summary.endUsers).toEqual({ up: 2, down: 1, neutral: 0, unrated: 1 });
    expect(summary.reviewers).toEqual({ up: 0, down: 1, neutral: 0, unrated: 0 });
  });
});
