type Point = { label: string; values: readonly number[] | null };

export type StackedTooltipProps = {
  parts: readonly { key: string; label: string; colour: string }[];
  write: (value: number) => string;
  active?: boolean;
  payload?: readonly { payload?: Point }[];
};

export function StackedTooltip({ active, payload, parts, write }: StackedTooltipProps) {
  const point = payload?.[0]?.payload;
  if (!active || !point?.values) return null;
  const { values, label } = point;
  return (
    <div className="max-w-72 rounded-md border border-line bg-surface px-2.5 py-1.5 text-sm shadow-popup tnum">
      <div className="text-text-2">{label}</div>
      <dl className="grid grid-cols-[minmax(0,auto)_auto] gap-x-3">
        {parts.map(({ key, label: name, colour }, index) => (
          <div key={key} className="contents">
            <dt className="flex min-w-0 items-center gap-1.5">
              <span
                aria-hidden="true"
                className="size-2 shrink-0 rounded-[2px]"
                style={{ background: colour }}
              />
              <span className="truncate">{name}</span>
            </dt>
            <dd className="text-right">{write(values[index] ?? 0)}</dd>
          </div>
        ))}
        <dt className="font-semibold">together</dt>
        <dd className="text-right font-semibold">{write(values.reduce((sum, value) => sum + value, 0))}</dd>
      </dl>
    </div>
  );
}
