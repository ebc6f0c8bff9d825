import { parseArgs } from "node:util";
import { twoServers } from "#scripts/testing/two-servers";

/**
 * Two servers, started at once on one empty database; every batch is sent to both at the same time, and the jobs are
 * watched over some minutes. --batches 400, --senders 8, --spans 128, --minutes 3.
 */
export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      batches: { type: "string", default: "400" },
      senders: { type: "string", default: "8" },
      spans: { type: "string", default: "128" },
      minutes: { type: "string", default: "3" },
    },
  });
  const report = await twoServers({
    batches: Number(values.batches),
    senders: Number(values.senders),
    spans: Number(values.spans),
    ticks: Number(values.minutes),
  });
  console.log(`${report.batches} batches to both servers: ${report.spans} spans stored, once each`);
  console.log(
    `${report.deadlocks} deadlocks in Postgres, ${report.doubledTicks} jobs that ran twice in a minute`,
  );
  for (const line of report.wrong) console.log(line);
  if (report.wrong.length > 0) process.exitCode = 1;
  return report;
}
