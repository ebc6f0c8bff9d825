import { z } from "zod";
import { day, environment, page, pageQuery, slug, zone } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";
import { artifactKinds } from "#lib/versions/domain";
import { artifactVersion, deploymentAnswer } from "#lib/versions/schema";

const blank = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === "" ? undefined : value), schema);

const filters = {
  feature: blank(slug.optional()),
  environment: blank(environment.removeDefault().optional()).meta({
    description: "Every environment when absent",
  }),
};
const format = z.enum(["json", "csv"]).default("json");

/** Fewest characters that are looked for, and fewest of a content: its index knows pieces of three. */
export const SEARCH_LEAST = 2;
export const CONTENT_LEAST = 3;

const text = z
  .string()
  .trim()
  .min(SEARCH_LEAST, `at least ${SEARCH_LEAST} characters`)
  .max(200)
  .refine(isStorable, "has characters that are no text");

export const searchQuery = z.object({
  q: text.meta({
    description:
      "A name, a version, a piece of content or of a reason, or the beginning of a digest or commit",
  }),
  kind: blank(z.enum(artifactKinds).optional()),
  ...filters,
  ...pageQuery,
  format,
});
export type SearchQuery = z.output<typeof searchQuery>;

export const searchMatches = ["name", "content", "reason", "digest", "release", "commit"] as const;

const feature = z.object({ slug: z.string(), name: z.string() });

export const searchHit = z.object({
  feature,
  ...artifactVersion.shape,
  createdBy: z.string(),
  createdAt: z.string(),
  matched: z.array(z.enum(searchMatches)),
  snippet: z.string().nullable().meta({ description: "The content around the first match" }),
  ran: z
    .array(
      z.object({
        environment: z.string(),
        from: z.string(),
        to: z.string().nullable().meta({ description: "Null while it runs" }),
        weight: z.number(),
        releases: z.array(z.string()),
      }),
    )
    .meta({ description: "Where it was declared to run, the newest stretches first" }),
  moreRan: z.number(),
  seen: z
    .array(
      z.object({
        environment: z.string(),
        firstDay: z.string().meta({ description: "The first UTC day on which calls named it" }),
        lastDay: z.string(),
        calls: z.number(),
      }),
    )
    .meta({
      description:
        "Where telemetry saw it, declared or not: calls that named the prompt and its version, or a release that has it",
    }),
});
export type SearchHit = z.infer<typeof searchHit>;
export const searchPage = page(searchHit);
export type SearchPage = z.infer<typeof searchPage>;

export const changesQuery = z.object({
  from: day.meta({ description: "The first day" }),
  to: day.meta({ description: "The last day; it belongs to the answer" }),
  tz: blank(zone.default("UTC")),
  ...filters,
  ...pageQuery,
  format,
});
export type ChangesQuery = z.output<typeof changesQuery>;

/** `resumed`: what it had given way to ended. `ended`: nothing is declared from then on. */
export const changeEvents = ["began", "resumed", "ended"] as const;

const changes = z.array(
  z.object({
    kind: z.enum(artifactKinds),
    name: z.string(),
    from: z.array(z.string()),
    to: z.array(z.string()),
    change: z.string().nullable().meta({ description: "The reason of the newest version that came" }),
  }),
);

export const dayChange = z.object({
  feature,
  at: z.string().meta({ description: "When it began, resumed or ended, as believed now" }),
  event: z.enum(changeEvents),
  deployment: deploymentAnswer,
  knownSince: z.string().meta({ description: "When that was first reported" }),
  late: z.boolean().meta({ description: "Reported more than five minutes after it happened" }),
  imported: z.boolean(),
  before: z.array(z.object({ release: z.string(), weight: z.number() })),
  changes,
});
export type DayChange = z.infer<typeof dayChange>;

export const observedChange = z.object({
  feature,
  environment: z.string(),
  at: z.string().meta({ description: "The UTC hour in which it first answered" }),
  provider: z.string().nullable(),
  model: z.string().meta({ description: "What the provider says that answered" }),
  requested: z.array(z.string()).meta({ description: "The models that were asked for" }),
  calls: z.number().meta({ description: "Calls that it answered in its first 24 hours" }),
  of: z.number().meta({ description: "Calls that any model answered in them" }),
});
export type ObservedChange = z.infer<typeof observedChange>;

export const netChange = z.object({ feature, environment: z.string(), changes });
export type NetChange = z.infer<typeof netChange>;

export const changesPage = page(dayChange).extend({
  net: z.array(netChange).meta({
    description:
      "On the first page: what runs when the last day ends that did not when the first began, at most 200",
  }),
  observed: z.array(observedChange).meta({
    description:
      "On the first page: models that first answered between the days, declared or not, where others had answered before",
  }),
  moreObserved: z.number(),
});
export type ChangesPage = z.infer<typeof changesPage>;

/** The search parameters of the screen: what is not valid is absent. */
export const versionsSearchView = z.object({
  q: text.optional().catch(undefined),
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
  /** Null: the viewer's own, else the organisation's. */
  tz: zone.nullable().default(null).catch(null),
});
