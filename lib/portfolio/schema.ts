import { z } from "zod";
import { pageQuery, slug } from "#lib/core/schema";
import { lifecycles, registeredFeature, stakes } from "#lib/features/schema";
import { onCallNowAnswer } from "#lib/ownership/on-call-now-schema";
import { characteristicKeys, statuses, verdicts } from "#lib/scorecard/domain";

export const sorts = [
  "name",
  "-name",
  "met",
  "-met",
  "cents",
  "-cents",
  "interactions",
  "-interactions",
] as const;
export type Sort = (typeof sorts)[number];

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
  onCall: z
    .enum(onCallStates)
    .optional()
    .meta({ description: "somebody is on call now; nobody is, in a gap; none: no rotation answers for it" }),
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
    })
    .nullable(),
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
  /** Checks that are met now and run out by age alone within 30 days. */
  goingStale30d: z.int(),
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

export const portfolioPage = z.object({
  items: z.array(portfolioFeature),
  next: z.string().nullable(),
  /** How many features the filter lets through, over all pages. */
  matching: z.int(),
  summary: portfolioSummary,
});
export type PortfolioPage = z.infer<typeof portfolioPage>;
