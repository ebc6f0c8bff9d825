"use client";
import { Avatar } from "#components/ui/avatar";
import { StatusMark } from "#components/ui/status-mark";
import { formatCount, formatDateTime } from "#lib/core/format";
import { DAY_MS } from "#lib/core/time";
import { gapsBetween, nextHandOvers, type Plan, stateAt } from "#lib/ownership/on-call/on-call-domain";

export type SchedulePreviewProps = {
  /** As it would be with the draft saved; null while a field is missing. */
  plan: Plan | null;
  zone: string;
  people: readonly { id: string; name: string }[];
  /** Milliseconds since 1970. */
  now: number;
};

const HAND_OVERS = 8;
const GAP_DAYS = 30;

/** What the draft would mean: who now, the next hand-overs, the gaps; worked out by the rules that the server uses. */
export function SchedulePreview({ plan, zone, people, now }: SchedulePreviewProps) {
  const nameOf = (id: string | null) => people.find((person) => person.id === id)?.name ?? null;
  const frame = (children: React.ReactNode) => (
    <section aria-label="Next hand-overs" className="rounded-md border border-line bg-sunken px-3 py-2.5">
      <h3 className="mb-1.5 font-semibold">
        Next hand-overs <span className="font-normal text-sm text-text-2">{zone.replaceAll("_", " ")}</span>
      </h3>
      {children}
    </section>
  );
  if (!plan) return frame(<p className="text-text-2">Fill in the zone and the time to see them.</p>);
  const handOvers = nextHandOvers(plan, now, HAND_OVERS);
  const gaps = gapsBetween(plan, now, now + GAP_DAYS * DAY_MS);
  const first = gaps[0];
  return frame(
    <div className="grid gap-2.5">
      <ol className="grid gap-1.5">
        <Line when="Now" name={nameOf(stateAt(plan, now).now.userId)} />
        {handOvers.map((shift) => (
          <Line
            key={shift.from}
            when={formatDateTime(shift.from, zone, { weekday: true, zoneName: false })}
            name={nameOf(shift.userId)}
          />
        ))}
      </ol>
      {handOvers.length === 0 && <p className="text-text-2">Nobody hands over to anybody.</p>}
      <p aria-live="polite" className="text-sm">
        {first ? (
          <>
            <StatusMark status="unmet" word={`${formatCount(gaps.length, "gap")} in the next 30 days`} />
            <span className="block text-text-2">
              Nobody{" "}
              {first.from <= now ? "now" : `from ${formatDateTime(first.from, zone, { weekday: true })}`}{" "}
              until {formatDateTime(first.to, zone, { weekday: true })}
            </span>
          </>
        ) : (
          <StatusMark status="met" word="No gap in the next 30 days" />
        )}
      </p>
    </div>,
  );
}

function Line({ when, name }: { when: string; name: string | null }) {
  return (
    <li className="grid gap-x-3 grid-cols-[minmax(0,1fr)_auto]">
      <span className="text-text-2 tnum">{when}</span>
      <span className={name ? "font-medium" : "font-medium text-unmet"}>
        <Avatar name={name} withName />
      </span>
    </li>
  );
}
