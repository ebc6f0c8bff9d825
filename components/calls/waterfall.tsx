"use client";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { headCellStyle } from "#components/ui/table-cell";
import { cx } from "#lib/core/class-names";
import { formatCount, formatDuration } from "#lib/core/format";
import { type TimeScale, ticksOf } from "./time-scale.ts";
import { useNarrow, useWindow } from "./use-window.ts";
import { type Line, type Move, moved, type SpanLine } from "./waterfall-lines.ts";
import { GapRow, WaterfallRow } from "./waterfall-row.tsx";

const ROW = 34;
const NARROW_ROW = 60;
const HEAD = 36;
/** Above it the list scrolls in a frame of its own. */
const FRAME = 560;

export type WaterfallProps = {
  lines: readonly Line[];
  scale: TimeScale;
  /** Beside an open detail there is less room: columns that the detail repeats are left out. */
  narrow: boolean;
  active: string | null;
  selected: string | null;
  onActive: (key: string) => void;
  /** By the pointer: shows the span and leaves the keyboard here. */
  onSelect: (key: string) => void;
  /** By the keyboard: goes on in the detail. */
  onOpen: (key: string) => void;
  onToggle: (key: string, open?: boolean) => void;
};

const moves: Record<string, Move> = {
  ArrowUp: "up",
  ArrowDown: "down",
  Home: "first",
  End: "last",
  PageUp: "pageUp",
  PageDown: "pageDown",
};

/** The tree at the left and its bars at the right, on one scale. One stop of the keyboard; arrows move in it. */
export function Waterfall(props: WaterfallProps) {
  const { lines, scale, active, selected, onActive, onSelect, onOpen, onToggle, narrow } = props;
  const frame = useRef<HTMLDivElement>(null);
  const height = useNarrow() ? NARROW_ROW : ROW;
  const { from, to, onScroll } = useWindow(frame, lines.length, height);
  const idOf = (key: string) => `span-${key}`;
  const activeIndex = lines.findIndex((line) => line.key === active);

  useEffect(() => {
    const element = frame.current;
    if (!element || activeIndex < 0) return;
    const top = activeIndex * height;
    const room = element.clientHeight - HEAD;
    if (top < element.scrollTop) element.scrollTop = top;
    else if (top + height > element.scrollTop + room) element.scrollTop = top + height - room;
  }, [activeIndex, height]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const line = lines[activeIndex];
    const current = line?.kind === "span" ? line : null;
    const move = moves[event.key];
    const next = move ? moved(lines, active, move) : null;
    if (next !== null) onActive(next);
    else if (event.key === "ArrowRight" && current) right(current);
    else if (event.key === "ArrowLeft" && current) left(current);
    else if ((event.key === "Enter" || event.key === " ") && current) onOpen(current.key);
    else return;
    event.preventDefault();
  };
  const right = ({ key, node, open }: SpanLine) => {
    if (node.children.length === 0) return;
    if (!open) onToggle(key, true);
    else onActive(moved(lines, key, "down") ?? key);
  };
  const left = ({ key, parentKey, open }: SpanLine) => {
    if (open) onToggle(key, false);
    else if (parentKey) onActive(parentKey);
  };

  return (
    <div
      ref={frame}
      onScroll={onScroll}
      className="overflow-y-auto overscroll-contain"
      style={{ maxHeight: FRAME }}
    >
      {/* The room of the rows that are not drawn. */}
      <div style={{ paddingTop: from * height, paddingBottom: (lines.length - to) * height }}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: ARIA's own example of a tree grid is a table.
          role="treegrid"
          tabIndex={0}
          aria-label="Spans of this interaction"
          aria-rowcount={lines.length + 1}
          aria-activedescendant={
            active !== null && activeIndex >= from && activeIndex < to ? idOf(active) : undefined
          }
          onKeyDown={onKeyDown}
          className="group/grid w-full table-fixed border-collapse text-left focus-visible:-outline-offset-2 max-sm:block"
        >
          <thead className="sticky top-0 z-10 bg-surface max-sm:sr-only">
            <tr aria-rowindex={1} className="shadow-[inset_0_-1px_0_var(--line)]">
              <th scope="col" className={headCellStyle}>
                {formatCount(lines.filter((line) => line.kind === "span").length, "span")}
              </th>
              <th scope="col" className={cx(headCellStyle, narrow ? "w-24" : "w-32")}>
                Attempt
              </th>
              <th scope="col" className={cx(headCellStyle, narrow ? "w-[30%]" : "w-[36%]")}>
                <Axis scale={scale} />
              </th>
              <th scope="col" className={cx(headCellStyle, narrow ? "w-16 text-right" : "w-20 text-right")}>
                Duration
              </th>
              {!narrow && (
                <th scope="col" className={cx(headCellStyle, "w-32 text-right")}>
                  Tokens in / out
                </th>
              )}
              <th scope="col" className={cx(headCellStyle, "w-24 text-right")}>
                Cost
              </th>
            </tr>
          </thead>
          <tbody className="max-sm:block">
            {lines.slice(from, to).map((line, index) => {
              const rowIndex = from + index + 2;
              if (line.kind === "gap") return <GapRow key={line.key} line={line} rowIndex={rowIndex} />;
              return (
                <WaterfallRow
                  key={line.key}
                  line={line}
                  scale={scale}
                  narrow={narrow}
                  id={idOf(line.key)}
                  rowIndex={rowIndex}
                  active={line.key === active}
                  selected={line.key === selected}
                  onSelect={onSelect}
                  onToggle={onToggle}
                />
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Axis({ scale }: { scale: TimeScale }) {
  return (
    <span className="relative block h-4">
      <span className="sr-only">Time, {formatDuration(Math.round(scale.busyMs))} in all</span>
      {ticksOf(scale).map(({ left, ms }) => (
        <span
          key={ms}
          aria-hidden="true"
          className={cx("absolute font-normal tnum", left > 0.9 && "-translate-x-full")}
          style={{ left: `${left * 100}%` }}
        >
          {ms === 0 ? "0" : formatDuration(Math.round(ms))}
        </span>
      ))}
    </span>
  );
}
