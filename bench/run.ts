/** npm run bench -- <name>: human lines first, one JSON object as the last line. */
import { argv } from "node:process";

const benches: Record<string, () => Promise<{ run: (args: string[]) => Promise<object> }>> = {
  bodies: () => import("./bodies.ts"),
  fuzz: () => import("./fuzz.ts"),
  ingest: () => import("./ingest.ts"),
  kill: () => import("./kill.ts"),
  "page-weight": () => import("./page-weight.ts"),
  portfolio: () => import("./portfolio.ts"),
  read: () => import("./read.ts"),
  redact: () => import("./redact.ts"),
  runbook: () => import("./runbook.ts"),
  scroll: () => import("./scroll.ts"),
  "two-servers": () => import("./two-servers.ts"),
};

const [wanted = "", ...args] = argv.slice(2);
const load = Object.hasOwn(benches, wanted) ? benches[wanted] : undefined;
if (!load) {
  console.error(`npm run bench -- <name>; there are: ${Object.keys(benches).join(", ")}`);
  process.exit(2);
}
const { run } = await load();
const result = await run(args);
console.log(JSON.stringify({ bench: wanted, ...result }));
