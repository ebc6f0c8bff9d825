import { z } from "zod";
import { pageQuery, slug } from "#lib/core/schema";
import { lifecycles, registeredFeature, stakes } from "#lib/features/schema";
import { onCallNowAnswer } from "#lib/ownership/on-call/on-call-now-schema";
import {
  type CharacteristicKey,
  characteristicKeys,
  type Status,
  statuses,
  verdicts,
} from "#lib/scorecard/domain";

/** What a list can be sorted by. stale: when the next check goes stale; eroded: checks that fell this week. */
export const measures = [
  "name",
  "team",
  "stakes",
  "met",
  "cents",
  "cents30d",
  "unpriced",
  "interactions",
  "stale",
  "eroded",
  "telemetry",
] as const;
export type Measure = (typeof measures)[number];

export type Sort = Measure | `-${Measure}`;
export const sorts = measures.flatMap((measure): Sort[] => [measure, `-${measure}`]) as [Sort, ...Sort[]];

export const groupings = ["team", "verdict", "stakes"] as const;
export type Grouping = (typeof groupings)[number];

/** "quality:unmet": how a characteristic stands. */
export type CellCondition = `${CharacteristicKey}:${Status}`;
export const cellConditions = characteristicKeys.flatMap((key) =>
  statuses.map((status): CellCondition => `${key}:${status}`),
) as [CellCondition, ...CellCondition[]];

/** What `team` says for features that nobody owns; no slug looks like it. */
export const NO_TEAM = "-";

/** somebody: a person now · nobody: a gap now · none: no rotation answers for it. */
export const onCallStates = ["somebody", "nobody", "none"] as const;

/** One value or several with commas between them. */
const several = <T extends string>(values: readonly [T, ...T[]]) =>
  z
    .string()
    .transform((text) => text.split(","))
    .pipe(z.array(z.enum(values)))
    .optional();

export const portfolioFilter = z.object({
  q: z
    .string()
    .trim()
    .max(200)
    .optional()
    .meta({ description: "Part of the name, the slug, the team's name or the name of who is on call" }),
  team: z
    .union([slug, z.literal(NO_TEAM)])
    .optional()
    .meta({ description: "A team's slug; - for features without an owner" }),
  verdict: several(verdicts).meta({ description: "One or several, with commas" }),
  stakes: several(stakes).meta({ description: "One or several, with commas" }),
  lifecycle: several(lifecycles).meta({
    description: "One or several, with commas; retired ones are listed too unless told",
  }),
  status: several(cellConditions).meta({
    description: "How characteristics stand, as quality:unmet; of several with commas all must hold",
  }),
  onCall: z
    .enum(onCallStates)
    .optional()
    .meta({ description: "somebody is on call now; nobody is, in a gap; none: no rotation answers for it" }),
  eroded: z.enum(["yes"]).optional().meta({
    description: "yes: only features with a check that was met in the last 7 days and is not any more",
  }),
  group: z.enum(groupings).optional().meta({ description: "Lists the features group by group" }),
  sort: z.enum(sorts).default("name"),
});
export type PortfolioFilter = z.output<typeof portfolioFilter>;

export const portfolioQuery = portfolioFilter.extend({
  ...pageQuery,
  format: z.enum(["json", "csv"]).default("json"),
});

const link = z.object({ label: z.string(), href: z.string() });

export const portfolioFeature = registeredFeature.extend({
  verdict: z.enum(verdicts),
  met: z.int().meta({ description: "Characteristics that are met, of six" }),
  of: z.literal(6),
  cells: z.array(z.object({ key: z.enum(characteristicKeys), status: z.enum(statuses) })),
  /** The verdict to read aloud. */
  sentence: z.object({ lead: z.string(), rest: z.string() }),
  /** The most urgent check that is not met; null when every check is. */
  next: z
    .object({
      key: z.enum(characteristicKeys),
      id: z.string(),
      title: z.string(),
      status: z.enum(statuses),
      because: z.string(),
      fix: link.nullable(),
      since: z.iso
        .datetime()
        .nullable()
        .meta({ description: "Since when it is not met; null where that is not known" }),
    })
    .nullable(),
  /** The check that goes stale next unless somebody renews it. Those that traffic renews count once it stops. */
  nextStale: z
    .object({
      key: z.enum(characteristicKeys),
      id: z.string(),
      title: z.string(),
      at: z.iso.datetime(),
      fix: link,
    })
    .nullable(),
  eroded7d: z.int().meta({
    description: "Checks that were met at some time in the last 7 days and are not any more",
  }),
  evaluatedAt: z.iso
    .datetime()
    .nullable()
    .meta({ description: "When the checks were last judged; null before the first time" }),
  onCall: onCallNowAnswer
    .nullable()
    .meta({ description: "Null when no rotation answers for it; its person is null in a gap" }),
  centsPerInteraction: z
    .number()
    .nullable()
    .meta({ description: "Mean US cents over the last 24 h of production; null without priced traffic" }),
  centsPerInteraction30d: z.number().nullable(),
  unpricedShare24h: z
    .number()
    .nullable()
    .meta({ description: "Fraction of billable calls without a price in the last 24 h" }),
  sparkline: z
    .array(z.number().nullable())
    .meta({ description: "Mean cents of each of the last 30 UTC days, oldest first" }),
  interactions24h: z.int(),
  lastTelemetryAt: z.string().nullable(),
});
export type PortfolioFeature = z.infer<typeof portfolioFeature>;

export const portfolioSummary = z.object({
  /** Without retired features. */
  features: z.int(),
  retired: z.int(),
  productionGrade: z.int(),
  approaching: z.int(),
  byAccident: z.int(),
  notInProduction: z.int(),
  withoutOwner: z.int(),
  goingStale30d: z.int().meta({
    description:
      "Checks that are met now and run out within 30 days unless somebody renews them; not those that traffic renews",
  }),
  eroded7d: z.int().meta({
    description:
      "Checks that were met at some time in the last 7 days and are not any more, over all features",
  }),
  spendThisMonthUsd: z
    .string()
    .meta({ description: "All environments, since the first of the month in UTC" }),
  interactions24h: z.int(),
  pricedShare24h: z
    .number()
    .nullable()
    .meta({ description: "Priced fraction of billable production calls; null without any" }),
  unregistered: z
    .object({ calls: z.int(), serviceNames: z.array(z.string()), lastAt: z.string() })
    .nullable()
    .meta({
      description:
        "Calls of the last 7 days that belong to no feature; null for none, and for a key that is bound to a feature",
    }),
});
export type PortfolioSummary = z.infer<typeof portfolioSummary>;

export const portfolioGroup = z.object({
  /** The value that its features share; - for no team. */
  key: z.string(),
  label: z.string(),
  features: z.int(),
  productionGrade: z.int(),
  /** How many of its features meet each characteristic, in the fixed order. */
  met: z.array(z.int()).length(6),
});
export type PortfolioGroup = z.infer<typeof portfolioGroup>;

export const portfolioPage = z.object({
  items: z.array(portfolioFeature),
  next: z.string().nullable(),
  /** The groups in the order of the list, over all pages; null unless grouped. */
  groups: z.array(portfolioGroup).nullable(),
  /** How many features the filter lets through, over all pages. */
  matching: z.int(),
  summary: portfolioSummary,
});
export type PortfolioPage = z.infer<typeof portfolioPage>;
