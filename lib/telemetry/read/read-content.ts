import "server-only";
import { z } from "zod";
import { recordActivity } from "#lib/activity/record";
import type { Principal } from "#lib/auth/domain";
import { db, type Transaction } from "#lib/core/db";
import { contentKeptFrom } from "#lib/telemetry/retention-domain";
import { type CallContent, callContent, type InteractionAnswer } from "#lib/telemetry/schema";
import { type Feature, Prisma } from "#prisma/client";
import { joined, messagesOfSpans } from "./queries-span-messages.ts";

type Reader = { principal: Principal; feature: ContentFeature; now: Date };
export type ContentFeature = Pick<
  Feature,
  "id" | "slug" | "teamId" | "contentRetentionDays" | "contentKeptFrom"
>;
type Span = { startedAt: string; traceId: string; spanId: string };
type Found = { content: Map<string, CallContent>; kept: boolean };

/** Whether the principal may read messages: the owning team, auditors and admins. No key ever may. */
export function mayReadMessages(principal: Principal, feature: Pick<Feature, "teamId">): boolean {
  if (principal.kind !== "user") return false;
  if (principal.role === "admin" || principal.role === "auditor") return true;
  return feature.teamId !== null && principal.teamIds.includes(feature.teamId);
}

export const contentKey = (span: { traceId: string; spanId: string }) => `${span.traceId}/${span.spanId}`;

const contentRow = callContent.extend({
  startedAt: z.string(),
  traceId: z.string(),
  spanId: z.string(),
  kept: z.boolean(),
});

async function select(
  client: Pick<Transaction, "$queryRaw">,
  { feature, now }: Pick<Reader, "feature" | "now">,
  spans: readonly Span[],
  messages: boolean,
): Promise<Found> {
  const line = contentKeptFrom(feature, now);
  // Attributes stay with their call; messages from before the line may not be removed yet and are gone all the same.
  const rows = await client.$queryRaw`
    SELECT k.started_at AS "startedAt", k.trace AS "traceId", k.span AS "spanId", c.attributes,
      (c.input IS NOT NULL OR c.output IS NOT NULL) AND c.started_at >= ${line} AS kept,
      ${
        messages
          ? Prisma.sql`CASE WHEN c.started_at >= ${line} THEN c.input END AS input,
              CASE WHEN c.started_at >= ${line} THEN c.output END AS output`
          : Prisma.sql`NULL AS input, NULL AS output`
      }
    FROM unnest(${spans.map((s) => s.startedAt)}::text[], ${spans.map((s) => s.traceId)}::text[],
        ${spans.map((s) => s.spanId)}::text[]) AS k (started_at, trace, span)
      JOIN call_content c ON c.feature_id = ${feature.id} AND c.started_at = k.started_at::timestamptz
        AND c.trace_id = k.trace::uuid AND c.span_id = ('x' || k.span)::bit(64)::bigint`;
  const parsed = z.array(contentRow).parse(rows);
  const content = parsed.map((row): [string, CallContent] => {
    const shown = messages ? { input: row.input ?? null, output: row.output ?? null } : {};
    return [contentKey(row), { attributes: row.attributes, ...shown }];
  });
  const all = new Map(content);
  const logs = await messagesOfSpans(client, feature.id, line, spans, messages);
  for (const [key, more] of logs) {
    const own = all.get(key);
    const shown = messages
      ? { input: joined(own?.input, more.input), output: joined(own?.output, more.output) }
      : {};
    all.set(key, { attributes: { ...more.attributes, ...own?.attributes }, ...shown });
  }
  return { content: all, kept: logs.size > 0 || parsed.some((row) => row.kept) };
}

/**
 * Attributes of spans for every reader, and messages where `wanted` and permitted. Reading messages is a look: it is
 * recorded in the transaction that reads them, so that none is answered without its record.
 */
export async function readContent(
  reader: Reader,
  interaction: { id: string; environment: string },
  spans: readonly Span[],
  wanted: boolean,
): Promise<{ content: Map<string, CallContent>; messages: InteractionAnswer["messages"] }> {
  const { principal, feature } = reader;
  const may = mayReadMessages(principal, feature);
  if (!wanted || !may) {
    const { content, kept } = await select(db(), reader, spans, false);
    return { content, messages: !kept ? "none" : may ? "available" : "hidden" };
  }
  return db().$transaction(async (tx) => {
    const { content, kept } = await select(tx, reader, spans, true);
    if (!kept) return { content, messages: "none" };
    await recordActivity(tx, principal, {
      action: "content.viewed",
      subject: { kind: "interaction", id: interaction.id, name: interaction.id.slice(0, 12) },
      featureId: feature.id,
      look: true,
      after: { environment: interaction.environment },
    });
    return { content, messages: "shown" };
  });
}
