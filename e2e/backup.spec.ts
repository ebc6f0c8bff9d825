import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { request } from "@playwright/test";
import { type Finished, runChild } from "#scripts/run-child";
import { temporaryDirectory } from "#scripts/temporary-postgres";
import { compare } from "#scripts/testing/compare";
import { startLoad } from "#scripts/testing/exporter";
import { type Installation, installation, mintSecrets, until } from "#scripts/testing/installation";
import { expect, test } from "./fixtures.ts";
import { admin } from "./people.ts";

test.use({ role: null });
test.setTimeout(600_000);

const root = join(import.meta.dirname, "..");
const run = (command: "backup" | "restore", dataDir: string, file: string): Promise<Finished> =>
  runChild(process.execPath, [join(root, `scripts/${command}.mjs`), file], {
    cwd: root,
    env: { ...process.env, THRESHOLD_DATA_DIR: dataDir, NODE_ENV: "production" },
  });

test("a backup of a server that receives telemetry is restored elsewhere, serves, and knows its people and keys", async () => {
  const home = temporaryDirectory("backup-journey");
  const file = join(home, "threshold.tgz");
  const secrets = mintSecrets();
  const first = await installation({ secrets });
  // Another address of the same organisation: nothing of the first but the file reaches it.
  const second = await installation({ secrets: { ...mintSecrets(), key: secrets.key } });
  try {
    await first.start();
    await first.registerFeature("kept");
    const load = startLoad({
      urls: [first.url],
      key: first.key,
      feature: "kept",
      senders: 4,
      spans: 64,
      patience: { givesUp: 1, maxPauseMs: 50 },
    });
    await until(() => load.answered() >= 20);
    const before = new Set(load.batches.filter(({ answered }) => answered));
    const backup = await run("backup", first.dataDir, file);
    expect(backup.code, backup.output).toBe(0);
    await load.finish();

    const refused = await run("restore", first.dataDir, file);
    expect(refused).toMatchObject({ code: 1, output: expect.stringContaining("Another Threshold") });

    const restored = await run("restore", second.dataDir, file);
    expect(restored.code, restored.output).toBe(0);
    expect(existsSync(join(second.dataDir, "postgres.restoring"))).toBe(false);
    await second.start();
    await expectKnown(second);
    // What was answered before the backup began is whole; what came meanwhile is whole or not there; and all counts agree.
    const report = await compare(
      second.databaseUrl(),
      "kept",
      load.batches.map((batch) => (before.has(batch) ? batch : { ...batch, answered: false })),
    );
    expect(report.wrong).toEqual([]);
    expect(report.answered).toBeGreaterThanOrEqual(20);
  } finally {
    await first.end();
    await second.end();
    rmSync(home, { recursive: true, force: true });
  }
});

/** The administrator's password and the key open the restored installation. */
async function expectKnown({ url, key }: Installation): Promise<void> {
  const context = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
  const { csrfToken } = await (await context.get("/api/auth/csrf")).json();
  await context.post("/api/auth/callback/credentials", { form: { csrfToken, ...admin, json: "true" } });
  expect((await context.get("/api/v1/users/me")).status()).toBe(200);
  await context.dispose();
  const answer = await fetch(`${url}/api/v1/features/kept`, { headers: { authorization: `Bearer ${key}` } });
  expect(answer.status).toBe(200);
}
