import Link from "next/link";
import { SixCellStrip } from "#components/ui/six-cell-strip";
import { StatusMark } from "#components/ui/status-mark";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import type { ErodedFeature } from "#lib/portfolio/changes-schema";
import { subjectOf } from "#lib/portfolio/next-domain";
import { checkAnchor } from "#lib/scorecard/domain";

/** Checks that were met this week and are not any more, under their feature, each with its reason and its fix. */
export function ErodedList({ features }: { features: readonly ErodedFeature[] }) {
  if (features.length === 0) {
    return (
      <p className="px-3.5 py-3 text-text-2">
        No check that was met in the last 7 days has been lost. One that recovered is not listed.
      </p>
    );
  }
  return (
    <ul className="divide-y divide-line">
      {features.map(({ feature, cells, checks }) => (
        <li key={feature.slug} className="px-3.5 py-2.5">
          <div className="mb-1.5 flex flex-wrap items-center gap-x-3 gap-y-1">
            <Link href={`/features/${feature.slug}`} className="rounded-sm font-semibold hover:underline">
              {feature.name}
            </Link>
            <SixCellStrip cells={cells} />
            <span className="text-sm text-text-2">{feature.team ?? "No team"}</span>
          </div>
          <ul className="flex flex-col gap-1.5">
            {checks.map((check) => (
              <li
                key={`${check.key}.${check.id}`}
                className="grid gap-x-3 gap-y-0.5 sm:grid-cols-[168px_minmax(0,1fr)_auto]"
              >
                <Link
                  href={`/features/${feature.slug}#${checkAnchor(check.key, check.id)}`}
                  className="flex items-center gap-1.5 self-start rounded-sm hover:underline"
                >
                  <StatusMark status={check.status} iconOnly />
                  {subjectOf(check)}
                </Link>
                <p className="min-w-0 text-text-2">
                  {check.because}{" "}
                  <span className="whitespace-nowrap text-sm text-text-3">
                    Met until <Time at={check.at} />.
                  </span>
                </p>
                {check.fix && (
                  <TextLink href={check.fix.href} arrow>
                    {check.fix.label}
                  </TextLink>
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
