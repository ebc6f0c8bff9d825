"use client";
import { Tooltip } from "@base-ui/react/tooltip";
import { characteristicName, orderCells, type StripCell, statusWord, stripName } from "./status.tsx";
import { StripCellMark } from "./strip-cell.tsx";

export type SixCellStripProps = { cells: readonly StripCell[]; size?: 18 | 22 };

/** The signature: the same small figure everywhere a feature is named. */
export function SixCellStrip({ cells, size = 18 }: SixCellStripProps) {
  return (
    <Tooltip.Root<StripCell>>
      {({ payload }) => (
        <>
          <span
            role="img"
            aria-label={stripName(cells)}
            className="inline-flex shrink-0 gap-[3px] align-middle"
          >
            {orderCells(cells).map((cell) => (
              <Tooltip.Trigger
                key={cell.key}
                payload={cell}
                render={<StripCellMark cell={cell} size={size} aria-hidden="true" />}
              />
            ))}
          </span>
          <Tooltip.Portal>
            <Tooltip.Positioner sideOffset={6} className="z-50">
              <Tooltip.Popup className="fade max-w-[280px] rounded-md bg-text px-2 py-1 text-bg text-sm shadow-popup">
                {payload && (
                  <>
                    <strong className="font-semibold">{characteristicName[payload.key]}</strong>{" "}
                    {statusWord[payload.status]}
                    {payload.note && <span className="block opacity-80">{payload.note}</span>}
                  </>
                )}
              </Tooltip.Popup>
            </Tooltip.Positioner>
          </Tooltip.Portal>
        </>
      )}
    </Tooltip.Root>
  );
}
