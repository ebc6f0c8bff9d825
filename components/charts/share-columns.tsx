"use client";
import { ChartFrame } from "./chart-frame.tsx";

export type SharePart = { key: string; label: string; colour: string };
export type ShareColumn = {
  key: string;
  /** The column in words: "24 May 2026". */
  label: string;
  /** One count for each part, in their order; null where nothing was counted: the column is missing. */
  counts: readonly number[] | null;
};

export type ShareColumnsProps = {
  parts: readonly SharePart[];
  columns: readonly ShareColumn[];
  caption: string;
  /** What is counted, for the table: "features". */
  of: string;
  height?: number;
};

const sumOf = (counts: readonly number[]) => counts.reduce((sum, count) => sum + count, 0);

/** How something is divided, week by week, each column to its whole; the first part stands at the foot. */
export function ShareColumns({ parts, columns, caption, of, height = 120 }: ShareColumnsProps) {
  const [first, last] = [columns[0], columns.at(-1)];
  return (
    <ChartFrame
      caption={caption}
      legend={parts.map(({ key, label, colour }) => (
        <span key={key} className="inline-flex items-center gap-1.5">
          <span aria-hidden="true" className="size-2.5 rounded-[2px]" style={{ background: colour }} />
          {label}
        </span>
      ))}
      table={{
        head: ["Week to", ...parts.map((part) => part.label), `All ${of}`],
        rows: columns.map(({ label, counts }) => [
          label,
          ...parts.map((_, index) => (counts === null ? "no data" : String(counts[index] ?? 0))),
          counts === null ? "no data" : String(sumOf(counts)),
        ]),
      }}
    >
      <div role="img" aria-label={caption}>
        <div className="flex items-stretch gap-[3px] border-line border-b" style={{ height }}>
          {columns.map((column) => (
            <Column key={column.key} column={column} parts={parts} />
          ))}
        </div>
        <div className="mt-1 flex justify-between text-text-3 text-xs tnum">
          <span>{first?.label}</span>
          <span>{last?.label}</span>
        </div>
      </div>
    </ChartFrame>
  );
}

function Column({ column, parts }: { column: ShareColumn; parts: readonly SharePart[] }) {
  const { counts, label } = column;
  const sum = counts === null ? 0 : sumOf(counts);
  if (counts === null || sum === 0) return <span className="flex-1" title={`${label}: no data`} />;
  const words = parts.map((part, index) => `${part.label} ${counts[index] ?? 0}`).join(", ");
  return (
    <span
      className="flex min-w-0 flex-1 flex-col-reverse gap-px hover:opacity-80"
      title={`${label}: ${words}`}
    >
      {parts.map(({ key, colour }, index) => (
        <span
          key={key}
          className="min-h-0 rounded-[1px]"
          style={{ background: colour, flexGrow: counts[index] ?? 0, flexBasis: 0 }}
        />
      ))}
    </span>
  );
}
