import { formatCount, formatDate, formatDateTime } from "#lib/core/format";
import { addDays, MINUTE_MS } from "#lib/core/time";
import { type FeatureFacts, type Finding, finding } from "#lib/scorecard/domain";
import type { ArtifactKind } from "./domain.ts";
import { isReason, kindNames, saysNoReason } from "./domain.ts";
import { gapWords } from "./gap-words.ts";
import { judgeObserved, type ObservedPolicy } from "./judge-observed.ts";
import { type DeclaredRectangle, gapsIn, provenStretches } from "./proof.ts";
import {
  judgeRollback,
  type RollbackEvidence,
  type RollbackPolicy,
  type RollbackSeen,
} from "./rollback/judge-rollback.ts";
import type { Observed } from "./share-proof.ts";

export type VersionsPolicy = {
  /** Days that `continuous` looks back, unless the feature is younger. */
  continuousDays: number;
  /** Hours after its effective time within which a deployment must be recorded to prove what ran then. */
  recordedWithinHours: number;
  /** Gaps up to this long are no gaps. */
  gapMinutes: number;
  /** Letters that a reason must have to be one. */
  reasonLetters: number;
} & ObservedPolicy &
  RollbackPolicy;

export type RunningArtifact = { kind: ArtifactKind; name: string; version: string; change: string };

/** What was declared to run in production and what telemetry showed. Instants are RFC 3339, or milliseconds in rectangles. */
export type VersionsEvidence = {
  /** What is declared to run at the reading; until is null while no end is declared. */
  running: {
    since: string;
    until: string | null;
    releases: { digest: string; artifacts: RunningArtifact[] }[];
  } | null;
  /** End of the last declared stretch when nothing is declared to run; null when nothing ever was. */
  lastDeclaredEnd: string | null;
  /** Every rectangle, believed or superseded, that touches the window. */
  rectangles: DeclaredRectangle[];
  firstInteractionAt: string | null;
  observed: Observed;
  lastCallAt: string | null;
  /** The release that ran before, when it differs from what runs now. */
  previous: RollbackEvidence["previous"];
  /** Rollbacks that were recorded, newest first; absent in scorecards that were stored before there were any. */
  rollbacks?: RollbackSeen[];
};

type Subject = VersionsEvidence & { feature: FeatureFacts };

function judgeKinds(evidence: Subject, policy: VersionsPolicy, now: Date): Finding {
  const { feature, running, lastDeclaredEnd } = evidence;
  const href = `/features/${feature.slug}/versions`;
  const links = [{ label: "What runs now", href }];
  const declare = { label: "Declare what runs", href };
  if (running === null || (running.until !== null && new Date(running.until) <= now)) {
    const ended = running?.until ?? lastDeclaredEnd;
    if (ended === null) {
      return finding("kinds", "unknown", "Nothing has ever been declared to run in production.", {
        fix: declare,
      });
    }
    return finding("kinds", "stale", `Nothing is declared to run since ${formatDateTime(ended, "UTC")}.`, {
      evidence: links,
      fix: declare,
    });
  }
  const required: ArtifactKind[] = [
    "prompt",
    "model",
    "eval_set",
    ...(feature.usesRetrieval ? (["retrieval"] as const) : []),
  ];
  const missing = required.filter((kind) =>
    running.releases.some((release) => !release.artifacts.some((one) => one.kind === kind)),
  );
  if (missing.length > 0 || running.releases.length === 0) {
    const names = (missing.length > 0 ? missing : required)
      .map((kind) => kindNames[kind].toLowerCase())
      .join(", ");
    return finding("kinds", "unmet", `What runs now has no version of: ${names}.`, {
      evidence: links,
      fix: { label: "Declare a whole release", href },
    });
  }
  const reasonless = running.releases
    .flatMap((release) => release.artifacts)
    .filter(
      (one) =>
        required.includes(one.kind) &&
        (!isReason(one.change, policy.reasonLetters) || saysNoReason(one.change)),
    );
  const [first] = reasonless;
  if (first) {
    return finding(
      "kinds",
      "unmet",
      `No reason is given for the ${kindNames[first.kind].toLowerCase()} ${first.name} ${first.version}${reasonless.length > 1 ? ` and ${reasonless.length - 1} more` : ""}.`,
      { evidence: links, fix: { label: "Declare it with a reason", href } },
    );
  }
  const kinds = required.map((kind) => kindNames[kind].toLowerCase());
  return finding("kinds", "met", `Versions with a reason run now: ${kinds.join(", ")}.`, {
    evidence: links,
    validUntil: running.until,
  });
}

function judgeContinuous(evidence: Subject, policy: VersionsPolicy, now: Date): Finding {
  const { feature, rectangles, firstInteractionAt } = evidence;
  const href = `/features/${feature.slug}/versions`;
  const links = [{ label: "What ran", href }];
  const fix = { label: "See the gap", href };
  if (rectangles.length === 0) {
    return finding("continuous", "unknown", "Nothing has been declared about what ran in production.", {
      fix: { label: "Declare what runs", href },
    });
  }
  const life = new Date(firstInteractionAt ?? feature.createdAt).getTime();
  const from = Math.max(addDays(now, -policy.continuousDays).getTime(), life);
  const stretches = provenStretches(rectangles, policy.recordedWithinHours);
  const gaps = gapsIn(stretches, from, now.getTime(), policy.gapMinutes * MINUTE_MS);
  const [first] = gaps;
  const since = formatDate(from, "UTC");
  if (!first) {
    // Without a gap now something covers now; it holds until the end of what covers it.
    const end = Math.max(...stretches.map((stretch) => stretch.to));
    if (end <= now.getTime() - policy.gapMinutes * MINUTE_MS || stretches.length === 0) {
      return finding("continuous", "unmet", "Nothing recorded in time says what runs.", {
        evidence: links,
        fix,
      });
    }
    const validUntil = Number.isFinite(end)
      ? new Date(end + policy.gapMinutes * MINUTE_MS).toISOString()
      : null;
    return finding("continuous", "met", `What ran is known without a gap since ${since}.`, {
      evidence: links,
      validUntil,
    });
  }
  if (gaps.length === 1 && first.from > from && first.to === now.getTime()) {
    return finding(
      "continuous",
      "stale",
      `Nothing is declared to run since ${formatDateTime(first.from, "UTC")}; until then it was known.`,
      { evidence: links, fix: { label: "Declare what runs", href } },
    );
  }
  const more =
    gaps.length > 1 ? ` and in ${formatCount(gaps.length - 1, "other stretch", "other stretches")}` : "";
  return finding(
    "continuous",
    "unmet",
    `Nothing recorded within ${policy.recordedWithinHours} h says what ran ${gapWords(first.from, first.to)}${more}.`,
    {
      evidence: links,
      fix: { ...fix, href: `${href}?at=${new Date(first.from).toISOString().slice(0, 10)}&tz=UTC` },
    },
  );
}

/** Findings of the four version checks. */
export function judgeVersions(evidence: Subject, policy: VersionsPolicy, now: Date): Finding[] {
  return [
    judgeKinds(evidence, policy, now),
    judgeContinuous(evidence, policy, now),
    judgeObserved(evidence, policy, now),
    judgeRollback(evidence, policy, now),
  ];
}
