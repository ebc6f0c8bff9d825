import "server-only";
import { pool } from "#lib/core/db";

// Months whose partitions this process has seen to; making them is harmless when another server did.
const ready = new Set<string>();

/** Makes the partitions of the UTC months of these times (microseconds since 1970) where they are missing. */
export async function ensureMonths(timesUs: number[]): Promise<void> {
  const months = new Set(timesUs.map((us) => new Date(us / 1000).toISOString().slice(0, 7)));
  for (const month of [...months].sort()) {
    if (ready.has(month)) continue;
    await pool().query("SELECT ensure_telemetry_month($1::date)", [`${month}-01`]);
    ready.add(month);
  }
}

/** After the store said that a partition is missing: another database, or one whose partitions were dropped. */
export function forgetMonths(): void {
  ready.clear();
}
