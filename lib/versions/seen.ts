import { HOUR_MS } from "#lib/core/time";
import { modelNames } from "./proof.ts";
import type { Segment } from "./schema.ts";

/** Calls of one UTC hour that are alike in what they say of the artifacts that ran. `start` in milliseconds. */
export type SeenHour = {
  start: number;
  /** The whole digest where exactly one release of the feature begins so, else as sent; null when none was sent. */
  release: string | null;
  provider: string | null;
  requestModel: string | null;
  responseModel: string | null;
  promptName: string | null;
  promptVersion: string | null;
  /** Whether a model must have answered: chat, text completion, generated content. */
  generates: boolean;
  failed: boolean;
  calls: number;
};

type DeclaredShare = Segment["shares"][number];
/** What was declared for a stretch, in milliseconds. */
export type Declared = {
  from: number;
  to: number;
  shares: DeclaredShare[];
  reportedAt: string | null;
  reportedBy: string | null;
};

/** The declared ones of an answer's segments. */
export function declaredOf(segments: readonly Segment[]): Declared[] {
  return segments
    .filter((one) => one.certainty === "declared")
    .map(({ from, to, shares, reportedAt, reportedBy }) => ({
      from: Date.parse(from),
      to: Date.parse(to),
      shares,
      reportedAt,
      reportedBy,
    }));
}

/** What was declared for any part of the hour. */
export function declaredIn(declared: readonly Declared[], start: number): Declared[] {
  return declared.filter((one) => one.from < start + HOUR_MS && one.to > start);
}

export type Held = {
  /** not: none of the releases declared for that hour. Nothing is held against an hour for which nothing was declared. */
  release: "declared" | "not" | "missing" | "nothing declared";
  model: "declared" | "not" | "missing" | "not asked";
  prompt: "declared" | "not" | "not asked";
  /** The shares that the call is held against: its own release's, else all of that hour. */
  shares: DeclaredShare[];
};

const ofKind = (shares: readonly DeclaredShare[], kind: string) =>
  shares.flatMap((share) => share.artifacts.filter((part) => part.kind === kind));

const bareVersion = (version: string) => version.toLowerCase().replace(/^v(?=\d)/, "");

function promptAgrees(seen: SeenHour, shares: readonly DeclaredShare[]): boolean {
  const name = seen.promptName?.toLowerCase();
  const version = seen.promptVersion;
  return ofKind(shares, "prompt").some(
    (part) =>
      (name === undefined || part.name.toLowerCase() === name) &&
      (version === null || bareVersion(part.version) === bareVersion(version)),
  );
}

function modelAgrees(model: string, shares: readonly DeclaredShare[]): boolean {
  return ofKind(shares, "model").flatMap(modelNames).includes(model.toLowerCase());
}

/** Holds calls of an hour against what was declared for it. A failed call has no model to show, and is not asked for one. */
export function hold(seen: SeenHour, declared: readonly Declared[]): Held {
  const all = declaredIn(declared, seen.start).flatMap((one) => one.shares);
  const own = all.filter((share) => seen.release !== null && share.release === seen.release);
  const shares = own.length > 0 ? own : all;
  const release = seen.release === null ? "missing" : own.length > 0 ? "declared" : "not";
  const asksModel = seen.generates && !(seen.failed && seen.responseModel === null);
  const asksPrompt = seen.promptName !== null || seen.promptVersion !== null;
  const model = !asksModel
    ? "not asked"
    : seen.responseModel === null
      ? "missing"
      : modelAgrees(seen.responseModel, shares)
        ? "declared"
        : "not";
  const prompt = !asksPrompt ? "not asked" : promptAgrees(seen, shares) ? "declared" : "not";
  if (all.length === 0)
    return { release: "nothing declared", model: "not asked", prompt: "not asked", shares };
  return { release, model, prompt, shares };
}

/** Calls in which a model answered. */
export const isAnswer = (seen: SeenHour) => seen.generates && seen.responseModel !== null;

/** Calls that agree with what was declared, as the check `declared-is-observed` counts them. */
export function agreeing(seen: readonly SeenHour[], declared: readonly Declared[]): number {
  return seen.reduce((sum, row) => {
    const held = hold(row, declared);
    const agrees = held.release === "declared" && (held.model === "declared" || held.model === "not asked");
    return agrees ? sum + row.calls : sum;
  }, 0);
}

export const callsOf = (rows: readonly { calls: number }[]) => rows.reduce((sum, one) => sum + one.calls, 0);

export const declaredParts = (shares: readonly DeclaredShare[], kind: string) => ofKind(shares, kind);
