import { StatStrip } from "#components/ui/stat-strip";
import { formatCount, formatNumber, formatPercent } from "#lib/core/format";
import { formatUsd, nanoOfUsd } from "#lib/core/money";
import { NO_TEAM, type PortfolioSummary } from "#lib/portfolio/schema";

/** Only what is known now: no forecast, no history that was not kept. */
export function PortfolioStats({ summary }: { summary: PortfolioSummary }) {
  const { features, productionGrade, withoutOwner, pricedShare24h } = summary;
  return (
    <div className="mb-4">
      <StatStrip
        label="The portfolio in figures"
        stats={[
          {
            label: "Production-grade",
            value: features === 0 ? "–" : formatPercent(productionGrade / features, 0),
            note: `${productionGrade} of ${formatCount(features, "feature")}`,
          },
          {
            label: "Spend this month",
            value: formatUsd(nanoOfUsd(summary.spendThisMonthUsd)),
            note: "all environments, month in UTC",
          },
          {
            label: "Interactions, 24 h",
            value: formatNumber(summary.interactions24h),
            note:
              pricedShare24h === null
                ? "no billable calls"
                : `${formatPercent(pricedShare24h)} of calls priced`,
          },
          {
            label: "Without an owner",
            value: formatNumber(withoutOwner),
            note: withoutOwner === 0 ? "every feature has a team" : "no team answers for them",
            ...(withoutOwner === 0 ? {} : { href: `/?team=${NO_TEAM}` }),
          },
        ]}
      />
    </div>
  );
}
