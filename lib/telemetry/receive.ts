import "server-only";
import { bearerOf, principalOfKey } from "#lib/auth/authenticate";
import type { Principal } from "#lib/auth/domain";
import { AppError } from "#lib/core/errors";
import { requestId } from "#lib/core/ids";
import { log } from "#lib/core/log";
import { decodeJson } from "./decode-json.ts";
import { decodeProtobuf } from "./decode-protobuf.ts";
import type { LoadPricing } from "./domain.ts";
import { ingest } from "./ingest.ts";
import { answerExport, answerFailure, type SignalItem } from "./otlp-answer.ts";
import { type Decoders, formatOf, MAX_BODY_BYTES, readExport } from "./otlp-request.ts";

/** What may be under way at once; more is told to come again, which every exporter does by itself. */
const MAX_EXPORTS = 64;
const MAX_BYTES = 256 * 1024 * 1024;
/** What unpacking is taken to multiply a body by, before it is known. */
const GZIP_FACTOR = 8;

const underWay = { exports: 0, bytes: 0 };

/** The memory that a body is likely to take while it is decoded. */
function likelyBytes(request: Request): number {
  const length = Number(request.headers.get("content-length") ?? 0) || 64 * 1024;
  const gzip = request.headers.get("content-encoding")?.trim().toLowerCase() === "gzip";
  return Math.min(length * (gzip ? GZIP_FACTOR : 1), MAX_BODY_BYTES);
}

type KeyPrincipal = Extract<Principal, { kind: "key" }>;

/** What differs between the signals of OTLP. */
export type Signal<T> = {
  item: SignalItem;
  path: string;
  decoders: Decoders<T>;
  /** Stores an export and counts by reason what was not taken. Resolves after the commit. */
  take: (decoded: T, principal: KeyPrincipal) => Promise<Map<string, number>>;
};

async function authenticated(request: Request): Promise<KeyPrincipal> {
  const secret = bearerOf(request);
  const principal = secret === null ? null : await principalOfKey(secret);
  if (principal === null) throw new AppError("unauthenticated", "Send a valid API key as a bearer token.");
  if (!principal.scopes.includes("ingest"))
    throw new AppError("forbidden", "This key may not send telemetry.");
  return principal;
}

/** Codes of Node, Postgres and Prisma that say the database cannot be reached or has no room now. */
const AWAY =
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|ENOENT|57P0[1-5]|53\d{3}|08\d{3}|25006|P1001|P1002|P1008|P1017|P2024)$/;
const AWAY_MESSAGE =
  /connection terminated|connection timeout|can't reach database|pool.*(closed|end)|timeout exceeded when trying to connect/i;

function databaseAway(error: unknown, depth = 0): boolean {
  if (typeof error !== "object" || error === null || depth > 4) return false;
  const { code, message, cause, errors } = error as Record<string, unknown>;
  if (typeof code === "string" && AWAY.test(code)) return true;
  if (typeof message === "string" && AWAY_MESSAGE.test(message)) return true;
  if (Array.isArray(errors) && errors.some((inner) => databaseAway(inner, depth + 1))) return true;
  return databaseAway(cause, depth + 1);
}

/**
 * The whole of one export: authenticate, decode, store, and answer in the request's format. 200 only after the commit;
 * 503 with Retry-After while the database is away or too many exports are under way.
 */
export async function receive<T>(request: Request, signal: Signal<T>): Promise<Response> {
  const id = requestId();
  const format = formatOf(request) ?? "json";
  const bytes = likelyBytes(request);
  if (underWay.exports >= MAX_EXPORTS || underWay.bytes + bytes > MAX_BYTES) {
    const busy = new AppError("unavailable", "Too much telemetry at once.", { retryAfterSeconds: 1 });
    return answerFailure(format, busy, id);
  }
  underWay.exports += 1;
  underWay.bytes += bytes;
  try {
    const principal = await authenticated(request);
    const rejected = await signal.take(await readExport(request, signal.decoders), principal);
    return answerExport(format, rejected, signal.item);
  } catch (error) {
    if (error instanceof AppError) return answerFailure(format, error, id);
    log().error({ err: error, requestId: id, path: signal.path }, "export failed");
    if (databaseAway(error)) {
      const away = new AppError("unavailable", "The database cannot be reached.", { retryAfterSeconds: 5 });
      return answerFailure(format, away, id);
    }
    return answerFailure(format, error, id);
  } finally {
    underWay.exports -= 1;
    underWay.bytes -= bytes;
  }
}

/** POST /api/otlp/v1/traces. */
export function receiveTraces(request: Request, loadPricing: LoadPricing): Promise<Response> {
  return receive(request, {
    item: "span",
    path: "/api/otlp/v1/traces",
    decoders: { protobuf: decodeProtobuf, json: decodeJson },
    take: async (resources, principal) => (await ingest(resources, principal, await loadPricing())).rejected,
  });
}
