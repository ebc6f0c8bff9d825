import "server-only";
import { createHash } from "node:crypto";
import type { VersionsView } from "#lib/versions/domain";
import type { FindingsAnswer } from "#lib/versions/findings/findings-schema";
import { readFindings } from "#lib/versions/findings/read-findings";
import { instantText, type Micros, microsOf, microsOfDate } from "#lib/versions/instant";
import { running, spanOf } from "#lib/versions/queries";
import type { Running } from "#lib/versions/schema";

export type Sheet = {
  /** What was declared, as known at `knownAt`: the same for ever. */
  running: Running;
  /** What telemetry showed of it, as of the moment at which the sheet was made. */
  findings: FindingsAnswer;
  /** Where the API gives the same answer, below its base; and SHA-256 of the bytes that it answers with. */
  request: string;
  digest: string;
};

/** The API answers with exactly this text. */
const sha256 = (answer: object) => createHash("sha256").update(JSON.stringify(answer)).digest("hex");

/** The instant up to which a sheet knows: what is asked for, else the end of the day for "then", else the present. */
function knowsUntil(view: VersionsView & { knownAt?: Micros | undefined }, end: Micros, at: Date): Micros {
  return view.knownAt ?? (view.known === "then" ? Math.min(end, microsOfDate(at)) : microsOfDate(at));
}

/**
 * A day as it is filed. What was declared is asked for as known at one instant, so that the request on the sheet gives
 * byte for byte the same later; telemetry has no second time axis, and may still arrive.
 */
export async function readSheet(
  feature: { id: number; slug: string },
  view: VersionsView & { knownAt?: Micros | undefined },
  at: Date,
): Promise<Sheet> {
  const { environment, tz: zone } = view;
  const span = spanOf(view.at, zone, at);
  const about = { featureId: feature.id, environment, span, declaredOnly: true };
  const known = knowsUntil(view, span.to, at);
  const [answer, then] = await Promise.all([
    running({ ...about, knownAt: known }),
    running({ ...about, knownAt: span.to }),
  ]);
  const findings = await readFindings({ feature, environment, zone, span, now: answer, then, at });
  const query = new URLSearchParams({ at: view.at, tz: zone, environment, knownAt: answer.knownAt });
  return {
    running: answer,
    findings,
    request: `/api/v1/features/${feature.slug}/running?${query}`,
    digest: sha256(answer),
  };
}

/** The instant of an address's `knownAt`; undefined for what is none. */
export function readKnownAt(text: string | string[] | undefined): Micros | undefined {
  if (typeof text !== "string" || !/^\d{4}-\d\d-\d\dT/.test(text)) return undefined;
  try {
    const micros = microsOf(text);
    return instantText(micros) === "" ? undefined : micros;
  } catch {
    return undefined;
  }
}
