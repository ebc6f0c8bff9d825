import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { CliError, wrongUse } from "./problem.ts";
import type { Terminal } from "./terminal.ts";

const ATTEMPTS = 4;

export type Connection = { url: string; key: string };

/** Where to and as whom, from the environment. */
export function connectionOf({ env }: Terminal): Connection {
  const key = env.THRESHOLD_API_KEY?.trim();
  if (!key)
    throw wrongUse("THRESHOLD_API_KEY is not set. Make a key with the scopes read and write under API keys.");
  // fetch would repeat a header that it cannot send in its error, and this one is a secret.
  if (!/^[\x21-\x7e]+$/.test(key)) throw wrongUse("THRESHOLD_API_KEY has characters that no key has.");
  const url = (env.THRESHOLD_URL || "http://localhost:3000").replace(/\/+$/, "");
  if (!/^https?:\/\//.test(url) || !URL.canParse(url))
    throw wrongUse("THRESHOLD_URL is no http or https address.");
  return { url, key };
}

type Call = {
  method: "GET" | "POST";
  path: string;
  body?: unknown;
  idempotencyKey?: string;
  /** Refusals that the caller wants to see as answers. */
  alsoTake?: readonly number[];
};

/** What the server said of a refusal, in its own words. */
export async function problemText(response: Response): Promise<string> {
  const text = await response.text();
  try {
    const { detail, fields, instance } = JSON.parse(text);
    const others = Array.isArray(fields)
      ? fields
          .filter(({ message }) => !String(detail).includes(message))
          .map(({ path, message }) => `\n  ${path}: ${message}`)
      : [];
    const log = response.status >= 500 && instance ? ` (error id ${instance})` : "";
    return `${detail}${others.join("")}${log}`;
  } catch {
    return `The server answered ${response.status} ${response.statusText}.`.replace(" .", ".");
  }
}

/** Overload, a restart, or the first try of this very write still at work (409 with a time to wait). */
function mayPass({ status, headers }: Response): boolean {
  return [429, 502, 503, 504].includes(status) || (status === 409 && headers.has("retry-after"));
}

/** Seconds that the server asks to wait, at most 30; else half a second, doubled each time. */
function waitMs(response: Response | null, attempt: number): number {
  const asked = Number(response?.headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(asked) ? Math.min(asked, 30) * 1000 : 500 * 2 ** attempt;
}

/** Calls the API and returns its answer. Repeats what may pass under the same Idempotency-Key, so nothing happens twice. */
export async function request({ url, key }: Connection, call: Call): Promise<Response> {
  const headers: Record<string, string> = { authorization: `Bearer ${key}`, accept: "application/json" };
  if (call.body !== undefined) {
    headers["content-type"] = "application/json";
    headers["idempotency-key"] = call.idempotencyKey ?? randomUUID();
  }
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  for (let attempt = 0; ; attempt++) {
    const last = attempt === ATTEMPTS - 1;
    let response: Response | null = null;
    try {
      response = await fetch(`${url}/api/v1${call.path}`, {
        method: call.method,
        headers,
        body,
        redirect: "manual",
      });
    } catch (error) {
      const cause =
        error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      if (last) throw new CliError(1, `${url} could not be reached: ${cause || "no answer"}`);
    }
    if (response?.ok) return response;
    if (response && call.alsoTake?.includes(response.status) && !mayPass(response)) return response;
    if (response && response.status >= 300 && response.status < 400) {
      throw new CliError(
        1,
        `${url} sends on to ${response.headers.get("location")}; set THRESHOLD_URL to that address.`,
      );
    }
    if (response && (last || !mayPass(response))) throw new CliError(1, await problemText(response));
    await pause(waitMs(response, attempt));
  }
}
