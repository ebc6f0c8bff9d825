import { evalSet, prompt, retrieval, runbook } from "./artifacts.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import { declares, declaresEmbedding, flash, gpt41, gpt41mini, gpt41nano, sonnet } from "./models.ts";

/** In production by accident: no owner, no versions, no word for its unit of work, no word about how it ended. */
const travelQuotes: FeaturePlan = {
  slug: "travel-quotes",
  serviceName: "quote-helper",
  registration: {
    name: "Travel quote helper",
    description: "Was an experiment of the spring campaign. The button is still on the website.",
    stakes: "standard",
    audience: "customer",
    lifecycle: "production",
    unitOfWork: { kind: "trace" },
  },
  versions: [],
  traffic: {
    perDay: 52,
    startLevel: 0.6,
    weekend: 0.9,
    hours: "service",
    zone: "Europe/Berlin",
    root: "POST /quote",
    model: gpt41,
    instructions: 2_900,
    inputScale: 0.6,
    errorShare: 0.045,
    designedFailure: false,
    saysOutcome: false,
    saysAttempt: false,
  },
};

const brokerAssistant: FeaturePlan = {
  slug: "broker-assistant",
  serviceName: "broker-desk",
  author: "camille.roy",
  registration: {
    name: "Broker assistant",
    description: "Pilot with fourteen brokers in Ontario: compares covers and drafts the offer.",
    stakes: "high",
    audience: "customer",
    lifecycle: "pilot",
    team: "brokers",
    usesRetrieval: true,
    unitOfWork: { kind: "conversation", label: "consultation" },
  },
  versions: [
    {
      daysAgo: 38.6,
      commit: "6e02f5d",
      reason: "Start of the pilot",
      model: sonnet,
      artifacts: [
        prompt(
          "consult",
          "1",
          "Text of the pilot",
          "Help the broker to compare covers. Name the page of the wording for each statement. The broker decides.",
        ),
        declares(sonnet, "Longest context without losing page numbers"),
        declaresEmbedding,
        retrieval("covers-ontario", "1", 12, 500, "Wordings of Ontario"),
      ],
    },
    {
      daysAgo: 12.4,
      commit: "8aa3c71",
      reason: "Brokers asked for tables",
      artifacts: [
        prompt(
          "consult",
          "2",
          "Comparisons come as a table",
          "Help the broker to compare covers, as a table. Name the page of the wording for each statement. The broker decides.",
        ),
      ],
    },
  ],
  traffic: {
    perDay: 12,
    startLevel: 0.2,
    startDaysAgo: 36.9,
    weekend: 0.03,
    hours: "office",
    zone: "America/Toronto",
    turns: [2, 7],
    root: "consultation turn",
    agent: "broker-assistant",
    embeds: true,
    model: sonnet,
    instructions: 1_200,
    inputScale: 1.8,
    cachedShare: 0.4,
    errorShare: 0.01,
    designedFailure: false,
    saysOutcome: true,
    saysAttempt: false,
  },
};

/** Its job has not run for twelve days, and nobody has noticed. */
const renewalLetters: FeaturePlan = {
  slug: "renewal-notices",
  serviceName: "renewals-batch",
  author: "camille.roy",
  registration: {
    name: "Renewal notices",
    description:
      "Explains what changes in a policy at its renewal; runs in the evening for the renewals of the next day.",
    stakes: "low",
    audience: "customer",
    lifecycle: "production",
    team: "brokers",
    unitOfWork: { kind: "attribute", attribute: "hallmoor.policy.id", label: "notice" },
  },
  runbook: {
    by: "camille.roy",
    note: "As the job was handed over",
    test: {
      by: "daniel.osei",
      result: "passed",
      minutes: 40,
      notes: "Printed the notices of one evening from the template.",
    },
    markdown: runbook({
      title: "Renewal notices",
      notices:
        "The print shop asks where the file of the evening is, or brokers hear of notices without a price.",
      first: [
        "Look whether the job of last evening ran; its log is in the batch folder.",
        "Count the notices against the renewals of the next day.",
        "Send the notices of the day from the template when fewer than nine in ten are there.",
      ],
      off: "Take the job out of the evening's plan. The print shop then prints the template with the price alone.",
      wrong:
        "Stop the file at the print shop before ten in the evening; afterwards only a second letter helps.",
      decides: "The person who answers for the brokers' features, and the print shop for its own deadline.",
    }),
  },
  versions: [
    {
      daysAgo: 93.3,
      commit: "aa10e55",
      reason: "What ran when the notices were registered",
      model: gpt41mini,
      artifacts: [
        prompt(
          "notice",
          "2",
          "Changes of price first",
          "Explain what changes at the renewal. The price first, then the cover. At most 120 words.",
        ),
        declares(gpt41mini, "Same as the chat, one contract"),
        evalSet("renewals-gold", "1", 90, "Renewals of one week"),
      ],
    },
  ],
  traffic: {
    perDay: 44,
    startLevel: 0.95,
    stopDaysAgo: 12.1,
    weekend: 0,
    hours: "night",
    zone: "Europe/Dublin",
    root: "notice",
    model: gpt41mini,
    instructions: 420,
    inputScale: 0.7,
    errorShare: 0.008,
    designedFailure: true,
    saysOutcome: true,
    saysAttempt: true,
  },
};

/** Moved from one model to another by the book; the cost chart shows what it saved. */
const inboxSorting: FeaturePlan = {
  slug: "inbox-sorting",
  serviceName: "post-room",
  author: "yusuf.demir",
  registration: {
    name: "Post room",
    description: "Reads scanned letters and files them under the right policy.",
    stakes: "standard",
    audience: "internal",
    lifecycle: "production",
    team: "ai-platform",
    unitOfWork: { kind: "trace", label: "document" },
  },
  versions: [
    {
      daysAgo: 93.3,
      commit: "5b7c0f9",
      reason: "What ran when the post room was registered",
      model: gpt41mini,
      artifacts: [
        prompt(
          "file",
          "6",
          "Handwritten letters go to a person",
          "Find the policy number and the kind of letter. Handwritten: say so.",
        ),
        declares(gpt41mini, "As chosen in the spring"),
        declares(flash, "Reads bad scans again"),
        evalSet("letters-scanned", "4", 700, "Faxes added"),
      ],
    },
    {
      daysAgo: 22.4,
      commit: "c3d91ab",
      reason: "The same score for a quarter of the price",
      canary: { weight: 0.2, days: 5 },
      model: gpt41nano,
      artifacts: [declares(gpt41nano, "Same score in the eval, a quarter of the price")],
      without: ["model gpt-4.1-mini"],
    },
  ],
  traffic: {
    perDay: 78,
    startLevel: 0.6,
    weekend: 0.04,
    hours: "office",
    zone: "Europe/Berlin",
    root: "file document",
    tools: [{ name: "read_scan", ms: 620, errorShare: 0.012, chance: 1 }],
    model: gpt41mini,
    fallback: flash,
    instructions: 380,
    inputScale: 1.6,
    errorShare: 0.012,
    escalated: 0.05,
    designedFailure: true,
    saysOutcome: true,
    saysAttempt: true,
  },
};

export const salesFeatures = [travelQuotes, brokerAssistant, renewalLetters, inboxSorting];
