import "server-only";
import { db } from "#lib/core/db";
import { artifactsByDigest } from "#lib/versions/day/segments";
import { nameOfChange } from "#lib/versions/domain";
import { instantText, type Span } from "#lib/versions/instant";
import type { Running } from "#lib/versions/schema";
import { artifactFindings } from "./artifact-findings.ts";
import type { FindingContext } from "./finding-words.ts";
import type { Finding, FindingsAnswer } from "./findings-schema.ts";
import { knownDifferences } from "./known-differences.ts";
import { hoursOf, observedValues } from "./observed-values.ts";
import { readRegistered, readSeen, readSeenInteractions } from "./read-seen.ts";
import { type Registered, releaseFindings } from "./release-findings.ts";
import { agreement, callsOf, declaredOf, isAnswer, type SeenHour } from "./seen.ts";
import { shareFindings } from "./share-findings.ts";
import { silenceWords } from "./silence.ts";

export type FindingsQuestion = {
  feature: { id: number; slug: string };
  environment: string;
  zone: string;
  /** A stretch of some length: a day. */
  span: Span;
  /** As known now, and as known when the stretch ended. */
  now: Running;
  then: Running;
  at: Date;
};

/** What the newest artifacts of a release are, for its name in a sentence; only of releases that a sentence may name. */
async function registeredOf(
  featureId: number,
  all: ReadonlyMap<string, { runsFrom: number | null }>,
  seen: readonly SeenHour[],
): Promise<Map<string, Registered>> {
  const digests = [...new Set(seen.flatMap((row) => row.release ?? []))].filter((digest) => all.has(digest));
  const artifacts = await artifactsByDigest(db(), featureId, digests);
  return new Map(
    digests.map((digest) => {
      const prompts = (artifacts.get(digest) ?? []).filter((part) => part.kind === "prompt");
      return [digest, { name: nameOfChange(prompts, []), runsFrom: all.get(digest)?.runsFrom ?? null }];
    }),
  );
}

const byLevel = (a: Finding, b: Finding) => Number(a.level === "note") - Number(b.level === "note");

/**
 * What telemetry showed in a stretch beside what was declared for it, as values by hour and as findings in sentences.
 * Reads rollups only. Hours that the stretch's ends or a deployment cut are held against what was declared for any part
 * of them.
 */
export async function readFindings(question: FindingsQuestion): Promise<FindingsAnswer> {
  const { feature, environment, zone, span, at } = question;
  const interval = { from: span.from / 1000, to: span.to / 1000 };
  const where = { featureId: feature.id, environment, ...interval };
  const all = await readRegistered(feature.id, environment);
  const digests = [...all.keys()];
  const [seen, interactions] = await Promise.all([
    readSeen(where, digests),
    readSeenInteractions(where, digests),
  ]);
  const declared = declaredOf(question.now.segments);
  const knownThen = declaredOf(question.then.segments);
  const registered = await registeredOf(feature.id, all, seen);
  const context: FindingContext = { slug: feature.slug, environment, zone, interval, now: at.getTime() };
  const hours = hoursOf(interval);
  return {
    interval: { from: instantText(span.from), to: instantText(span.to) },
    environment,
    zone,
    hours: hours.map((start) => new Date(start).toISOString()),
    calls: callsOf(seen),
    answers: callsOf(seen.filter(isAnswer)),
    ...agreement(seen, declared),
    silence: seen.length === 0 ? silenceWords(declared, context) : null,
    observed: observedValues({ seen, declared, interval, hours }),
    findings: [
      ...shareFindings({ seen, interactions, declared, registered: all }, context),
      ...releaseFindings({ seen, declared, knownThen, registered }, context),
      ...artifactFindings({ seen, declared }, context),
    ].sort(byLevel),
    knownThen: {
      at: question.then.knownAt,
      differences: knownDifferences(question.then.segments, question.now.segments),
    },
  };
}
