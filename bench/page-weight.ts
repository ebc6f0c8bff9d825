import { randomBytes } from "node:crypto";
import { chromium, request } from "@playwright/test";
import { kilobytes, scriptsOf } from "#scripts/testing/page-weight";
import { startFreshServer } from "#scripts/testing/start-server";

/** What a feature's page may load, in kilobytes (of 1024) of gzip. */
export const FEATURE_PAGE_KB = 220;

const admin = { email: "admin@example.com", password: "correct horse battery staple 42" };
const slug = "weighed";
const screens = [
  `/features/${slug}`,
  `/features/${slug}/quality`,
  `/features/${slug}/cost`,
  `/features/${slug}/versions`,
  `/features/${slug}/ownership`,
  `/features/${slug}/calls`,
  "/",
  "/calls",
  "/people",
  "/prices",
  "/sign-in",
];

/** Weighs the JavaScript that the production build loads for each main screen; `--files` names each script. */
export async function run(args: string[]): Promise<object> {
  const key = randomBytes(32).toString("base64url");
  const server = await startFreshServer({
    THRESHOLD_INIT_ADMIN_EMAIL: admin.email,
    THRESHOLD_INIT_ADMIN_PASSWORD: admin.password,
    THRESHOLD_INIT_API_KEY: key,
    LOG_LEVEL: "warn",
  });
  const browser = await chromium.launch({
    executablePath: process.env.PLAYWRIGHT_CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
  try {
    const api = await request.newContext({
      baseURL: server.url,
      extraHTTPHeaders: { authorization: `Bearer ${key}` },
    });
    await api.put(`/api/v1/features/${slug}`, {
      data: {
        name: "Weighed",
        stakes: "standard",
        audience: "internal",
        lifecycle: "production",
        unitOfWork: { kind: "trace", label: "reply" },
      },
    });
    const signedIn = await request.newContext({
      baseURL: server.url,
      extraHTTPHeaders: { origin: server.url },
    });
    const { csrfToken } = await (await signedIn.get("/api/auth/csrf")).json();
    await signedIn.post("/api/auth/callback/credentials", {
      form: { csrfToken, ...admin, json: "true" },
    });
    const storageState = await signedIn.storageState();
    const weights: Record<string, number> = {};
    for (const path of screens) {
      // A context of its own: what another screen has loaded would come from the cache.
      const context = await browser.newContext(path === "/sign-in" ? {} : { storageState });
      const scripts = await scriptsOf(await context.newPage(), `${server.url}${path}`);
      await context.close();
      weights[path] = kilobytes(scripts);
      console.log(`${String(weights[path]).padStart(7)} KB  ${path}, ${scripts.length} scripts`);
      if (args.includes("--files"))
        for (const script of scripts.toSorted((a, b) => b.gzipBytes - a.gzipBytes))
          console.log(`${kilobytes([script]).toFixed(1).padStart(11)}  ${script.url}`);
    }
    console.log(`The page of a feature may load ${FEATURE_PAGE_KB} KB.`);
    return { limitKb: FEATURE_PAGE_KB, weights, ok: (weights[`/features/${slug}`] ?? 0) <= FEATURE_PAGE_KB };
  } finally {
    await browser.close();
    await server.stop();
  }
}
