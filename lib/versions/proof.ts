import { HOUR_MS } from "#lib/core/time";

/** A rectangle on the two time axes, instants as milliseconds; null is open. Its releases are digests. */
export type DeclaredRectangle = {
  from: number;
  to: number | null;
  recordedFrom: number;
  recordedTo: number | null;
  releases: string[];
};

export type ProvenStretch = { from: number; to: number; releases: string[] };

/**
 * What a rectangle proves about what ran: the part of its effective time at which somebody already believed it, or
 * came to within the tolerance. A report of today about last month therefore proves today, not last month.
 */
export function provenStretch(rectangle: DeclaredRectangle, toleranceHours: number): ProvenStretch | null {
  const from = Math.max(rectangle.from, rectangle.recordedFrom - toleranceHours * HOUR_MS);
  const to = Math.min(
    rectangle.to ?? Number.POSITIVE_INFINITY,
    rectangle.recordedTo ?? Number.POSITIVE_INFINITY,
  );
  return from < to ? { from, to, releases: rectangle.releases } : null;
}

/** All that the rectangles prove, ascending by their beginning; stretches may overlap. */
export function provenStretches(
  rectangles: readonly DeclaredRectangle[],
  toleranceHours: number,
): ProvenStretch[] {
  return rectangles
    .map((rectangle) => provenStretch(rectangle, toleranceHours))
    .filter((stretch) => stretch !== null)
    .sort((a, b) => a.from - b.from);
}

/** The parts of [from, to) that no stretch covers, ascending, shorter ones than `leastMs` left out. */
export function gapsIn(
  stretches: readonly ProvenStretch[],
  from: number,
  to: number,
  leastMs: number,
): { from: number; to: number }[] {
  const gaps: { from: number; to: number }[] = [];
  let reached = from;
  for (const stretch of stretches) {
    if (stretch.from > reached) gaps.push({ from: reached, to: Math.min(stretch.from, to) });
    reached = Math.max(reached, stretch.to);
    if (reached >= to) break;
  }
  if (reached < to) gaps.push({ from: reached, to });
  return gaps.filter((gap) => gap.to - gap.from > leastMs);
}

export type ObservedHour = {
  /** Start of the UTC hour, in milliseconds. */
  start: number;
  /** The digest or its beginning as telemetry sent it; null when it sent none. */
  release: string | null;
  /** The model that the provider said had answered. */
  model: string | null;
  /** Whether a model must have answered (chat, text completion, generated content), and whether the calls failed. */
  generates: boolean;
  failed: boolean;
  calls: number;
};

export type Agreement = {
  calls: number;
  agreeing: number;
  withoutRelease: number;
  otherRelease: number;
  otherModel: number;
  /** The undeclared release or model that most calls came with. */
  mostUndeclared: { what: string; calls: number } | null;
};

/** A declared model answers under its name, its version, or both joined as providers do. */
export function modelNames(artifact: { name: string; version: string }): string[] {
  const { name, version } = artifact;
  return [name, version, `${name}-${version}`, `${name}@${version}`, `${name}:${version}`].map((text) =>
    text.toLowerCase(),
  );
}

/** A prefix of 12 hexadecimal digits or more names a release. */
const shortestPrefix = /^[0-9a-f]{12,64}$/;

/** Whether what telemetry sent names the release with that digest. */
export function carriesRelease(sent: string | null, digest: string): boolean {
  const prefix = sent?.toLowerCase() ?? "";
  return shortestPrefix.test(prefix) && digest.startsWith(prefix);
}

/** Holds each hour's calls against what was declared for that hour: the release, and the model of that release. */
export function compareObserved(
  hours: readonly ObservedHour[],
  stretches: readonly ProvenStretch[],
  models: Record<string, { name: string; version: string }[]>,
): Agreement {
  const result: Agreement = {
    calls: 0,
    agreeing: 0,
    withoutRelease: 0,
    otherRelease: 0,
    otherModel: 0,
    mostUndeclared: null,
  };
  const undeclared = new Map<string, number>();
  const blame = (what: string, calls: number) => undeclared.set(what, (undeclared.get(what) ?? 0) + calls);
  for (const hour of hours) {
    const prefix = hour.release?.toLowerCase() ?? "";
    const named = shortestPrefix.test(prefix);
    const release = stretches
      .filter((stretch) => stretch.from < hour.start + HOUR_MS && stretch.to > hour.start)
      .flatMap((stretch) => stretch.releases)
      .find((digest) => carriesRelease(hour.release, digest));
    // A failed call has no model to show: it is no mismatch, and no proof that the declared model runs either.
    if (release !== undefined && hour.failed && hour.generates && hour.model === null) continue;
    result.calls += hour.calls;
    if (!named) {
      result.withoutRelease += hour.calls;
      continue;
    }
    if (release === undefined) {
      result.otherRelease += hour.calls;
      blame(`release ${prefix.slice(0, 12)}`, hour.calls);
      continue;
    }
    const names = (models[release] ?? []).flatMap(modelNames);
    const agrees = hour.model === null ? !hour.generates : names.includes(hour.model.toLowerCase());
    if (agrees) result.agreeing += hour.calls;
    else {
      result.otherModel += hour.calls;
      blame(hour.model === null ? "no model name" : `model ${hour.model}`, hour.calls);
    }
  }
  const [most] = [...undeclared].sort((a, b) => b[1] - a[1]);
  return { ...result, mostUndeclared: most ? { what: most[0], calls: most[1] } : null };
}
