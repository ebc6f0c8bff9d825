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

/** What a list shows of a card. Everything in it is counted from the card's checks when the card is stored. */
export const brief = z.object({
  /** One status for each characteristic, in the fixed order. */
  cells: z.array(z.enum(statuses)).length(6),
  /** The most urgent check that is not met; null when every one is. */
  next: z
    .object({
      key: z.enum(characteristicKeys),
      id: z.string(),
      title: z.string(),
      status: z.enum(statuses),
      because: z.string(),
      fix: link.nullable(),
      /** RFC 3339: since when it is not met; null when that was never known. */
      since: z.string().nullable(),
    })
    .nullable(),
  /** The main clauses of one or two reasons, of two characteristics where there are two. */
  reasons: z.array(z.string()),
  /** Checks that are met and end by age alone at an instant (RFC 3339), the soonest first. */
  ends: z.array(
    z.object({ key: z.enum(characteristicKeys), id: z.string(), title: z.string(), at: z.string() }),
  ),
});
export type Brief = z.infer<typeof brief>;

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
