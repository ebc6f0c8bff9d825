import { nameOfChange } from "./domain.ts";
import type { Segment } from "./schema.ts";

/** What was declared to run in a stretch. `name` is what it brought ("prompt v13"), else what it is; RFC 3339. */
export type NamedStretch = { from: string; to: string; name: string; reason: string; by: string };

const partsOf = (shares: Segment["shares"]) => shares.flatMap((share) => share.artifacts);

function nameOf(shares: Segment["shares"], before: Segment["shares"]): string {
  const newest = shares.find((share) => !before.some((old) => old.release === share.release)) ?? shares[0];
  const brought = nameOfChange(partsOf(shares), partsOf(before));
  return brought ?? nameOfChange(newest?.artifacts ?? [], []) ?? newest?.release.slice(0, 12) ?? "";
}

/** The declared segments by what each brought over the one before; what only telemetry showed, and gaps, are left out. */
export function namedStretches(segments: readonly Segment[]): NamedStretch[] {
  const declared = segments.filter((segment) => segment.certainty === "declared");
  return declared.map(({ from, to, shares, reason, reportedBy }, index) => ({
    from,
    to,
    name: nameOf(shares, declared[index - 1]?.shares ?? []),
    reason: reason ?? "",
    by: reportedBy ?? "",
  }));
}
