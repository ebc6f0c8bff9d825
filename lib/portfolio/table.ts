import type { CsvValue } from "#lib/core/csv";
import { characteristicKeys, checkPath, verdictWords } from "#lib/scorecard/domain";
import type { PortfolioChanges } from "./changes-schema.ts";
import { type ComparedFeature, compareChecks } from "./compare-domain.ts";
import type { ComparisonAnswer } from "./compare-schema.ts";
import type { PortfolioFeature } from "./schema.ts";

type Table = { head: string[]; rows: CsvValue[][] };

/** The portfolio as rows of a CSV file; money in cents, shares as fractions, times in UTC. */
export function portfolioTable(rows: readonly PortfolioFeature[]): Table {
  const head = [
    ...["slug", "name", "lifecycle", "stakes", "audience", "team", "accountable", "verdict", "met", "of"],
    ...characteristicKeys,
    ...["cents_per_interaction_24h", "cents_per_interaction_30d", "unpriced_share_24h", "interactions_24h"],
    ...["last_telemetry_at", "on_call", "next_check", "next_status", "next_because", "evaluated_at"],
    ...["next_since", "goes_stale_check", "goes_stale_at", "eroded_checks_7d", "on_call_until", "rotation"],
  ];
  return { head, rows: rows.map(tableRow) };
}

function tableRow(row: PortfolioFeature): CsvValue[] {
  const { owner, next, nextStale } = row;
  return [
    ...[
      row.slug,
      row.name,
      row.lifecycle,
      row.stakes,
      row.audience,
      owner?.team.slug ?? null,
      owner?.accountable?.name ?? null,
    ],
    ...[verdictWords(row.verdict, row.lifecycle), row.met, row.of],
    ...row.cells.map((cell) => cell.status),
    ...[row.centsPerInteraction, row.centsPerInteraction30d, row.unpricedShare24h, row.interactions24h],
    ...[row.lastTelemetryAt, row.onCall?.person?.name ?? null],
    ...(next ? [checkPath(next.key, next.id), next.status, next.because] : [null, null, null]),
    row.evaluatedAt,
    next?.since ?? null,
    ...(nextStale ? [checkPath(nextStale.key, nextStale.id), nextStale.at] : [null, null]),
    ...[row.eroded7d, row.onCall?.until ?? null, row.onCall?.rotation.slug ?? null],
  ];
}

/** What eroded, a row for each check. */
export function erodedTable({ eroded }: PortfolioChanges): Table {
  return {
    head: ["slug", "name", "team", "check", "title", "status", "last_met_at", "because", "fix"],
    rows: eroded.flatMap(({ feature, checks }) =>
      checks.map((check) => [
        ...[feature.slug, feature.name, feature.team, checkPath(check.key, check.id), check.title],
        ...[check.status, check.at, check.because, check.fix?.label ?? null],
      ]),
    ),
  };
}

/** What goes stale, a row for each check, the soonest first. */
export function goingStaleTable({ goingStale }: PortfolioChanges): Table {
  return {
    head: ["slug", "name", "team", "check", "title", "goes_stale_at", "fix"],
    rows: goingStale.map(({ feature, key, id, title, at, fix }) => [
      ...[feature.slug, feature.name, feature.team, checkPath(key, id), title, at, fix.label],
    ]),
  };
}

type CompareRow = ComparisonAnswer["rows"][number];

/** Two features beside each other: the columns of the portfolio's CSV as rows, latency and what runs, then every check. */
export function compareRows(left: ComparedFeature, right: ComparedFeature): CompareRow[] {
  const { head, rows } = portfolioTable([left.feature, right.feature]);
  const runs = ({ running }: ComparedFeature) =>
    running?.shares.map(({ release, weight }) => `${release} ${weight}`).join("; ") ?? null;
  const figure = (item: string, a: CsvValue, b: CsvValue): CompareRow => ({
    ...{ part: "figure", item, a, b },
    ...{ differs: a !== b, aBecause: null, bBecause: null },
  });
  const checks = compareChecks(left.characteristics, right.characteristics).flatMap((group) => group.checks);
  return [
    ...head.map((item, index) => figure(item, rows[0]?.[index] ?? null, rows[1]?.[index] ?? null)),
    figure("latency_p50_ms_7d", left.latency.p50, right.latency.p50),
    figure("latency_p95_ms_7d", left.latency.p95, right.latency.p95),
    figure("running_in_production", runs(left), runs(right)),
    ...checks.map(
      ({ key, id, sides: [a, b], differs }): CompareRow => ({
        ...{ part: "check", item: checkPath(key, id), a: a?.status ?? null, b: b?.status ?? null },
        ...{ differs, aBecause: a?.because ?? null, bBecause: b?.because ?? null },
      }),
    ),
  ];
}

/** The same as rows of a CSV file. */
export function comparisonTable(rows: readonly CompareRow[]): Table {
  return {
    head: ["part", "item", "a", "b", "differs", "a_because", "b_because"],
    rows: rows.map((row) => [row.part, row.item, row.a, row.b, row.differs, row.aBecause, row.bBecause]),
  };
}
