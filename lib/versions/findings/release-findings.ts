import { formatDateTime, formatDuration, formatNumber } from "#lib/core/format";
import { soleOffer } from "./deployment-offer.ts";
import {
  callsHref,
  deployFix,
  type FindingContext,
  levelOf,
  otherFix,
  partOf,
  shortRelease,
  text,
  versionsPath,
  whenSeen,
} from "./finding-words.ts";
import type { Finding } from "./findings-schema.ts";
import { callsOf, type Declared, declaredIn, hold, type SeenHour } from "./seen.ts";

/** What is known of a release that was seen: null is not registered. `runsFrom`: where it is first declared to run, now. */
export type Registered = { name: string | null; runsFrom: number | null } | null;

export type ReleaseInput = {
  seen: readonly SeenHour[];
  declared: readonly Declared[];
  /** As known when the stretch ended. */
  knownThen: readonly Declared[];
  registered: ReadonlyMap<string, Registered>;
};

const startsOf = (rows: readonly SeenHour[]) => [...new Set(rows.map((row) => row.start))];

function byRelease(rows: readonly SeenHour[]): [string, SeenHour[]][] {
  return [...Map.groupBy(rows, (row) => row.release ?? "")]
    .filter(([release]) => release !== "")
    .sort((a, b) => callsOf(b[1]) - callsOf(a[1]));
}

/** "release 1448a0faf876 (prompt 3)". */
function named(release: string, registered: Registered | undefined): string {
  return `release ${shortRelease(release)}${registered?.name ? ` (${registered.name})` : ""}`;
}

function notDeclared(input: ReleaseInput, context: FindingContext): Finding[] {
  const total = callsOf(input.seen);
  const rows = input.seen.filter((row) => hold(row, input.declared).release === "not");
  return byRelease(rows).map(([release, own]) => {
    const known = input.registered.get(release) ?? null;
    const count = callsOf(own);
    const { words, from, to } = whenSeen(startsOf(own), startsOf(input.seen), context);
    const why =
      known === null
        ? "which nobody has registered"
        : known.runsFrom === null
          ? `which is registered but was never declared to run in ${context.environment}`
          : known.runsFrom >= context.interval.to
            ? `which is declared to run only from ${formatDateTime(known.runsFrom, context.zone)}`
            : "which was not declared for those hours";
    return {
      kind: "release_not_declared",
      level: levelOf(count, total),
      sentence: `${partOf(count, total, "calls")} carried ${named(release, known)}, ${why}${words}.`,
      detail: null,
      count,
      of: total,
      from: text(from),
      to: text(to),
      evidence: [
        { label: "These calls", href: callsHref(context, { from, to, release: shortRelease(release) }) },
      ],
      fix:
        known === null
          ? otherFix(
              "Declare the release",
              versionsPath(context),
              `threshold release --feature ${context.slug}`,
            )
          : deployFix(context, "Record the deployment", soleOffer(release, own, input.seen, context)),
    };
  });
}

/** Declared for the hour as known now, and not as known when the stretch ended. */
function declaredLate(input: ReleaseInput, context: FindingContext): Finding[] {
  const total = callsOf(input.seen);
  const late = input.seen.filter(
    (row) =>
      hold(row, input.declared).release === "declared" && hold(row, input.knownThen).release !== "declared",
  );
  return byRelease(late).flatMap(([release, own]): Finding[] => {
    const count = callsOf(own);
    const { words, from, to } = whenSeen(startsOf(own), startsOf(input.seen), context);
    const report = startsOf(own)
      .flatMap((start) => declaredIn(input.declared, start))
      .find((one) => one.reportedAt !== null && one.shares.some((share) => share.release === release));
    if (!report?.reportedAt) return [];
    const after = Date.parse(report.reportedAt) - from;
    return [
      {
        kind: "release_declared_late",
        level: levelOf(count, total),
        sentence: `${partOf(count, total, "calls")} carried ${named(release, input.registered.get(release))}, which was not declared until ${formatDuration(after)} later${words}.`,
        detail: `${report.reportedBy ?? "Somebody"} reported it on ${formatDateTime(report.reportedAt, context.zone)}. A report after the fact says what ran, but proves nothing for the time before it.`,
        count,
        of: total,
        from: text(from),
        to: text(to),
        evidence: [
          { label: "These calls", href: callsHref(context, { from, to, release: shortRelease(release) }) },
        ],
        fix: otherFix(
          "Let the build report its deployments",
          versionsPath(context),
          `threshold deploy --feature ${context.slug} --release $release --reason "…"`,
        ),
      },
    ];
  });
}

function missing(input: ReleaseInput, context: FindingContext): Finding[] {
  const total = callsOf(input.seen);
  const own = input.seen.filter((row) => row.release === null);
  const count = callsOf(own);
  if (count === 0) return [];
  const { words, from, to } = whenSeen(startsOf(own), startsOf(input.seen), context);
  const sentence =
    count === total
      ? `None of ${formatNumber(total)} calls said which release it ran on.`
      : `${partOf(count, total, "calls")} did not say which release they ran on${words}.`;
  return [
    {
      kind: "release_missing",
      level: levelOf(count, total),
      sentence,
      detail:
        "Set the attribute threshold.release on the exporter's resource: 12 digits of the digest are enough.",
      count,
      of: total,
      from: text(from),
      to: text(to),
      evidence: [{ label: "These calls", href: callsHref(context, { from, to, release: "none" }) }],
      fix: otherFix(
        "Send the release",
        `/features/${context.slug}/calls`,
        "OTEL_RESOURCE_ATTRIBUTES=threshold.release=$release",
      ),
    },
  ];
}

/** Calls beside declared releases: of another release, of one that was declared too late, of none. */
export function releaseFindings(input: ReleaseInput, context: FindingContext): Finding[] {
  if (input.seen.length === 0) return [];
  return [...notDeclared(input, context), ...declaredLate(input, context), ...missing(input, context)];
}
