import { formatNumber, formatPercent } from "#lib/core/format";
import { HOUR_MS } from "#lib/core/time";
import { joinValues } from "#lib/core/value-list";
import { clockIn } from "#lib/versions/clock-domain";
import type { Offer } from "./deployment-offer.ts";
import type { Finding } from "./findings-schema.ts";

/** Where and when findings are made; times in milliseconds. */
export type FindingContext = {
  slug: string;
  environment: string;
  zone: string;
  interval: { from: number; to: number };
  now: number;
};

export const shortRelease = (digest: string) => digest.slice(0, 12);

/** "2,022 of 2,412 calls (83.8 %)", or "All 2,412 calls". */
export function partOf(count: number, of: number, many: string): string {
  if (count === of) return `All ${formatNumber(of)} ${many}`;
  return `${formatNumber(count)} of ${formatNumber(of)} ${many} (${formatPercent(count / of)})`;
}

export const NOTE_BELOW = 0.01;
export const levelOf = (count: number, of: number): Finding["level"] =>
  count / of < NOTE_BELOW ? "note" : "attention";

/**
 * When something was seen, among the hours in which anything was: ", from 14:00 on", ", until 09:00"; empty where it was
 * in all of them.
 */
export function whenSeen(hours: readonly number[], active: readonly number[], context: FindingContext) {
  const [first, last] = [Math.min(...hours), Math.max(...hours) + HOUR_MS];
  const later = active.some((start) => start < first);
  const earlier = active.some((start) => start >= last);
  const [from, to] = [clockIn(first, context), clockIn(last, context)];
  const words =
    later && earlier
      ? `, between ${from} and ${to}`
      : later
        ? `, from ${from} on`
        : earlier
          ? `, until ${to}`
          : "";
  return { words, from: first, to: last };
}

/** The calls explorer, narrowed to a stretch and to one value. */
export function callsHref(
  { slug, environment }: FindingContext,
  narrowed: {
    from: number;
    to: number;
    release?: string;
    model?: string;
    prompt?: string;
    promptVersion?: string;
  },
): string {
  const { from, to, ...values } = narrowed;
  const query = new URLSearchParams({
    environment: joinValues([environment]),
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
  });
  for (const [word, value] of Object.entries(values))
    if (value !== undefined) query.set(word, joinValues([value]));
  return `/features/${slug}/calls?${query}`;
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

/** The command that records what ran, with the reason left to the person who knows it. */
function deployCommand({ slug, environment }: FindingContext, { shares, from, until }: Offer): string {
  const [only] = shares;
  const which =
    shares.length === 1 && only
      ? `--release ${shortRelease(only.release)}`
      : shares.map((one) => `--share ${shortRelease(one.release)}=${one.weight}`).join(" ");
  const place = environment === "production" ? "" : ` --environment ${quoted(environment)}`;
  const end = until === null ? "" : ` --until ${text(until)}`;
  return `threshold deploy --feature ${slug}${place} ${which} --effective-at ${text(from)}${end} --reason "…"`;
}

/** What would put it right: recording what ran, on the screen or by the command. Without an offer only the place. */
export function deployFix(context: FindingContext, label: string, offer: Offer | null): Finding["fix"] {
  if (offer === null) return otherFix("Record what ran", versionsPath(context));
  const { shares, from, until } = offer;
  return {
    label,
    href: versionsPath(context),
    command: deployCommand(context, offer),
    deployment: { shares, effectiveAt: text(from), until: until === null ? null : text(until) },
  };
}

/** What would put it right elsewhere: a place, and a command where one does it. */
export const otherFix = (label: string, href: string, command: string | null = null): Finding["fix"] => ({
  label,
  href,
  command,
  deployment: null,
});

export const text = (at: number) => new Date(at).toISOString();

export const versionsPath = ({ slug }: FindingContext) => `/features/${slug}/versions`;
