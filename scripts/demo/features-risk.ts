import { evalSet, prompt, retrieval, runbook } from "./artifacts.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import { roadsideUpdates } from "./features-roadside.ts";
import { declares, declaresEmbedding, flash, gpt41nano, haiku, sonnet } from "./models.ts";

const signals = `You look for contradictions in a claim: dates, places, amounts, persons.
List each with the two places that contradict each other. Do not judge the person. No contradictions: an empty list.`;

const fraudSignals: FeaturePlan = {
  slug: "fraud-signals",
  serviceName: "fraud-review",
  author: "priya.raman",
  registration: {
    name: "Fraud signals",
    description: "Lists contradictions in a claim for the special investigators, who decide.",
    stakes: "high",
    audience: "internal",
    lifecycle: "production",
    team: "risk",
    unitOfWork: { kind: "trace", label: "review" },
  },
  runbook: {
    by: "henrik.voss",
    note: "Provider outage of October worked in",
    test: {
      by: "eoin.macmahon",
      result: "passed",
      minutes: 25,
      notes: "Set the source to rules for an hour; investigators saw the list of last year.",
    },
    markdown: runbook({
      title: "Fraud signals",
      notices: "Investigators see empty lists all morning, or reviews take longer than two minutes.",
      first: [
        "Look at the tools: without the payments history no contradiction of amounts is found.",
        "Check whether the provider limits us; the limit is counted for the whole company.",
        "Put new claims into the waiting list, so that none passes without a review.",
      ],
      off: "Set `review.source` to `rules`. The rules of last year then choose the claims that investigators read.",
      wrong:
        "An investigator decides, never the list. Send the claim number and the wrong line to the risk channel.",
      decides: "Priya Raman, and the head of investigations when she cannot be reached.",
    }),
  },
  versions: [
    {
      daysAgo: 93.3,
      commit: "b6f1d22",
      reason: "What ran when the signals were registered",
      model: sonnet,
      artifacts: [
        prompt("signals", "5", "No judgement of persons, after the works council's review", signals),
        declares(sonnet, "Finds a third more contradictions than the model before"),
        declares(haiku, "Smaller sister for when the large one is limited"),
        evalSet("contradictions", "6", 520, "Cases that the court has closed"),
      ],
    },
    {
      daysAgo: 41.3,
      commit: "f03b9e7",
      reason: "Investigators lost time with differences of an hour",
      canary: { weight: 0.1, days: 4 },
      artifacts: [
        prompt(
          "signals",
          "6",
          "Differences of less than a day are no contradiction",
          `${signals}\nIgnore differences of less than a day.`,
        ),
      ],
    },
  ],
  traffic: {
    perDay: 112,
    startLevel: 0.2,
    weekend: 0.3,
    hours: "office",
    zone: "Europe/Dublin",
    root: "review claim",
    agent: "fraud-review",
    tools: [
      { name: "payments_history", ms: 240, errorShare: 0.008, chance: 0.8 },
      { name: "policy_lookup", ms: 170, errorShare: 0.004, chance: 0.6 },
    ],
    model: sonnet,
    fallback: haiku,
    instructions: 900,
    inputScale: 1.3,
    errorShare: 0.017,
    designedFailure: true,
    saysOutcome: true,
    saysAttempt: true,
  },
};

const documentSearch: FeaturePlan = {
  slug: "document-search",
  serviceName: "handbook-search",
  author: "yusuf.demir",
  registration: {
    name: "Handbook search",
    description: "Finds and sums up passages of the company's handbook for colleagues.",
    stakes: "low",
    audience: "internal",
    lifecycle: "production",
    team: "ai-platform",
    usesRetrieval: true,
    unitOfWork: { kind: "trace", label: "search" },
  },
  runbook: {
    by: "yusuf.demir",
    note: "First revision",
    markdown: runbook({
      title: "Handbook search",
      notices: "Colleagues write that they find nothing, or the nightly index did not end before six.",
      first: [
        "Search for a word that stands in every chapter, such as Hallmoor.",
        "Look at the log of the nightly index and start it again when it broke off.",
      ],
      off: "The page has a link to the plain list of chapters; the search box can be hidden with `search.enabled`.",
      wrong: "Nothing that matters hangs on it. Note the question and the passage that should have come.",
      decides: "Whoever of the platform team is there.",
    }),
  },
  versions: [
    {
      daysAgo: 93.3,
      commit: "2f7a6c4",
      reason: "What ran when the search was registered",
      model: gpt41nano,
      artifacts: [
        prompt(
          "passages",
          "1",
          "First text",
          "Sum up the passages in three sentences and name their chapters.",
        ),
        declares(gpt41nano, "Cheapest that names chapters rightly"),
        declaresEmbedding,
        retrieval("handbook", "4", 10, 250, "Chapters of the merger added"),
        evalSet("handbook-questions", "1", 150, "Questions of newcomers"),
      ],
    },
  ],
  traffic: {
    perDay: 47,
    startLevel: 0.5,
    weekend: 0.05,
    hours: "office",
    zone: "Europe/Berlin",
    root: "GET /search",
    embeds: true,
    model: gpt41nano,
    instructions: 150,
    inputScale: 1.4,
    errorShare: 0.015,
    designedFailure: true,
    saysOutcome: true,
    saysAttempt: false,
  },
};

const underwritingLab: FeaturePlan = {
  slug: "underwriting-lab",
  serviceName: "underwriting-lab",
  registration: null,
  versions: [],
  traffic: {
    perDay: 19,
    startLevel: 0.2,
    startDaysAgo: 26.3,
    weekend: 0.02,
    hours: "office",
    zone: "Europe/Berlin",
    root: "price risk",
    model: flash,
    instructions: 0,
    inputScale: 2,
    errorShare: 0.03,
    designedFailure: false,
    saysOutcome: false,
    saysAttempt: false,
  },
};

export const riskFeatures = [fraudSignals, documentSearch, roadsideUpdates, underwritingLab];
