import { join } from "node:path";
import pg from "pg";
import { prepareBuild, prepareClient } from "#scripts/build";
import { ensureDatabase } from "#scripts/database-server";
import { temporaryPostgres } from "#scripts/temporary-postgres";
import { type Comparison, compare } from "./compare.ts";
import { startLoad } from "./exporter.ts";
import { installation, mintSecrets, until } from "./installation.ts";

export type TwoServersReport = Comparison & {
  /** What Postgres counted; writers try again, so senders see none. */
  deadlocks: number;
  /** Scheduled runs by job, and how many minutes had more than one of the same job. */
  jobs: Record<string, number>;
  doubledTicks: number;
  /** Changes of a scorecard that are recorded twice: the same inputs again, one after the other. */
  doubledScorecards: number;
  exitCodes: (number | null)[];
};

type Options = {
  batches: number;
  senders: number;
  spans: number;
  /** Minutes of the schedule to see pass; 0 does not wait for the jobs. */
  ticks: number;
};

const FEATURE = "two-servers";
const root = join(import.meta.dirname, "../..");

/**
 * Starts two servers at once on one empty database, sends every batch to both at the same time, and compares what was
 * answered with what is stored; then looks at what the scheduled jobs did.
 */
export async function twoServers({ batches, senders, spans, ticks }: Options): Promise<TwoServersReport> {
  const postgres = await temporaryPostgres();
  const databaseUrl = postgres.url("threshold");
  const client = new pg.Client({ connectionString: databaseUrl });
  const secrets = mintSecrets();
  const servers = await Promise.all([1, 2].map(() => installation({ databaseUrl, secrets })));
  let exitCodes: (number | null)[] = [];
  const end = async (): Promise<void> => {
    exitCodes = await Promise.all(servers.map((server) => server.end()));
  };
  try {
    await ensureDatabase(postgres.url("postgres"), "threshold");
    // Two builds at once in one folder refuse each other; whoever runs two servers builds once.
    await prepareClient({ root });
    await prepareBuild({ root, buildDir: process.env.THRESHOLD_BUILD_DIR });
    const started = await Promise.allSettled(servers.map((server) => server.start()));
    for (const one of started) if (one.status === "rejected") throw one.reason;
    await client.connect();
    await servers[0]?.registerFeature(FEATURE);
    const load = startLoad({
      urls: servers.map((server) => server.url),
      key: secrets.key,
      feature: FEATURE,
      senders,
      spans,
      patience: { givesUp: 0, maxPauseMs: 1000 },
      copies: 2,
    });
    await until(() => load.answered() >= batches);
    await load.finish();
    const comparison = await compare(databaseUrl, FEATURE, load.batches);
    if (ticks > 0) await until(async () => (await minutesOfJobs(client)) >= ticks);
    const jobs = await jobCounts(client);
    await end();
    return { ...comparison, ...jobs, ...(await databaseCounts(client)), exitCodes };
  } finally {
    await client.end();
    if (exitCodes.length === 0) await end();
    await postgres.stop();
  }
}

async function minutesOfJobs(client: pg.Client): Promise<number> {
  const found = await client.query<{ n: number }>(
    `SELECT count(DISTINCT date_trunc('minute', created_on))::int AS n FROM pgboss.job
     WHERE name = 'scorecard-evaluate-due' AND state = 'completed'`,
  );
  return found.rows[0]?.n ?? 0;
}

async function jobCounts(client: pg.Client): Promise<Pick<TwoServersReport, "jobs" | "doubledTicks">> {
  const found = await client.query<{ name: string; n: number }>(
    `SELECT name, count(*)::int AS n FROM pgboss.job WHERE name NOT LIKE '\\_\\_%'
     GROUP BY name, date_trunc('minute', created_on)`,
  );
  const jobs: Record<string, number> = {};
  for (const { name, n } of found.rows) jobs[name] = (jobs[name] ?? 0) + n;
  return { jobs, doubledTicks: found.rows.filter(({ n }) => n > 1).length };
}

async function databaseCounts(
  client: pg.Client,
): Promise<Pick<TwoServersReport, "deadlocks" | "doubledScorecards">> {
  const deadlocks = await client.query<{ n: number }>(
    "SELECT deadlocks::int AS n FROM pg_stat_database WHERE datname = current_database()",
  );
  const doubled = await client.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM (SELECT lag(input_digest) OVER (PARTITION BY feature_id ORDER BY id) = input_digest AS same
       FROM scorecard_change) c WHERE same`,
  );
  return { deadlocks: deadlocks.rows[0]?.n ?? 0, doubledScorecards: doubled.rows[0]?.n ?? 0 };
}
