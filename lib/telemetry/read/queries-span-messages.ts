import "server-only";
import { z } from "zod";
import type { Transaction } from "#lib/core/db";
import { Prisma } from "#prisma/client";

type Side = { [name: string]: unknown };
/** What log records say of a span, in the form of its content; a side is null where none says anything. */
export type SpanMessages = { attributes: Side; input: Side | null; output: Side | null };

const side = z.record(z.string(), z.unknown()).nullable();
const messageRow = z.object({
  traceId: z.string(),
  spanId: z.string(),
  attributes: z.record(z.string(), z.unknown()),
  input: side.optional(),
  output: side.optional(),
});

/** So many records of one interaction are shown. */
const MAX_MESSAGES = 4000;

/** Every record counts its event from 0: beside each other they are numbered on. */
function addNumbered(into: Side, more: Side): void {
  for (const [name, value] of Object.entries(more)) {
    const base = name.replace(/\.0$/, "");
    let free = name;
    for (let next = 1; Object.hasOwn(into, free); next += 1) free = `${base}.${next}`;
    into[free] = value;
  }
}

/** The sides of a span's own content and of its log records as one. */
export function joined(own: unknown, more: Side | null): unknown {
  if (more === null) return own ?? null;
  if (own === null || own === undefined) return more;
  if (typeof own !== "object" || Array.isArray(own)) return own;
  const all: Side = { ...own };
  addNumbered(all, more);
  return all;
}

/**
 * Messages of spans that came as log records, by time, under "trace/span". Without `texts` both sides are left out, and
 * what is there only says that messages are kept.
 */
export async function messagesOfSpans(
  client: Pick<Transaction, "$queryRaw">,
  featureId: number,
  keptFrom: Date,
  spans: readonly { traceId: string; spanId: string }[],
  texts: boolean,
): Promise<Map<string, SpanMessages>> {
  const rows = await client.$queryRaw`
    SELECT k.trace AS "traceId", k.span AS "spanId", m.attributes,
      ${texts ? Prisma.sql`m.input, m.output` : Prisma.sql`NULL::jsonb AS input, NULL::jsonb AS output`}
    FROM unnest(${spans.map((s) => s.traceId)}::text[], ${spans.map((s) => s.spanId)}::text[]) AS k (trace, span)
      JOIN span_message m ON m.feature_id = ${featureId} AND m.trace_id = k.trace::uuid
        AND m.span_id = ('x' || k.span)::bit(64)::bigint
    WHERE m.at >= ${keptFrom}
    ORDER BY m.at, m.id LIMIT ${MAX_MESSAGES}`;
  const found = new Map<string, SpanMessages>();
  for (const row of z.array(messageRow).parse(rows)) {
    const key = `${row.traceId}/${row.spanId}`;
    const all = found.get(key) ?? { attributes: {}, input: null, output: null };
    found.set(key, all);
    Object.assign(all.attributes, row.attributes);
    for (const name of ["input", "output"] as const) {
      const more = row[name];
      if (!more) continue;
      const side = all[name] ?? {};
      addNumbered(side, more);
      all[name] = side;
    }
  }
  return found;
}
