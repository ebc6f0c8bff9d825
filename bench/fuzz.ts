import { parseArgs } from "node:util";
import pg from "pg";
import { fuzz } from "#lib/telemetry/testing/fuzz";
import { contentTypes } from "#lib/telemetry/testing/mutants";
import { recount } from "#lib/telemetry/testing/recount";
import { sendOnce } from "#scripts/testing/exporter";
import { installation, residentBytes } from "#scripts/testing/installation";

const FEATURE = "fuzzed";
const MEBIBYTE = 1024 * 1024;
/** Eight senders of bodies that each may unpack to 64 MiB; a server that keeps what it was sent comes to more. */
const MOST_RESIDENT = 2048 * MEBIBYTE;

/**
 * Sends hostile bodies over HTTP to a server of its own, as `npm start` runs it, and holds the answers against the
 * store. The same seed makes the same bodies. --bodies 20000, --seed 20261122, --width 8,
 * --signal traces or logs.
 */
export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      bodies: { type: "string", default: "20000" },
      seed: { type: "string", default: "20261122" },
      width: { type: "string", default: "8" },
      signal: { type: "string", default: "traces" },
    },
  });
  const signal = values.signal === "logs" ? "logs" : "traces";
  const tables = { traces: ["call", "span"], logs: ["evaluation_result", "span_message"] }[signal];
  const at = await installation();
  try {
    await at.start();
    await at.registerFeature(FEATURE);
    const client = new pg.Client({ connectionString: at.databaseUrl() });
    await client.connect();
    const pid = at.webServerPid();
    const before = residentBytes(pid);
    console.log(`seed ${values.seed}`);
    const report = await fuzz({
      signal,
      seed: Number(values.seed),
      count: Number(values.bodies),
      slug: FEATURE,
      width: Number(values.width),
      stored: async () => {
        const found = await client.query(
          `SELECT ${tables.map((table) => `(SELECT count(*) FROM ${table})::int`).join(" + ")} AS n`,
        );
        return found.rows[0].n;
      },
      send: async ({ format, gzip, body }) => {
        const encoding: Record<string, string> = gzip ? { "content-encoding": "gzip" } : {};
        const headers = { "content-type": contentTypes[format], ...encoding };
        let sent = await sendOnce(at.url, at.key, body, headers, signal);
        // A kept connection may end just as it is used; a body that ends every one is reported.
        for (let again = 0; sent.status === "broken" && again < 3; again += 1)
          sent = await sendOnce(at.url, at.key, body, headers, signal);
        return { status: Number(sent.status), body: sent.answer };
      },
      after: (done) => {
        if (done % 2000 === 0)
          console.log(
            `${done} bodies, ${Math.round((residentBytes(pid)?.now ?? 0) / MEBIBYTE)} MiB resident`,
          );
      },
    });
    const features = await client.query<{ id: number }>("SELECT id FROM feature");
    for (const { id } of features.rows) {
      const { stored, recounted } = await recount(id, client);
      if (JSON.stringify(stored) !== JSON.stringify(recounted))
        report.wrong.push(`the rollups of feature ${id} differ from their rows`);
    }
    await client.end();
    const after = residentBytes(pid);
    if (at.webServerPid() !== pid || after === null)
      report.wrong.push("the server is another one than before");
    if ((after?.peak ?? 0) > MOST_RESIDENT) report.wrong.push(`${after?.peak} bytes were resident`);
    for (const line of report.wrong) console.log(line);
    if (report.wrong.length > 0) process.exitCode = 1;
    const mebibytes = (bytes = 0) => Math.round(bytes / MEBIBYTE);
    return {
      ...report,
      signal,
      seed: Number(values.seed),
      residentMiB: {
        before: mebibytes(before?.now),
        after: mebibytes(after?.now),
        peak: mebibytes(after?.peak),
      },
    };
  } finally {
    await at.end();
  }
}
