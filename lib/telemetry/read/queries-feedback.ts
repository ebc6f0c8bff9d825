import "server-only";
import { z } from "zod";
import { recordActivity } from "#lib/activity/record";
import type { Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import { instantText } from "#lib/core/schema";
import { addDays } from "#lib/core/time";
import { feedbackSources, givenRating, ratingKinds } from "#lib/telemetry/feedback-domain";
import type {
  FeedbackFilters,
  FeedbackItem,
  FeedbackPage,
  FeedbackSummary,
  InteractionFeedback,
} from "#lib/telemetry/feedback-schema";
import { contentKeptFrom } from "#lib/telemetry/retention-domain";
import { type Feature, Prisma } from "#prisma/client";
import { evaluationsOfTraces } from "./queries-evaluations.ts";
import { isoMicros } from "./queries-span-row.ts";
import { mayReadMessages } from "./read-content.ts";

const text = z.string().nullable();
const hex32 = text.transform((uuid) => uuid?.replaceAll("-", "") ?? null);
const hex16 = text.transform((id) =>
  id === null ? null : BigInt.asUintN(64, BigInt(id)).toString(16).padStart(16, "0"),
);

const row = z.object({
  id: z.string(),
  environment: z.string(),
  interaction: text,
  traceId: hex32,
  spanId: hex16,
  responseId: text,
  ratingKind: z.enum(ratingKinds).nullable(),
  ratingValue: z.number().nullable(),
  ratingMin: z.number().nullable(),
  ratingMax: z.number().nullable(),
  score: z.number().nullable(),
  label: text,
  hasComment: z.boolean(),
  comment: text,
  endUser: text,
  source: z.enum(feedbackSources),
  createdByKind: z.string(),
  createdById: text,
  createdBy: z.string(),
  at: z.string(),
  updatedAt: z.string(),
  revision: z.number(),
});

/** A comment is there as long as messages of its feature are kept. */
const columns = (withComments: boolean, keptFrom: Date) => Prisma.sql`f.id::text AS id, f.environment,
  coalesce(f.unit_value, replace(f.interaction_id::text, '-', '')) AS interaction, f.trace_id::text AS "traceId", f.span_id::text AS "spanId",
  f.response_id AS "responseId", f.rating_kind AS "ratingKind", f.rating_value AS "ratingValue",
  f.rating_min AS "ratingMin", f.rating_max AS "ratingMax", f.score, f.label, f.comment IS NOT NULL AND f.at >= ${keptFrom} AS "hasComment",
  ${withComments ? Prisma.sql`CASE WHEN f.at >= ${keptFrom} THEN f.comment END` : Prisma.sql`NULL`} AS comment, f.end_user AS "endUser", f.source,
  f.created_by_kind AS "createdByKind", f.created_by_id AS "createdById", f.created_by_name AS "createdBy",
  ${isoMicros(Prisma.sql`f.at`)} AS at, ${isoMicros(Prisma.sql`f.updated_at`)} AS "updatedAt", f.revision`;

function itemOf(principal: Principal, found: z.output<typeof row>): FeedbackItem {
  const { ratingKind: kind, ratingValue: value, ratingMin: min, ratingMax: max, ...rest } = found;
  const { createdByKind, createdById, ...item } = rest;
  const rated = kind !== null && value !== null && min !== null && max !== null;
  return {
    ...item,
    rating: rated ? givenRating({ kind, value, min, max }) : null,
    own: createdByKind === principal.kind && "id" in principal && createdById === principal.id,
  };
}

const cursorShape = z.tuple([instantText, z.uuid()]);

function decodeCursor(cursor: string): [string, string] {
  try {
    return cursorShape.parse(JSON.parse(Buffer.from(cursor, "base64url").toString()));
  } catch {
    const message = "is not one that this list gave";
    throw new AppError("invalid", `The cursor ${message}.`, { fields: [{ path: "cursor", message }] });
  }
}

function conditionsOf({ environment, source, leaning, from, to }: FeedbackFilters): Prisma.Sql[] {
  const signs = { up: Prisma.sql`> 0`, down: Prisma.sql`< 0`, neutral: Prisma.sql`= 0` };
  return [
    ...(environment ? [Prisma.sql`f.environment = ${environment}`] : []),
    ...(source ? [Prisma.sql`f.source = ${source}`] : []),
    ...(leaning ? [Prisma.sql`f.score ${signs[leaning]}`] : []),
    ...(from ? [Prisma.sql`f.at >= ${from.toISOString()}::timestamptz`] : []),
    ...(to ? [Prisma.sql`f.at < ${to.toISOString()}::timestamptz`] : []),
  ];
}

/** A feature's feedback that passes the filters, newest first, without comments. Throws `invalid` for a cursor that is none. */
export async function listFeedback(
  principal: Principal,
  feature: CommentedFeature,
  filters: FeedbackFilters,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<FeedbackPage> {
  const after = cursor === undefined ? null : decodeCursor(cursor);
  const conditions = [
    Prisma.sql`f.feature_id = ${feature.id}`,
    ...conditionsOf(filters),
    ...(after ? [Prisma.sql`(f.at, f.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`] : []),
  ];
  const rows = await db().$queryRaw`
    SELECT ${columns(false, contentKeptFrom(feature, new Date()))} FROM feedback f WHERE ${Prisma.join(conditions, " AND ")}
    ORDER BY f.at DESC, f.id DESC LIMIT ${limit + 1}`;
  const found = z.array(row).parse(rows);
  const shown = found.slice(0, limit);
  const last = shown.at(-1);
  const more = last !== undefined && found.length > limit;
  return {
    items: shown.map((one) => itemOf(principal, one)),
    next: more ? Buffer.from(JSON.stringify([last.at, last.id])).toString("base64url") : null,
  };
}

/** So much of what was said of one interaction is shown. */
const MAX_OF_INTERACTION = 200;

export type FeedbackSubject = {
  id: string;
  environment: string;
  unitValue: string | null;
  traceIds: readonly string[];
  responseIds: readonly string[];
};

export type CommentedFeature = Pick<Feature, "id" | "teamId" | "contentRetentionDays" | "contentKeptFrom">;
type Client = Pick<Transaction, "$queryRaw">;

async function select(
  client: Client,
  principal: Principal,
  feature: CommentedFeature,
  { id, environment, unitValue, traceIds, responseIds }: FeedbackSubject,
  withComments: boolean,
) {
  const rows = await client.$queryRaw`
    SELECT ${columns(withComments, contentKeptFrom(feature, new Date()))} FROM feedback f
    WHERE f.feature_id = ${feature.id} AND (
      (f.environment = ${environment} AND f.interaction_id = ${id}::uuid)
      OR (f.environment = ${environment} AND f.unit_value = ${unitValue})
      OR f.trace_id = ANY (${[...traceIds]}::uuid[])
      OR f.response_id = ANY (${[...responseIds]}::text[]))
    ORDER BY f.at DESC, f.id DESC LIMIT ${MAX_OF_INTERACTION + 1}`;
  const found = z.array(row).parse(rows);
  return {
    feedback: found.slice(0, MAX_OF_INTERACTION).map((one) => itemOf(principal, one)),
    truncated: found.length > MAX_OF_INTERACTION,
  };
}

/**
 * What was said of an interaction: of itself, of a trace of it or of an answer in it, newest first, and what evaluators
 * said. Traces and answers are one of a kind, so they count whatever environment the sender named. Comments and
 * explanations are read as messages are: where `wanted` and permitted, and recorded as a look with the answer.
 */
export async function readInteractionFeedback(
  principal: Principal,
  feature: CommentedFeature,
  subject: FeedbackSubject,
  wanted: boolean,
): Promise<InteractionFeedback> {
  const may = mayReadMessages(principal, feature);
  const { traceIds, responseIds } = subject;
  const evaluations = await evaluationsOfTraces(feature.id, traceIds, responseIds, {
    shown: wanted && may,
    keptFrom: contentKeptFrom(feature, new Date()),
  });
  const explained = evaluations.some((one) => one.hasExplanation);
  const withWords = (said: Awaited<ReturnType<typeof select>>) =>
    explained || said.feedback.some((one) => one.hasComment);
  if (!wanted || !may) {
    const said = await select(db(), principal, feature, subject, false);
    return { ...said, evaluations, words: !withWords(said) ? "none" : may ? "available" : "hidden" };
  }
  return db().$transaction(async (tx) => {
    const said = await select(tx, principal, feature, subject, true);
    if (!withWords(said)) return { ...said, evaluations, words: "none" };
    await recordActivity(tx, principal, {
      action: "content.viewed",
      subject: { kind: "interaction", id: subject.id, name: subject.id.slice(0, 12) },
      featureId: feature.id,
      look: true,
      after: { environment: subject.environment, words: "comments and explanations" },
    });
    return { ...said, evaluations, words: "shown" };
  });
}

const count = z.coerce.number().int();
const tallyRow = z.array(
  z.object({ source: z.enum(feedbackSources), up: count, down: count, neutral: count, unrated: count }),
);

/** How many rated up and down in the days before `now`, end users and reviewers apart. Reads an index, never the rows. */
export async function summariseFeedback(
  featureId: number,
  { environment, days }: { environment: string; days: number },
  now: Date,
): Promise<FeedbackSummary> {
  const from = addDays(now, -days).toISOString();
  const rows = await db().$queryRaw`
    SELECT f.source, count(*) FILTER (WHERE f.score > 0)::text AS up, count(*) FILTER (WHERE f.score < 0)::text AS down,
      count(*) FILTER (WHERE f.score = 0)::text AS neutral, count(*) FILTER (WHERE f.score IS NULL)::text AS unrated
    FROM feedback f
    WHERE f.feature_id = ${featureId} AND f.environment = ${environment}
      AND f.at > ${from}::timestamptz AND f.at <= ${now.toISOString()}::timestamptz + interval '5 minutes'
    GROUP BY f.source`;
  const found = tallyRow.parse(rows);
  const of = (source: string) => {
    const { up, down, neutral, unrated } = found.find((tally) => tally.source === source) ?? {
      up: 0,
      down: 0,
      neutral: 0,
      unrated: 0,
    };
    return { up, down, neutral, unrated };
  };
  return {
    environment,
    from,
    to: now.toISOString(),
    endUsers: of("end_user"),
    reviewers: of("reviewer"),
  };
}
