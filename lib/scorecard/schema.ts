import { z } from "zod";
import { page, pageQuery } from "#lib/core/schema";
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

const statusChange = z.object({
  id: z.string().meta({ description: "characteristic.check, as in cost.coverage" }),
  from: z.enum(statuses).nullable().meta({ description: "null: judged for the first time" }),
  to: z.enum(statuses),
});

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
  /** Why it stands where it does, to read aloud. */
  spoken: z.string(),
  /** Checks that are met and end by age alone at an instant (RFC 3339), the soonest first. */
  ends: z.array(
    z.object({ key: z.enum(characteristicKeys), id: z.string(), title: z.string(), at: z.string() }),
  ),
});
export type Brief = z.infer<typeof brief>;

export const statusChangesSchema = z.array(statusChange);

const cause = z.object({
  words: z.string(),
  href: z.string().nullable().meta({ description: "The screen that shows it" }),
  by: z
    .object({ name: z.string(), at: z.iso.datetime() })
    .nullable()
    .meta({ description: "Who did it, where the activity log tells" }),
});

const historyChange = statusChange.extend({
  because: z.string().nullable().meta({ description: "What the check said afterwards" }),
  causes: z.array(cause).meta({ description: "What differs in the evidence; empty for the first judgement" }),
});
export type HistoryChange = z.infer<typeof historyChange>;

const historyEntry = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  criteria: z.string(),
  verdict: z.enum(verdicts),
  met: z.int(),
  metBefore: z.int().nullable().meta({ description: "null: judged for the first time" }),
  inputDigest: z.string(),
  changes: z.array(historyChange),
});
export type HistoryEntry = z.infer<typeof historyEntry>;

export const historyPage = page(historyEntry);
export type HistoryPage = z.infer<typeof historyPage>;

export const historyQuery = z.object({
  ...pageQuery,
  format: z.enum(["json", "csv"]).default("json"),
});
