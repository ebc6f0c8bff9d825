import { HOUR_MS } from "#lib/core/time";
import { modelNames } from "./proof.ts";
import type { Segment } from "./schema.ts";

/** Calls of one UTC hour (or day, where that was read) that are alike in what they say of what ran. `start` in milliseconds. */
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

/** What was declared for any part of the hour, or of what else is `length` milliseconds long. */
export function declaredIn(declared: readonly Declared[], start: number, length = HOUR_MS): Declared[] {
  return declared.filter((one) => one.from < start + length && one.to > start);
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
export function hold(seen: SeenHour, declared: readonly Declared[], length = HOUR_MS): Held {
  const all = declaredIn(declared, seen.start, length).flatMap((one) => one.shares);
  const own = all.filter((share) => seen.release !== null && share.release === seen.release);
  const shares = own.length > 0 ? own : all;
  const release = seen.release === null ? "missing" : own.length > 0 ? "declared" : "not";
  const asksModel = seen.responseModel !== null || (seen.generates && !seen.failed);
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

/** Calls in which a model answered, of whatever kind it is. */
export const isAnswer = (seen: SeenHour) => seen.responseModel !== null;

export const agrees = ({ release, model }: Held) =>
  release === "declared" && (model === "declared" || model === "not asked");

/** Calls that agree with what was declared: the release, and its model where one answered. */
export function agreeing(seen: readonly SeenHour[], declared: readonly Declared[]): number {
  return seen.reduce((sum, row) => {
    return agrees(hold(row, declared)) ? sum + row.calls : sum;
  }, 0);
}

export const callsOf = (rows: readonly { calls: number }[]) => rows.reduce((sum, one) => sum + one.calls, 0);

export const declaredParts = (shares: readonly DeclaredShare[], kind: string) => ofKind(shares, kind);
