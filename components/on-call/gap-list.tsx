import { StatusMark } from "#components/ui/status-mark";
import { Time } from "#components/ui/time";
import { formatCount } from "#lib/core/format";
import { DAY_MS } from "#lib/core/time";

type Gap = { from: string; to: string };

const SHOWN = 3;
const LOOKED_MS = 30 * DAY_MS;

/** A gap that reaches the end of what was looked at may go on. */
function endsInSight(gap: Gap, at: string): boolean {
  return Date.parse(gap.to) < Date.parse(at) + LOOKED_MS;
}

/** The gaps of the next 30 days, or that there is none. `at` is when they were looked for. */
export function GapList({ gaps, zone, at }: { gaps: readonly Gap[]; zone: string; at: string }) {
  if (gaps.length === 0) return <StatusMark status="met" word="No gap in the next 30 days" />;
  const more = gaps.length - SHOWN;
  return (
    <div>
      <StatusMark status="unmet" word={`${formatCount(gaps.length, "gap")} in the next 30 days`} />
      <ul className="mt-1 text-text-2">
        {gaps.slice(0, SHOWN).map((gap) => (
          <li key={gap.from}>
            Nobody {gap.from > at && "from "}
            {gap.from > at && <Time at={gap.from} zone={zone} inZone weekday />}
            {gap.from <= at && (endsInSight(gap, at) ? "now" : "from now")}
            {endsInSight(gap, at) ? (
              <>
                {" "}
                until <Time at={gap.to} zone={zone} inZone weekday />
              </>
            ) : (
              " on"
            )}
          </li>
        ))}
        {more > 0 && <li>and {formatCount(more, "more gap")}</li>}
      </ul>
    </div>
  );
}
