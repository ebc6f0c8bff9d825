import { expect, it } from "vitest";
import { agreementFigures, agreementSentence, isAgreed } from "./agreement-words.ts";

it("takes a day on which no model answered for no agreement", () => {
  const outage = { calls: 500, answers: 0, agreeing: 0, unanswered: 500 };
  expect(isAgreed(outage)).toBe(false);
  const words = "All 500 calls failed before a model answered, so nothing shows which model ran.";
  expect([agreementSentence(outage), agreementFigures(outage)]).toEqual([words, words]);
});

it("names the calls that failed apart from those that agree", () => {
  const day = { calls: 500, answers: 380, agreeing: 480, unanswered: 20 };
  expect(isAgreed(day)).toBe(false);
  expect(agreementSentence(day)).toBe(
    "20 calls failed before a model answered. All 480 others carried the release that was declared, and its models gave the 380 answers among them.",
  );
  expect(agreementFigures(day)).toBe(
    "480 of 480 calls (100 %) agree with what was declared, by their release and, in 380 answers, by their model. Beside them 20 calls failed before a model answered.",
  );
});

it("says it briefly where every call agrees", () => {
  const all = { calls: 500, answers: 500, agreeing: 500, unanswered: 0 };
  expect(isAgreed(all)).toBe(true);
  expect(agreementSentence(all)).toBe(
    "All 500 calls carried the release that was declared, and its models answered.",
  );
  expect(agreementSentence({ ...all, answers: 0 })).toContain("and none of them asked a model.");
  expect(isAgreed({ ...all, answers: 499, agreeing: 499, unanswered: 1 })).toBe(true);
  expect(isAgreed({ ...all, agreeing: 490 })).toBe(false);
  expect(agreementFigures({ ...all, agreeing: 250 })).toContain("250 of 500 calls (50 %)");
});
