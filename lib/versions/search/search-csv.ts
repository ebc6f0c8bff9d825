import "server-only";
import { type CsvValue, csvHeaders, csvLines } from "#lib/core/csv";
import type { ChangesPage, DayChange, ObservedChange, SearchHit, SearchPage } from "./search-schema.ts";

const searchHead = [
  "feature",
  "kind",
  "artifact",
  "version",
  "digest",
  "matched",
  "change",
  "environment",
  "from",
  "to",
  "share",
  "releases",
  "certainty",
  "calls",
];
const changesHead = [
  "feature",
  "environment",
  "at",
  "event",
  "effective_at",
  "reported_at",
  "reported_by",
  "known_since",
  "late",
  "imported",
  "rollback_from",
  "reason",
  "releases",
  "changes",
];
const BATCH = 200;

/** All pages as CSV, read in batches while they are sent. A refusal is thrown before the first byte. */
async function pagedCsv<P extends { next: string | null }>(
  name: string,
  head: string[],
  read: (cursor: string | undefined, limit: number) => Promise<P>,
  lines: (page: P) => CsvValue[][],
): Promise<Response> {
  let page: P | null = await read(undefined, BATCH);
  const encoder = new TextEncoder();
  let isFirst = true;
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      if (page === null) return controller.close();
      const rows = lines(page);
      controller.enqueue(encoder.encode(csvLines(isFirst ? [head, ...rows] : rows)));
      isFirst = false;
      page = page.next === null ? null : await read(page.next, BATCH);
    },
  });
  return new Response(body, { headers: csvHeaders(name) });
}

function hitRows(hit: SearchHit): CsvValue[][] {
  const { feature, kind, name, version, digest, matched, change } = hit;
  const head = [feature.slug, kind, name, version, digest, matched.join(" "), change];
  const ran = hit.ran.map(({ environment, from, to, weight, releases }) => [
    ...head,
    environment,
    from,
    to,
    weight,
    releases.join(" "),
    "declared",
    null,
  ]);
  const seen = hit.seen.map(({ environment, firstDay, lastDay, calls }) => [
    ...head,
    environment,
    firstDay,
    lastDay,
    null,
    null,
    "observed",
    calls,
  ]);
  const rows = [...ran, ...seen];
  return rows.length > 0 ? rows : [[...head, ...new Array<CsvValue>(7).fill(null)]];
}

/**
 * A row for each stretch in which a version was declared to run, then one for each environment in which telemetry saw it;
 * one without either where it never did.
 */
export function searchCsv(
  read: (cursor: string | undefined, limit: number) => Promise<SearchPage>,
): Promise<Response> {
  return pagedCsv("where-it-ran", searchHead, read, (page) => page.items.flatMap(hitRows));
}

function changeRow(item: DayChange): CsvValue[] {
  const { feature, at, event, deployment, knownSince, late, imported, changes } = item;
  const { environment, effectiveAt, reportedAt, reportedBy, rollbackFrom, reason, shares } = deployment;
  const releases = shares.map(({ release, weight }) => `${release} ${weight}`).join("; ");
  const changed = changes.map(
    (one) => `${one.kind} ${one.name} ${one.from.join("+") || "none"} > ${one.to.join("+") || "none"}`,
  );
  return [
    feature.slug,
    environment,
    at,
    event,
    effectiveAt,
    reportedAt,
    reportedBy,
    knownSince,
    late,
    imported,
    rollbackFrom,
    reason,
    releases,
    changed.join("; "),
  ];
}

function observedRow({ feature, environment, at, ...seen }: ObservedChange): CsvValue[] {
  const row = new Array<CsvValue>(changesHead.length).fill(null);
  const words = `${seen.model} answered for the first time: ${seen.calls} of ${seen.of} calls in its first 24 hours`;
  const values = {
    feature: feature.slug,
    environment,
    at,
    event: "observed",
    reason: words,
    changes: `model ${seen.model}`,
  };
  for (const [column, value] of Object.entries(values)) row[changesHead.indexOf(column)] = value;
  return row;
}

/** A row for each beginning, return and end of a deployment, and one for each model that telemetry saw answer first. */
export function changesCsv(
  name: string,
  read: (cursor: string | undefined, limit: number) => Promise<ChangesPage>,
): Promise<Response> {
  return pagedCsv(name, changesHead, read, (page) => [
    ...page.observed.map(observedRow),
    ...page.items.map(changeRow),
  ]);
}
