"use client";
import { characteristicName, orderCells, type StripCell, statusWord, stripName } from "./status.tsx";
import { StripCellMark } from "./strip-cell.tsx";
import { Tooltip } from "./tooltip.tsx";

export type SixCellStripProps = { cells: readonly StripCell[]; size?: 18 | 22 };

/** The signature: the same small figure everywhere a feature is named. Hovering says what its letters stand for. */
export function SixCellStrip({ cells, size = 18 }: SixCellStripProps) {
  const ordered = orderCells(cells);
  return (
    <Tooltip content={<Legend cells={ordered} />}>
      <span role="img" aria-label={stripName(cells)} className="inline-flex shrink-0 gap-[3px] align-middle">
        {ordered.map((cell) => (
          <StripCellMark key={cell.key} cell={cell} size={size} aria-hidden="true" />
        ))}
      </span>
    </Tooltip>
  );
}

function Legend({ cells }: { cells: readonly StripCell[] }) {
  return cells.map(({ key, status, note }) => (
    <span key={key} className="block">
      <strong className="font-semibold">{characteristicName[key]}</strong> {statusWord[status]}
      {note && <span className="block opacity-80">{note}</span>}
    </span>
  ));
}
