import { z } from "zod";
import { environment, zone } from "#lib/core/schema";
import { timelineDays } from "./days-domain.ts";

export const timelineQuery = z.object({
  days: z.coerce
    .number()
    .pipe(z.union(timelineDays.map((days) => z.literal(days))))
    .default(30),
  tz: zone.default("UTC").meta({ description: "Whose days the series and what ran have" }),
  environment,
  format: z.enum(["json", "csv"]).default("json"),
});

export const timeline = z.object({
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  limit: z.number().meta({ description: "Share of interactions that may fail with no designed response" }),
  deployments: z
    .array(z.object({ at: z.iso.datetime(), name: z.string(), reason: z.string(), by: z.string() }))
    .meta({ description: "Reports that began to count in this time; running says what then ran until when" }),
  running: z
    .array(
      z.object({
        from: z.iso.datetime(),
        to: z.iso.datetime(),
        day: z.iso.date().meta({ description: "Of the beginning, in tz" }),
        name: z.string().meta({ description: "What it brought, such as prompt v13" }),
        reason: z.string(),
        by: z.string(),
      }),
    )
    .meta({ description: "What was declared to run, as believed now; stretches without any are left out" }),
  scores: z
    .array(z.object({ at: z.iso.datetime(), met: z.int() }))
    .meta({ description: "Met characteristics from that instant on; the first may lie before the axis" }),
  trouble: z
    .array(
      z.object({
        from: z.iso.datetime(),
        to: z.iso.datetime(),
        interactions: z.int(),
        failed: z.int(),
      }),
    )
    .meta({ description: "Hours in which more interactions failed than the limit lets expect" }),
  series: z.array(
    z.object({
      start: z.iso.datetime(),
      interactions: z.int(),
      cents: z.number().nullable().meta({ description: "Mean cents per priced interaction; null: none" }),
      calls: z.int(),
      errorShare: z.number().nullable().meta({ description: "Failed calls of all; null: no call" }),
    }),
  ),
});
export type Timeline = z.infer<typeof timeline>;
