import "server-only";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

// Route bundles are loaded apart from each other; without the global each would count for itself.
const holder = globalThis as typeof globalThis & { thresholdMetrics?: Registry };

/** What this process counts, for Prometheus. */
export function metrics(): Registry {
  if (holder.thresholdMetrics === undefined) {
    holder.thresholdMetrics = new Registry();
    collectDefaultMetrics({ register: holder.thresholdMetrics, prefix: "threshold_" });
  }
  return holder.thresholdMetrics;
}

/** The metric of that name, made at first use. */
function once<T>(name: string, make: () => T): T {
  return (metrics().getSingleMetric(name) as T | undefined) ?? make();
}

export function counter<L extends string>(name: string, help: string, labelNames: readonly L[]): Counter<L> {
  return once(name, () => new Counter({ name, help, labelNames, registers: [metrics()] }));
}

/** A gauge that is read when it is asked for. */
export function gauge(name: string, help: string, read: () => number | Promise<number>): void {
  once(
    name,
    () =>
      new Gauge({
        name,
        help,
        registers: [metrics()],
        async collect() {
          this.set(await read());
        },
      }),
  );
}

export function histogram(name: string, help: string, buckets: number[]): Histogram {
  return once(name, () => new Histogram({ name, help, buckets, registers: [metrics()] }));
}
