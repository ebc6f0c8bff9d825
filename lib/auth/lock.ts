import "server-only";
import type { Transaction } from "#lib/core/db";

/** Waits for, and holds until the transaction ends, the lock of that name: across servers, not only in this process. */
export async function holdLock(tx: Transaction, name: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`threshold ${name}`}, 0))`;
}
