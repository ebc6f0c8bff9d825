"use client";
import { useQuery } from "@tanstack/react-query";
import { Sparkline } from "#components/charts/sparkline";
import { StatStrip } from "#components/ui/stat-strip";
import { formatCount, formatNumber, formatPercent } from "#lib/core/format";
import { formatUsd, nanoOfUsd } from "#lib/core/money";
import { trendOptions } from "#lib/portfolio/query-options";
import { NO_TEAM, type PortfolioSummary } from "#lib/portfolio/schema";
import { trendWords } from "./prepare-trend.ts";

/** Only what is known: no forecast, no history that was not kept. */
export function PortfolioStats({ summary }: { summary: PortfolioSummary }) {
  const { features, productionGrade, withoutOwner, pricedShare24h } = summary;
  const trend = useQuery(trendOptions());
  const words = trend.data ? trendWords(trend.data.items) : null;
  return (
    <div className="mb-3">
      <StatStrip
        label="The portfolio in figures"
        stats={[
          {
            label: words?.was ? "Production-grade, last 26 weeks" : "Production-grade",
            value: features === 0 ? "–" : formatPercent(productionGrade / features, 0),
            // One week is a point, not a trend.
            ...(words?.was && {
              mark: (
                <Sparkline
                  tone="met"
                  values={words.line}
                  label={`Share of features that are production-grade, last 26 weeks, ${words.was}`}
                />
              ),
            }),
            note: words?.was ?? `${productionGrade} of ${formatCount(features, "feature")}`,
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
