import { HOUR_MS } from "#lib/core/time";
import { modelNames } from "#lib/versions/proof";
import type { Segment } from "#lib/versions/schema";

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
  /** no answer: a call that generates failed before a model answered, so that it shows none. */
  model: "declared" | "not" | "missing" | "no answer" | "not asked";
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

function modelHeld(seen: SeenHour, shares: readonly DeclaredShare[]): Held["model"] {
  if (seen.responseModel !== null) return modelAgrees(seen.responseModel, shares) ? "declared" : "not";
  if (!seen.generates) return "not asked";
  return seen.failed ? "no answer" : "missing";
}

/** Holds calls of an hour against what was declared for it. */
export function hold(seen: SeenHour, declared: readonly Declared[], length = HOUR_MS): Held {
  const all = declaredIn(declared, seen.start, length).flatMap((one) => one.shares);
  const own = all.filter((share) => seen.release !== null && share.release === seen.release);
  const shares = own.length > 0 ? own : all;
  const release = seen.release === null ? "missing" : own.length > 0 ? "declared" : "not";
  const asksPrompt = seen.promptName !== null || seen.promptVersion !== null;
  const model = modelHeld(seen, shares);
  const prompt = !asksPrompt ? "not asked" : promptAgrees(seen, shares) ? "declared" : "not";
  if (all.length === 0)
    return { release: "nothing declared", model: "not asked", prompt: "not asked", shares };
  return { release, model, prompt, shares };
}

/** Calls in which a model answered, of whatever kind it is. */
export const isAnswer = (seen: SeenHour) => seen.responseModel !== null;

export const agrees = ({ release, model }: Held) =>
  release === "declared" && (model === "declared" || model === "not asked");

/** A failed call of a declared release with no model that answered: no mismatch, and no proof that the model runs either. */
export const showsNoModel = ({ release, model }: Held) => release === "declared" && model === "no answer";

/** Calls that agree with what was declared, the release and its model where one answered; and those that show no model. */
export function agreement(seen: readonly SeenHour[], declared: readonly Declared[]) {
  const held = seen.map((row) => ({ calls: row.calls, held: hold(row, declared) }));
  return {
    agreeing: callsOf(held.filter((one) => agrees(one.held))),
    unanswered: callsOf(held.filter((one) => showsNoModel(one.held))),
  };
}

export const callsOf = (rows: readonly { calls: number }[]) => rows.reduce((sum, one) => sum + one.calls, 0);

export const declaredParts = (shares: readonly DeclaredShare[], kind: string) => ofKind(shares, kind);
