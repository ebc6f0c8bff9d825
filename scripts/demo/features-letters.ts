import { evalSet, prompt, runbook } from "./artifacts.ts";
import type { FeaturePlan, ModelUse } from "./feature-plan.ts";
import { declares, gpt4o } from "./models.ts";
import { letterVoices, SILENT_UPDATE_DAYS } from "./voice-plans.ts";

const letterFirst = `You write a letter of Hallmoor Mutual about a decision on a claim, from the facts below.
Plain words, short sentences, at most 180 words. Say the decision in the first sentence.
Say how to complain in the last one. Add nothing that is not in the facts.`;

/** Writes about as much as the prompt allows. */
const letterModel: ModelUse = { ...gpt4o, outputScale: 1.5 };

/**
 * The silent update: from 17 days ago the provider's name gpt-4o answers as another snapshot, although nobody changed
 * anything here. Answers that pass the evaluator fall as those of gpt-4-0314 and gpt-4-0613 did on prime numbers, from
 * 84.0 to 51.1 in 100 (Chen, Zaharia and Zou, How is ChatGPT's behavior changing over time?, arXiv:2307.09009v3, 2023).
 */
export const claimLetters: FeaturePlan = {
  slug: "claim-letters",
  serviceName: "letter-writer",
  author: "maeve.quinlan",
  registration: {
    name: "Claim letters",
    description: "Drafts the letter about a decision; a handler reads it before it is sent.",
    stakes: "standard",
    audience: "customer",
    lifecycle: "production",
    team: "claims",
    unitOfWork: { kind: "trace", label: "letter" },
  },
  runbook: {
    by: "ines.carvalho",
    note: "First revision",
    test: {
      by: "maeve.quinlan",
      result: "passed",
      minutes: 20,
      notes: "Hid the button in staging and wrote two letters from the templates.",
    },
    markdown: runbook({
      title: "Claim letters",
      notices:
        "Handlers report drafts that are too long or in the wrong tone, or the median draft costs noticeably more than last week.",
      first: [
        "Compare the model that answered with the model that was declared.",
        "Read five drafts of today beside five of last month.",
        "Ask handlers to write by hand until the comparison is done.",
      ],
      off: "Hide the button `Draft` with the setting `letters.draft` in the claims desk. Letters are then written from the templates.",
      wrong:
        "A handler signs each letter, so nothing wrong has left the house by itself. Mark the drafts, and add them to the eval set.",
      decides: "Maeve Quinlan, or the claims lead on duty in her absence.",
    }),
  },
  versions: [
    {
      daysAgo: 93.3,
      commit: "77d0c2b",
      reason: "What ran when the letters were registered",
      model: letterModel,
      artifacts: [
        prompt("letter", "4", "Complaints sentence as the ombudsman asks for it", letterFirst),
        declares(letterModel, "Snapshot of the eval of June"),
        evalSet("letters-gold", "2", 310, "Letters of the first half of the year"),
      ],
    },
    {
      daysAgo: 48.2,
      commit: "0c9f8e1",
      reason: "Readers did not find the decision in the letter",
      artifacts: [
        prompt(
          "letter",
          "5",
          "The decision stands in bold in the first line",
          `${letterFirst}\nPut the decision in bold.`,
        ),
      ],
    },
  ],
  traffic: {
    perDay: 74,
    startLevel: 0.6,
    weekend: 0.06,
    hours: "office",
    zone: "Europe/Dublin",
    root: "draft letter",
    agent: "letter-writer",
    model: letterModel,
    instructions: 620,
    inputScale: 0.9,
    errorShare: 0.012,
    refused: 0.004,
    designedFailure: true,
    saysOutcome: true,
    saysAttempt: true,
    drift: {
      daysAgo: SILENT_UPDATE_DAYS,
      model: { ...gpt4o, answers: "gpt-4o-2024-11-20", outputScale: 3, tokenMs: 10 },
    },
  },
  voices: letterVoices,
};
