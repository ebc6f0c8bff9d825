import { randomBytes } from "node:crypto";
import { type APIRequestContext, type Browser, chromium, request } from "@playwright/test";
import { chromiumArguments, chromiumPath } from "#scripts/chromium";
import { startFreshServer } from "#scripts/testing/start-server";

const admin = { email: "admin@example.com", password: "correct horse battery staple 42" };

export type Console = {
  url: string;
  /** The public API with a key of all scopes. */
  api: APIRequestContext;
  browser: Browser;
  /** What a browser keeps of an admin who has signed in. */
  signedIn: Awaited<ReturnType<APIRequestContext["storageState"]>>;
  stop(): Promise<void>;
};

/** What a server is told so that there is an administrator, who can then sign in. */
export const adminVariables = {
  THRESHOLD_INIT_ADMIN_EMAIL: admin.email,
  THRESHOLD_INIT_ADMIN_PASSWORD: admin.password,
  LOG_LEVEL: "warn",
};

/** Signs that administrator in; answers what a browser keeps of it. */
export async function signInAdmin(
  url: string,
): Promise<Awaited<ReturnType<APIRequestContext["storageState"]>>> {
  const session = await request.newContext({ baseURL: url, extraHTTPHeaders: { origin: url } });
  try {
    const { csrfToken } = await (await session.get("/api/auth/csrf")).json();
    await session.post("/api/auth/callback/credentials", { form: { csrfToken, ...admin, json: "true" } });
    return await session.storageState();
  } finally {
    await session.dispose();
  }
}

/** A server of the production build on an empty database, and a browser for it. */
export async function startConsole(): Promise<Console> {
  const key = randomBytes(32).toString("base64url");
  const server = await startFreshServer({ ...adminVariables, THRESHOLD_INIT_API_KEY: key });
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumArguments],
  });
  const stop = async () => {
    await browser.close();
    await server.stop();
  };
  try {
    const extraHTTPHeaders = { authorization: `Bearer ${key}` };
    const api = await request.newContext({ baseURL: server.url, extraHTTPHeaders });
    return { url: server.url, api, browser, signedIn: await signInAdmin(server.url), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Registers a feature through the public API. */
export async function register(api: APIRequestContext, slug: string, name: string): Promise<void> {
  const unitOfWork = { kind: "trace", label: "reply" };
  const data = { name, stakes: "standard", audience: "internal", lifecycle: "production", unitOfWork };
  const answer = await api.put(`/api/v1/features/${slug}`, { data });
  if (!answer.ok()) throw new Error(`${slug}: ${answer.status()} ${await answer.text()}`);
}
