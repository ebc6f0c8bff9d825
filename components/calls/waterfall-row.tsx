import { ChevronRight, Wrench } from "lucide-react";
import { memo } from "react";
import { Badge } from "#components/ui/badge";
import { StatusMark } from "#components/ui/status-mark";
import { cx } from "#lib/core/class-names";
import { formatDuration } from "#lib/core/format";
import { AttemptMark } from "./attempt-mark.tsx";
import { costWord, durationWord, modelWord, tokensWord } from "./call-words.ts";
import type { TimeScale } from "./time-scale.ts";
import { WaterfallBar } from "./waterfall-bar.tsx";
import type { GapLine, SpanLine } from "./waterfall-lines.ts";

const cell = "overflow-hidden px-2.5 align-middle max-sm:block max-sm:p-0";
const figure = `${cell} whitespace-nowrap text-right tnum text-sm`;
/** As ROW and NARROW_ROW of the list, which reckons with them. */
const rowHeight = "h-[34px] max-sm:h-[60px]";
/** Deeper levels keep their place: an indent must not eat the name. */
const INDENT_LEVELS = 10;

export type WaterfallRowProps = {
  line: SpanLine;
  scale: TimeScale;
  narrow: boolean;
  id: string;
  rowIndex: number;
  active: boolean;
  selected: boolean;
  onSelect: (key: string) => void;
  onToggle: (key: string) => void;
};

export const WaterfallRow = memo(function WaterfallRow(props: WaterfallRowProps) {
  const { line, scale, narrow, id, rowIndex, active, selected, onSelect, onToggle } = props;
  const { node, key, level, position, siblings, open } = line;
  const { call } = node;
  const unpriced = call?.billable && call.usd === null;
  return (
    <tr
      id={id}
      aria-level={level}
      aria-posinset={position}
      aria-setsize={siblings}
      aria-rowindex={rowIndex}
      aria-expanded={node.children.length > 0 ? open : undefined}
      aria-selected={selected}
      onClick={() => onSelect(key)}
      className={cx(
        rowHeight,
        "cursor-default border-line border-b max-sm:grid max-sm:grid-cols-[minmax(0,1fr)_auto] max-sm:content-center max-sm:gap-x-3 max-sm:px-3",
        selected ? "bg-accent-soft" : "hover:bg-sunken",
        active &&
          "-outline-offset-2 group-focus-visible/grid:outline-2 group-focus-visible/grid:outline-accent",
      )}
    >
      <td className={cell}>
        <span
          className="flex min-w-0 items-center gap-1"
          style={{ paddingLeft: Math.min(level - 1, INDENT_LEVELS) * 14 }}
        >
          <Chevron line={line} onToggle={onToggle} />
          {node.operation === "execute_tool" && (
            <Wrench size={12} aria-hidden="true" className="shrink-0 text-text-3" />
          )}
          <span className={cx("truncate", call && "font-semibold")} title={node.name}>
            {call ? modelWord({ ...call, name: node.name }) : node.name}
          </span>
          {!narrow && (
            <span className="shrink-0 text-sm text-text-2 max-sm:hidden">
              {node.operation === "span" ? "" : node.operation}
            </span>
          )}
        </span>
      </td>
      <td className={cx(cell, "max-sm:hidden")}>
        <span className="flex items-center gap-1">
          {call && (!narrow || call.attempt !== "first") && <AttemptMark attempt={call.attempt} />}
          {node.status === "error" &&
            (narrow && call && call.attempt !== "first" ? (
              <StatusMark status="unmet" word="error" iconOnly />
            ) : (
              <Badge tone="unmet">error</Badge>
            ))}
        </span>
      </td>
      <td className={cx(cell, "max-sm:order-3 max-sm:col-span-2 max-sm:mt-1.5")}>
        <WaterfallBar node={node} scale={scale} />
      </td>
      <td className={cx(figure, "text-text-2 max-sm:hidden")}>{durationWord(node.durationMs)}</td>
      {!narrow && (
        <td className={cx(figure, "text-text-2 max-sm:hidden")}>{call ? tokensWord(call.tokens) : ""}</td>
      )}
      <td className={cx(figure, "max-sm:flex max-sm:items-center max-sm:gap-1.5")}>
        <span className="flex gap-1 sm:hidden">
          {call && call.attempt !== "first" && <AttemptMark attempt={call.attempt} />}
          {node.status === "error" && <Badge tone="unmet">error</Badge>}
        </span>
        <span className="text-text-2 sm:hidden">{durationWord(node.durationMs)}</span>
        {call && (unpriced ? <Badge tone="stale">unpriced</Badge> : costWord(call))}
      </td>
    </tr>
  );
});

function Chevron({ line, onToggle }: { line: SpanLine; onToggle: (key: string) => void }) {
  const { node, key, open } = line;
  if (node.children.length === 0) return <span className="w-[18px] shrink-0" />;
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={open ? `Collapse ${node.name}` : `Expand ${node.name}`}
      onClick={(event) => {
        event.stopPropagation();
        onToggle(key);
      }}
      className="grid size-[18px] shrink-0 place-items-center rounded-sm text-text-3 hover:bg-line"
    >
      <ChevronRight size={14} aria-hidden="true" className={cx(open && "rotate-90")} />
    </button>
  );
}

/** Says that nothing ran here, for how long, and that the scale leaves it out. */
export function GapRow({ line, rowIndex }: { line: GapLine; rowIndex: number }) {
  return (
    <tr aria-rowindex={rowIndex} aria-level={1} className="border-line border-b bg-sunken max-sm:block">
      <td
        colSpan={6}
        className="px-2.5 align-middle text-sm text-text-2 max-sm:block max-sm:px-3 max-sm:py-4"
      >
        {formatDuration(Math.round(line.ms))} in which nothing ran; drawn shorter than it was
      </td>
    </tr>
  );
}
