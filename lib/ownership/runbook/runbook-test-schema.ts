import { z } from "zod";
import { environment, instant, notStorable, page, pageQuery } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";

/** Minutes of a week: longer, it was no test. */
const MAX_MINUTES = 10_080;

export const runbookTestInput = z.strictObject({
  revision: z
    .int()
    .min(1)
    .max(2_147_483_647)
    .meta({ description: "The revision that was followed; only tests of the newest count" }),
  result: z.enum(["passed", "failed"]),
  ranAt: instant.meta({
    description: "When it ended; not before the revision was saved, and not in the future",
  }),
  minutes: z.int().min(1).max(MAX_MINUTES).nullish().meta({ description: "How long it took" }),
  notes: z
    .string()
    .trim()
    .min(1, "say what was followed and what was found")
    .max(4000)
    .refine(isStorable, notStorable)
    .meta({ description: "What was followed, and what was found" }),
  environment: environment.optional().meta({ description: "Where it was followed" }),
});
export type RunbookTestInput = z.output<typeof runbookTestInput>;
export type RunbookTestDraft = z.input<typeof runbookTestInput>;

export const runbookTest = z
  .object({
    id: z.uuid(),
    revision: z.int(),
    result: z.enum(["passed", "failed"]),
    ranAt: z.iso.datetime(),
    minutes: z.int().nullable(),
    environment: z.string().nullable(),
    notes: z.string(),
    tester: z.string(),
    rotation: z.string().nullable().meta({ description: "The feature's rotation when it was recorded" }),
    onRotation: z.boolean().meta({ description: "Whether the tester was on it when the test ran" }),
    counts: z.boolean().meta({
      description: "Whether a pass of this test makes its revision tested: false for authors and outsiders",
    }),
    recordedAt: z.iso.datetime(),
  })
  .meta({ id: "RunbookTest" });
export type RunbookTestAnswer = z.infer<typeof runbookTest>;

export const runbookTestPage = page(runbookTest);
export type RunbookTestPage = z.infer<typeof runbookTestPage>;

export const runbookTestsQuery = z.object(pageQuery);
