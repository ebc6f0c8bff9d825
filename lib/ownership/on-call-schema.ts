import { z } from "zod";

export const person = z.object({ id: z.uuid(), name: z.string() });
export type Person = z.infer<typeof person>;

/** Who answers for a feature at one moment. */
export const onCallNowAnswer = z
  .object({
    rotation: z.object({ slug: z.string(), name: z.string(), zone: z.string() }),
    person: person.nullable().meta({ description: "Null in a gap: nobody is on call" }),
    until: z.iso
      .datetime()
      .nullable()
      .meta({ description: "When the person changes; null when no change is in sight" }),
    next: z.object({ person: person.nullable(), from: z.iso.datetime() }).nullable(),
  })
  .meta({ id: "OnCallNow" });
export type OnCallNow = z.infer<typeof onCallNowAnswer>;
