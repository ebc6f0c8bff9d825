import { isAbsolute, join } from "node:path";
import { Problem } from "./problem.ts";

export type Settings = {
  host: string;
  port: number;
  /** The address that people use, without a slash at the end. */
  url: string;
  /** Absolute. */
  dataDir: string;
  /** The Postgres to use instead of the embedded one. */
  databaseUrl: string | undefined;
  /** Where the build lies, relative to the checkout; tests build beside a running server. */
  buildDir: string;
};

type Variables = Record<string, string | undefined>;

/** Reads the variables of contract.md. Throws a Problem that names the variable when one makes no sense. */
export function readSettings(env: Variables, root: string): Settings {
  const port = Number(env.PORT || "3000");
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Problem(`PORT is "${env.PORT}". Set it to a number from 1 to 65535.`);
  }
  const dataDir = env.THRESHOLD_DATA_DIR || ".threshold";
  return {
    host: env.HOST || "127.0.0.1",
    port,
    url: publicUrl(env.THRESHOLD_URL) ?? `http://localhost:${port}`,
    dataDir: isAbsolute(dataDir) ? dataDir : join(root, dataDir),
    databaseUrl: databaseUrl(env.DATABASE_URL),
    buildDir: env.THRESHOLD_BUILD_DIR || ".next",
  };
}

function publicUrl(value: string | undefined): string | undefined {
  if (!value) return undefined;
  if (!URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new Problem(
      `THRESHOLD_URL is "${value}". Set it to an address like https://threshold.example.com.`,
    );
  }
  return value.replace(/\/+$/, "");
}

function databaseUrl(value: string | undefined): string | undefined {
  if (!value) return undefined;
  // The value may hold a password, so it is not repeated.
  if (!URL.canParse(value) || !/^postgres(ql)?:$/.test(new URL(value).protocol)) {
    throw new Problem(
      "DATABASE_URL is not an address of a Postgres. Write it as postgresql://user:password@host:5432/database.",
    );
  }
  return value;
}
