import Link from "next/link";
import { Badge } from "#components/ui/badge";
import { Panel } from "#components/ui/panel";
import { Time } from "#components/ui/time";
import type { OnCallAnswer } from "#lib/ownership/on-call/on-call-schema";

const SHOWN = 6;

/** The viewer's next shifts; the running one says so. */
export function OwnShifts({ mine, at }: Pick<OnCallAnswer, "mine" | "at">) {
  return (
    <Panel title="Your next shifts" aside={mine.length > SHOWN ? `${SHOWN} of ${mine.length}` : undefined}>
      {mine.length === 0 ? (
        <p className="text-text-2">You have no shift in the next 90 days.</p>
      ) : (
        <ul className="flex flex-col gap-2.5">
          {mine.slice(0, SHOWN).map((shift) => (
            <li key={`${shift.rotation.slug} ${shift.from}`}>
              <span className="flex items-center gap-2">
                <Link
                  href={`/on-call/${shift.rotation.slug}`}
                  className="truncate rounded-sm font-semibold hover:underline"
                >
                  {shift.rotation.name}
                </Link>
                {shift.from <= at && <Badge tone="accent">now</Badge>}
                {shift.override && <Badge tone="outline">took over</Badge>}
              </span>
              <span className="block text-sm text-text-2">
                {shift.from > at && (
                  <>
                    <Time at={shift.from} zone={shift.rotation.zone} inZone weekday bare />{" "}
                  </>
                )}
                until <Time at={shift.to} zone={shift.rotation.zone} inZone weekday />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}
