import "server-only";
import { randomUUID } from "node:crypto";
import { z } from "zod";
import { recordActivity } from "#lib/activity/record";
import { canWriteFeature, type Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { MINUTE_MS } from "#lib/core/time";
import type { Feature } from "#prisma/client";
import { type FeedbackSource, givenRating, ratingInWords, storedRating } from "./feedback-domain.ts";
import type { FeedbackBody, FeedbackReceipt } from "./feedback-schema.ts";
import { keptWords } from "./feedback-words.ts";
import { interactionId, shownUnit } from "./interaction.ts";
import { loadFeatures } from "./known-features.ts";
import { interactionIds } from "./read/queries-interaction.ts";

/** Clocks of senders may run ahead by so much. */
const AHEAD_MS = 5 * MINUTE_MS;

function refuse(path: string, message: string): never {
  throw new AppError("invalid", `${path}: ${message}`, { fields: [{ path, message }] });
}

/** Whose voice it is. Throws `forbidden` for a principal that may not speak here, `invalid` for a voice that is not theirs. */
function sourceOf(
  principal: Principal,
  feature: Feature,
  wished: FeedbackSource | undefined,
): FeedbackSource {
  if (principal.kind === "key") {
    const bound = principal.featureId === null || principal.featureId === feature.id;
    const mayWrite = principal.scopes.includes("write");
    if (!bound || !(mayWrite || principal.scopes.includes("ingest")))
      throw new AppError("forbidden", "This key may not send feedback for this feature.");
    if (wished === "reviewer" && !mayWrite)
      throw new AppError("forbidden", "Feedback of a reviewer takes a key with the scope write.");
    return wished ?? "end_user";
  }
  if (!canWriteFeature(principal, feature))
    throw new AppError("forbidden", "Only admins, editors and members of the owning team may give feedback.");
  if (wished === "end_user" && principal.kind === "user")
    refuse("source", "a signed-in person gives feedback as a reviewer");
  return wished ?? "reviewer";
}

const storedRow = z.object({
  revision: z.number(),
  score: z.number().nullable(),
  source: z.string(),
  createdByKind: z.string(),
  createdById: z.string().nullable(),
  ratingKind: z.enum(["thumbs", "stars", "score"]).nullable(),
  ratingValue: z.number().nullable(),
  ratingMin: z.number().nullable(),
  ratingMax: z.number().nullable(),
  label: z.string().nullable(),
  hasComment: z.boolean(),
});
type StoredRow = z.output<typeof storedRow>;

/** The row of that id, held until the transaction ends. */
async function readRow(tx: Transaction, featureId: number, id: string): Promise<StoredRow | undefined> {
  const rows = await tx.$queryRaw`
    SELECT revision, score, source, created_by_kind AS "createdByKind", created_by_id AS "createdById",
      rating_kind AS "ratingKind", rating_value AS "ratingValue", rating_min AS "ratingMin", rating_max AS "ratingMax",
      label, comment IS NOT NULL AS "hasComment"
    FROM feedback WHERE feature_id = ${featureId} AND id = ${id}::uuid FOR UPDATE`;
  return z.array(storedRow).parse(rows)[0];
}

/** What people may see of it in the activity log: never what somebody wrote. */
function described(row: StoredRow) {
  const { ratingKind: kind, ratingValue: value, ratingMin: min, ratingMax: max } = row;
  const rated = kind !== null && value !== null && min !== null && max !== null;
  return {
    rating: rated ? ratingInWords(givenRating({ kind, value, min, max })) : null,
    label: row.label,
    comment: row.hasComment ? "given" : null,
  };
}

type Subject = { unitValue: string | null; interactionId: string | null };

/**
 * What names the interaction. A unit's value that holds personal data is kept as the id that is made of it, the one that
 * is stored already or else the one that the feature's unit of work would make.
 */
async function subjectOf(
  tx: Transaction,
  feature: Feature,
  { interaction, environment }: Pick<FeedbackBody, "interaction" | "environment">,
  shown: string | null,
): Promise<Subject> {
  if (interaction === undefined) return { unitValue: null, interactionId: null };
  const bare = interaction.toLowerCase().replaceAll("-", "");
  if (shown === interaction)
    return { unitValue: interaction, interactionId: /^[0-9a-f]{32}$/.test(bare) ? bare : null };
  const known = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text AS id FROM interaction WHERE feature_id = ${feature.id} AND environment = ${environment}
      AND id = ANY (${interactionIds(interaction, feature.unitAttribute)}::uuid[]) ORDER BY started_at DESC LIMIT 1`;
  const unit = {
    trace: "threshold.interaction",
    conversation: "conversation",
    attribute: feature.unitAttribute,
  };
  const made = interactionId(unit[feature.unitKind] ?? "threshold.interaction", interaction);
  return { unitValue: null, interactionId: known[0]?.id ?? made };
}

type Values = {
  featureId: number;
  id: string;
  subject: Subject;
  source: FeedbackSource;
  body: FeedbackBody;
  words: { label: string | null; comment: string | null; endUser: string | null };
  principal: Principal;
  at: Date;
  now: Date;
};

/** Inserts, or replaces what differs; an equal repeat leaves the row and its revision alone. */
async function upsert(tx: Transaction, values: Values) {
  const { featureId, id, subject, source, body, words, principal, at, now } = values;
  const rated = body.rating ? storedRating(body.rating) : null;
  const byId = principal.kind === "system" ? null : principal.id;
  await tx.$executeRaw`
    INSERT INTO feedback AS f (feature_id, id, environment, unit_value, interaction_id, trace_id, span_id, response_id,
      rating_kind, rating_value, rating_min, rating_max, score, label, comment, end_user, source,
      created_by_kind, created_by_id, created_by_name, at, updated_at)
    VALUES (${featureId}, ${id}::uuid, ${body.environment}, ${subject.unitValue}, ${subject.interactionId}::uuid,
      ${body.traceId ?? null}::uuid, ('x' || ${body.spanId ?? null}::text)::bit(64)::bigint, ${body.responseId ?? null},
      ${rated?.kind ?? null}, ${rated?.value ?? null}::float8, ${rated?.min ?? null}::float8,
      ${rated?.max ?? null}::float8, ${rated?.score ?? null}::float8, ${words.label}, ${words.comment},
      ${words.endUser}, ${source}, ${principal.kind}, ${byId}, ${principal.name},
      ${at.toISOString()}::timestamptz, ${now.toISOString()}::timestamptz)
    ON CONFLICT (feature_id, id) DO UPDATE SET environment = excluded.environment, unit_value = excluded.unit_value,
      interaction_id = excluded.interaction_id, trace_id = excluded.trace_id, span_id = excluded.span_id,
      response_id = excluded.response_id, rating_kind = excluded.rating_kind, rating_value = excluded.rating_value,
      rating_min = excluded.rating_min, rating_max = excluded.rating_max, score = excluded.score,
      label = excluded.label, comment = excluded.comment, end_user = excluded.end_user,
      at = CASE WHEN ${body.at !== undefined} THEN excluded.at ELSE f.at END,
      updated_at = excluded.updated_at, revision = f.revision + 1
    WHERE (f.environment, f.unit_value, f.interaction_id, f.trace_id, f.span_id, f.response_id, f.rating_kind, f.rating_value, f.rating_min,
        f.rating_max, f.label, f.comment, f.end_user)
      IS DISTINCT FROM (excluded.environment, excluded.unit_value, excluded.interaction_id, excluded.trace_id, excluded.span_id,
        excluded.response_id, excluded.rating_kind, excluded.rating_value, excluded.rating_min, excluded.rating_max,
        excluded.label, excluded.comment, excluded.end_user)
      OR (${body.at !== undefined} AND f.at <> excluded.at)`;
}

/** People correct only what they gave; an end user's feedback may be corrected by any key that may send it: keys change. */
function requireOwn(before: StoredRow, principal: Principal, source: FeedbackSource): void {
  const sameSource = before.source === source;
  const own =
    before.createdByKind === principal.kind && "id" in principal && before.createdById === principal.id;
  if (!sameSource || (source === "reviewer" && !own))
    throw new AppError("conflict", "Feedback of this id was given by somebody else.");
}

/**
 * Keeps what an end user or a reviewer said, whether or not the telemetry that it names has arrived. The id makes it
 * idempotent: another body under it corrects, the same body changes nothing. What reviewers say leaves an activity row;
 * what end users say does not, as telemetry does not. `warnings` names what the content policy kept out.
 * Throws `forbidden`, `invalid`, and `conflict` for an id of somebody else.
 */
export async function recordFeedback(
  principal: Principal,
  feature: Feature,
  body: FeedbackBody,
  now = new Date(),
): Promise<FeedbackReceipt & { created: boolean }> {
  const source = sourceOf(principal, feature, body.source);
  const at = body.at ?? now;
  if (at.getTime() > now.getTime() + AHEAD_MS) refuse("at", "lies in the future");
  const { byId, unregistered } = await loadFeatures(now);
  const rule = (byId.get(feature.id) ?? unregistered).content;
  const { label = null, comment = null, endUser = null } = body;
  const { warnings, ...words } = keptWords(rule, { label, comment, endUser }, at);
  const shown = body.interaction === undefined ? null : shownUnit(body.interaction, rule.attributes);
  if (shown !== (body.interaction ?? null))
    warnings.push("interaction: kept as its id, because its value holds personal data");
  if (!body.rating && words.label === null && words.comment === null)
    refuse("comment", "this feature keeps no comments, and nothing else was sent");
  const id = body.id ?? randomUUID();
  return db().$transaction(async (tx) => {
    const before = await readRow(tx, feature.id, id);
    if (before) requireOwn(before, principal, source);
    const subject = await subjectOf(tx, feature, body, shown);
    await upsert(tx, { featureId: feature.id, id, subject, source, body, words, principal, at, now });
    const after = await readRow(tx, feature.id, id);
    if (!after) throw new Error("Feedback that was just written is not there.");
    // Two first sendings at once: the second finds a row that it did not see before.
    requireOwn(after, principal, source);
    const changed = after.revision !== (before?.revision ?? 0);
    if (source === "reviewer" && changed) {
      await recordActivity(tx, principal, {
        action: before ? "feedback.update" : "feedback.create",
        subject: { kind: "feedback", id, name: shown ?? body.traceId ?? body.responseId ?? id },
        featureId: feature.id,
        ...(before ? { before: described(before) } : {}),
        after: described(after),
      });
    }
    return { id, revision: after.revision, score: after.score, warnings, created: !before };
  });
}
