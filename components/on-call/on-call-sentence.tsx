import { Time } from "#components/ui/time";
import type { OnCallNow } from "#lib/ownership/on-call/on-call-now-schema";

/** "until Mon 16 Mar 2026, 09:00 CET, then Bob", after the name of who is on call. */
export function UntilAndNext({ onCall }: { onCall: OnCallNow }) {
  const { until, next, rotation, person } = onCall;
  if (!until || !next) {
    return <span className="text-text-2">{person ? "no hand-over ahead" : "no end in sight"}</span>;
  }
  return (
    <span className="text-text-2">
      until <Time at={until} zone={rotation.zone} inZone weekday />, then{" "}
      {next.person ? next.person.name : "nobody"}
    </span>
  );
}
