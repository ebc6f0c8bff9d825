import { z } from "zod";
import { slug } from "#lib/core/schema";

export const comparisonQuery = z.object({
  a: slug,
  b: slug,
  format: z.enum(["json", "csv"]).default("json"),
});

const value = z.union([z.string(), z.number(), z.boolean()]).nullable();

export const comparisonAnswer = z.object({
  rows: z.array(
    z.object({
      part: z.enum(["figure", "check"]),
      item: z.string().meta({ description: "A column of the portfolio's CSV, or a check: quality.target" }),
      a: value,
      b: value,
      differs: z.boolean(),
      aBecause: z.string().nullable().meta({ description: "Of a check: its sentence" }),
      bBecause: z.string().nullable(),
    }),
  ),
});
export type ComparisonAnswer = z.infer<typeof comparisonAnswer>;
