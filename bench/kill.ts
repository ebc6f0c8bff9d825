import { parseArgs } from "node:util";
import { installation } from "#scripts/testing/installation";
import { killUnderLoad } from "#scripts/testing/kill-under-load";

/**
 * Starts Threshold as `npm start` does on a folder of its own and kills its parts with SIGKILL under load. Fails
 * unless every answered batch is stored, once, and all rollups equal their rows. --times 20, --senders 8, --spans 128.
 */
export async function run(args: string[]): Promise<object> {
  const { values } = parseArgs({
    args,
    options: {
      times: { type: "string", default: "20" },
      senders: { type: "string", default: "8" },
      spans: { type: "string", default: "128" },
    },
  });
  const at = await installation();
  try {
    const report = await killUnderLoad(at, {
      times: Number(values.times),
      senders: Number(values.senders),
      spans: Number(values.spans),
      say: (line) => console.log(line),
    });
    console.log(`${report.answered} of ${report.batches} batches answered, ${report.spans} spans stored`);
    for (const line of report.wrong) console.log(line);
    if (report.wrong.length > 0) process.exitCode = 1;
    return report;
  } finally {
    await at.end();
  }
}
