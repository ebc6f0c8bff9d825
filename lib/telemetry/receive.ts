import "server-only";
import { bearerOf, principalOfKey } from "#lib/auth/authenticate";
import type { Principal } from "#lib/auth/domain";
import { AppError } from "#lib/core/errors";
import { requestId } from "#lib/core/ids";
import { lifecycleState } from "#lib/core/lifecycle";
import { log } from "#lib/core/log";
import type { LoadPricing } from "./domain.ts";
import { ingest } from "./ingest.ts";
import { exportMetrics } from "./ingest-metrics.ts";
import { ingestState } from "./ingest-state.ts";
import { decodeJson } from "./otlp/decode-json.ts";
import { decodeProtobuf } from "./otlp/decode-protobuf.ts";
import { answerExport, answerFailure, type SignalItem } from "./otlp/otlp-answer.ts";
import { type Decoders, formatOf, readExport } from "./otlp/otlp-request.ts";
import { QueueFull } from "./write/commit-queue.ts";
import { databaseAway } from "./write/database-away.ts";

/** What may be under way at once; more is told to come again, which every exporter does by itself. */
export const MAX_EXPORTS = 256;
/** Of bodies, unpacked. What is made of a body takes many times its room until it is stored. */
const MAX_BYTES = 160 * 1024 * 1024;

const busy = () => new AppError("unavailable", "Too much telemetry at once.", { retryAfterSeconds: 1 });

type Held = { grow: (bytes: number) => void; release: () => void };

/** Takes a place among the exports that are under way. Throws `unavailable` when there is none, then or while it grows. */
function hold(): Held {
  if (lifecycleState() === "stopping") {
    throw new AppError("unavailable", "Threshold is stopping.", { retryAfterSeconds: 5 });
  }
  const { underWay } = ingestState();
  if (underWay.exports >= MAX_EXPORTS) throw busy();
  let bytes = 0;
  underWay.exports += 1;
  return {
    grow: (more) => {
      // The first alone may be as large as a body can be.
      if (underWay.bytes > bytes && underWay.bytes + more > MAX_BYTES) throw busy();
      bytes += more;
      underWay.bytes += more;
    },
    release: () => {
      underWay.exports -= 1;
      underWay.bytes -= bytes;
    },
  };
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

/**
 * The whole of one export: authenticate, decode, store, and answer in the request's format. 200 only after the commit;
 * 503 with Retry-After while the database is away or too many exports are under way.
 */
export async function receive<T>(request: Request, signal: Signal<T>): Promise<Response> {
  const id = requestId();
  const format = formatOf(request) ?? "json";
  const metrics = exportMetrics(signal.item);
  const answer = (response: Response): Response => {
    metrics.answered(response.status);
    return response;
  };
  let held: Held | undefined;
  try {
    held = hold();
    const principal = await authenticated(request);
    const decoded = await readExport(request, signal.decoders, held.grow);
    const rejected = await signal.take(decoded, principal);
    metrics.rejected(rejected);
    return answer(answerExport(format, rejected, signal.item));
  } catch (error) {
    if (error instanceof AppError) return answer(answerFailure(format, error, id));
    if (error instanceof QueueFull) return answer(answerFailure(format, busy(), id));
    log().error({ err: error, requestId: id, path: signal.path }, "export failed");
    if (databaseAway(error)) {
      const away = new AppError("unavailable", "The database cannot be reached.", { retryAfterSeconds: 5 });
      return answer(answerFailure(format, away, id));
    }
    return answer(answerFailure(format, error, id));
  } finally {
    held?.release();
  }
}

/** POST /api/otlp/v1/traces. */
export function receiveTraces(request: Request, loadPricing: LoadPricing): Promise<Response> {
  return receive(request, {
    item: "span",
    path: "/api/otlp/v1/traces",
    decoders: { protobuf: decodeProtobuf, json: decodeJson },
    take: (resources, principal) => ingest(resources, principal, loadPricing),
  });
}
