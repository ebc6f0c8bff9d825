import { formatDate } from "#lib/core/format";
import { DAY_MS, MINUTE_MS } from "#lib/core/time";
import {
  characteristicKeys,
  type Lifecycle,
  type Status,
  type Verdict,
  verdictOf,
  verdictWords,
} from "#lib/scorecard/domain";
import type { Brief } from "#lib/scorecard/schema";

export const badgeStyles = ["strip", "flat"] as const;
export type BadgeStyle = (typeof badgeStyles)[number];

/** The longest that a cache may show a badge. */
export const BADGE_SECONDS = 120;

/** Features are judged every few minutes; a card that is older than this is of a server that has stopped judging. */
const TRUSTED_MS = 15 * MINUTE_MS;

export type Badge = {
  name: string;
  cells: Status[];
  /** What stands beside the cells. */
  words: string;
  tone: Verdict | "unknown";
  /** Seconds until it may say something else. */
  maxAge: number;
};

type BadgeCard = (Pick<Brief, "cells" | "ends"> & { evaluatedAt: string }) | null;

/**
 * What a badge may say at `now` of a card as it stands then (what has run out is stale already). A card that nobody has
 * renewed for a while says nothing any more: better no verdict than an old one.
 */
export function badgeOf(feature: { name: string; lifecycle: Lifecycle }, card: BadgeCard, now: Date): Badge {
  const judged = card ? Date.parse(card.evaluatedAt) : null;
  const age = judged === null ? Number.POSITIVE_INFINITY : now.getTime() - judged;
  if (card === null || judged === null || age > TRUSTED_MS) {
    const words = judged === null ? "Not judged yet" : `Not judged since ${formatDate(judged, "UTC")}`;
    const cells = characteristicKeys.map((): Status => "unknown");
    return { name: feature.name, cells, words, tone: "unknown", maxAge: BADGE_SECONDS };
  }
  const met = card.cells.filter((status) => status === "met").length;
  const verdict = verdictOf(met, feature.lifecycle);
  const ends = card.ends.map(({ at }) => Date.parse(at)).filter((at) => at > now.getTime());
  const until = Math.min(judged + TRUSTED_MS, ...ends, now.getTime() + DAY_MS);
  return {
    name: feature.name,
    cells: [...card.cells],
    words: verdictWords(verdict, feature.lifecycle),
    tone: feature.lifecycle === "retired" ? "unknown" : verdict,
    maxAge: Math.min(BADGE_SECONDS, Math.max(0, Math.floor((until - now.getTime()) / 1000))),
  };
}

/** Lines for a README: the badge, linked to the feature. The name is made harmless for Markdown. */
export function badgeMarkdown(feature: { slug: string; name: string }, baseUrl: string): string {
  const alt = `AI feature ${feature.name}`.replaceAll(/[[\]()!`*_<>\\]/g, "\\$&");
  return `[![${alt}](${baseUrl}/badge/${feature.slug}.svg)](${baseUrl}/features/${feature.slug})`;
}
