import { rmSync } from "node:fs";
import { freePort } from "#scripts/free-port";
import { isAlive, postmasterOf, waitForExit } from "#scripts/postmaster";
import { temporaryDirectory } from "#scripts/temporary-postgres";
import { startServer } from "#scripts/testing/start-server";
import { expect, test } from "./fixtures.ts";

test.describe.configure({ mode: "serial" });
test.use({ role: null });

let dataDir: string;
test.beforeAll(() => {
  dataDir = temporaryDirectory("start-stop");
});
test.afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

const postgresPid = (): number => postmasterOf(`${dataDir}/postgres`)?.pid ?? 0;

test("asked to stop, it ends with code 0 and leaves nothing running", async ({ request }) => {
  const server = await startServer({ port: await freePort(), dataDir });
  expect(server.setupLink).toMatch(new RegExp(`^${server.url}/setup\\?token=\\S{32}$`));
  const postgres = postgresPid();
  expect(isAlive(postgres)).toBe(true);
  expect(await server.stop()).toBe(0);
  expect(server.lines.at(-1)).toBe("Stopped.");
  expect(await waitForExit(postgres, 1_000)).toBe(true);
  await expect(request.get(`${server.url}/api/health`)).rejects.toThrow(/ECONNREFUSED/);
});

test("a second start needs neither install nor build nor a new database", async ({ request }) => {
  const server = await startServer({ port: await freePort(), dataDir });
  expect(server.lines.map((line) => line.split(" ").slice(0, 3).join(" "))).not.toContainEqual(
    expect.stringMatching(/^(Installing|Building|Generating|Preparing|Applied)/),
  );
  const health = await request.get(`${server.url}/api/health`);
  expect(health.status()).toBe(200);
  // Longer than the 60 seconds of most proxies and clients: whoever closes first resets what the other is sending.
  expect(health.headers()["keep-alive"]).toBe("timeout=75");
  expect(await server.stop()).toBe(0);
});

test("after a kill the next start takes over and cleans up", async ({ request }) => {
  const port = await freePort();
  const killed = await startServer({ port, dataDir });
  const orphan = postgresPid();
  killed.process.kill("SIGKILL");
  const next = await startServer({ port, dataDir });
  expect(await waitForExit(orphan, 1_000)).toBe(true);
  expect((await request.get(`${next.url}/api/health`)).status()).toBe(200);
  expect(await next.stop()).toBe(0);
});

test("a second server on the same data directory is refused and the first one is not disturbed", async ({
  request,
}) => {
  const first = await startServer({ port: await freePort(), dataDir });
  const attempt = startServer({ port: await freePort(), dataDir });
  await expect(attempt).rejects.toThrow(
    /code 1:\nAnother Threshold \(process \d+, .*\) uses .*\. Stop it, or set THRESHOLD_DATA_DIR/,
  );
  expect((await request.get(`${first.url}/api/health`)).status()).toBe(200);
  expect(await first.stop()).toBe(0);
});
