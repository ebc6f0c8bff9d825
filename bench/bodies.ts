import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import pg from "pg";
import { contentTypes, type Format } from "#lib/telemetry/testing/mutants";
import { sizedExport } from "#lib/telemetry/testing/sized-export";
import { sendOnce } from "#scripts/testing/exporter";
import { installation, residentBytes } from "#scripts/testing/installation";

const FEATURE = "bodies";
const MEBIBYTE = 1024 * 1024;
const LIMIT = 64 * MEBIBYTE;

/**
 * Sends bodies of exactly 64 MiB and of one byte more over HTTP to a server of its own, in both formats, plain and
 * gzip, full of small spans, and prints what was stored, how long it took and the server's memory. --spans 95000.
 */
export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({ args, options: { spans: { type: "string", default: "95000" } } });
  const spans = Number(values.spans);
  const at = await installation();
  const results: object[] = [];
  try {
    await at.start();
    await at.registerFeature(FEATURE);
    const client = new pg.Client({ connectionString: at.databaseUrl() });
    await client.connect();
    const stored = async (): Promise<number> =>
      (await client.query("SELECT count(*)::int AS n FROM call")).rows[0].n;
    for (const format of ["protobuf", "json"] as const satisfies Format[]) {
      for (const gzip of [false, true]) {
        for (const bytes of [LIMIT, LIMIT + 1]) {
          const body = sizedExport(format, { slug: FEATURE, spans, bytes, note: 0 });
          const packed = gzip ? new Uint8Array(gzipSync(body)) : body;
          const before = await stored();
          const started = performance.now();
          const encoding: Record<string, string> = gzip ? { "content-encoding": "gzip" } : {};
          const headers = { "content-type": contentTypes[format], ...encoding };
          const { status } = await sendOnce(at.url, at.key, packed, headers);
          const result = {
            format,
            gzip,
            bytes,
            status,
            stored: (await stored()) - before,
            seconds: Number(((performance.now() - started) / 1000).toFixed(1)),
            peakMiB: Math.round((residentBytes(at.webServerPid())?.peak ?? 0) / MEBIBYTE),
          };
          const right =
            bytes === LIMIT
              ? status === "200" && result.stored === spans
              : status === "413" && result.stored === 0;
          if (!right) process.exitCode = 1;
          console.log(
            `${format}${gzip ? " gzip" : ""}, ${bytes} bytes: ${status}, ${result.stored} spans in ${result.seconds} s, peak ${result.peakMiB} MiB`,
          );
          results.push(result);
        }
      }
    }
    await client.end();
    return { spans, results };
  } finally {
    await at.end();
  }
}
