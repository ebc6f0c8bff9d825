import "server-only";
import { dayOf } from "#lib/core/calendar";
import { AppError } from "#lib/core/errors";
import type { FindingsAnswer } from "#lib/versions/findings/findings-schema";
import { readFindings } from "#lib/versions/findings/read-findings";
import type { Micros, Span } from "#lib/versions/instant";
import { running, spanOf } from "#lib/versions/queries";
import type { Running } from "#lib/versions/schema";

export type DayAnswer = {
  span: Span;
  /** As known now, and as known at `knownAt`: when the day ended, unless told. */
  now: Running;
  then: Running;
  findings: FindingsAnswer;
};

type Question = { at?: string | undefined; tz: string; environment: string; knownAt?: Micros | undefined };

/** The stretch of a calendar day, today when `at` is absent. Throws `invalid` for an instant or for no day. */
export function dayOfQuestion(at: string | undefined, zone: string, present: Date): Span {
  if (at?.includes("T")) throw new AppError("invalid", "at: a day such as 2026-03-14, not an instant.");
  return spanOf(at ?? dayOf(present, zone), zone, present);
}

/** What ran on a day as known now and then, and what telemetry showed beside it. Throws `invalid` for no day. */
export async function readDay(
  feature: { id: number; slug: string },
  { at, tz, environment, knownAt }: Question,
  present: Date,
): Promise<DayAnswer> {
  const span = dayOfQuestion(at, tz, present);
  const about = { featureId: feature.id, environment, span };
  const [now, then] = await Promise.all([
    running({ ...about, knownAt: null }),
    running({ ...about, knownAt: knownAt ?? span.to, declaredOnly: true }),
  ]);
  const findings = await readFindings({ feature, environment, zone: tz, span, now, then, at: present });
  return { span, now, then, findings };
}
