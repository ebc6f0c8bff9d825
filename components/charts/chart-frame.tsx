"use client";
import { type ReactNode, useState } from "react";

export type ChartTable = { head: readonly string[]; rows: readonly (readonly string[])[] };

export type ChartFrameProps = {
  /** What the chart shows, in a sentence. */
  caption: string;
  legend?: ReactNode;
  table: ChartTable;
  /** Cells hold words instead of figures. */
  words?: boolean;
  children: ReactNode;
};

/** Every chart has a caption and a table that says the same. */
export function ChartFrame({ caption, legend, table, words = false, children }: ChartFrameProps) {
  const [asTable, setAsTable] = useState(false);
  return (
    <figure className="min-w-0">
      {asTable ? <FigureTable caption={caption} table={table} words={words} /> : children}
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-1 text-sm text-text-2">
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">{!asTable && legend}</div>
        <button
          type="button"
          data-no-print=""
          aria-pressed={asTable}
          onClick={() => setAsTable(!asTable)}
          className="rounded-sm text-text-2 underline decoration-line-strong underline-offset-2 hover:text-text max-sm:min-h-9"
        >
          {asTable ? "Show as chart" : "Show as table"}
        </button>
      </div>
      <figcaption className="mt-1 text-sm text-text-2">{caption}</figcaption>
    </figure>
  );
}

function FigureTable({ caption, table, words }: { caption: string; table: ChartTable; words: boolean }) {
  const further = words ? "text-left align-top" : "text-right";
  return (
    <section
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must take the keyboard.
      tabIndex={0}
      className="max-h-80 overflow-auto rounded-md border border-line"
    >
      <table className="w-full border-collapse text-sm tnum">
        <thead className="sticky top-0 bg-surface">
          <tr>
            {table.head.map((head, index) => (
              <th
                key={head}
                scope="col"
                className={`h-8 border-line border-b px-2.5 font-semibold text-xs text-text-3 ${index === 0 ? "text-left" : further}`}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row) => (
            <tr key={row.join(" ")} className="border-line border-b last:border-b-0">
              {row.map((cell, index) => (
                <td
                  key={table.head[index]}
                  className={`px-2.5 py-1 ${index === 0 ? "whitespace-nowrap text-left align-top" : further}`}
                >
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

export function LegendLine({ colour, children }: { colour: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span aria-hidden="true" className="h-[3px] w-2.5 rounded-full" style={{ background: colour }} />
      {children}
    </span>
  );
}

export function LegendBand({ colour, children }: { colour: string; children: ReactNode }) {
  return (
    <span className="inline-flex items-center gap-1.5">
      <span
        aria-hidden="true"
        className="h-2 w-2.5 rounded-[2px] opacity-25"
        style={{ background: colour }}
      />
      {children}
    </span>
  );
}
