import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDataDirectory } from "./data-directory.ts";
import { ensureDatabase } from "./database-server.ts";
import { type Cluster, startCluster } from "./embedded-postgres.ts";
import { ownNode, root } from "./install.mjs";
import { migrateOrExplain } from "./migrate-or-explain.ts";
import { isAlive, postmasterOf, recoverDataDirectory } from "./postmaster.ts";
import { Problem } from "./problem.ts";
import { temporaryDirectory } from "./temporary-postgres.ts";

let home: string;
let dir: string;
let cluster: Cluster | undefined;

beforeEach(() => {
  home = temporaryDirectory("embedded");
  dir = join(home, "postgres");
});

afterEach(async () => {
  await cluster?.stop("immediate");
  cluster = undefined;
  rmSync(home, { recursive: true, force: true });
});

const options = () => ({ dir, password: "secret of the test", throwaway: true });

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<{ value: unknown }>(sql)).rows.map((row) => row.value);
  } finally {
    await client.end();
  }
}

test("rows outlive a stop and a start, on another port, behind the password", async () => {
  cluster = await startCluster(options());
  await ask(cluster.url("postgres"), "CREATE TABLE kept AS SELECT 7 AS value");
  await cluster.stop("fast");
  cluster = await startCluster(options());
  expect(await ask(cluster.url("postgres"), "SELECT value FROM kept")).toEqual([7]);
  expect(await ask(cluster.url("postgres"), "SELECT current_setting('listen_addresses') AS value")).toEqual([
    "127.0.0.1",
  ]);
  const wrong = cluster.url("postgres").replace(/:[^:@]+@/, ":wrong@");
  await expect(ask(wrong, "SELECT 1 AS value")).rejects.toThrow(/password authentication failed/);
});

test("a first start that was cut off half-way is made good", async () => {
  mkdirSync(`${dir}.new/base`, { recursive: true });
  writeFileSync(`${dir}.new/PG_VERSION`, "18\n");
  cluster = await startCluster(options());
  expect(await ask(cluster.url("postgres"), "SELECT 1 AS value")).toEqual([1]);
});

test("the server of a killed Threshold is ended and its data is whole", async () => {
  const script = `
    const { startCluster } = await import(${JSON.stringify(join(root, "scripts/embedded-postgres.ts"))});
    const cluster = await startCluster(${JSON.stringify(options())});
    console.log(cluster.url("postgres"));
    setInterval(() => undefined, 1000);`;
  const killed = spawn(ownNode, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [url] = await once(killed.stdout.setEncoding("utf8"), "data");
  await ask(String(url).trim(), "CREATE TABLE kept AS SELECT 7 AS value");
  killed.kill("SIGKILL");
  await once(killed, "exit");
  const orphan = postmasterOf(dir)?.pid ?? 0;
  expect(isAlive(orphan)).toBe(true);
  expect(await recoverDataDirectory(dir)).toBe("stopped");
  expect(isAlive(orphan)).toBe(false);
  cluster = await startCluster(options());
  expect(await ask(cluster.url("postgres"), "SELECT value FROM kept")).toEqual([7]);
});

test("a lock file whose process id now belongs to something else is cleared, and that process is left alone", async () => {
  cluster = await startCluster(options());
  await cluster.stop("fast");
  writeFileSync(join(dir, "postmaster.pid"), `${process.pid}\n${dir}\n1\n1\n\n127.0.0.1\n\nready\n`);
  expect(await recoverDataDirectory(dir)).toBe("cleared");
  expect(await recoverDataDirectory(dir)).toBe("clean");
  cluster = await startCluster(options());
  expect(await ask(cluster.url("postgres"), "SELECT 1 AS value")).toEqual([1]);
});

test("a server that does not come up says why in one line", async () => {
  cluster = await startCluster(options());
  await cluster.stop("fast");
  appendFileSync(join(dir, "postgresql.conf"), "\nno_such_setting = 1\n");
  const attempt = startCluster(options());
  await expect(attempt).rejects.toThrow(Problem);
  await expect(attempt).rejects.toThrow(/^Postgres did not start: [^\n]*$/);
});

test("a failed migration is one line, leaves nothing, and is tried again once its cause is gone", async () => {
  cluster = await startCluster(options());
  await ensureDatabase(cluster.url("postgres"), "threshold");
  await ensureDatabase(cluster.url("postgres"), "threshold");
  const url = cluster.url("threshold");
  await ask(url, "CREATE TYPE role AS ENUM ('in the way')");
  const tables =
    "SELECT tablename AS value FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations'";
  for (let time = 0; time < 2; time++) {
    const attempt = migrateOrExplain(url);
    await expect(attempt).rejects.toThrow(Problem);
    await expect(attempt).rejects.toThrow(
      /^The migration 0001_\w+ failed: [^\n]*already exists[^\n]*start again\.$/,
    );
    expect(await ask(url, tables)).toEqual([]);
  }
  await ask(url, "DROP TYPE role");
  expect((await migrateOrExplain(url)).length).toBeGreaterThan(0);
  expect(await migrateOrExplain(url)).toEqual([]);
});

test("a database with tables of another program is left alone", async () => {
  cluster = await startCluster(options());
  const url = cluster.url("postgres");
  await ask(url, "CREATE TABLE invoice AS SELECT 7 AS value");
  await expect(migrateOrExplain(url)).rejects.toThrow(
    /^The database holds tables of another program\. [^\n]*DATABASE_URL\.$/,
  );
  expect(await ask(url, "SELECT tablename AS value FROM pg_tables WHERE schemaname = 'public'")).toEqual([
    "invoice",
  ]);
});

test("secrets are made once, kept, and readable by their owner alone", () => {
  const directory = openDataDirectory(home, "http://localhost:1");
  const made = directory.secret("some-secret");
  expect(made).toMatch(/^[\w-]{43}$/);
  expect(directory.secret("some-secret")).toBe(made);
  expect(directory.secret("other-secret")).not.toBe(made);
  expect(statSync(join(home, "some-secret")).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(join(home, "server.json"), "utf8"))).toEqual({
    pid: process.pid,
    url: "http://localhost:1",
  });
  directory.release();
});

test("the lock of a killed process is free at once, and what it left is known", async () => {
  const script = `
    const { openDataDirectory } = await import(${JSON.stringify(join(root, "scripts/data-directory.ts"))});
    const directory = openDataDirectory(${JSON.stringify(home)}, "http://localhost:2");
    directory.announce({ pid: process.pid, url: "http://localhost:2", serverPid: 4194303 });
    console.log("held");
    setInterval(() => undefined, 1000);`;
  const holder = spawn(ownNode, ["--input-type=module", "-e", script], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(holder.stdout, "data");
  expect(() => openDataDirectory(home, "http://localhost:3")).toThrow(
    /^Another Threshold \(process \d+, http:\/\/localhost:2\)/,
  );
  holder.kill("SIGKILL");
  await once(holder, "exit");
  const directory = openDataDirectory(home, "http://localhost:3");
  expect(directory.leftBehind).toEqual({ pid: holder.pid, url: "http://localhost:2", serverPid: 4194303 });
  directory.release();
});
