"use client";
import { ChevronRight } from "lucide-react";
import { useState } from "react";
import { Badge } from "#components/ui/badge";
import { Row, Table, TableBody, TableHead } from "#components/ui/table";
import { Cell, HeadCell } from "#components/ui/table-cell";
import { cx } from "#lib/core/class-names";
import { formatDuration } from "#lib/core/format";
import type { InteractionNode } from "#lib/telemetry/schema";
import { axisOf, costWord, linesOf, modelWord, placeOnAxis, tokensWord } from "./call-words.ts";
import { SpanDetail } from "./span-detail.tsx";

/** The spans of an interaction as an indented list beside their place in time; each opens to what it carried. */
export function InteractionTree({ tree }: { tree: readonly InteractionNode[] }) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const lines = linesOf(tree);
  const axis = axisOf(lines);
  const toggle = (key: string) => {
    const next = new Set(open);
    if (!next.delete(key)) next.add(key);
    setOpen(next);
  };
  return (
    <Table caption="Spans of this interaction in the order they began" stacked>
      <TableHead>
        <HeadCell>Span</HeadCell>
        <HeadCell>Attempt</HeadCell>
        <HeadCell className="w-[32%]">{formatDuration(Math.round(axis.to - axis.from))} in all</HeadCell>
        <HeadCell numeric>Duration</HeadCell>
        <HeadCell numeric>Tokens in / out</HeadCell>
        <HeadCell numeric>Cost</HeadCell>
      </TableHead>
      <TableBody>
        {lines.flatMap(({ node, depth }) => {
          const key = `${node.traceId}/${node.spanId}`;
          const isOpen = open.has(key);
          const line = (
            <SpanRow
              key={key}
              node={node}
              depth={depth}
              axis={axis}
              isOpen={isOpen}
              onToggle={() => toggle(key)}
            />
          );
          if (!isOpen) return [line];
          return [
            line,
            <tr key={`${key} detail`} className="border-line border-b bg-sunken max-sm:block">
              <td colSpan={6} className="px-2.5 py-3 max-sm:block max-sm:px-0">
                <SpanDetail node={node} />
              </td>
            </tr>,
          ];
        })}
      </TableBody>
    </Table>
  );
}

type SpanRowProps = {
  node: InteractionNode;
  depth: number;
  axis: { from: number; to: number };
  isOpen: boolean;
  onToggle: () => void;
};

function SpanRow({ node, depth, axis, isOpen, onToggle }: SpanRowProps) {
  const { call } = node;
  const name = call ? modelWord({ ...call, name: node.name }) : node.name;
  return (
    <Row>
      <Cell at="title">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={onToggle}
          className="flex max-w-full items-center gap-1.5 rounded-sm text-left after:absolute after:inset-0"
          style={{ paddingLeft: Math.min(depth, 8) * 16 }}
        >
          <ChevronRight
            size={14}
            aria-hidden="true"
            className={cx("shrink-0 text-text-3", isOpen && "rotate-90")}
          />
          <span className="min-w-0">
            <span className={cx("block max-w-80 truncate", call && "font-semibold")}>{name}</span>
            <span className="block max-w-80 truncate text-sm text-text-2">
              {[node.operation, call?.provider, node.agent].filter(Boolean).join(" · ")}
            </span>
          </span>
        </button>
      </Cell>
      <Cell at={call && (call.attempt !== "first" || node.status === "error") ? "line2" : "hide"}>
        <span className="flex gap-1">
          {call && call.attempt !== "first" && <Badge tone="stale">{call.attempt}</Badge>}
          {call && call.attempt === "first" && <span className="text-sm text-text-2">first</span>}
          {node.status === "error" && <Badge tone="unmet">error</Badge>}
        </span>
      </Cell>
      <Cell at="hide">
        <Bar node={node} axis={axis} />
      </Cell>
      <Cell numeric muted at="line2">
        {formatDuration(Math.round(node.durationMs))}
      </Cell>
      <Cell numeric muted at="line2-end">
        {call ? tokensWord(call.tokens) : ""}
      </Cell>
      <Cell numeric at="end">
        {call && (call.billable && call.usd === null ? <Badge tone="stale">unpriced</Badge> : costWord(call))}
      </Cell>
    </Row>
  );
}

/** Drawn beside the figures that say the same. */
function Bar({ node, axis }: { node: InteractionNode; axis: { from: number; to: number } }) {
  const { left, width } = placeOnAxis(node, axis);
  const colour = node.status === "error" ? "bg-unmet" : node.kind === "call" ? "bg-c1" : "bg-line-strong";
  return (
    <div aria-hidden="true" className="relative h-2.5 min-w-24 rounded-sm bg-sunken">
      <div
        className={cx("absolute inset-y-0 min-w-[3px] rounded-sm", colour)}
        style={{ left: `${Math.min(left * 100, 99)}%`, width: `${width * 100}%` }}
      />
    </div>
  );
}
