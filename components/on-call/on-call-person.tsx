import Link from "next/link";
import { Avatar } from "#components/ui/avatar";
import { StatusDot } from "#components/ui/status-dot";
import type { OnCallNow } from "#lib/ownership/on-call/on-call-now-schema";

/** Who is on call now, in one line that leads to the rotation: a person, nobody in a gap, or that there is no rotation. */
export function OnCallPerson({ onCall }: { onCall: OnCallNow | null }) {
  if (!onCall) return <span className="whitespace-nowrap text-sm text-text-3">No rotation</span>;
  return (
    <Link
      href={`/on-call/${onCall.rotation.slug}`}
      title={`On call in ${onCall.rotation.name}`}
      className="inline-flex min-w-0 max-w-full rounded-sm hover:underline"
    >
      {onCall.person ? (
        <Avatar name={onCall.person.name} withName />
      ) : (
        <span className="inline-flex items-center gap-1.5 whitespace-nowrap font-medium text-unmet">
          <StatusDot status="unmet" />
          Nobody
        </span>
      )}
    </Link>
  );
}
