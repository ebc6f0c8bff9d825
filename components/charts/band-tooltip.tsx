import type { BandPoint } from "./band-parts.tsx";

export type BandTooltipProps = {
  active?: boolean;
  payload?: readonly { payload?: BandPoint }[];
  write: (value: number | null) => string;
};

export function BandTooltip({ active, payload, write }: BandTooltipProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point) return null;
  return (
    <div className="rounded-md border border-line bg-surface px-2.5 py-1.5 text-sm shadow-popup tnum">
      <div className="text-text-2">{point.label}</div>
      <dl className="grid grid-cols-[auto_auto] gap-x-3">
        <dt>median</dt>
        <dd className="text-right font-semibold">{write(point.median)}</dd>
        {point.mean !== undefined && (
          <>
            <dt>mean</dt>
            <dd className="text-right">{write(point.mean)}</dd>
          </>
        )}
        <dt>p95</dt>
        <dd className="text-right">{write(point.p95)}</dd>
      </dl>
    </div>
  );
}
