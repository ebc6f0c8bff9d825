import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { temporaryDirectory } from "#scripts/temporary-postgres";
import { startFreshServer } from "#scripts/testing/start-server";
import { admin, signInEveryRole } from "./people.ts";

/** One server for all journeys, with a user of each role and a key of all scopes. */
export default async function setup(): Promise<() => Promise<void>> {
  const states = temporaryDirectory("e2e-states");
  const key = randomBytes(32).toString("base64url");
  const server = await startFreshServer({
    THRESHOLD_INIT_ADMIN_EMAIL: admin.email,
    THRESHOLD_INIT_ADMIN_PASSWORD: admin.password,
    THRESHOLD_INIT_API_KEY: key,
    LOG_LEVEL: "warn",
  });
  const end = async (): Promise<void> => {
    const code = await server.stop();
    rmSync(states, { recursive: true, force: true });
    if (code !== 0) throw new Error(`The server ended with code ${code}:\n${server.lines.join("\n")}`);
  };
  try {
    await signInEveryRole(server.url, (role) => join(states, `${role}.json`));
  } catch (error) {
    await end();
    throw error;
  }
  // Workers are processes of their own and inherit these.
  Object.assign(process.env, { E2E_URL: server.url, E2E_STATES: states, E2E_API_KEY: key });
  return end;
}
