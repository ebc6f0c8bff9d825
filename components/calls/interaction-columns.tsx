import { Badge } from "#components/ui/badge";
import { Digest } from "#components/ui/code-block";
import { StatusMark } from "#components/ui/status-mark";
import { Cell, RowLink } from "#components/ui/table-cell";
import { Time } from "#components/ui/time";
import { formatNumber } from "#lib/core/format";
import { formatCents } from "#lib/core/money";
import type { InteractionItem } from "#lib/telemetry/explorer-answers-schema";
import type { InteractionColumn } from "#lib/telemetry/filters-schema";
import type { Column } from "./call-columns.tsx";
import { attemptsWord, durationWord, interactionHref, outcomeWord } from "./call-words.ts";

type Spec = Column<InteractionItem>;

function UnitName({ row }: { row: InteractionItem }) {
  const href = interactionHref({ ...row, interactionId: row.id });
  // An interaction without a unit's value is a trace, named as everywhere by the beginning of its id.
  const name = row.unitValue ?? row.id.slice(0, 12);
  const style = row.unitValue === null ? "font-mono text-sm" : "truncate font-semibold";
  return href ? (
    <RowLink href={href} prefetch={false} data-row-link="" className={style}>
      {name}
    </RowLink>
  ) : (
    <span className={style}>{name}</span>
  );
}

function Outcome({ row }: { row: InteractionItem }) {
  const word = outcomeWord(row);
  if (row.outcome === "failed" || (row.outcome === null && row.lastCallFailed))
    return <StatusMark status="unmet" word={word} />;
  if (row.outcome === "answered") return <StatusMark status="met" word={word} />;
  if (row.outcome === null) return <span className="text-sm text-text-2">{word}</span>;
  return <Badge tone="stale">{word}</Badge>;
}

const number = (label: string, of: (row: InteractionItem) => string): Spec => ({
  label,
  numeric: true,
  cell: (row) => (
    <Cell numeric muted at="hide">
      {of(row)}
    </Cell>
  ),
});

export const interactionColumnSpecs: Record<InteractionColumn, Spec> = {
  started: {
    label: "Started",
    cell: (row) => (
      <Cell at="line2" muted className="whitespace-nowrap">
        <Time at={row.startedAt} precision="second" bare />
      </Cell>
    ),
  },
  feature: {
    label: "Feature",
    cell: (row) => (
      <Cell at="line2" muted className="max-w-36 truncate max-sm:max-w-24">
        {row.feature.name}
      </Cell>
    ),
  },
  unit: {
    label: "Interaction",
    cell: (row) => (
      <Cell at="title" className="max-w-56 max-sm:max-w-none">
        <UnitName row={row} />
      </Cell>
    ),
  },
  outcome: {
    label: "Outcome",
    cell: (row) => (
      <Cell at="line2-end">
        <Outcome row={row} />
      </Cell>
    ),
  },
  calls: number("Calls", (row) => formatNumber(row.calls)),
  attempts: {
    label: "Attempts",
    cell: (row) => (
      <Cell at={row.retries + row.fallbacks > 0 ? "line2" : "hide"}>
        {row.retries + row.fallbacks > 0 ? (
          <Badge tone="stale">{attemptsWord(row)}</Badge>
        ) : (
          <span className="text-sm text-text-2">{attemptsWord(row)}</span>
        )}
      </Cell>
    ),
  },
  errors: number("Failed calls", (row) => formatNumber(row.errorCalls)),
  tokens: number(
    "Tokens in / out",
    (row) => `${formatNumber(row.inputTokens)} / ${formatNumber(row.outputTokens)}`,
  ),
  cost: {
    label: "Cost, ¢",
    numeric: true,
    cell: (row) => (
      <Cell numeric at="end">
        <span className="inline-flex items-center gap-1.5">
          {row.unpricedCalls > 0 && <Badge tone="stale">{formatNumber(row.unpricedCalls)} unpriced</Badge>}
          {(row.unpricedCalls < row.billableCalls || row.billableCalls === 0) &&
            `${formatCents(row.cents)} ¢`}
        </span>
      </Cell>
    ),
  },
  duration: {
    label: "Duration",
    numeric: true,
    cell: (row) => (
      <Cell numeric muted at="hide">
        {durationWord(row.durationMs)}
      </Cell>
    ),
  },
  release: {
    label: "Release",
    cell: (row) => (
      <Cell at="hide">
        {row.release ? (
          <Digest value={row.release} />
        ) : (
          <span className="text-sm text-text-3">{row.severalReleases ? "several" : "none"}</span>
        )}
      </Cell>
    ),
  },
  environment: {
    label: "Environment",
    cell: (row) => (
      <Cell muted at="hide">
        {row.environment}
      </Cell>
    ),
  },
};
