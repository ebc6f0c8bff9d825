import { z } from "zod";
import { characteristicKeys, statuses, verdicts } from "./domain.ts";

const link = z.object({ label: z.string(), href: z.string() });

export const check = z.object({
  id: z.string(),
  title: z.string(),
  status: z.enum(statuses).meta({ description: "Only met counts" }),
  because: z.string().meta({ description: "One plain sentence with its figures" }),
  evidence: z.array(link),
  validUntil: z.iso.datetime().nullable().meta({ description: "When it stops being met by age alone" }),
  fix: link.nullable(),
});

export const characteristics = z.array(
  z.object({ key: z.enum(characteristicKeys), met: z.boolean(), checks: z.array(check) }),
);

export const scorecard = z.object({
  verdict: z.enum(verdicts),
  met: z.int(),
  of: z.literal(6),
  criteria: z.string().meta({ description: "Version of the criteria" }),
  evaluatedAt: z.iso.datetime(),
  inputDigest: z.string().meta({ description: "SHA-256 over what the judges saw" }),
  validUntil: z.iso.datetime().nullable(),
  characteristics,
});

export type ScorecardAnswer = z.infer<typeof scorecard>;

export const statusChangesSchema = z.array(
  z.object({
    id: z.string().meta({ description: "characteristic.check, as in cost.coverage" }),
    from: z.enum(statuses).nullable().meta({ description: "null: judged for the first time" }),
    to: z.enum(statuses),
  }),
);

export const historyEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  criteria: z.string(),
  verdict: z.enum(verdicts),
  met: z.int(),
  inputDigest: z.string(),
  changes: statusChangesSchema,
});

export type HistoryEntry = z.infer<typeof historyEntry>;
