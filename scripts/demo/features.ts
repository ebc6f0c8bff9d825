import type { FeaturePlan } from "./feature-plan.ts";
import { abroadFeatures } from "./features-abroad.ts";
import { claimsFeatures } from "./features-claims.ts";
import { underwritingCopilot } from "./features-copilot.ts";
import { riskFeatures } from "./features-risk.ts";
import { salesFeatures } from "./features-sales.ts";
import { serviceFeatures } from "./features-service.ts";

/** Everything at Hallmoor Mutual that calls a model: sixteen registered features and one service that nobody registered. */
export const featurePlans: FeaturePlan[] = [
  ...claimsFeatures,
  ...serviceFeatures,
  ...riskFeatures,
  underwritingCopilot,
  ...abroadFeatures,
  ...salesFeatures,
];
