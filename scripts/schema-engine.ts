// Prisma's CLI downloads its schema engine at first use, which closed networks refuse. The same engine is published
// as WebAssembly in a package; this file drives that one, for migrations and for the diff that writes them.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, DriverAdapterError } from "@prisma/driver-adapter-utils";
import pg from "pg";
import { committedMigrations, migrationsDir } from "./committed-migrations.ts";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const schemaDir = join(root, "prisma/schema");

type Engine = typeof import("@prisma/schema-engine-wasm");

let loaded: Promise<Engine> | undefined;

/** Once in a process: a second instance would take the memory of the first away from its glue. */
function theEngine(): Promise<Engine> {
  loaded ??= loadEngine();
  return loaded;
}

async function loadEngine(): Promise<Engine> {
  // Reached by path: the package exports only a build for bundlers, which imports WebAssembly as a module.
  const packageDir = join(root, "node_modules/@prisma/schema-engine-wasm");
  const glue = (await import(join(packageDir, "schema_engine_bg.js"))) as Engine & {
    __wbg_set_wasm(exports: WebAssembly.Exports): void;
  };
  const { instance } = await WebAssembly.instantiate(
    readFileSync(join(packageDir, "schema_engine_bg.wasm")),
    {
      "./schema_engine_bg.js": withoutLingeringTimers(glue as unknown as WebAssembly.ModuleImports),
    },
  );
  glue.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return glue;
}

/** The engine never clears its ten-second time limits, which would hold a finished process for as long. */
function withoutLingeringTimers(imports: WebAssembly.ModuleImports): WebAssembly.ModuleImports {
  return Object.fromEntries(
    Object.entries(imports).map(([name, value]) => {
      if (!name.startsWith("__wbg_setTimeout_") || typeof value !== "function") return [name, value];
      const start = value as (callback: () => void, milliseconds: number) => NodeJS.Timeout;
      return [name, (callback: () => void, milliseconds: number) => start(callback, milliseconds).unref()];
    }),
  );
}

type Datamodel = [name: string, text: string][];

/** The committed Prisma schema as the engine wants it: [file name, text]. */
export function committedDatamodel(): Datamodel {
  return readdirSync(schemaDir)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => [name, readFileSync(join(schemaDir, name), "utf8")]);
}

/** Postgres's error in the form that the engine can read and repeat; any other would lose its message. */
function refuse(error: unknown): never {
  if (!(error instanceof pg.DatabaseError)) throw error;
  const { code = "", severity = "", message, detail, column, hint } = error;
  const original = { originalCode: code, originalMessage: message };
  throw new DriverAdapterError({
    kind: "postgres",
    code,
    severity,
    message,
    detail,
    column,
    hint,
    ...original,
  });
}

/**
 * The adapter splits scripts at every semicolon, which breaks function bodies. Sent whole, a script also becomes one
 * transaction: a migration that fails leaves nothing behind.
 */
class WholeScriptPg extends PrismaPg {
  readonly #pool: pg.Pool;
  constructor(pool: pg.Pool) {
    super(pool);
    this.#pool = pool;
  }
  override async connect() {
    const adapter = await super.connect();
    adapter.executeScript = async (script) => {
      await this.#pool.query(script).catch(refuse);
    };
    return adapter;
  }
}

async function withEngine<T>(
  databaseUrl: string,
  datamodels: Datamodel,
  run: (engine: Engine["SchemaEngine"]["prototype"]) => Promise<T>,
): Promise<T> {
  const { SchemaEngine } = await theEngine();
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  try {
    const adapter = bindMigrationAwareSqlAdapterFactory(new WholeScriptPg(pool));
    return await run(await SchemaEngine.new({ datamodels }, () => undefined, adapter));
  } finally {
    await pool.end();
  }
}

/**
 * Applies what is committed (or of it, what is named) and not yet applied, as `prisma migrate deploy` would, and returns the names.
 * Throws with the engine's message when a migration fails or an earlier one is left failed.
 */
export async function applyMigrations(
  databaseUrl: string,
  names: readonly string[] = committedMigrations(),
): Promise<string[]> {
  const migrationsList = {
    baseDir: migrationsDir,
    lockfile: { path: "./migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories: names.map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: {
          tag: "ok" as const,
          value: readFileSync(join(migrationsDir, path, "migration.sql"), "utf8"),
        },
      },
    })),
  };
  const filters = { externalTables: [], externalEnums: [] };
  return withEngine(databaseUrl, committedDatamodel(), async (engine) => {
    const result = await engine.applyMigrations({ migrationsList, filters });
    return result.appliedMigrationNames;
  });
}

/** The SQL that leads from one datamodel to another; an empty `from` gives the whole schema. */
export async function diffDatamodels(databaseUrl: string, from: Datamodel, to: Datamodel): Promise<string> {
  const files = (model: Datamodel) => ({ files: model.map(([path, content]) => ({ path, content })) });
  return withEngine(databaseUrl, to, async (engine) => {
    const result = await engine.diff({
      from: from.length === 0 ? { tag: "empty" } : { tag: "schemaDatamodel", ...files(from) },
      to: { tag: "schemaDatamodel", ...files(to) },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return result.stdout ?? "";
  });
}
