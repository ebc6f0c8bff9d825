import { Skeleton } from "#components/ui/skeleton";
import { formatCount } from "#lib/core/format";
import type { AssignmentAnswer } from "#lib/features/assignment-schema";

type Feature = AssignmentAnswer["features"][number];

/** What an assignment would change, feature by feature, before it does. */
export function AssignPreview({
  answer,
  pending,
}: {
  answer: AssignmentAnswer | undefined;
  pending: boolean;
}) {
  if (pending) return <Skeleton className="h-24" />;
  if (!answer) return <p className="text-text-2">Choose a team, a rotation or both to see what changes.</p>;
  const changing = answer.features.filter((one) => one.mayChange && (one.team || one.rotation));
  const same = answer.features.filter((one) => one.mayChange && !one.team && !one.rotation).length;
  const refused = answer.features.filter((one) => !one.mayChange);
  return (
    <section aria-label="What changes" className="rounded-md border border-line">
      <p role="status" className="border-line border-b px-3 py-2">
        {formatCount(changing.length, "feature")} {changing.length === 1 ? "changes" : "change"}
        {same > 0 && `, ${same} ${same === 1 ? "is" : "are"} so already`}.
      </p>
      {refused.length > 0 && (
        <p className="border-line border-b bg-stale-soft px-3 py-2">
          You may not change {refused.map((one) => one.name).join(", ")};{" "}
          {refused.length === 1 ? "it stays as it is" : "they stay as they are"}.
        </p>
      )}
      <ul className="max-h-64 divide-y divide-line overflow-y-auto">
        {changing.map((one) => (
          <li key={one.slug} className="grid gap-x-3 px-3 py-1.5 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
            <span className="truncate font-semibold">{one.name}</span>
            <span className="min-w-0 text-text-2">{movesOf(one)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function movesOf(one: Feature): string {
  const move = (what: string, nobody: string, change: Feature["team"]) =>
    change ? [`${what}: ${change.from?.name ?? nobody} → ${change.to?.name ?? nobody}`] : [];
  return [...move("team", "nobody", one.team), ...move("rotation", "none", one.rotation)].join(", ");
}
