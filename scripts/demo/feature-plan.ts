import type { RegistrationInput } from "#lib/features/schema";
import type { ReleaseBody } from "#lib/versions/schema";
import type { Random } from "./random.ts";

export type ArtifactPlan = Required<Pick<ReleaseBody["artifacts"][number], "kind" | "name">> &
  ReleaseBody["artifacts"][number] & { version: string; change: string };

/** A model as it is asked for and as it answers. */
export type ModelUse = {
  provider: string;
  asks: string;
  answers: string;
  /** Output tokens against those of the trace. */
  outputScale?: number;
  /** Milliseconds until the first token and for each token after it. */
  firstMs?: number;
  tokenMs?: number;
};

/** One change of what runs: the artifacts that are new, why, and since when. */
export type VersionStep = {
  daysAgo: number;
  /** Instead of daysAgo: the last such day that lies long before the telemetry, at this time in the feature's zone. */
  on?: { month: number; day: number; time: string };
  /** All traffic goes back to the release before; `artifacts` is empty. With "now" somebody rolls back as one does it. */
  rollback?: "reported" | "now";
  /** Reported last, after the scorecards were judged, so that the history shows what it did to them. */
  reportedLast?: true;
  /** Artifacts that replace those of the same kind and name; the others stay. */
  artifacts: ArtifactPlan[];
  /** Artifacts of the release before that this one has no more, as "kind name". */
  without?: string[];
  commit: string;
  reason: string;
  /** The share of traffic that it got first, and for how many days. */
  canary?: { weight: number; days: number };
  model?: ModelUse;
  inputScale?: number;
};

export type TrafficPlan = {
  /** Interactions on a full working day near the end. */
  perDay: number;
  /** What the first day of the 90 had of that. */
  startLevel: number;
  startDaysAgo?: number;
  stopDaysAgo?: number;
  /** What a Saturday and a Sunday have of a working day. */
  weekend: number;
  hours: "office" | "service" | "always" | "night";
  /** Where people use it: its days, and when it is deployed. */
  zone: string;
  /** Turns of a conversation; one trace each. */
  turns?: readonly [from: number, to: number];
  root: string;
  agent?: string;
  embeds?: boolean;
  tools?: readonly { name: string; ms: number; errorShare: number; chance: number }[];
  model: ModelUse;
  fallback?: ModelUse;
  /** Tokens of the instructions, and of the rest against the trace. */
  instructions: number;
  inputScale: number;
  cachedShare?: number;
  errorShare: number;
  /** Shares of interactions that end so; what no model answered is failed or, where that is designed, degraded. */
  refused?: number;
  escalated?: number;
  designedFailure: boolean;
  saysOutcome: boolean;
  saysAttempt: boolean;
  /** What a model was asked and answered, sent in the last days; stored as the content policy says. */
  messages?: (random: Random) => Record<string, string | number>;
  /** Another model answers from then on, and nobody declared it. */
  drift?: { daysAgo: number; model: ModelUse };
  /** A second environment, in which releases arrive some days earlier. */
  staging?: { perDay: number; daysEarlier: number };
};

/** What people and an evaluator said of the interactions of the last days. */
export type VoicePlan = {
  /** Two weeks unless told. */
  days?: number;
  /** How many interactions somebody rated, and how many of these were good. */
  share: number;
  good: number;
  /** Since then people like it less. */
  soured?: { daysAgo: number; good: number };
  rating: "thumbs" | "stars";
  source: "end_user" | "reviewer";
  /** Labels of bad ratings, with a comment only where the content policy keeps it. */
  complaints: readonly { label: string; comment?: string }[];
  praise?: readonly string[];
  evaluator?: {
    metric: string;
    share: number;
    /** Share of answers that pass, before and since a day; without it scores are drawn around 0.88. */
    passing?: { before: number; since: { daysAgo: number; share: number } };
    passed: string;
    failed: string;
  };
};

/** What was reported wrongly of one deployment, and is said rightly at the end of the load. */
export type CorrectionPlan = { step: number; weight: number; reason: string };

export type RunbookPlan = {
  by: string;
  markdown: string;
  note: string;
  /** Somebody went through it, just now. */
  test?: { by: string; result: "passed" | "failed"; minutes: number; notes: string };
  /** A paragraph that is added after everything was judged: the test was of another text. */
  added?: { by: string; note: string; markdown: string };
};

export type FeaturePlan = {
  slug: string;
  /** null: nobody registered it. */
  registration: RegistrationInput | null;
  serviceName: string;
  /** E-mail names of who writes releases and who writes the runbook. */
  author?: string;
  runbook?: RunbookPlan;
  /** "production" unless told. */
  environment?: string;
  versions: VersionStep[];
  correction?: CorrectionPlan;
  traffic: TrafficPlan;
  voices?: VoicePlan;
};
