import { prompt } from "./artifacts.ts";
import type { FeaturePlan } from "./feature-plan.ts";
import { declares, ownVision } from "./models.ts";

/** Its model has no price: nobody has stated what the own machines cost. */
export const damagePhotos: FeaturePlan = {
  slug: "damage-photos",
  serviceName: "photo-estimator",
  author: "maeve.quinlan",
  registration: {
    name: "Damage photos",
    description:
      "Estimates the repair of a car from photos, on our own machines, so that no photo leaves the house.",
    stakes: "standard",
    audience: "customer",
    lifecycle: "production",
    team: "claims",
    unitOfWork: { kind: "trace", label: "estimate" },
  },
  versions: [
    {
      daysAgo: 76.5,
      commit: "19ab44d",
      reason: "Start with two garages",
      model: ownVision,
      artifacts: [
        prompt(
          "estimate",
          "1",
          "First text",
          "Name every damaged part that the photos show and whether it is repaired or replaced. No prices.",
        ),
        declares(ownVision, "Own training on 41,000 photos"),
      ],
    },
  ],
  traffic: {
    perDay: 41,
    startLevel: 0.3,
    startDaysAgo: 74.8,
    weekend: 0.3,
    hours: "service",
    zone: "Europe/Berlin",
    root: "POST /estimates",
    tools: [{ name: "parts_catalogue", ms: 95, errorShare: 0.004, chance: 1 }],
    model: ownVision,
    instructions: 180,
    inputScale: 2.6,
    errorShare: 0.02,
    escalated: 0.09,
    designedFailure: true,
    saysOutcome: true,
    saysAttempt: false,
  },
};
