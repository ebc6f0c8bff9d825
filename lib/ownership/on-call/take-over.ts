import "server-only";
import { recordActivity } from "#lib/activity/record";
import type { Principal } from "#lib/auth/domain";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { addDays } from "#lib/core/time";
import { invalid, LATE_MS, lockRotation, requireMembers, subjectOf } from "./change-rotation.ts";
import { standing } from "./on-call-domain.ts";
import type { OverrideInput } from "./on-call-schema.ts";
import { touchFeaturesOfRotation } from "./record-shifts.ts";

/** Longest time that somebody takes over, and how far ahead. */
const LONGEST_DAYS = 92;
const AHEAD_DAYS = 400;

function refuseTimes(from: Date, to: Date, now: Date): void {
  if (to <= now) throw invalid("to", "has to be in the future");
  if (to > addDays(from, LONGEST_DAYS))
    throw invalid("to", `at most ${LONGEST_DAYS} days after the beginning`);
  if (from > addDays(now, AHEAD_DAYS)) throw invalid("from", `at most ${AHEAD_DAYS} days from now`);
}

/**
 * Puts somebody on call for a while in place of whose turn it is, from now or later. Where two overlap the newer counts.
 * Throws `forbidden`, `not_found`, `invalid` (a past beginning, somebody who is not in the team). Answers the id.
 */
export async function takeOver(
  principal: Principal,
  slug: string,
  input: OverrideInput,
  now = new Date(),
): Promise<string> {
  return db().$transaction(async (tx) => {
    const held = await lockRotation(tx, principal, slug, now);
    const { rotation } = held;
    if (input.from && input.from.getTime() < now.getTime() - LATE_MS)
      throw invalid("from", "somebody takes over from now or later; what was stays");
    const from = new Date(Math.max(held.from.getTime(), input.from?.getTime() ?? 0));
    refuseTimes(from, input.to, held.from);
    const [name] = await requireMembers(tx, rotation.team?.id ?? null, [input.userId], "userId");
    const last = await tx.rotationOverride.aggregate({
      where: { rotationId: rotation.id },
      _max: { number: true },
    });
    const made = await tx.rotationOverride.create({
      data: {
        rotationId: rotation.id,
        number: (last._max.number ?? 0) + 1,
        userId: input.userId,
        startsAt: from,
        endsAt: input.to,
        reason: input.reason || null,
        createdById: principal.kind === "user" ? principal.id : null,
        createdByName: principal.name,
      },
    });
    await touchFeaturesOfRotation(tx, rotation.id);
    await recordActivity(tx, principal, {
      action: "rotation.take_over",
      subject: subjectOf(rotation),
      after: {
        person: name ?? null,
        from: from.toISOString(),
        to: input.to.toISOString(),
        reason: made.reason,
      },
    });
    return made.id;
  });
}

/**
 * Takes back what lies ahead of an override; what was of it stays. A second time changes nothing. Throws `forbidden`,
 * `not_found`, and `conflict` for one that is over.
 */
export async function cancelTakeOver(
  principal: Principal,
  slug: string,
  id: string,
  now = new Date(),
): Promise<void> {
  await db().$transaction(async (tx) => {
    const { rotation, from } = await lockRotation(tx, principal, slug, now);
    const override = rotation.plan.overrides.find((one) => one.id === id);
    if (!override) throw new AppError("not_found", "There is no such override in this rotation.");
    if (override.cancelledAt !== null) return;
    const stands = standing(override);
    if (stands && stands.to <= from.getTime())
      throw new AppError("conflict", "This is over already; the past is not changed.");
    await tx.rotationOverride.update({
      where: { id },
      data: { cancelledAt: from, cancelledByName: principal.name },
    });
    await touchFeaturesOfRotation(tx, rotation.id);
    await recordActivity(tx, principal, {
      action: "rotation.cancel_take_over",
      subject: subjectOf(rotation),
      before: {
        person: rotation.people.get(override.userId)?.name ?? null,
        from: new Date(override.from).toISOString(),
        to: new Date(override.to).toISOString(),
      },
    });
  });
}
