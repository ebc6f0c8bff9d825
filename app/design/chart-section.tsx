import { BandChart } from "#components/charts/band-chart";
import { StackedShareBar } from "#components/charts/stacked-share-bar";
import { TimelineLanes } from "#components/charts/timeline-lanes";
import { Panel, SectionHeading } from "#components/ui/panel";
import { formatDay } from "#lib/core/format";
import { axis, on, wave } from "./samples.ts";

const spread = wave(90, 2.2);
const points = wave(90, 4.4, { from: 30, to: 38 }).map((median, index) => ({
  at: on(index),
  label: formatDay(on(index), "UTC"),
  median,
  p95: median === null ? null : median + (spread[index] ?? 2),
}));

export function ChartSection() {
  return (
    <section className="flex flex-col gap-3">
      <SectionHeading title="Charts" sentence="Only draw; gaps are gaps; each has its table." />
      <div className="grid gap-3 lg:grid-cols-[2fr_1fr]">
        <Panel title="¢ per interaction" aside="6.12 · p95 14.8">
          <BandChart
            points={points}
            marks={[
              { at: on(3), label: "prompt v13" },
              { at: on(56), label: "prompt v14" },
              { at: on(58), label: "gpt-4o-2024-08-06" },
            ]}
            caption="Cents per interaction, median and 95th percentile; no traffic from 3 to 10 March."
            unit="¢"
          />
        </Panel>
        <Panel title="Where the cost goes" aside="last 30 days">
          <StackedShareBar
            label="Where the cost goes"
            shares={[
              { key: "first", label: "First attempt", fraction: 0.861, value: "$ 1,204.10", tone: "c1" },
              { key: "retry", label: "Retry", fraction: 0.072, value: "$ 100.70", tone: "c3" },
              { key: "fallback", label: "Fallback", fraction: 0.05, value: "$ 69.93", tone: "c4" },
              { key: "tool", label: "Tool", fraction: 0.017, value: "$ 23.78", tone: "c2" },
              { key: "unpriced", label: "Unpriced calls", fraction: 0, value: "31 calls", tone: "unknown" },
            ]}
          />
        </Panel>
      </div>
      <TimelineLanes
        label="What ran, February to May 2026"
        caption="What was declared to run, and what telemetry showed of it."
        axis={axis}
        ticks={[
          { at: on(0), label: "Feb" },
          { at: on(28), label: "Mar" },
          { at: on(59), label: "Apr" },
          { at: on(89), label: "May" },
        ]}
        selected={{ from: on(41), to: on(42), label: "14 March 2026" }}
        lanes={[
          {
            key: "prompt",
            label: "Prompt",
            segments: [
              { from: on(0), to: on(22), label: "v11", detail: "1 Feb to 23 Feb.", tone: "plain" },
              {
                from: on(22),
                to: on(41),
                label: "v12 · tone",
                detail: "Since 23 Feb: tone of refusals.",
                tone: "accent",
              },
              { from: on(41), to: on(59), label: "v12 90 % + v13 10 %", detail: "Canary.", tone: "accent" },
              {
                from: on(59),
                to: on(89),
                label: "v13 · shorter letters",
                detail: "Since 1 Apr.",
                tone: "accent",
                href: "#v13",
              },
            ],
          },
          {
            key: "model",
            label: "Model",
            segments: [
              { from: on(0), to: on(49), label: "gpt-4o-2024-05-13", detail: "Until 22 Mar.", tone: "plain" },
              {
                from: on(49),
                to: on(89),
                label: "gpt-4o-2024-08-06",
                detail: "Since 22 Mar.",
                tone: "accent",
              },
            ],
          },
          {
            key: "observed",
            label: "Observed",
            segments: [
              { from: on(0), to: on(41), label: "as declared", detail: "99.9 % of calls.", tone: "plain" },
              { from: on(41), to: on(43), label: "other model", detail: "12 % of calls.", tone: "stale" },
              { from: on(43), to: on(60), label: "as declared", detail: "99.9 % of calls.", tone: "plain" },
              { from: on(60), to: on(70), label: "nothing known", detail: "No calls.", tone: "gap" },
              { from: on(70), to: on(89), label: "as declared", detail: "99.8 % of calls.", tone: "plain" },
            ],
          },
        ]}
      />
    </section>
  );
}
