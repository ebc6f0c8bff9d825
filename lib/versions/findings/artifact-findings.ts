import { formatNumber, formatPercent } from "#lib/core/format";
import { HOUR_MS } from "#lib/core/time";
import { modelNames } from "#lib/versions/proof";
import {
  callsHref,
  type FindingContext,
  levelOf,
  otherFix,
  partOf,
  text,
  versionsPath,
  whenSeen,
} from "./finding-words.ts";
import type { Finding } from "./findings-schema.ts";
import { callsOf, type Declared, declaredParts, hold, isAnswer, type SeenHour } from "./seen.ts";

const startsOf = (rows: readonly SeenHour[]) => [...new Set(rows.map((row) => row.start))];

type Part = { name: string; version: string };

/** How a model is written where it is declared: its version when that names it, else both. */
function modelLabel({ name, version }: Part): string {
  return version.toLowerCase().startsWith(name.toLowerCase()) ? version : `${name}-${version}`;
}

/** Letters that two names have in common from their beginning. */
function common(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

/** The declared models that the answer should have come from: those most like what was asked for. At most three. */
function expected(parts: readonly Part[], asked: string): string[] {
  const likeness = (part: Part) =>
    Math.max(...modelNames(part).map((name) => common(name, asked.toLowerCase())));
  const best = Math.max(0, ...parts.map(likeness));
  const like = best >= 3 ? parts.filter((part) => likeness(part) === best) : parts;
  return [...new Set(like.map(modelLabel))].slice(0, 3);
}

const LARGELY = 0.8;

/**
 * The model that answered the same request until this one did, where one took over from the other within the stretch
 * and no deployment began then; null for a mixture, which is no change of the model under its name.
 */
function tookOver(
  { seen, declared }: ArtifactInput,
  own: readonly SeenHour[],
): { asked: string; before: string } | null {
  const [row] = own;
  if (!row?.requestModel || own.some((one) => one.requestModel !== row.requestModel)) return null;
  const alike = seen.filter(
    (one) => isAnswer(one) && one.requestModel === row.requestModel && one.provider === row.provider,
  );
  const first = Math.min(...startsOf(own));
  if (declared.some((one) => Math.abs(one.from - first) <= HOUR_MS)) return null;
  const [before, since] = [
    alike.filter((one) => one.start < first),
    alike.filter((one) => one.start >= first),
  ];
  const [most] = [...Map.groupBy(before, (one) => one.responseModel ?? "")].sort(
    (a, b) => callsOf(b[1]) - callsOf(a[1]),
  );
  if (!most || callsOf(most[1]) < LARGELY * callsOf(before) || callsOf(own) < LARGELY * callsOf(since))
    return null;
  return { asked: row.requestModel, before: most[0] };
}

function modelFinding(
  model: string,
  own: SeenHour[],
  input: ArtifactInput,
  context: FindingContext,
): Finding {
  const answers = input.seen.filter(isAnswer);
  const [count, total] = [callsOf(own), callsOf(answers)];
  const { words, from, to } = whenSeen(startsOf(own), startsOf(answers), context);
  const parts = own.flatMap((row) => declaredParts(hold(row, input.declared).shares, "model"));
  const names = expected(parts, own[0]?.requestModel ?? model);
  const against =
    names.length === 0
      ? "while no model was declared"
      : `while ${names.join(" or ")} ${names.length === 1 ? "was" : "were"} declared`;
  const change = tookOver(input, own);
  return {
    kind: change ? "model_changed_silently" : "model_not_declared",
    level: levelOf(count, total),
    sentence: `The provider answered with ${model} ${against}${words}, ${formatPercent(count / total)} of answers (${formatNumber(count)} of ${formatNumber(total)}).`,
    detail: change
      ? `Until then ${change.asked} had answered as ${change.before}, and no deployment was recorded: the provider changed the model under its name.`
      : null,
    count,
    of: total,
    from: text(from),
    to: text(to),
    evidence: [{ label: "These calls", href: callsHref(context, { from, to, model }) }],
    fix: otherFix(
      names.length === 0 ? "Declare a release with its model" : "Declare a release with this model",
      versionsPath(context),
    ),
  };
}

function modelMissing(input: ArtifactInput, context: FindingContext): Finding[] {
  const asked = input.seen.filter((row) =>
    ["declared", "not", "missing"].includes(hold(row, input.declared).model),
  );
  const own = asked.filter((row) => row.responseModel === null);
  const [count, total] = [callsOf(own), callsOf(asked)];
  if (count === 0) return [];
  const { words, from, to } = whenSeen(startsOf(own), startsOf(asked), context);
  return [
    {
      kind: "model_missing",
      level: levelOf(count, total),
      sentence:
        count === total
          ? `None of ${formatNumber(total)} answers said which model gave it.`
          : `${partOf(count, total, "answers")} did not say which model gave them${words}.`,
      detail:
        "The attribute gen_ai.response.model says it. Without it nobody can tell whether the declared model ran.",
      count,
      of: total,
      from: text(from),
      to: text(to),
      evidence: [{ label: "Calls of those hours", href: callsHref(context, { from, to }) }],
      fix: otherFix("Send the model that answered", `/features/${context.slug}/calls`),
    },
  ];
}

function promptFinding(own: SeenHour[], input: ArtifactInput, context: FindingContext): Finding {
  const stating = input.seen.filter((row) => row.promptName !== null || row.promptVersion !== null);
  const [count, total] = [callsOf(own), callsOf(stating)];
  const { words, from, to } = whenSeen(startsOf(own), startsOf(stating), context);
  const { promptName = null, promptVersion = null } = own[0] ?? {};
  const parts = own.flatMap((row) => declaredParts(hold(row, input.declared).shares, "prompt"));
  const same = parts.filter(
    (part) => promptName === null || part.name.toLowerCase() === promptName.toLowerCase(),
  );
  const names = [...new Set(same.map((part) => `${part.name} ${part.version}`))].slice(0, 3);
  const against =
    parts.length === 0
      ? "while no prompt was declared"
      : names.length === 0
        ? "which no declared release has"
        : `while ${names.join(" or ")} ${names.length === 1 ? "was" : "were"} declared`;
  const which = [promptName, promptVersion].filter(Boolean).join(" ");
  return {
    kind: "prompt_not_declared",
    level: levelOf(count, total),
    sentence: `${partOf(count, total, "calls that named their prompt")} used ${which}, ${against}${words}.`,
    detail: null,
    count,
    of: total,
    from: text(from),
    to: text(to),
    evidence: [
      {
        label: "These calls",
        href: callsHref(context, {
          from,
          to,
          ...(promptName === null ? {} : { prompt: promptName }),
          ...(promptVersion === null ? {} : { promptVersion }),
        }),
      },
    ],
    fix: otherFix("Declare a release with this prompt", versionsPath(context)),
  };
}

export type ArtifactInput = { seen: readonly SeenHour[]; declared: readonly Declared[] };

/** What answered and what was asked, beside the artifacts of the release that the call ran on, the most calls first. */
export function artifactFindings(input: ArtifactInput, context: FindingContext): Finding[] {
  const held = input.seen.map((row) => ({ row, held: hold(row, input.declared) }));
  const models = held.flatMap(({ row, held: of }) => (of.model === "not" ? [row] : []));
  const prompts = held.flatMap(({ row, held: of }) => (of.prompt === "not" ? [row] : []));
  const groups = <T>(
    rows: SeenHour[],
    keyOf: (row: SeenHour) => string,
    make: (rows: SeenHour[], key: string) => T,
  ) =>
    [...Map.groupBy(rows, keyOf)]
      .sort((a, b) => callsOf(b[1]) - callsOf(a[1]))
      .map(([key, own]) => make(own, key));
  return [
    ...groups(
      models,
      (row) => row.responseModel ?? "",
      (own, model) => modelFinding(model, own, input, context),
    ),
    ...modelMissing(input, context),
    ...groups(
      prompts,
      (row) => JSON.stringify([row.promptName, row.promptVersion]),
      (own) => promptFinding(own, input, context),
    ),
  ];
}
