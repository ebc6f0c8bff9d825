import "server-only";
import { SpanStatusCode } from "@opentelemetry/api";
import { onStop } from "#lib/core/lifecycle";
import { gauge } from "#lib/core/metrics";
import { tracer } from "#lib/core/own-traces";
import { commitMetrics } from "./ingest-metrics.ts";
import { CommitQueue } from "./write/commit-queue.ts";
import { databaseAway } from "./write/database-away.ts";
import { type Batch, sizeOfBatch, writeBatches } from "./write/write-batch.ts";

/** So many rows are written by one transaction at most; an export that is larger is written alone. */
const GROUP_ROWS = 8192;
/** Two, so that one transaction can commit while the next is under way. */
const WRITERS = 2;
const CAPACITY_ROWS = 200_000;

type IngestState = {
  /** Exports that are being read, decoded or stored, and the bytes of their bodies. */
  underWay: { exports: number; bytes: number };
  queue: CommitQueue<Batch, void>;
};

// The routes of traces and logs are bundles apart; without the global each would have a queue of its own.
const holder = globalThis as typeof globalThis & { thresholdIngest?: IngestState };

function make(): IngestState {
  const queue = new CommitQueue<Batch, void>({
    write: (batches) =>
      tracer().startActiveSpan("telemetry.commit", async (span) => {
        const committed = commitMetrics().begin();
        try {
          const written = await writeBatches(batches);
          committed(written);
          span.setAttributes({ "threshold.exports": batches.length, "threshold.rows": written.given });
          return batches.map(() => undefined);
        } catch (error) {
          span.setStatus({ code: SpanStatusCode.ERROR });
          throw error;
        } finally {
          span.end();
        }
      }),
    sizeOf: sizeOfBatch,
    groupSize: GROUP_ROWS,
    writers: WRITERS,
    capacity: CAPACITY_ROWS,
    mayBeOneItem: (error) => !databaseAway(error),
  });
  onStop(() => queue.idle());
  const state: IngestState = { underWay: { exports: 0, bytes: 0 }, queue };
  gauge(
    "threshold_telemetry_queue_rows",
    "Rows of telemetry that wait or are being written.",
    () => queue.load,
  );
  gauge(
    "threshold_otlp_exports_under_way",
    "Exports being read, decoded or stored.",
    () => state.underWay.exports,
  );
  return state;
}

/** What ingestion holds in this process. */
export function ingestState(): IngestState {
  holder.thresholdIngest ??= make();
  return holder.thresholdIngest;
}
