import { isAbsolute, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Problem } from "#scripts/problem";
import { readSettings, type Settings } from "#scripts/settings";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Runs one command that takes a file; resolves to the exit code. A relative name is meant where npm was called. */
export async function runWithFile(
  usage: string,
  run: (settings: Settings, path: string) => Promise<string>,
): Promise<number> {
  try {
    const [file, ...more] = process.argv.slice(2);
    if (!file || more.length > 0 || file.startsWith("-")) throw new Problem(usage);
    const path = isAbsolute(file) ? file : join(process.env.INIT_CWD ?? process.cwd(), file);
    console.log(await run(readSettings(process.env, root), path));
    return 0;
  } catch (error) {
    console.error(error instanceof Problem ? error.message : error);
    return 1;
  }
}

/** "1,234" and the like, for lines that people read. */
export const counted = (count: number): string => count.toLocaleString("en-GB");

/** Says which table is being copied, where somebody looks. */
export function progressLine(verb: string): (table: string, rows: number) => void {
  if (!process.stdout.isTTY) return () => undefined;
  return (table, rows) => void process.stdout.write(`\r\x1b[K${verb} ${table}: ${counted(rows)} rows so far`);
}
export const clearLine = (): void => {
  if (process.stdout.isTTY) process.stdout.write("\r\x1b[K");
};
