import { z } from "zod";
import {
  type Characteristic,
  cellStatus,
  characteristicKeys,
  checkPath,
  openChecks,
  spokenReasons,
} from "./domain.ts";
import type { Brief } from "./schema.ts";

/** {"cost.coverage": RFC 3339} of checks that are not met. */
export const notMetSince = z.record(z.string(), z.string());
export type NotMetSince = z.infer<typeof notMetSince>;

/**
 * Since when each check that is not met is not: as known before, or from `now` for one that was met until now. A check
 * that was not met before anybody kept count gets no instant, because none is known.
 */
export function sinceOf(
  before: { characteristics: readonly Characteristic[]; notMetSince: NotMetSince | null } | null,
  after: readonly Characteristic[],
  now: Date,
): NotMetSince {
  const old = new Map(
    (before?.characteristics ?? []).flatMap((one) =>
      one.checks.map((check) => [checkPath(one.key, check.id), check.status] as const),
    ),
  );
  const open = openChecks(after).map((check) => checkPath(check.key, check.id));
  return Object.fromEntries(
    open.flatMap((path) => {
      const known = before?.notMetSince?.[path];
      if (known !== undefined) return [[path, known]];
      const wasOpen = old.has(path) && old.get(path) !== "met";
      return wasOpen ? [] : [[path, now.toISOString()]];
    }),
  );
}

/** The brief of a card. */
export function briefOf(characteristics: readonly Characteristic[], since: NotMetSince | null): Brief {
  const [first] = openChecks(characteristics);
  const ends = characteristics.flatMap((one) =>
    one.checks.flatMap(({ id, title, status, validUntil }) =>
      status === "met" && validUntil !== null ? [{ key: one.key, id, title, at: validUntil }] : [],
    ),
  );
  return {
    cells: characteristicKeys.map((key) => {
      const found = characteristics.filter((one) => one.key === key);
      return found.length === 1 && found[0] ? cellStatus(found[0]) : "unknown";
    }),
    next: first
      ? {
          key: first.key,
          id: first.id,
          title: first.title,
          status: first.status,
          because: first.because,
          fix: first.fix,
          since: since?.[checkPath(first.key, first.id)] ?? null,
        }
      : null,
    spoken: spokenReasons(characteristics),
    ends: ends.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)),
  };
}
