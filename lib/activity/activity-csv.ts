import "server-only";
import type { Principal } from "#lib/auth/domain";
import { csvHeaders, csvLines } from "#lib/core/csv";
import { actionInWords, changesInWords } from "./domain.ts";
import { listActivity } from "./queries.ts";
import type { ActivityQuery, ActivityRow } from "./schema.ts";

const head = [
  "id",
  "at",
  "actor_kind",
  "actor_id",
  "actor",
  "action",
  "done",
  "subject_kind",
  "subject_id",
  "subject",
  "feature",
  "changes",
];
const BATCH = 200;

function line(row: ActivityRow): (string | null)[] {
  const { actor, subject, feature } = row;
  const who = [actor.kind, actor.id, actor.name];
  const what = [row.action, actionInWords(row.action), subject.kind, subject.id, subject.name];
  return [row.id, row.at, ...who, ...what, feature?.slug ?? null, changesInWords(row)];
}

async function* chunks(principal: Principal, query: ActivityQuery): AsyncGenerator<string> {
  yield csvLines([head]);
  let cursor = query.cursor;
  do {
    const page = await listActivity(principal, { ...query, cursor, limit: BATCH });
    yield csvLines(page.items.map(line));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

/** All rows of the filter as CSV, read in batches while they are sent. A refusal is thrown before the first byte. */
export async function activityCsv(principal: Principal, query: ActivityQuery): Promise<Response> {
  await listActivity(principal, { ...query, limit: 1 });
  const rows = chunks(principal, query);
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { value, done } = await rows.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(value));
    },
    cancel: async () => {
      await rows.return(undefined);
    },
  });
  return new Response(body, { headers: csvHeaders("activity") });
}
