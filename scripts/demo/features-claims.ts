import { code, evalSet, prompt, retrieval, runbook } from "./artifacts.ts";
import { claimReport } from "./claim-reports.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import { claimLetters } from "./features-letters.ts";
import { damagePhotos } from "./features-photos.ts";
import { declares, declaresEmbedding, gpt4o, gpt41, haiku } from "./models.ts";
import { claimVoices } from "./voice-plans.ts";

const triagePilot = `You read the first report of a claim at Hallmoor Mutual.
Name the branch (home, car, journey) and how urgent it is. Answer as JSON.`;
const triageFirst = `You read the first report of a claim at Hallmoor Mutual.
Name the branch (home, car, journey), how urgent it is (today, this week, no hurry) and what is missing.
Never promise a payment. Never guess a policy number: leave it empty.
Answer as JSON with branch, urgency, missing and summary.`;
const triageSecond = `${triageFirst}
When somebody may be hurt, or water still runs, the urgency is "today", whatever else the report says.`;
const triageThird = `${triageSecond}
Quote the sentence of the policy that decides the branch, from the passages below. No passage, no quote.`;

const claimsTriage: FeaturePlan = {
  slug: "claims-triage",
  serviceName: "claims-intake",
  author: "maeve.quinlan",
  registration: {
    name: "Claims triage",
    description: "Reads the first report of a claim, names branch and urgency, and asks for what is missing.",
    stakes: "high",
    audience: "customer",
    lifecycle: "production",
    team: "claims",
    usesRetrieval: true,
    unitOfWork: { kind: "attribute", attribute: "hallmoor.claim.id", label: "claim" },
    badge: true,
    contentPolicy: "redacted",
    redactionPatterns: [{ name: "Policy number", expression: "HM-\\d{4}-\\d{6}", replacement: "[policy]" }],
  },
  runbook: {
    by: "tobias.brandt",
    note: "Fallback model and the manual queue described",
    test: {
      by: "ines.carvalho",
      result: "passed",
      minutes: 35,
      notes: "Switched staging to manual mode and back; eleven claims waited, none was lost.",
    },
    added: {
      by: "tobias.brandt",
      note: "Whom to call at the provider",
      markdown:
        "\n## At the provider\n\nOur contract has a telephone line; the number is in the duty folder.\n",
    },
    markdown: runbook({
      title: "Claims triage",
      notices:
        "Claims pile up in the queue named unsorted, or the share of claims without a branch rises above two in a hundred within an hour.",
      first: [
        "Look at the error share of the last hour. Above ten in a hundred it is the provider, not us.",
        "Check that the fallback model answers: half of the calls should then carry claude-haiku-4-5.",
        "Tell the duty lead in Claims how many claims wait, and since when.",
      ],
      off: "Set the switch `triage.mode` to `manual` in the intake service. Claims then go to people in the order of their arrival; nothing is lost and nothing is sorted twice.",
      wrong:
        "Collect three claim numbers, go back to the release before with its reason, and let the claims of the last two hours be read again by a person.",
      decides:
        "The claims lead on duty decides about manual mode; only Maeve Quinlan decides to switch triage off for longer than a day.",
    }),
  },
  versions: [
    {
      daysAgo: 290,
      on: { month: 2, day: 24, time: "09:30" },
      commit: "1c7f0b2",
      reason: "Pilot in the Cork office",
      model: gpt4o,
      artifacts: [
        prompt("triage", "0.1", "First text of the pilot", triagePilot),
        declares(gpt4o, "What the company had a contract for"),
        declares(haiku, "Fallback of another provider"),
        declaresEmbedding,
        retrieval("policy-wordings", "2026-01", 4, 400, "Wordings of January"),
        evalSet("triage-gold", "1", 180, "Claims of one winter week"),
        code("1.9.0", "First build that calls a model"),
      ],
    },
    {
      daysAgo: 272,
      on: { month: 3, day: 14, time: "12:00" },
      commit: "83d2aa9",
      reason: "Handlers asked for what is missing, not only for the branch",
      canary: { weight: 0.1, days: 4 },
      artifacts: [
        prompt("triage", "0.2", "Names what is missing", `${triagePilot}\nName what is missing.`),
        evalSet("triage-gold", "2", 420, "Reports that lacked something"),
      ],
    },
    {
      daysAgo: 93.3,
      commit: "4be0d17",
      reason: "The release that the pilot ended with",
      without: ["model gpt-4o"],
      model: gpt41,
      artifacts: [
        prompt("triage", "1", "First text for production, as the pilot ended", triageFirst),
        declares(gpt41, "Best of four in the pilot's eval"),
        declares(haiku, "Fallback of another provider"),
        declaresEmbedding,
        retrieval("policy-wordings", "2026-07", 6, 400, "Wordings of July"),
        evalSet("triage-gold", "3", 640, "Cases of the winter storms added"),
        code("2.11.0", "Pilot flags removed"),
      ],
    },
    {
      daysAgo: 57.4,
      commit: "a90c3fe",
      reason: "Reports of injuries were sorted as not urgent twice in September",
      canary: { weight: 0.1, days: 2 },
      artifacts: [prompt("triage", "2", "Injury and running water are urgent always", triageSecond)],
    },
    {
      daysAgo: 18.3,
      commit: "e217b5a",
      reason: "Claims handlers asked for the deciding sentence of the policy",
      canary: { weight: 0.2, days: 3 },
      inputScale: 1.2,
      artifacts: [
        prompt("triage", "3", "Quotes the sentence that decides the branch", triageThird),
        retrieval("policy-wordings", "2026-10", 8, 400, "Wordings of October, two passages more"),
        evalSet("triage-gold", "4", 780, "140 cases about quotes"),
      ],
    },
  ],
  traffic: {
    perDay: 132,
    startLevel: 0.22,
    weekend: 0.42,
    hours: "service",
    zone: "Europe/Dublin",
    root: "POST /claims",
    agent: "triage",
    embeds: true,
    tools: [{ name: "policy_lookup", ms: 180, errorShare: 0.006, chance: 0.92 }],
    model: gpt41,
    fallback: haiku,
    instructions: 1_450,
    inputScale: 1,
    cachedShare: 0.55,
    errorShare: 0.014,
    escalated: 0.04,
    designedFailure: true,
    saysOutcome: true,
    saysAttempt: true,
    messages: claimReport,
    staging: { perDay: 8, daysEarlier: 2 },
  },
  correction: {
    step: 1,
    weight: 0.25,
    reason: "Correction: the balancer's log of that day shows 25 in 100, not 10",
  },
  voices: claimVoices,
};

export const claimsFeatures = [claimsTriage, claimLetters, damagePhotos];
