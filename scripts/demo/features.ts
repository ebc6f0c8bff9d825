import type { FeaturePlan } from "./feature-plan.ts";
import { claimsFeatures } from "./features-claims.ts";
import { riskFeatures } from "./features-risk.ts";
import { salesFeatures } from "./features-sales.ts";
import { serviceFeatures } from "./features-service.ts";

/** Everything at Hallmoor Mutual that calls a model: thirteen registered features and one service that nobody registered. */
export const featurePlans: FeaturePlan[] = [
  ...claimsFeatures,
  ...serviceFeatures,
  ...riskFeatures,
  ...salesFeatures,
];
