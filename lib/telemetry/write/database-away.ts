/** Codes of Node, Postgres and Prisma that say the database cannot be reached or has no room now. */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|ENOENT|57P0[1-5]|53\d{3}|08\d{3}|25006|P1001|P1002|P1008|P1017|P2024)$/;
const AWAY_MESSAGE =
  /connection terminated|connection timeout|can't reach database|pool.*(closed|end)|timeout exceeded when trying to connect/i;

/** Whether an error says that the database is away, rather than that something is wrong with what it was asked. */
export function databaseAway(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 6) return false;
  const { code, message, cause, errors, meta, driverAdapterError } = error as Record<string, unknown>;
  if (typeof code === "string" && AWAY.test(code)) return true;
  if (typeof message === "string" && AWAY_MESSAGE.test(message)) return true;
  if (Array.isArray(errors) && errors.some((inner) => databaseAway(inner, depth + 1))) return true;
  // Prisma keeps what Postgres said, a server that recovers for one, two layers down.
  return [cause, meta, driverAdapterError].some((inner) => databaseAway(inner, depth + 1));
}
