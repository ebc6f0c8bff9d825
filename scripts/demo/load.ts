import { parseArgs } from "node:util";
import { connect } from "./api.ts";
import { emailOf, people } from "./company.ts";
import { featurePlans } from "./features.ts";
import { explain, loadOrganisation, whatIsThere } from "./load-organisation.ts";
import { progressOn } from "./progress.ts";

const usage = `node scripts/demo/load.ts --url http://localhost:3000 --key KEY [--admin EMAIL --admin-password PASSWORD]
  [--password PASSWORD-OF-THE-ACCOUNTS] [--days 90] [--seed 1] [--scale 1] [--now 2026-11-22T08:00:00Z]
Loads the sample organisation into an empty installation. Without --admin there are teams and no people.
After an interruption run it again with the same --now and --seed.`;

const { values } = parseArgs({
  options: {
    url: { type: "string", default: "http://localhost:3000" },
    key: { type: "string" },
    admin: { type: "string" },
    "admin-password": { type: "string" },
    password: { type: "string" },
    days: { type: "string", default: "90" },
    seed: { type: "string", default: "1" },
    scale: { type: "string", default: "1" },
    now: { type: "string" },
  },
});

async function main(): Promise<number> {
  const { url, key, admin } = values;
  const adminPassword = values["admin-password"];
  const password = values.password ?? adminPassword;
  const nowMs = values.now ? Date.parse(values.now) : Math.floor(Date.now() / 60_000) * 60_000;
  const [days, seed, scale] = [Number(values.days), Number(values.seed), Number(values.scale)];
  const numbers = [nowMs, seed].every(Number.isFinite) && Number.isInteger(days) && days > 0 && scale > 0;
  if (!key || !numbers || (admin && !(adminPassword && password))) {
    console.error(usage);
    return 2;
  }
  const there = await whatIsThere(connect(url, fetch), { key });
  if (there === "other" || (there === "demo" && !values.now)) {
    console.error(
      there === "other"
        ? "This installation has features of its own; the sample organisation is only loaded into an empty one."
        : "The sample organisation is there already. To finish a load that broke off, give its --now.",
    );
    return 1;
  }
  console.log(`Loading ${days} days that end at ${new Date(nowMs).toISOString()}, seed ${seed}.`);
  const started = performance.now();
  const made = await loadOrganisation({
    url: url.replace(/\/+$/, ""),
    key,
    admin: admin && adminPassword ? { email: admin, password: adminPassword } : null,
    password: password ?? "",
    plans: featurePlans,
    nowMs,
    days,
    seed,
    scale,
    transport: fetch,
    progress: progressOn(process.stdout),
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${made.features} features and ${made.spans} spans in ${seconds} s.`);
  if (admin) for (const { id } of people) console.log(`  ${emailOf(id)}`);
  return 0;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(explain(error));
  process.exitCode = 1;
}
