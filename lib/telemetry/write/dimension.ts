import { createHash } from "node:crypto";

/** What many calls share. Stored once per feature, named by a hash of its values. */
export type Dimension = {
  featureId: number;
  environment: string;
  operation: string;
  name: string;
  serviceName: string | null;
  agent: string | null;
  provider: string | null;
  requestModel: string | null;
  responseModel: string | null;
  release: string | null;
  promptName: string | null;
  promptVersion: string | null;
  priceRef: string | null;
  serviceTier: string | null;
  errorType: string | null;
  /** The slug that unregistered telemetry named; none for what belongs to a feature. */
  namedFeature?: string | null;
  /** What sent the calls, as JSON; see originOf. */
  origin?: string | null;
};

// Hashing costs more than everything else about a row; values come from senders, so the memory is bounded.
const ids = new Map<string, bigint>();
const MAX_IDS = 20_000;

/** Quicker than JSON: no value is empty or holds a NUL, so that what is missing is told from everything else. */
function keyOf(of: Dimension): string {
  return [
    of.environment,
    of.operation,
    of.name,
    of.serviceName,
    of.agent,
    of.provider,
    of.requestModel,
    of.responseModel,
    of.release,
    of.promptName,
    of.promptVersion,
    of.priceRef,
    of.serviceTier,
    of.errorType,
    of.namedFeature,
    of.origin,
  ].join("\0");
}

function hashOf(of: Dimension): bigint {
  const text = JSON.stringify([
    of.environment,
    of.operation,
    of.name,
    of.serviceName,
    of.agent,
    of.provider,
    of.requestModel,
    of.responseModel,
    of.release,
    of.promptName,
    of.promptVersion,
    of.priceRef,
    // Behind the others and only where there is one, so that what was stored without them keeps its id.
    ...(of.serviceTier === null && of.errorType === null ? [] : [of.serviceTier, of.errorType]),
    ...(of.namedFeature == null ? [] : [{ namedFeature: of.namedFeature }]),
    ...(of.origin == null ? [] : [{ origin: of.origin }]),
  ]);
  return createHash("sha256").update(text).digest().readBigInt64BE(0);
}

/** The first 64 bits of SHA-256 over the values, as Postgres' bigint. Features share ids, their rows do not. */
export function dimensionId(dimension: Dimension): bigint {
  const key = keyOf(dimension);
  const known = ids.get(key);
  if (known !== undefined) return known;
  const id = hashOf(dimension);
  if (ids.size >= MAX_IDS) ids.clear();
  ids.set(key, id);
  return id;
}
