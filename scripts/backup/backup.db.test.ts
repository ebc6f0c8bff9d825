import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { migrate } from "#scripts/migrate";
import { readSettings, type Settings } from "#scripts/settings";
import { temporaryDirectory } from "#scripts/temporary-postgres";
import { backUp } from "./back-up.ts";
import { openBackup } from "./read-backup.ts";
import { restore } from "./restore.ts";

const mark = `backup_${process.pid}`;
const home = temporaryDirectory("backup");
const [source, target, third] = [`${mark}_source`, `${mark}_target`, `${mark}_third`];
/** Owns its database and nothing else, as on a server that somebody else runs. */
const owner = `${mark}_owner`;

async function on<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}
const at = (database: string, user?: string): string => {
  const url = new URL(inject("databaseServer"));
  url.pathname = `/${database}`;
  if (user) Object.assign(url, { username: user, password: "only a test" });
  return url.href;
};
const settingsOf = (name: string, databaseUrl: string): Settings =>
  readSettings({ THRESHOLD_DATA_DIR: join(home, name), DATABASE_URL: databaseUrl }, home);

const awkward = "tab\there, back\\slash, \\N, line\nbreak\r, quote ', Ünï→🙂, \u0001";

/** Rows of every awkward kind: references, append-only tables, ranges, arrays, months, a value for every sequence that counts. */
async function fill(client: pg.Client): Promise<void> {
  await client.query(
    `SELECT ensure_telemetry_month(m::date) FROM generate_series('2026-01-01'::date, '2026-03-01', '1 month') m`,
  );
  await client.query(
    `INSERT INTO feature (slug, name, description, stakes, audience, lifecycle, updated_at)
     SELECT 'f' || n, $1, NULL, 'low', 'internal', 'production', now() FROM generate_series(1, 50) n`,
    [awkward],
  );
  await client.query(
    `INSERT INTO dimension (feature_id, id, environment, operation, name) SELECT id, 1, 'production', 'chat', $1 FROM feature`,
    [awkward],
  );
  await client.query(
    `INSERT INTO call (feature_id, started_at, trace_id, span_id, interaction_id, dimension_id, duration_us, attempt, status,
       billable, has_unit, cost_nano)
     SELECT f.id, '2026-01-05Z'::timestamptz + n * interval '31.234567 minutes', md5(f.id || 't' || n)::uuid, n,
       md5(f.id || 'i' || n)::uuid, 1, n, 1, 1, true, true, 9007199254740993 + n
     FROM feature f, generate_series(1, 2500) n`,
  );
  await client.query(
    `INSERT INTO activity (actor_kind, actor_name, action, subject_kind, subject_id, subject_name, before)
     SELECT 'system', 'test', 'feature.changed', 'feature', n::text, $1, jsonb_build_object('was', $1::text, 'n', n) FROM generate_series(1, 10) n`,
    [awkward],
  );
}

beforeAll(async () => {
  mkdirSync(join(home, "from"));
  await on(inject("databaseServer"), async (client) => {
    await client.query(`CREATE ROLE "${owner}" LOGIN PASSWORD 'only a test'`);
    await client.query(`CREATE DATABASE "${source}"`);
    await client.query(`CREATE DATABASE "${target}" OWNER "${owner}"`);
    await client.query(`CREATE DATABASE "${third}"`);
  });
  await migrate(at(source));
  await on(at(source), fill);
});
afterAll(async () => {
  await on(inject("databaseServer"), async (client) => {
    for (const name of [source, target, third])
      await client.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
    await client.query(`DROP ROLE IF EXISTS "${owner}"`);
  });
  rmSync(home, { recursive: true, force: true });
});

/** What the digests say of every table, without what is about the archive itself. */
async function tablesIn(path: string): Promise<Record<string, { sha256: string; rows: number | null }>> {
  const { files } = (await openBackup(path)).end;
  return Object.fromEntries(Object.entries(files).filter(([name]) => name.startsWith("data/")));
}
const file = (name: string) => join(home, name);

test("a backup that is taken while others write comes back byte for byte, into a database of an ordinary owner", async () => {
  const from = settingsOf("from", at(source));
  await on(at(source), async (writer) => {
    let writing = true;
    const write = async () => {
      for (let n = 0; writing; n += 1)
        await writer.query(
          `WITH new AS (INSERT INTO feature (slug, name, stakes, audience, lifecycle, updated_at)
             VALUES ($1, 'During', 'low', 'internal', 'production', now()) RETURNING id)
           INSERT INTO dimension (feature_id, id, environment, operation, name)
             SELECT id, 1, 'production', 'chat', 'chat' FROM new`,
          [`during-${n}`],
        );
    };
    const writes = write();
    await backUp(from, file("one.tgz"));
    writing = false;
    await writes;
  });
  const stored = await tablesIn(file("one.tgz"));
  // Both tables are of one moment: each feature of it has its dimension, and there is none without its feature.
  expect(stored["data/dimension"]?.rows).toBe(stored["data/feature"]?.rows);
  expect(statSync(file("one.tgz")).mode & 0o777).toBe(0o600);

  const to = settingsOf("to", at(target, owner));
  const { rows } = await restore(to, file("one.tgz"));
  expect(rows).toBeGreaterThan(125_000);
  await backUp(to, file("two.tgz"));
  expect(await tablesIn(file("two.tgz"))).toEqual(stored);
  const cents = await on(at(target), (client) =>
    client.query<{ least: string; name: string }>("SELECT min(cost_nano)::text AS least FROM call"),
  );
  expect(cents.rows[0]?.least).toBe("9007199254740994");
});

test("what is restored refuses what the original refuses, and counts on", async () => {
  const shape = `SELECT conrelid::regclass::text AS t, conname::text AS n, pg_get_constraintdef(oid) AS d, convalidated AS v
    FROM pg_constraint WHERE connamespace = 'public'::regnamespace AND conname NOT LIKE '%_20__\\___%' ORDER BY 1, 2`;
  const triggers = `SELECT tgrelid::regclass::text AS t, tgname::text AS n, tgenabled AS e FROM pg_trigger
    WHERE NOT tgisinternal ORDER BY 1, 2`;
  const read = (url: string, sql: string) => on(url, async (client) => (await client.query(sql)).rows);
  expect(await read(at(target), shape)).toEqual(await read(at(source), shape));
  expect(await read(at(target), triggers)).toEqual(await read(at(source), triggers));
  await on(at(target, owner), async (client) => {
    await expect(client.query("DELETE FROM activity")).rejects.toThrow(/activity/);
    await expect(client.query("UPDATE feature SET team_id = gen_random_uuid()")).rejects.toThrow(
      /foreign key/,
    );
    const highest = await client.query<{ id: string }>("SELECT max(id)::text AS id FROM feature");
    const next = await client.query<{ id: string }>(
      `INSERT INTO feature (slug, name, stakes, audience, lifecycle, updated_at)
       VALUES ('next', 'Next', 'low', 'internal', 'production', now()) RETURNING id::text`,
    );
    expect(Number(next.rows[0]?.id)).toBeGreaterThan(Number(highest.rows[0]?.id));
  });
  expect(await migrate(at(target))).toEqual({ applied: [] });
});

test("two backups into the same file at once end in one that is whole", async () => {
  const from = settingsOf("from", at(source));
  const both = await Promise.allSettled([backUp(from, file("same.tgz")), backUp(from, file("same.tgz"))]);
  expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  expect((await openBackup(file("same.tgz"))).head.tables.length).toBeGreaterThan(15);
  expect(readdirSync(home).filter((name) => name.endsWith(".part"))).toEqual([]);
});

test("nothing is ever overwritten", async () => {
  await expect(backUp(settingsOf("from", at(source)), file("one.tgz"))).rejects.toThrow(/exists already/);
  await expect(restore(settingsOf("other", at(source)), file("one.tgz"))).rejects.toThrow(
    /has tables already/,
  );
  writeFileSync(join(home, "from/nextauth-secret"), `${"s".repeat(40)}\n`);
  await expect(restore(settingsOf("from", at(third)), file("one.tgz"))).rejects.toThrow(
    /has an installation already/,
  );
});

test("the secret comes along, readable by its owner alone", async () => {
  writeFileSync(join(home, "from/nextauth-secret"), `${"s".repeat(40)}\n`);
  await backUp(settingsOf("from", at(source)), file("secret.tgz"));
  await restore(settingsOf("with-secret", at(third)), file("secret.tgz"));
  const kept = join(home, "with-secret/nextauth-secret");
  expect(readFileSync(kept, "utf8")).toBe(`${"s".repeat(40)}\n`);
  expect(statSync(kept).mode & 0o777).toBe(0o600);
});

/** The backup with one thing changed in what it holds. */
function changed(name: string, change: (plain: Buffer) => Buffer): string {
  writeFileSync(file(name), gzipSync(change(gunzipSync(readFileSync(file("one.tgz"))))));
  return file(name);
}
const bent: [what: string, path: () => string, says: RegExp][] = [
  [
    "that was cut off",
    () => changed("cut.tgz", (plain) => plain.subarray(0, plain.length >> 1)),
    /cut off before its end/,
  ],
  [
    "with one letter changed",
    () =>
      changed("bent.tgz", (plain) =>
        Buffer.from(plain.toString("latin1").replace("During", "during"), "latin1"),
      ),
    /data\/feature is damaged/,
  ],
  [
    "of a newer version",
    () =>
      changed("newer.tgz", (plain) =>
        Buffer.from(plain.toString("latin1").replace('"0001_records"', '"9999_records"'), "latin1"),
      ),
    /the migration 9999_records, which this one does not know/,
  ],
  [
    "with a migration of another text",
    () =>
      changed("edited.tgz", (plain) =>
        Buffer.from(plain.toString("latin1").replace(/"sha256": "./, '"sha256": "x'), "latin1"),
      ),
    /0001_records of .* is another one/,
  ],
  ["that is something else", () => changed("else.tgz", () => Buffer.from("hello")), /cannot be restored/],
  ["that is not there", () => file("nowhere.tgz"), /There is no file/],
];
test.each(bent)("a backup %s is refused before anything is written", async (_what, path, says) => {
  const empty = `${mark}_empty`;
  await on(inject("databaseServer"), (client) => client.query(`CREATE DATABASE "${empty}"`));
  try {
    await expect(restore(settingsOf("bent", at(empty)), path())).rejects.toThrow(says);
    const tables = await on(at(empty), (client) =>
      client.query("SELECT FROM pg_tables WHERE schemaname = 'public'"),
    );
    expect(tables.rowCount).toBe(0);
  } finally {
    await on(inject("databaseServer"), (client) => client.query(`DROP DATABASE "${empty}" WITH (FORCE)`));
  }
});
