import { expect, it } from "vitest";
import { feedbackBody } from "#lib/telemetry/feedback-schema";
import { feedbackSnippet } from "./feedback-snippet.ts";
import { summaryWords } from "./feedback-tally.ts";

const none = { up: 0, down: 0, neutral: 0, unrated: 0 };
const span = { environment: "production", from: "2026-10-23T08:00:00Z", to: "2026-11-22T08:00:00Z" };

it("says in a line what users and reviewers said", () => {
  expect(summaryWords({ ...span, endUsers: none, reviewers: none })).toBe(
    "No feedback in the last 30 days of production.",
  );
  expect(summaryWords({ ...span, endUsers: { ...none, up: 1200, down: 3 }, reviewers: none })).toBe(
    "Feedback in the last 30 days of production: 1,200 up, 3 down.",
  );
  const reviewers = { up: 1, down: 0, neutral: 2, unrated: 1 };
  expect(summaryWords({ ...span, endUsers: none, reviewers })).toBe(
    "Feedback in the last 30 days of production: 0 up, 0 down; reviewers: 1 up, 0 down, 2 neutral, 1 without a rating.",
  );
});

it("teaches a body that the API takes", () => {
  const code = feedbackSnippet({ slug: "claims", baseUrl: "https://threshold.example" });
  expect(code).toContain("https://threshold.example/api/v1/features/claims/feedback");
  const body = /-d '(.+)'/s.exec(code)?.[1] ?? "";
  expect(feedbackBody.safeParse(JSON.parse(body)).success).toBe(true);
});
