import { z } from "zod";

export const person = z.object({ id: z.uuid(), name: z.string() });
export type Person = z.infer<typeof person>;

export const named = z.object({ slug: z.string(), name: z.string() });

const at = z.iso.datetime();

/** Who answers for a feature at one moment. */
export const onCallNowAnswer = z
  .object({
    rotation: named.extend({ zone: z.string() }),
    person: person.nullable().meta({ description: "Null in a gap: nobody is on call" }),
    until: at.nullable().meta({ description: "When the person changes; null when no change is in sight" }),
    next: z.object({ person: person.nullable(), from: at }).nullable(),
  })
  .meta({ id: "OnCallNow" });
export type OnCallNow = z.infer<typeof onCallNowAnswer>;
