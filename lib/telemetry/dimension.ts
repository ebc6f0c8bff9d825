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

/** The first 64 bits of SHA-256 over the values, as Postgres' bigint. Features share ids, their rows do not. */
export function dimensionId(dimension: Dimension): bigint {
  const text = JSON.stringify([
    dimension.environment,
    dimension.operation,
    dimension.name,
    dimension.serviceName,
    dimension.agent,
    dimension.provider,
    dimension.requestModel,
    dimension.responseModel,
    dimension.release,
    dimension.promptName,
    dimension.promptVersion,
    dimension.priceRef,
    // Behind the others and only where there is one, so that what was stored without them keeps its id.
    ...(dimension.serviceTier === null && dimension.errorType === null
      ? []
      : [dimension.serviceTier, dimension.errorType]),
    ...(dimension.namedFeature == null ? [] : [{ namedFeature: dimension.namedFeature }]),
    ...(dimension.origin == null ? [] : [{ origin: dimension.origin }]),
  ]);
  const known = ids.get(text);
  if (known !== undefined) return known;
  const id = createHash("sha256").update(text).digest().readBigInt64BE(0);
  if (ids.size >= MAX_IDS) ids.clear();
  ids.set(text, id);
  return id;
}
