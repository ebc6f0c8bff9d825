import "server-only";
import { db } from "#lib/core/db";
import { AppError } from "#lib/core/errors";
import type { ScorecardChange } from "#prisma/client";
import { type Act, isBehind, type Seen } from "./acts-behind.ts";
import { causeInWords } from "./cause-words.ts";
import { type Cause, causesOf } from "./causes.ts";
import { criteria } from "./criteria.ts";
import { checkPath } from "./domain.ts";
import type { Inputs } from "./inputs.ts";
import { readActs } from "./read-acts.ts";
import {
  characteristics as characteristicsSchema,
  type HistoryChange,
  type HistoryEntry,
  type HistoryPage,
  statusChangesSchema,
} from "./schema.ts";

type Row = ScorecardChange;

const inputsOf = (row: Row) => row.inputs as unknown as Inputs;

function whoDid(cause: Cause, acts: readonly Act[], seen: Seen): HistoryChange["causes"][number]["by"] {
  // The newest of its kind; it carries the time of its beginning.
  const act = acts.find((one) => isBehind(cause, one, seen));
  return act ? { name: act.actorName, at: act.at.toISOString() } : null;
}

function entryOf(row: Row, before: Row | undefined, acts: readonly Act[]): HistoryEntry {
  const changes = statusChangesSchema.parse(row.changes);
  const causes = before
    ? causesOf(
        { inputs: inputsOf(before), criteria: before.criteria },
        { inputs: inputsOf(row), criteria: row.criteria },
        changes,
        row.at,
        criteria,
      )
    : new Map<string, Cause[]>();
  const since = before ? acts.filter((act) => act.at > before.at && act.at <= row.at) : [];
  const because = new Map(
    characteristicsSchema
      .parse(row.characteristics)
      .flatMap(({ key, checks }) =>
        checks.map((check) => [checkPath(key, check.id), check.because] as const),
      ),
  );
  return {
    id: String(row.id),
    at: row.at.toISOString(),
    criteria: row.criteria,
    verdict: row.verdict as HistoryEntry["verdict"],
    met: row.met,
    metBefore: before?.met ?? null,
    inputDigest: row.inputDigest,
    changes: changes.map((change) => ({
      ...change,
      because: because.get(change.id) ?? null,
      causes: before
        ? (causes.get(change.id) ?? []).map((cause) => ({
            ...causeInWords(cause, inputsOf(before), inputsOf(row)),
            by: whoDid(cause, since, { before: inputsOf(before), after: inputsOf(row) }),
          }))
        : [],
    })),
  };
}

/** A page of the changes of a feature's score, newest first. `cursor` is the `next` of the page before. */
export async function listScorecardHistory(
  featureId: number,
  { limit, cursor }: { limit: number; cursor?: string | undefined },
): Promise<HistoryPage> {
  if (cursor !== undefined && !/^[0-9]{1,18}$/.test(cursor))
    throw new AppError("invalid", "cursor: this is not one of our cursors");
  // One more than shown: what the oldest of them differs from.
  const rows = await db().scorecardChange.findMany({
    where: { featureId, ...(cursor === undefined ? {} : { id: { lt: BigInt(cursor) } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
  });
  const [newest, oldest] = [rows[0], rows.at(-1)];
  const acts =
    newest && oldest && newest !== oldest
      ? await readActs(featureId, rows.map(inputsOf), { from: oldest.at, to: newest.at })
      : [];
  const items = rows.slice(0, limit).map((row, index) => entryOf(row, rows[index + 1], acts));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** When the number of met characteristics was judged to be what, oldest first, from the last before `from` on. */
export async function listMetCounts(featureId: number, from: Date): Promise<{ at: string; met: number }[]> {
  const select = { at: true, met: true } as const;
  const [before, since] = await Promise.all([
    db().scorecardChange.findFirst({
      where: { featureId, at: { lt: from } },
      orderBy: { id: "desc" },
      select,
    }),
    db().scorecardChange.findMany({
      where: { featureId, at: { gte: from } },
      orderBy: { id: "asc" },
      select,
      take: 5000,
    }),
  ]);
  return [...(before ? [before] : []), ...since].map(({ at, met }) => ({ at: at.toISOString(), met }));
}
