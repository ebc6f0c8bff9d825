import { TextLink } from "#components/ui/text-link";
import { formatDateTime } from "#lib/core/format";
import { type VersionsView, versionsHref } from "#lib/versions/domain";
import type { Running } from "#lib/versions/schema";
import { dayWords } from "./segment-words.ts";

type Props = { slug: string; view: VersionsView; now: Running; then: Running; differs: boolean };

/** Which stretch this is and as known when, with a way to the other knowledge where it says something else. */
export function KnownSentence({ slug, view, now, then, differs }: Props) {
  const place = view.environment === "production" ? "Production" : `Environment ${view.environment}`;
  const other = { ...view, known: view.known === "now" ? "then" : "now" } as const;
  const isThen = view.known === "then";
  const link = (words: string) => (
    <TextLink href={versionsHref(slug, other)} scroll={false}>
      {words}
    </TextLink>
  );
  return (
    <>
      {place}, {dayWords(now.interval, view.tz)}.{" "}
      {isThen ? `As known on that day (${formatDateTime(then.knownAt, view.tz)}); ` : "As known now; "}
      {link(isThen ? "now" : "on that day")} {differs ? "something else" : "the same"}{" "}
      {isThen ? "is known." : "was known."}
    </>
  );
}
