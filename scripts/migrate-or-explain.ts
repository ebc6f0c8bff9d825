import { migrate } from "./migrate.ts";
import { firstLine, Problem } from "./problem.ts";

/** Applies pending migrations; a failure becomes one line. Each migration is one transaction, so a failed one left nothing. */
export async function migrateOrExplain(databaseUrl: string): Promise<string[]> {
  try {
    return (await migrate(databaseUrl)).applied;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    const name = /Migration name: (\S+)/.exec(text)?.[1] ?? /The `([^`]+)` migration/.exec(text)?.[1];
    const cause = /Database error:\s*(?:ERROR:\s*)?([^\n]+)/.exec(text)?.[1] ?? firstLine(error);
    throw new Problem(
      `The migration ${name ?? "of the database"} failed: ${cause.replace(/\.$/, "")}. Nothing of it was kept; start the previous version of Threshold, or put the cause right and start again.`,
    );
  }
}
