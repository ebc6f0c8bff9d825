import { migrate } from "./migrate.ts";
import { firstLine, Problem } from "./problem.ts";

/** Applies pending migrations; a failure becomes one line. Each migration is one transaction, so a failed one left nothing. */
export async function migrateOrExplain(databaseUrl: string): Promise<string[]> {
  try {
    return (await migrate(databaseUrl)).applied;
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    if (text.includes("schema is not empty")) {
      throw new Problem(
        "The database holds tables of another program. Give Threshold a database of its own: create an empty one and name it in DATABASE_URL.",
      );
    }
    const name = /migration_name="([^"]+)"/.exec(text)?.[1] ?? "of the database";
    const cause = /ERROR: ([^\n]+)/.exec(text)?.[1] ?? firstLine(error);
    throw new Problem(
      `The migration ${name} failed: ${cause.replace(/\.$/, "")}. Nothing of it was kept; start the previous version of Threshold, or put the cause right and start again.`,
    );
  }
}
