import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { env } from "#lib/core/env";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "#lib/core/time";
import { type Followed, type FollowOptions, followLink } from "./follow-link.ts";
import { type LinkVerdict, verdictsOf } from "./link-verdict.ts";
import { storeUnread } from "./store-links.ts";

/** A link that works is followed again after almost a day, so that a daily look is never late. */
const AGAIN_MS = DAY_MS - 4 * HOUR_MS;
/** One that did not work is tried again sooner. */
const SOON_MS = HOUR_MS;

const AT_ONCE = 6;
const PER_RUN = 600;
/** A job's time is 15 minutes: what is left by then waits for the next round, which begins with it. */
const STOP_AFTER_MS = 10 * MINUTE_MS;

const due = z.object({ featureId: z.number(), revision: z.number(), position: z.number(), url: z.string() });
type Due = z.infer<typeof due>;

async function dueLinks(now: Date): Promise<Due[]> {
  const before = (ms: number) => new Date(now.getTime() - ms).toISOString();
  const rows = await db().$queryRaw`
    SELECT l.feature_id AS "featureId", l.revision, l.position, l.url FROM runbook_link l
     WHERE l.revision = (SELECT max(number) FROM runbook_revision r WHERE r.feature_id = l.feature_id)
       AND (l.checked_at IS NULL OR l.asked_at > l.checked_at
         OR l.checked_at <= ${before(AGAIN_MS)}::timestamptz
         OR (l.status <> 'works' AND l.checked_at <= ${before(SOON_MS)}::timestamptz))
     ORDER BY l.checked_at NULLS FIRST, l.feature_id, l.position LIMIT ${PER_RUN}`;
  return z.array(due).parse(rows);
}

export type CheckOptions = Partial<FollowOptions> & {
  /** Milliseconds of a clock that only goes forward. */
  clock?: () => number;
};

type Tried = { url: string; followed: Followed };

/**
 * Follows the links of the newest runbooks that are due, each address once, for ten minutes at most, and keeps what came
 * of each as it comes. Safe to run twice at once: the later answer stays. Answers how many rows were written.
 */
export async function checkLinks(now: Date, options: CheckOptions = {}): Promise<number> {
  const { clock = () => performance.now(), ...rest } = options;
  const stop = clock() + STOP_AFTER_MS;
  await storeUnread();
  const links = await dueLinks(now);
  const allowed = options.allowed ?? env().THRESHOLD_LINK_HOSTS;
  const round: Tried[] = [];
  let written = 0;
  const keep = async (url: string, verdict: LinkVerdict | undefined) => {
    if (!verdict) return;
    const rows = links.filter((link) => link.url === url);
    const count = await keepVerdict(rows, verdict, now);
    written += count;
  };
  await inTurns(
    [...new Set(links.map((link) => link.url))],
    () => clock() < stop,
    async (url) => {
      const tried = { url, followed: await followLink(url, { ...rest, allowed }) };
      round.push(tried);
      if (tried.followed.kind !== "silent") await keep(url, verdictsOf([tried])[0]);
    },
  );
  // What a silence means depends on whether others answered.
  for (const [index, verdict] of verdictsOf(round).entries())
    if (round[index]?.followed.kind === "silent") await keep(round[index].url, verdict);
  return written;
}

/** Writes the verdict of one address to the rows that have it, and has their features judged again. */
async function keepVerdict(rows: readonly Due[], verdict: LinkVerdict, now: Date): Promise<number> {
  const { status } = verdict;
  // One that broke begins anew: a silence after that must not bring back what was seen before.
  const workedAt = status === "works" ? now : status === "broken" ? null : undefined;
  return db().$transaction(async (tx) => {
    let written = 0;
    for (const { featureId, revision, position, url } of rows) {
      const where = { featureId, revision, position, url };
      const data = { ...verdict, checkedAt: now, workedAt };
      written += (await tx.runbookLink.updateMany({ where, data })).count;
    }
    const features = [...new Set(rows.map((row) => row.featureId))];
    await tx.feature.updateMany({ where: { id: { in: features } }, data: { changedAt: new Date() } });
    return written;
  });
}

/** Does the work for each item in order, a few at a time, and begins none when it may not go on. */
async function inTurns<T>(
  items: readonly T[],
  goesOn: () => boolean,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const left = items.values();
  let failed = false;
  const worker = async () => {
    while (!failed && goesOn()) {
      const { value, done } = left.next();
      if (done) return;
      await work(value).catch((error: unknown) => {
        failed = true;
        throw error;
      });
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, worker));
  for (const one of ended) if (one.status === "rejected") throw one.reason;
}
