import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What `npm run demo` keeps in its data directory, so that a second start goes on where the first one was. */
export type DemoState = {
  key: string;
  /** Of every account, the administrator's too. */
  password: string;
  seed: number;
  /** The moment that the 90 days end at, in milliseconds; null before the first load. */
  nowMs: number | null;
  loaded: boolean;
  /** What the company did until then was sent, in milliseconds; absent: until nowMs. */
  sentUntilMs?: number;
};

const fileIn = (directory: string): string => join(directory, "demo.json");

/** Whether a Threshold lives there that is not the demo's. */
export function isSomebodyElses(directory: string): boolean {
  return existsSync(join(directory, "postgres")) && !existsSync(fileIn(directory));
}

/** The state that is kept there, or a new one with secrets of its own. */
export function readState(directory: string): DemoState {
  const file = fileIn(directory);
  if (existsSync(file)) return JSON.parse(readFileSync(file, "utf8"));
  const secret = (bytes: number) => randomBytes(bytes).toString("base64url");
  return { key: `demo-${secret(32)}`, password: secret(12), seed: 1, nowMs: null, loaded: false };
}

/** Written whole or not at all, and readable by its owner only. */
export function writeState(directory: string, state: DemoState): void {
  const file = fileIn(directory);
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
