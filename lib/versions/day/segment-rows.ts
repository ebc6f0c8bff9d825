import type { CsvValue } from "#lib/core/csv";
import type { Running, Segment } from "#lib/versions/schema";

/** The columns of what ran, in every CSV that says it. */
export const segmentColumns = [
  "from",
  "to",
  "certainty",
  "weight",
  "release",
  "artifacts",
  "reason",
  "effective_at",
  "reported_at",
  "reported_by",
] as const;

/** Of what a row is, so that rows of several files can stand in one. */
export const aboutColumns = ["feature", "environment", "zone", "known_at"] as const;

type Column = (typeof segmentColumns)[number] | (typeof aboutColumns)[number];
type SegmentRow = Partial<Record<Column, CsvValue>>;
export type About = { feature: string; zone: string };

/** What every row of an answer says of itself. */
export function aboutRow(
  { feature, zone }: About,
  { environment, knownAt }: Pick<Running, "environment" | "knownAt">,
): SegmentRow {
  return { feature, environment, zone, known_at: knownAt };
}

/** A row for each share of each segment; a segment without shares has one, so that a gap is seen. */
export function segmentRows(
  about: About,
  running: Running,
  artifactText: (artifact: Segment["shares"][number]["artifacts"][number]) => string,
): SegmentRow[] {
  return running.segments.flatMap((segment): SegmentRow[] => {
    const { from, to, certainty, reason, effectiveAt, reportedAt, reportedBy } = segment;
    const row = {
      ...aboutRow(about, running),
      from,
      to,
      certainty,
      reason,
      effective_at: effectiveAt,
      reported_at: reportedAt,
      reported_by: reportedBy,
    };
    if (segment.shares.length === 0) return [row];
    return segment.shares.map((share) => ({
      ...row,
      weight: share.weight,
      release: share.release,
      artifacts: share.artifacts.map(artifactText).join("; "),
    }));
  });
}

/** The name of a file of a day, without its ending: the same day is another stretch in another zone. */
export const dayFileName = ({ feature, zone }: About, at: string) => `what-ran-${feature}-${at}-${zone}`;
