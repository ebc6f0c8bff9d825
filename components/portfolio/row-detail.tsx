import { OnCallPerson } from "#components/on-call/on-call-person";
import { LinkButton } from "#components/ui/link-button";
import { StatusMark } from "#components/ui/status-mark";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { formatPercent } from "#lib/core/format";
import { formatCents } from "#lib/core/money";
import { subjectOf } from "#lib/portfolio/next-domain";
import type { PortfolioFeature } from "#lib/portfolio/schema";

/** What a row has no room for: the whole reason with its fix, what falls due, and the figures behind the figures. */
export function RowDetail({ row }: { row: PortfolioFeature }) {
  const { next, nextStale } = row;
  return (
    <div className="grid gap-x-8 gap-y-3 py-1 sm:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="flex min-w-0 flex-col gap-2">
        {next && (
          <div className="flex gap-2">
            <StatusMark status={next.status} iconOnly />
            <p className="min-w-0">
              <strong className="font-semibold">{subjectOf(next)}.</strong> {next.because}
              {next.since && next.status !== "unknown" && (
                <span className="text-text-2">
                  {" "}
                  So since <Time at={next.since} />.
                </span>
              )}{" "}
              {next.fix && (
                <TextLink href={next.fix.href} arrow>
                  {next.fix.label}
                </TextLink>
              )}
            </p>
          </div>
        )}
        {nextStale && (
          <p className="text-text-2">
            {subjectOf(nextStale)} goes stale on <Time at={nextStale.at} precision="day" />.{" "}
            <TextLink href={nextStale.fix.href} arrow>
              {nextStale.fix.label}
            </TextLink>
          </p>
        )}
        {!next && !nextStale && <p className="text-text-2">{row.sentence.rest}</p>}
        {row.eroded7d > 0 && (
          <p className="text-text-2">
            {row.eroded7d} of its checks {row.eroded7d === 1 ? "was" : "were"} met this week and{" "}
            {row.eroded7d === 1 ? "is" : "are"} not any more.
          </p>
        )}
      </div>
      <div className="flex min-w-0 flex-col items-start gap-2 text-sm text-text-2">
        <p>
          {row.owner
            ? `${row.owner.team.name}, ${row.owner.accountable ? `${row.owner.accountable.name} is accountable` : "nobody is accountable"}`
            : "No team owns it"}
          .
        </p>
        <p className="flex items-center gap-1.5 sm:hidden">
          On call <OnCallPerson onCall={row.onCall} />
        </p>
        <p>
          {row.centsPerInteraction30d === null
            ? "No priced interaction in 30 days"
            : `${formatCents(row.centsPerInteraction30d)} ¢ per interaction over 30 days`}
          {row.unpricedShare24h !== null &&
            `, ${formatPercent(row.unpricedShare24h)} of the calls of 24 h without a price`}
          .
        </p>
        <p>
          {row.lastTelemetryAt ? (
            <>
              Last call <Time at={row.lastTelemetryAt} />
            </>
          ) : (
            "No telemetry yet"
          )}
          {row.evaluatedAt && (
            <>
              , judged <Time at={row.evaluatedAt} />
            </>
          )}
          .
        </p>
        <LinkButton href={`/compare?${new URLSearchParams({ a: row.slug })}`} size="sm">
          Compare with another
        </LinkButton>
      </div>
    </div>
  );
}
