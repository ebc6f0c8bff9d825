"use client";
import Link from "next/link";
import { Tooltip } from "#components/ui/tooltip";
import { axisTicks } from "./axis-ticks.ts";
import { linePath, stepPath } from "./time-axis-path.ts";
import type { Span } from "./timeline-scale.ts";

export type LinePoint = { at: number; value: number | null; label: string };
/** A value that holds from `at` until the next step. `name` is said of the step; the first may lie before the axis. */
export type Step = { at: number; value: number; name: string; detail: string; href: string };

const HEIGHT = 46;
const x = (at: number, axis: Span) => ((at - axis.from) / (axis.to - axis.from)) * 100;

function Plot({ path, tone, topLabel }: { path: string; tone: string; topLabel: string }) {
  return (
    <>
      <span
        aria-hidden="true"
        className="absolute top-0.5 left-0.5 z-10 bg-surface px-0.5 text-text-3 text-xs tnum"
      >
        {topLabel}
      </span>
      <svg
        aria-hidden="true"
        viewBox={`0 0 100 ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block w-full overflow-visible"
        style={{ height: HEIGHT }}
      >
        <path
          d={path}
          fill="none"
          stroke={tone}
          strokeWidth="1.75"
          strokeLinecap="round"
          strokeLinejoin="round"
          vectorEffect="non-scaling-stroke"
        />
      </svg>
    </>
  );
}

type LineProps = {
  label: string;
  points: readonly LinePoint[];
  /** A figure of it in words: "6.12 ¢". */
  write: (value: number) => string;
  tone: "c1" | "c2";
  axis: Span;
};

/** A line with gaps; each point says its figure to the mouse, the table says them to everybody. */
export function AxisLine({ label, points, write, tone, axis }: LineProps) {
  const top = axisTicks(Math.max(0, ...points.map(({ value }) => value ?? 0))).ticks.at(-1) ?? 1;
  const placed = points.map((point) => ({ x: x(point.at, axis), value: point.value }));
  return (
    <div className="relative" role="img" aria-label={`${label}, as a line; the table has its figures`}>
      <Plot path={linePath(placed, top, HEIGHT)} tone={`var(--${tone})`} topLabel={write(top)} />
      <div aria-hidden="true" className="absolute inset-0 flex">
        {points.map((point) => (
          <span
            key={point.at}
            title={point.label}
            className="absolute inset-y-0 hover:bg-text/5"
            style={{ left: `${x(point.at, axis)}%`, width: `${100 / Math.max(points.length, 1)}%` }}
          />
        ))}
      </div>
    </div>
  );
}

type StepsProps = { label: string; steps: readonly Step[]; top: number; axis: Span };

/** A step line; each change is a point that takes the keyboard and leads to what it was. */
export function AxisSteps({ label, steps, top, axis }: StepsProps) {
  const placed = steps.map((step) => ({ x: x(step.at, axis), value: step.value }));
  return (
    <div className="relative">
      <Plot path={stepPath(placed, top, HEIGHT)} tone="var(--met)" topLabel={String(top)} />
      <ul className="absolute inset-0">
        {steps
          .filter(({ at }) => at >= axis.from)
          .map((step) => (
            <li
              key={step.at}
              className="absolute size-6 -translate-x-1/2 -translate-y-1/2"
              style={{ left: `${x(step.at, axis)}%`, top: HEIGHT - 4 - (step.value / top) * (HEIGHT - 8) }}
            >
              <Tooltip
                content={
                  <>
                    <strong className="block font-semibold">{step.name}</strong>
                    {step.detail}
                  </>
                }
              >
                <Link
                  href={step.href}
                  aria-label={`${label}: ${step.name}. ${step.detail}`}
                  className="grid size-full place-items-center rounded-full"
                >
                  <span aria-hidden="true" className="size-2.5 rounded-full border-2 border-surface bg-met" />
                </Link>
              </Tooltip>
            </li>
          ))}
      </ul>
    </div>
  );
}
