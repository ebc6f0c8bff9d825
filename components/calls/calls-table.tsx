import Link from "next/link";
import { Badge } from "#components/ui/badge";
import { Digest } from "#components/ui/code-block";
import { StatusMark } from "#components/ui/status-mark";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { Time, useViewerZone } from "#components/ui/time";
import { formatDuration } from "#lib/core/format";
import type { CallItem } from "#lib/telemetry/schema";
import { costWord, interactionHref, modelWord, tokensWord } from "./call-words.ts";

/** Calls as rows; at 390 px each is two lines. The whole row leads to its interaction. */
export function CallsTable({
  calls,
  withFeature,
  withEnvironment,
}: {
  calls: readonly CallItem[];
  withFeature: boolean;
  /** Where there is one environment only, its name says nothing. */
  withEnvironment: boolean;
}) {
  const zone = useViewerZone();
  return (
    <Table caption="Calls, newest first" stacked>
      <TableHead>
        <HeadCell>Started, {zone}</HeadCell>
        {withFeature && <HeadCell>Feature</HeadCell>}
        <HeadCell>Call</HeadCell>
        <HeadCell>Attempt</HeadCell>
        <HeadCell>Status</HeadCell>
        <HeadCell numeric>Tokens in / out</HeadCell>
        <HeadCell numeric>Duration</HeadCell>
        <HeadCell numeric>Cost</HeadCell>
        <HeadCell>Release</HeadCell>
        {withEnvironment && <HeadCell>Environment</HeadCell>}
      </TableHead>
      <TableBody>
        {calls.map((call) => (
          <CallRow
            key={`${call.traceId} ${call.spanId} ${call.startedAt}`}
            call={call}
            withFeature={withFeature}
            withEnvironment={withEnvironment}
          />
        ))}
      </TableBody>
    </Table>
  );
}

function CallRow({
  call,
  withFeature,
  withEnvironment,
}: {
  call: CallItem;
  withFeature: boolean;
  withEnvironment: boolean;
}) {
  const href = interactionHref(call);
  const name = modelWord(call);
  return (
    <Row>
      <Cell at="line2" muted className="whitespace-nowrap">
        <Time at={call.startedAt} precision="second" bare />
      </Cell>
      {withFeature && (
        <Cell at="line2" muted className="max-w-36 truncate">
          {call.feature.name}
        </Cell>
      )}
      <Cell at="title" className="sm:max-w-64">
        <span className="flex min-w-0 items-baseline gap-2">
          {href ? (
            <Link href={href} className="truncate font-semibold after:absolute after:inset-0 hover:underline">
              {name}
            </Link>
          ) : (
            <span className="truncate font-semibold">{name}</span>
          )}
          <span className="truncate text-sm text-text-2">
            {[call.operation, call.provider].filter(Boolean).join(" · ")}
          </span>
        </span>
      </Cell>
      <Cell at={call.attempt === "first" ? "hide" : "line2-end"}>
        {call.attempt === "first" ? (
          <span className="text-sm text-text-2">first</span>
        ) : (
          <Badge tone="stale">{call.attempt}</Badge>
        )}
      </Cell>
      <Cell at={call.status === "ok" ? "hide" : "line2-end"}>
        {call.status === "ok" ? (
          <span className="text-sm text-text-2">ok</span>
        ) : (
          <StatusMark status="unmet" word="error" />
        )}
      </Cell>
      <Cell numeric muted at="hide">
        {tokensWord(call.tokens)}
      </Cell>
      <Cell numeric muted at="line2">
        {formatDuration(Math.round(call.durationMs))}
      </Cell>
      <Cell numeric at="end">
        {call.billable && call.usd === null ? <Badge tone="stale">unpriced</Badge> : costWord(call)}
      </Cell>
      <Cell at="hide">
        {call.release ? <Digest value={call.release} /> : <span className="text-text-3">none</span>}
      </Cell>
      {withEnvironment && (
        <Cell muted at="hide">
          {call.environment}
        </Cell>
      )}
    </Row>
  );
}
