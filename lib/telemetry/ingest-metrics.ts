import "server-only";
import { performance } from "node:perf_hooks";
import { counter, histogram } from "#lib/core/metrics";
import type { SignalItem } from "./otlp/otlp-answer.ts";
import type { Written } from "./write/write-batch.ts";

/** Counts what became of exports of one signal. */
export function exportMetrics(item: SignalItem): {
  answered: (status: number) => void;
  rejected: (reasons: ReadonlyMap<string, number>) => void;
} {
  const signal = item === "span" ? "traces" : "logs";
  const answers = counter("threshold_otlp_exports_total", "OTLP exports by the status that answered them.", [
    "signal",
    "status",
  ]);
  const refused = counter(
    "threshold_otlp_rejected_total",
    "Spans and log records that were not taken, by reason.",
    ["signal", "reason"],
  );
  return {
    answered: (status) => answers.inc({ signal, status: String(status) }),
    rejected: (reasons) => {
      for (const [reason, count] of reasons) refused.inc({ signal, reason }, count);
    },
  };
}

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];
const ROWS = [1, 16, 64, 256, 512, 1024, 2048, 4096, 8192, 16384];

/** Times transactions of the writer and counts what they stored. */
export function commitMetrics(): { begin: () => (written: Written) => void } {
  const seconds = histogram(
    "threshold_telemetry_commit_seconds",
    "Time of a telemetry transaction.",
    SECONDS,
  );
  const rows = histogram(
    "threshold_telemetry_commit_rows",
    "Rows that one telemetry transaction was given.",
    ROWS,
  );
  const stored = counter(
    "threshold_telemetry_rows_total",
    "Telemetry rows given to the store, by what became of them.",
    ["kind"],
  );
  return {
    begin() {
      const start = performance.now();
      return ({ calls, spans, given }) => {
        seconds.observe((performance.now() - start) / 1000);
        rows.observe(given);
        stored.inc({ kind: "call" }, calls);
        stored.inc({ kind: "span" }, spans);
        stored.inc({ kind: "duplicate" }, given - calls - spans);
      };
    },
  };
}
