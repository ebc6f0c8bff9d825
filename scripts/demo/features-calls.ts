import { evalSet, prompt } from "./artifacts.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import { declares, flash, geminiPro } from "./models.ts";

const summary = `Summarise the call for the file: who called, about which policy, what was agreed, what is due until when.
Five lines at most. Leave out health, unless it is what the call was about.`;

/**
 * Nine days ago somebody changed the model in the settings of the service, and told nobody. Today it was written down
 * at last, but without the eval set, so that a check which was met is not any more.
 */
export const callSummaries: FeaturePlan = {
  slug: "call-summaries",
  serviceName: "call-notes",
  author: "oisin.fallon",
  registration: {
    name: "Call summaries",
    description: "Writes the note about a telephone call into the customer's file.",
    stakes: "standard",
    audience: "internal",
    lifecycle: "production",
    team: "customer-service",
    unitOfWork: { kind: "trace", label: "call note" },
  },
  versions: [
    {
      daysAgo: 93.3,
      commit: "31c5a90",
      reason: "What ran when the notes were registered",
      model: flash,
      artifacts: [
        prompt("note", "2", "Five lines instead of ten", summary),
        declares(flash, "Long calls fit, and it is cheap"),
        evalSet("calls-gold", "1", 120, "First set, read by two colleagues"),
      ],
    },
    {
      daysAgo: 0.13,
      reportedLast: true,
      commit: "a6f9912",
      reason: "Writes down the model that has answered for nine days",
      model: geminiPro,
      without: ["model gemini-2.5-flash", "eval_set calls-gold"],
      artifacts: [declares(geminiPro, "Somebody found the summaries of long calls better")],
    },
  ],
  traffic: {
    perDay: 68,
    startLevel: 0.6,
    weekend: 0.15,
    hours: "office",
    zone: "Europe/Dublin",
    root: "summarise call",
    model: flash,
    instructions: 310,
    inputScale: 3.1,
    errorShare: 0.016,
    designedFailure: false,
    saysOutcome: true,
    saysAttempt: true,
    drift: { daysAgo: 9.2, model: geminiPro },
  },
};
