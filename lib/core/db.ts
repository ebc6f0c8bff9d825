import "server-only";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { type Prisma, PrismaClient } from "#prisma/client";
import { env } from "./env.ts";

/** A client inside a transaction, as commands pass it on. */
export type Transaction = Prisma.TransactionClient;

type Connections = { pool: pg.Pool; prisma: PrismaClient };

// Next loads route bundles separately; without the global each would open a pool of its own.
const holder = globalThis as typeof globalThis & { thresholdConnections?: Connections };

function connect(): Connections {
  const pool = new pg.Pool({
    connectionString: env().DATABASE_URL,
    max: env().THRESHOLD_DATABASE_POOL,
    application_name: "threshold",
  });
  // An idle connection that breaks (a restarted Postgres) must not end the process; the next query reconnects.
  pool.on("error", () => undefined);
  return { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

function connections(): Connections {
  holder.thresholdConnections ??= connect();
  return holder.thresholdConnections;
}

/** Records: features, people, releases. */
export function db(): PrismaClient {
  return connections().prisma;
}

/** The same connections without Prisma, for the one statement that writes telemetry. */
export function pool(): pg.Pool {
  return connections().pool;
}

/** Closes every connection; for shutdown and tests. */
export async function disconnect(): Promise<void> {
  const open = holder.thresholdConnections;
  holder.thresholdConnections = undefined;
  if (!open) return;
  await open.prisma.$disconnect();
  if (!open.pool.ended) await open.pool.end();
}
