import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openDataDirectory } from "./data-directory.ts";
import { freePort } from "./free-port.ts";
import { ownNode, root } from "./install.mjs";
import { type Finished, runChild } from "./run-child.ts";
import { temporaryDirectory } from "./temporary-postgres.ts";
import { pretendPostgres } from "./testing/old-postgres.ts";

let home: string;
let dataDir: string;

beforeAll(() => {
  home = temporaryDirectory("serve");
});
afterAll(() => rmSync(home, { recursive: true, force: true }));
beforeEach(({ task }) => {
  dataDir = join(home, task.id);
});

/** Runs what `npm start` runs, for starts that must be refused before anything is built or started. */
async function start(env: Record<string, string>): Promise<Finished> {
  const base = { PATH: process.env.PATH, PORT: String(await freePort()), THRESHOLD_DATA_DIR: dataDir };
  return runChild(ownNode, [join(root, "scripts/serve.ts")], {
    cwd: root,
    env: { NODE_ENV: "production", ...base, ...env },
  });
}

/** One line that names the cause and the remedy, a code that says failure, and no Postgres left on the directory. */
function expectRefusal({ code, output }: Finished, line: RegExp): void {
  expect(output.trimEnd().split("\n")).toEqual([expect.stringMatching(line)]);
  expect(code).toBe(1);
  expect(postgresOn(dataDir)).toEqual([]);
}

function postgresOn(dir: string): string[] {
  return readdirSync("/proc").filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`).startsWith(dir);
    } catch {
      return false;
    }
  });
}

function listening(): Promise<{ server: Server; port: string }> {
  const server = createServer();
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve({ server, port: String(address && typeof address === "object" ? address.port : 0) });
    });
  });
}

test("a port that is taken", async () => {
  const { server, port } = await listening();
  const refused = await start({ PORT: port });
  server.close();
  expectRefusal(refused, new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 cannot be used: .*set PORT`));
});

test("a data directory of another Postgres version, which stays as it was", async () => {
  const postgres = join(dataDir, "postgres");
  mkdirSync(postgres, { recursive: true });
  writeFileSync(join(postgres, "PG_VERSION"), "15\n");
  expectRefusal(
    await start({}),
    /written by Postgres 15, and this Threshold brings Postgres 18\. .*DATABASE_URL/,
  );
  expect(readdirSync(postgres)).toEqual(["PG_VERSION"]);
  expect(readFileSync(join(postgres, "PG_VERSION"), "utf8")).toBe("15\n");
});

test("a folder of something else where the data should be", async () => {
  mkdirSync(join(dataDir, "postgres"), { recursive: true });
  writeFileSync(join(dataDir, "postgres", "letters.txt"), "dear");
  expectRefusal(await start({}), /holds something that is not Postgres data\. .*THRESHOLD_DATA_DIR/);
  expect(readdirSync(join(dataDir, "postgres"))).toEqual(["letters.txt"]);
});

test("a database that cannot be reached, without repeating its password", async () => {
  const port = await freePort();
  const refused = await start({ DATABASE_URL: `postgresql://someone:hunter2@127.0.0.1:${port}/threshold` });
  expectRefusal(
    refused,
    new RegExp(
      `^The database at 127\\.0\\.0\\.1:${port}/threshold cannot be used: .*ECONNREFUSED.*DATABASE_URL`,
    ),
  );
  expect(refused.output).not.toContain("hunter2");
});

test("a database that is too old", async () => {
  const old = await pretendPostgres("140011");
  const refused = await start({
    DATABASE_URL: `postgresql://someone:hunter2@127.0.0.1:${old.port}/threshold`,
  });
  old.close();
  expectRefusal(refused, /is Postgres 14\. Threshold needs 15 or newer/);
});

test("a second server on the same data directory", async () => {
  const first = openDataDirectory(dataDir, "http://localhost:1234");
  const refused = await start({});
  first.release();
  expectRefusal(
    refused,
    new RegExp(
      `^Another Threshold \\(process ${process.pid}, http://localhost:1234\\) uses ${dataDir}\\. Stop it`,
    ),
  );
});

test("a data directory that is a file", async () => {
  writeFileSync(dataDir, "");
  expectRefusal(await start({}), /^The data directory .* cannot be used: .*THRESHOLD_DATA_DIR/);
});

test("a port that is not a number", async () => {
  expectRefusal(await start({ PORT: "web" }), /^PORT is "web"\./);
});

// Only root gives Postgres another account than its own; everybody else can reach what they made.
test.runIf(process.getuid?.() === 0)(
  "a data directory that the account of Postgres cannot reach",
  async () => {
    const closed = join(home, "closed");
    mkdirSync(closed);
    chmodSync(closed, 0o700);
    dataDir = join(closed, "data");
    expectRefusal(
      await start({}),
      /^The user \w+, under which Postgres runs, cannot reach .*THRESHOLD_DATA_DIR/,
    );
  },
);
