import { chmodSync, mkdirSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { serveUntilStopped } from "#scripts/serve-until-stopped";
import { connect } from "./api.ts";
import { administrator, emailOf, organisation, people } from "./company.ts";
import { type DemoState, isSomebodyElses, readState, writeState } from "./demo-state.ts";
import { featurePlans } from "./features.ts";
import { keepWorking } from "./keep-working.ts";
import { explain, loadOrganisation, whatIsThere } from "./load-organisation.ts";
import { progressOn } from "./progress.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const chosen = process.env.THRESHOLD_DATA_DIR || ".threshold-demo";
const dataDir = isAbsolute(chosen) ? chosen : join(root, chosen);
if (isSomebodyElses(dataDir)) {
  console.error(
    `${dataDir} holds a Threshold that is not the demo's. Unset THRESHOLD_DATA_DIR, or name another folder.`,
  );
  process.exit(1);
}
// As npm start makes it: Postgres under another account must be able to pass through a folder of root's.
const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
if (mkdirSync(dataDir, { recursive: true, mode }) !== undefined) chmodSync(dataDir, mode);
let state = readState(dataDir);
const email = emailOf(administrator.id);

function keep(change: Partial<DemoState>): void {
  state = { ...state, ...change };
  writeState(dataDir, state);
}

function printAccounts(url: string): void {
  const names = [administrator, ...people];
  const width = Math.max(...names.map(({ id }) => emailOf(id).length));
  console.log(`\n${organisation.name} is at ${url}. Everybody signs in with the password ${state.password}`);
  for (const person of names) {
    const role = "role" in person ? person.role : "admin";
    console.log(
      `  ${emailOf(person.id).padEnd(width)}  ${role}${person.team ? `, team ${person.team}` : ""}`,
    );
  }
  console.log(
    "The company goes on working as long as this runs. Ctrl-C stops everything. The data stay; remove the folder .threshold-demo for a fresh company.",
  );
}

async function load(url: string, stopping: AbortSignal): Promise<void> {
  const there = await whatIsThere(connect(url, fetch), { key: state.key });
  if (there === "other") throw new Error("This installation has features that are not the demo's.");
  const started = performance.now();
  console.log(`Loading ${organisation.name}, the sample organisation: 90 days of an insurer that never was.`);
  const nowMs = state.nowMs ?? Math.floor(Date.now() / 60_000) * 60_000;
  keep({ nowMs });
  const made = await loadOrganisation({
    url,
    key: state.key,
    admin: { email, password: state.password },
    password: state.password,
    plans: featurePlans,
    nowMs,
    days: 90,
    seed: state.seed,
    transport: (address, init) => fetch(address, { ...init, signal: stopping }),
    progress: progressOn(process.stdout),
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`${made.features} features and ${made.spans} spans of 90 days in ${seconds} s.`);
  keep({ loaded: true });
}

/** The company goes on while it is served; what it did meanwhile is made up for. */
async function work(url: string, stopping: AbortSignal): Promise<void> {
  const { nowMs, seed, key, sentUntilMs } = state;
  if (nowMs === null) return;
  const history = { plans: featurePlans, nowMs, days: 90, seed };
  const sent = (untilMs: number) => keep({ sentUntilMs: untilMs });
  const fromMs = sentUntilMs ?? nowMs;
  await keepWorking({ history, fromMs, transport: fetch, url, key, sent, stopping });
}

async function whenUp(url: string, stopping: AbortSignal): Promise<void> {
  try {
    if (!state.loaded) await load(url, stopping);
    printAccounts(process.env.THRESHOLD_URL || `http://localhost:${process.env.PORT || 3000}`);
  } catch (error) {
    if (!stopping.aborted) console.error(`The sample organisation could not be loaded. ${explain(error)}`);
    return;
  }
  try {
    await work(url, stopping);
  } catch (error) {
    if (!stopping.aborted) console.error(`The sample organisation stands still. ${explain(error)}`);
  }
}

// The server and the supervisor both read the environment. Given values would set up somebody else's administrator.
Object.assign(process.env, {
  THRESHOLD_DATA_DIR: dataDir,
  THRESHOLD_INIT_ADMIN_EMAIL: email,
  THRESHOLD_INIT_ADMIN_PASSWORD: state.password,
  THRESHOLD_INIT_API_KEY: state.key,
});
writeState(dataDir, state);
process.exit(await serveUntilStopped(process.env, whenUp));
