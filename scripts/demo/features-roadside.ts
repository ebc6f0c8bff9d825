import { evalSet, prompt, runbook } from "./artifacts.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import { declares, gpt41mini, haiku } from "./models.ts";

/** Launched yesterday: everything about it was declared within a day, so that its history has no gap. */
export const roadsideUpdates: FeaturePlan = {
  slug: "roadside-updates",
  serviceName: "roadside",
  author: "yusuf.demir",
  registration: {
    name: "Roadside updates",
    description: "Tells drivers who broke down when help arrives, in their own language.",
    stakes: "low",
    audience: "customer",
    lifecycle: "production",
    team: "ai-platform",
    unitOfWork: { kind: "trace", label: "update" },
    badge: true,
  },
  runbook: {
    by: "yusuf.demir",
    note: "Written for the launch",
    test: {
      by: "amara.okafor",
      result: "passed",
      minutes: 12,
      notes: "Drivers of the test van got the fixed text within a minute.",
    },
    markdown: runbook({
      title: "Roadside updates",
      notices:
        "Drivers call to ask where the vehicle is, although an update was sent, or no update was sent for ten minutes.",
      first: [
        "Look whether the dispatch desk still sends positions; without them no time of arrival is known.",
        "Ask the dispatch lead to call the drivers who have waited longest.",
      ],
      off: "Set `updates.channel` to `template`. Drivers then get the fixed text with the telephone number of the dispatch desk.",
      wrong: "A wrong time is worse than none. Switch to the template first, then look for the cause.",
      decides: "The dispatch lead of the shift, at any hour.",
    }),
  },
  versions: [
    {
      daysAgo: 0.93,
      commit: "d41e8b3",
      reason: "Launch in Ireland",
      model: gpt41mini,
      artifacts: [
        prompt(
          "update",
          "1",
          "Text of the launch",
          "Say in two sentences who comes, in what vehicle and when. Use the driver's language. No apologies.",
        ),
        declares(gpt41mini, "Eleven languages at a good price"),
        declares(haiku, "Fallback of another provider"),
        evalSet("roadside-gold", "1", 220, "Calls of last winter"),
      ],
    },
    {
      daysAgo: 0.41,
      commit: "1f07c9d",
      reason: "Drivers asked whether the van can tow",
      canary: { weight: 0.5, days: 0.2 },
      artifacts: [
        prompt(
          "update",
          "2",
          "Says whether the vehicle can tow",
          "Say in two sentences who comes, in what vehicle, when, and whether it can tow. Use the driver's language.",
        ),
      ],
    },
  ],
  traffic: {
    perDay: 310,
    startLevel: 1,
    startDaysAgo: 0.84,
    weekend: 0.95,
    hours: "always",
    zone: "Europe/Dublin",
    root: "POST /updates",
    model: gpt41mini,
    fallback: haiku,
    instructions: 200,
    inputScale: 0.3,
    errorShare: 0.007,
    designedFailure: true,
    saysOutcome: true,
    saysAttempt: true,
  },
};
