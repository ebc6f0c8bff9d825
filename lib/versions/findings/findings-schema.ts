import { z } from "zod";
import { environment, zone } from "#lib/core/schema";
import { runningQuery, segment, share } from "#lib/versions/schema";

/** What telemetry can say against what was declared. */
export const findingKinds = [
  "nothing_declared",
  "nothing_observed",
  "release_not_declared",
  "release_declared_late",
  "release_not_observed",
  "share_differs",
  "release_missing",
  "model_changed_silently",
  "model_not_declared",
  "model_missing",
  "prompt_not_declared",
] as const;

const link = z.object({ label: z.string(), href: z.string() });

export const finding = z.object({
  kind: z.enum(findingKinds),
  level: z.enum(["attention", "note"]).meta({ description: "note: under 1 % of the calls of the stretch" }),
  sentence: z.string(),
  detail: z.string().nullable().meta({ description: "What else is known of it" }),
  count: z
    .number()
    .nullable()
    .meta({ description: "Calls, answers or interactions that the sentence speaks of" }),
  of: z.number().nullable().meta({ description: "Of how many" }),
  from: z.string(),
  to: z.string(),
  evidence: z.array(link),
  fix: link
    .extend({
      command: z.string().nullable(),
      deployment: z
        .object({
          shares: z.array(share),
          effectiveAt: z.string(),
          until: z.string().nullable().meta({ description: "null: it still runs" }),
        })
        .nullable()
        .meta({
          description:
            "What is to be recorded, its reason apart, where telemetry shows it and it would put it right",
        }),
    })
    .nullable(),
});
export type Finding = z.infer<typeof finding>;

/** How far a value that telemetry carried was declared over the hours in which it was seen. */
export const declaredMarks = ["yes", "partly", "no"] as const;

export const observedValue = z.object({
  what: z.enum(["release", "model", "prompt"]),
  value: z.string().nullable().meta({ description: "null: calls that carried none" }),
  label: z.string(),
  declared: z.enum(declaredMarks),
  declaredShare: z
    .number()
    .nullable()
    .meta({ description: "Of releases: the share that was declared, weighted by time" }),
  calls: z.number(),
  share: z.number().meta({ description: "Of the calls (of models: of the answers) of the stretch" }),
  hours: z.array(z.number()).meta({ description: "Calls in each of `hours`" }),
});
export type ObservedValue = z.infer<typeof observedValue>;

/** What was believed of a stretch: null is nothing. */
const belief = segment
  .pick({ shares: true, reason: true, reportedAt: true, reportedBy: true, deployment: true })
  .nullable();
export type Belief = z.infer<typeof belief>;

export const knownDifference = z.object({
  from: z.string(),
  to: z.string(),
  change: z.enum(["added", "changed", "withdrawn"]),
  before: belief,
  now: belief,
});
export type KnownDifference = z.infer<typeof knownDifference>;

export const findingsAnswer = z.object({
  interval: z.object({ from: z.string(), to: z.string() }),
  environment: z.string(),
  zone: z.string(),
  hours: z.array(z.string()).meta({ description: "The UTC hours that begin in the stretch" }),
  calls: z.number(),
  answers: z.number().meta({ description: "Calls in which a model answered" }),
  agreeing: z.number().meta({
    description: "Calls that carried a declared release and, where a model answered, one of its models",
  }),
  unanswered: z.number().meta({
    description:
      "Calls of a declared release that failed before a model answered: they show no model and are not among `agreeing`",
  }),
  silence: z.string().nullable().meta({
    description: "Where no call was seen: what that says beside what is declared, unless a finding says it",
  }),
  observed: z.array(observedValue),
  findings: z.array(finding),
  knownThen: z.object({
    at: z.string().meta({ description: "When the stretch ended: what is compared with what is known now" }),
    differences: z.array(knownDifference),
  }),
});
export type FindingsAnswer = z.infer<typeof findingsAnswer>;

export const findingsQuery = z.object({
  at: runningQuery.shape.at,
  tz: zone.default("UTC"),
  environment,
  knownAt: runningQuery.shape.knownAt,
  format: z.enum(["json", "csv"]).default("json").meta({
    description: "csv: the whole answer, what was declared, observed and found, in one table",
  }),
});
