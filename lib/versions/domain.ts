import { Temporal } from "temporal-polyfill";
import type { Interval } from "#lib/core/time";
import type { Micros, Span } from "./instant.ts";

/** The kinds of artifact, in the order of the lanes. */
export const artifactKinds = [
  "prompt",
  "model",
  "retrieval",
  "eval_set",
  "tools",
  "guardrail",
  "code",
  "config",
] as const;
export type ArtifactKind = (typeof artifactKinds)[number];

export const kindNames: Record<ArtifactKind, string> = {
  prompt: "Prompt",
  model: "Model",
  retrieval: "Retrieval",
  eval_set: "Eval set",
  tools: "Tools",
  guardrail: "Guardrail",
  code: "Code",
  config: "Configuration",
};

/** Letters (of any script) that a reason must have to be one. Few, because some scripts say much with four. */
export const REASON_LETTERS = 4;

/** The one rule for the reason of an artifact version: what the API takes is what the judge takes. */
export function isReason(text: string, letters = REASON_LETTERS): boolean {
  return (text.match(/\p{L}/gu) ?? []).length >= letters;
}

/** How the change of an imported version begins whose commit gives no reason. It is kept as what it is: not a reason. */
export const NO_REASON = "No reason in git";

/** Whether a change says that nobody gave a reason. The judge takes it for none. */
export function saysNoReason(text: string): boolean {
  return text.trimStart().toLowerCase().startsWith(NO_REASON.toLowerCase());
}

/** Orders artifacts as the lanes are ordered, then by name. */
export function byKindAndName(
  a: { kind: ArtifactKind; name: string },
  b: { kind: ArtifactKind; name: string },
): number {
  const kinds = artifactKinds.indexOf(a.kind) - artifactKinds.indexOf(b.kind);
  return kinds !== 0 ? kinds : a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}

/** What is believed now of one stretch: this deployment ran in it. `startedAt` is when that deployment itself began. */
export type Rectangle = Span & { id: string; deploymentId: string; startedAt: Micros };

/** A piece of an earlier report that stays believed around a new one. */
export type Remainder = Span & { deploymentId: string };

/** What writing a report does: it covers `span`, `closed` are no longer believed, `remainders` are believed anew. */
export type Placement = { span: Span; closed: Rectangle[]; remainders: Remainder[] };

/**
 * Where a report goes among the rectangles that are believed now (which do not overlap). With `until` it covers exactly
 * that. Without, it ends where a deployment that began later takes over, so that a late report erases no later change.
 */
export function placeReport(
  believed: Rectangle[],
  report: { from: Micros; until: Micros | null },
): Placement {
  const { from } = report;
  const later = believed.filter((one) => one.startedAt > from && one.from > from).map((one) => one.from);
  const to = report.until ?? Math.min(Number.POSITIVE_INFINITY, ...later);
  const closed = believed.filter((one) => one.from < to && one.to > from);
  const remainders = closed.flatMap(({ deploymentId, ...one }) => [
    ...(one.from < from ? [{ deploymentId, from: one.from, to: from }] : []),
    ...(one.to > to ? [{ deploymentId, from: to, to: one.to }] : []),
  ]);
  return { span: { from, to }, closed, remainders };
}

/**
 * Cuts stretches to an interval and fills what none of them covers with `null`: the answer begins with the interval,
 * ends with it and has no hole. An instant (`from` equal to `to`) gives one entry of no length.
 */
export function coverInterval<T extends Span>(stretches: T[], interval: Span): (Span & { of: T | null })[] {
  const { from, to } = interval;
  if (from === to) {
    const of = stretches.find((one) => one.from <= from && one.to > from) ?? null;
    return [{ from, to, of }];
  }
  const cover: (Span & { of: T | null })[] = [];
  let reached = from;
  for (const of of stretches.toSorted((a, b) => a.from - b.from)) {
    const piece = { from: Math.max(of.from, reached), to: Math.min(of.to, to) };
    if (piece.from >= piece.to) continue;
    if (piece.from > reached) cover.push({ from: reached, to: piece.from, of: null });
    cover.push({ ...piece, of });
    reached = piece.to;
  }
  if (reached < to) cover.push({ from: reached, to, of: null });
  return cover;
}

export const MILLION = 1_000_000;

/**
 * Weights as parts of a million that sum to exactly a million, or null when the weights do not sum to 1 within a
 * millionth or one of them is less than that. What rounding left over goes to the largest.
 */
export function partsPerMillion(weights: number[]): number[] | null {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  // The allowance of 1e-9 is for the error of adding binary fractions, far below a millionth.
  if (!(Math.abs(sum - 1) <= 1e-6 + 1e-9)) return null;
  const parts = weights.map((weight) => Math.round(weight * MILLION));
  if (parts.some((part) => part < 1)) return null;
  const largest = parts.indexOf(Math.max(...parts));
  const rest = MILLION - parts.reduce((total, part) => total + part, 0);
  return parts.map((part, index) => (index === largest ? part + rest : part));
}

/** The version after those that exist: v1, v2 and so on, leaving out names that a person took. */
export function nextVersion(existing: string[]): string {
  const numbers = existing.map((version) => Number(/^v([1-9]\d{0,8})$/.exec(version)?.[1] ?? 0));
  return `v${Math.max(0, ...numbers) + 1}`;
}

type Part = { kind: ArtifactKind; name: string; version: string };

/** "prompt v13"; the artifact's own name where a release has several of the kind: "reply v13". */
function nameOfPart(part: Part, among: readonly Part[]): string {
  const several = new Set(among.filter((one) => one.kind === part.kind).map((one) => one.name)).size > 1;
  return `${several ? part.name : kindNames[part.kind].toLowerCase()} ${part.version}`;
}

/**
 * What is in `now` and was not in `before`, in the order of the lanes: "prompt v13", "prompt v13 + model gpt-4o",
 * "prompt v13 and 2 more"; null when nothing is.
 */
export function nameOfChange(now: Part[], before: Part[]): string | null {
  const key = (part: Part) => `${part.kind}\0${part.name}\0${part.version}`;
  const old = new Set(before.map(key));
  const fresh = [
    ...new Map(now.filter((part) => !old.has(key(part))).map((part) => [key(part), part])).values(),
  ].sort(byKindAndName);
  const [first, second] = fresh;
  if (!first) return null;
  if (fresh.length > 2) return `${nameOfPart(first, now)} and ${fresh.length - 1} more`;
  return second ? `${nameOfPart(first, now)} + ${nameOfPart(second, now)}` : nameOfPart(first, now);
}

type PartsOfShare = { artifacts: Part[] };

/** The kinds that any share of the segments has, in the order of the lanes. */
export function kindsOf(segments: readonly { shares: PartsOfShare[] }[]): ArtifactKind[] {
  const used = new Set(
    segments.flatMap((one) => one.shares.flatMap((share) => share.artifacts.map((part) => part.kind))),
  );
  return artifactKinds.filter((kind) => used.has(kind));
}

/** "v12"; "reply v12, tone v3" where a kind has several artifacts, "triage-gold 5" where the version is a bare number; null where the share has none. */
export function versionsOfKind(share: PartsOfShare, kind: ArtifactKind): string | null {
  const parts = share.artifacts.filter((part) => part.kind === kind);
  if (parts.length === 0) return null;
  const isPlain = (version: string) => parts.length === 1 && !/^\d+$/.test(version);
  return parts
    .map((part) => (isPlain(part.version) ? part.version : `${part.name} ${part.version}`))
    .join(", ");
}

/** What the screen shows: a day of a zone, in an environment, as known now or at the end of that day. */
export type VersionsView = { at: string; tz: string; environment: string; known: "now" | "then" };

/** The address of the screen; what is the default is left out. */
export function versionsHref(slug: string, view: VersionsView): string {
  const query = new URLSearchParams({ at: view.at, tz: view.tz });
  if (view.environment !== "production") query.set("environment", view.environment);
  if (view.known === "then") query.set("known", "then");
  return `/features/${slug}/versions?${query}`;
}

/** The whole answer for the day from the API, findings and all, as CSV. */
export function dayCsvHref(slug: string, { at, tz, environment }: VersionsView): string {
  return `/api/v1/features/${slug}/running/findings?${new URLSearchParams({ at, tz, environment, format: "csv" })}`;
}

/** The sheet that can be printed and filed. As known now unless the view is as known then. */
export function sheetHref(slug: string, view: VersionsView): string {
  return versionsHref(slug, view).replace("/versions?", "/versions/sheet?");
}

/** The day before or after. */
export function dayAway(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString();
}

const WEEKS_AROUND = 6;

/**
 * About three months around a day of a zone, in whole days. It ends at the end of today where the day is younger than
 * six weeks: what has not happened is not drawn.
 */
export function timelineAxis(day: string, zoneName: string, now: Date): Interval {
  const date = Temporal.PlainDate.from(day);
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime())
    .toZonedDateTimeISO(zoneName)
    .toPlainDate();
  const wished = date.add({ weeks: WEEKS_AROUND });
  const latest = Temporal.PlainDate.compare(date, today) > 0 ? date : today;
  const last = Temporal.PlainDate.compare(wished, latest) > 0 ? latest : wished;
  const at = (one: Temporal.PlainDate) => new Date(one.toZonedDateTime(zoneName).epochMilliseconds);
  return {
    from: at(last.subtract({ weeks: 2 * WEEKS_AROUND }).add({ days: 1 })),
    to: at(last.add({ days: 1 })),
  };
}

/** The instant of a local date and time in a zone ("2026-03-14T12:00"), as RFC 3339; null where there is none in the text. */
export function instantOfLocal(local: string, zoneName: string): string | null {
  try {
    return Temporal.PlainDateTime.from(local).toZonedDateTime(zoneName).toInstant().toString();
  } catch {
    return null;
  }
}

/** The local date and time of an instant in a zone, to the minute, as a date and time field wants it. */
export function localOfInstant(at: Date, zoneName: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(zoneName)
    .toPlainDateTime();
  return local.toString({ smallestUnit: "minute" });
}

/** "14 March 2026" of a day. */
export function longDay(day: string): string {
  const options = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
  return new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", options);
}

/** Since when there is a release or a version, in milliseconds: its commit where it was imported, for that came late. */
export function bornAt(one: { createdAt: string; committedAt?: string | null | undefined }): number {
  return Date.parse(one.committedAt ?? one.createdAt);
}
