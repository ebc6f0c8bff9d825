import { z } from "zod";
import { displayName } from "#lib/auth/schema";
import { day, instant, instantText, notStorable, slug, zone } from "#lib/core/schema";
import { isStorable } from "#lib/core/storable";
import { weekdayOf } from "./hand-over-domain.ts";
import { named, onCallNowAnswer, person } from "./on-call-now-schema.ts";
import { MAX_EVERY, MAX_MEMBERS } from "./schedule-draft-domain.ts";

export const rotationParams = z.object({ slug });
export const overrideParams = z.object({ slug, id: z.uuid() });
export const linkParams = z.object({ id: z.uuid() });

const scheduleFields = {
  zone: zone.meta({ description: "The zone whose wall clocks say when a turn ends" }),
  handOver: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time such as 09:00")
    .meta({ description: "Time of the hand-over on the wall, 24 hours" }),
  period: z.enum(["daily", "weekly"]),
  every: z
    .int()
    .min(1)
    .max(31)
    .default(1)
    .meta({ description: `Days (up to ${MAX_EVERY.daily}) or weeks (up to ${MAX_EVERY.weekly}) of a turn` }),
  weekday: z.int().min(1).max(7).optional().meta({ description: "Of a weekly one: 1 Monday to 7 Sunday" }),
  anchor: day.optional().meta({
    description:
      "A day on which the turn of the first member begins; without it the first is on call from the start",
  }),
  members: z
    .array(z.uuid())
    .max(MAX_MEMBERS)
    .refine((ids) => new Set(ids).size === ids.length, "names somebody twice")
    .meta({ description: "Ids of members of the team in the order of their turns; none ends the rotation" }),
};

type Fields = { period: string; every: number; weekday?: number; anchor?: string };

/** What no single field can say. */
function agrees(input: Fields, context: z.RefinementCtx): void {
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: "custom", path: [path], message });
  const weekly = input.period === "weekly";
  if (weekly && input.every > MAX_EVERY.weekly) refuse("every", `at most ${MAX_EVERY.weekly} weeks`);
  if (!weekly && input.weekday !== undefined)
    refuse("weekday", "only a weekly rotation has a day of the week");
  if (weekly && input.weekday === undefined && input.anchor === undefined)
    refuse("weekday", "on which day of the week is the hand-over?");
  // A field that is wrong by itself has said so already.
  const anchor = day.safeParse(input.anchor);
  if (weekly && input.weekday !== undefined && anchor.success) {
    if (weekdayOf(anchor.data) !== input.weekday) refuse("anchor", "is another day of the week");
  }
}

export const scheduleInput = z
  .strictObject({
    ...scheduleFields,
    effectiveFrom: instant.optional().meta({ description: "Now or later; now unless told" }),
  })
  .superRefine(agrees)
  .meta({ id: "ScheduleInput" });
export type ScheduleInput = z.output<typeof scheduleInput>;

export const rotationInput = z.strictObject({
  slug,
  name: displayName,
  team: slug.meta({ description: "Whose members take turns" }),
  coversAiIncidents: z.boolean().meta({
    description: "Whether whoever is on call is told of and answers for AI incidents, not only for outages",
  }),
  schedule: z
    .strictObject({
      ...scheduleFields,
      effectiveFrom: instant.optional().meta({
        description: "Up to 400 days ago, for a rotation that is kept elsewhere until now; now unless told",
      }),
    })
    .superRefine(agrees),
});
export type RotationInput = z.output<typeof rotationInput>;

export const rotationChange = z
  .strictObject({ name: displayName.optional(), coversAiIncidents: z.boolean().optional() })
  .refine(
    (body) => body.name !== undefined || body.coversAiIncidents !== undefined,
    "Send a name, or coversAiIncidents.",
  );
export type RotationChange = z.output<typeof rotationChange>;

export const overrideInput = z
  .strictObject({
    userId: z.uuid().meta({ description: "A member of the team, who takes over" }),
    from: instant.optional().meta({ description: "Now or later; now unless told" }),
    to: instant,
    reason: z.string().trim().max(300).refine(isStorable, notStorable).nullish(),
  })
  .refine((body) => body.from === undefined || body.from < body.to, {
    path: ["to"],
    message: "has to be after the beginning",
  });
export type OverrideInput = z.output<typeof overrideInput>;

export const featureRotationInput = z.strictObject({
  rotation: slug.nullable().meta({ description: "A rotation's slug; null for none" }),
});

const at = z.iso.datetime();
const gap = z.object({ from: at, to: at });

export const shiftAnswer = z.object({
  from: at,
  to: at,
  person: person.nullable().meta({ description: "Null in a gap" }),
  planned: person.nullable().meta({ description: "Whose time it was or is, also when they are away" }),
  override: z.boolean().meta({ description: "Somebody took over" }),
  recorded: z
    .boolean()
    .meta({ description: "True for what was; false for what is planned or still goes on" }),
});
export type ShiftAnswer = z.infer<typeof shiftAnswer>;
export const shiftsAnswer = z.object({ zone: z.string(), items: z.array(shiftAnswer) });
export type ShiftsAnswer = z.infer<typeof shiftsAnswer>;

export const shiftsQuery = z.object({
  from: instantText.optional().meta({ description: "90 days ago unless told" }),
  to: instantText.optional().meta({ description: "Now unless told; at most 400 days after from" }),
  format: z.enum(["json", "csv"]).default("json"),
});

const scheduleAnswer = z.object({
  number: z.int(),
  effectiveFrom: at,
  zone: z.string(),
  handOver: z.string(),
  period: z.enum(["daily", "weekly"]),
  every: z.int(),
  anchor: z.string(),
  members: z.array(z.string()),
});

export const overrideAnswer = z.object({
  id: z.uuid(),
  number: z.int(),
  person,
  from: at,
  to: at,
  reason: z.string().nullable(),
  by: z.string(),
  cancelledAt: at.nullable(),
});
export type OverrideAnswer = z.infer<typeof overrideAnswer>;

export const rotationSummary = z
  .object({
    ...named.shape,
    team: named.nullable().meta({ description: "Null once the team was deleted: then nobody is on call" }),
    coversAiIncidents: z.boolean(),
    now: onCallNowAnswer,
    rhythm: z.string().meta({ description: "Such as: Every week on Monday at 09:00" }),
    members: z
      .array(person.extend({ absent: z.boolean() }))
      .meta({ description: "In the order of their turns; absent: cannot sign in or is not in the team" }),
    gaps: z.array(gap).meta({ description: "Of the next 30 days" }),
    shifts: z.array(shiftAnswer).meta({ description: "That begin in the next 28 days, and the running one" }),
    features: z.array(named),
    mayChange: z.boolean(),
  })
  .meta({ id: "Rotation" });
export type RotationSummary = z.infer<typeof rotationSummary>;

export const rotationDetail = rotationSummary
  .extend({
    schedules: z.array(scheduleAnswer).meta({ description: "That are or will be in force" }),
    nextNumber: z.int(),
    overrides: z.array(overrideAnswer).meta({ description: "That have not ended, latest first" }),
    people: z
      .array(person.extend({ absent: z.boolean() }))
      .meta({ description: "Everybody who may take turns or is named" }),
    createdAt: at,
  })
  .meta({ id: "RotationDetail" });
export type RotationDetail = z.infer<typeof rotationDetail>;

export const rotationsAnswer = z.object({ items: z.array(rotationSummary) });

export const onCallAnswer = z.object({
  at,
  rotations: z.array(rotationSummary),
  without: z
    .array(named.extend({ team: named.nullable(), mayChange: z.boolean() }))
    .meta({ description: "Features that no rotation answers for" }),
  mine: z
    .array(
      z.object({ rotation: named.extend({ zone: z.string() }), from: at, to: at, override: z.boolean() }),
    )
    .meta({ description: "The caller's own shifts of the next 90 days, the running one too" }),
});
export type OnCallAnswer = z.infer<typeof onCallAnswer>;

export const featureOnCallAnswer = z
  .object({
    onCall: onCallNowAnswer.nullable().meta({ description: "Null when no rotation answers for the feature" }),
    coversAiIncidents: z.boolean().nullable(),
    gaps: z.array(gap).meta({ description: "Of the next 30 days" }),
  })
  .meta({ id: "FeatureOnCall" });
export type FeatureOnCall = z.infer<typeof featureOnCallAnswer>;

export const calendarLinkInput = z.strictObject({
  rotation: slug.nullable().meta({ description: "Null for one's own shifts in every rotation" }),
});

export const calendarLinkAnswer = z
  .object({
    id: z.uuid(),
    rotation: named.nullable(),
    createdAt: at,
    lastReadAt: at.nullable(),
  })
  .meta({ id: "CalendarLink" });
export type CalendarLinkAnswer = z.infer<typeof calendarLinkAnswer>;
export const newCalendarLink = calendarLinkAnswer.extend({
  url: z.string().meta({ description: "Shown this once. Whoever has it reads the shifts" }),
});
export type NewCalendarLink = z.infer<typeof newCalendarLink>;
export const calendarLinksAnswer = z.object({ items: z.array(calendarLinkAnswer) });
