import type { ReactNode } from "react";
import { Badge } from "#components/ui/badge";
import { Digest } from "#components/ui/code-block";
import { StatusMark } from "#components/ui/status-mark";
import { Cell, RowLink } from "#components/ui/table-cell";
import { Time } from "#components/ui/time";
import { formatNumber } from "#lib/core/format";
import type { CallColumn } from "#lib/telemetry/filters-schema";
import type { CallItem } from "#lib/telemetry/schema";
import { costWord, durationWord, interactionHref, modelWord, tokensWord } from "./call-words.ts";

/** A column of the table of calls: its head, and the cell of a row. */
export type Column<T> = { label: string; numeric?: boolean; cell: (row: T) => ReactNode };

const dash = <span className="text-text-3">—</span>;

const text = (label: string, of: (call: CallItem) => string | null): Column<CallItem> => ({
  label,
  cell: (call) => (
    <Cell muted at="hide" className="max-w-48 truncate">
      {of(call) ?? dash}
    </Cell>
  ),
});

const number = (label: string, of: (call: CallItem) => string): Column<CallItem> => ({
  label,
  numeric: true,
  cell: (call) => (
    <Cell numeric muted at="hide">
      {of(call)}
    </Cell>
  ),
});

const count = (value: number | null) => (value === null ? "—" : formatNumber(value));

function CallName({ call }: { call: CallItem }) {
  const href = interactionHref(call);
  const name = modelWord(call);
  return (
    <span className="flex min-w-0 items-baseline gap-2">
      {href ? (
        <RowLink
          href={href}
          prefetch={false}
          data-row-link=""
          className="max-w-full shrink-0 truncate font-semibold"
        >
          {name}
        </RowLink>
      ) : (
        <span className="max-w-full shrink-0 truncate font-semibold">{name}</span>
      )}
      <span className="truncate text-sm text-text-2">
        {[call.operation, call.provider].filter(Boolean).join(" · ")}
      </span>
    </span>
  );
}

export const callColumnSpecs: Record<CallColumn, Column<CallItem>> = {
  started: {
    label: "Started",
    cell: (call) => (
      <Cell at="line2" muted className="whitespace-nowrap">
        <Time at={call.startedAt} precision="second" bare />
      </Cell>
    ),
  },
  feature: {
    label: "Feature",
    cell: (call) => (
      <Cell at="line2" muted className="max-w-36 truncate">
        {call.feature.name}
      </Cell>
    ),
  },
  call: {
    label: "Call",
    cell: (call) => (
      <Cell at="title" className="sm:max-w-72">
        <CallName call={call} />
      </Cell>
    ),
  },
  attempt: {
    label: "Attempt",
    cell: (call) => (
      <Cell at={call.attempt === "first" ? "hide" : "line2-end"}>
        {call.attempt === "first" ? (
          <span className="text-sm text-text-2">first</span>
        ) : (
          <Badge tone="stale">{call.attempt}</Badge>
        )}
      </Cell>
    ),
  },
  status: {
    label: "Status",
    cell: (call) => (
      <Cell at={call.status === "ok" ? "hide" : "line2-end"}>
        {call.status === "ok" ? (
          <span className="text-sm text-text-2">ok</span>
        ) : (
          <StatusMark status="unmet" word="error" />
        )}
      </Cell>
    ),
  },
  tokens: number("Tokens in / out", (call) => tokensWord(call.tokens)),
  cache: number("Cache read / written", ({ tokens }) =>
    tokens.cacheRead === null && tokens.cacheWrite === null
      ? "—"
      : `${count(tokens.cacheRead)} / ${count(tokens.cacheWrite)}`,
  ),
  reasoning: number("Reasoning tokens", (call) => count(call.tokens.reasoning)),
  firstToken: number("To first token", ({ timeToFirstTokenMs }) =>
    timeToFirstTokenMs === null ? "—" : durationWord(timeToFirstTokenMs),
  ),
  duration: {
    label: "Duration",
    numeric: true,
    cell: (call) => (
      <Cell numeric muted at="line2">
        {durationWord(call.durationMs)}
      </Cell>
    ),
  },
  cost: {
    label: "Cost",
    numeric: true,
    cell: (call) => (
      <Cell numeric at="end">
        {call.billable && call.usd === null ? <Badge tone="stale">unpriced</Badge> : costWord(call)}
      </Cell>
    ),
  },
  release: {
    label: "Release",
    cell: (call) => (
      <Cell at="hide">
        {call.release ? <Digest value={call.release} /> : <span className="text-text-3">none</span>}
      </Cell>
    ),
  },
  operation: text("Operation", (call) => call.operation),
  provider: text("Provider", (call) => call.provider),
  name: text("Name or tool", (call) => call.name),
  errorType: text("Error type", (call) => call.errorType),
  environment: text("Environment", (call) => call.environment),
  service: text("Service", (call) => call.serviceName),
  serviceTier: text("Service tier", (call) => call.serviceTier),
  agent: text("Agent", (call) => call.agent),
  prompt: text("Prompt", ({ promptName, promptVersion }) =>
    promptName === null ? null : `${promptName}${promptVersion === null ? "" : ` ${promptVersion}`}`,
  ),
  trace: {
    label: "Trace",
    cell: (call) => (
      <Cell at="hide" mono muted>
        {call.traceId.slice(0, 12)}
      </Cell>
    ),
  },
};
