import "server-only";
import { z } from "zod";
import { db } from "#lib/core/db";
import { env } from "#lib/core/env";
import { DAY_MS, HOUR_MS } from "#lib/core/time";
import { type FollowOptions, followLink } from "./follow-link.ts";
import { type LinkVerdict, verdictsOf } from "./link-verdict.ts";
import { storeUnread } from "./store-links.ts";

/** A link that works is followed again after almost a day, so that a daily look is never late. */
const AGAIN_MS = DAY_MS - 4 * HOUR_MS;
/** One that did not work is tried again sooner. */
const SOON_MS = HOUR_MS;

const AT_ONCE = 6;
const PER_RUN = 600;

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

/**
 * Follows the links of the newest runbooks that are due, each address once, and keeps what came of it. Safe to run twice
 * at once: the later answer stays. Answers how many rows were written.
 */
export async function checkLinks(now: Date, options: Partial<FollowOptions> = {}): Promise<number> {
  await storeUnread();
  const links = await dueLinks(now);
  const urls = [...new Set(links.map((link) => link.url))];
  const allowed = options.allowed ?? env().THRESHOLD_LINK_HOSTS;
  const round = await inTurns(urls, AT_ONCE, async (url) => ({
    url,
    followed: await followLink(url, { ...options, allowed }),
  }));
  const verdicts = new Map(verdictsOf(round).map((verdict, index) => [round[index]?.url ?? "", verdict]));
  for (const link of links) {
    const verdict = verdicts.get(link.url);
    if (verdict) await keep(link, verdict, now);
  }
  const features = [...new Set(links.map((link) => link.featureId))];
  await db().feature.updateMany({ where: { id: { in: features } }, data: { changedAt: new Date() } });
  return links.length;
}

async function keep(link: Due, verdict: LinkVerdict, now: Date): Promise<void> {
  const { featureId, revision, position } = link;
  await db().runbookLink.update({
    where: { featureId_revision_position: { featureId, revision, position } },
    data: { ...verdict, checkedAt: now, ...(verdict.status === "works" ? { workedAt: now } : {}) },
  });
}

/** Does the work for each item, a few at a time, and answers in the order of the items. */
async function inTurns<T, R>(
  items: readonly T[],
  atOnce: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) {
      const item = items[index];
      if (item !== undefined) results[index] = await work(item);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
