import { Digest } from "#components/ui/code-block";
import { SectionHeading } from "#components/ui/panel";
import type { Comparison } from "#lib/versions/compare/compare-schema";
import { comparisonSentence } from "./compare-words.ts";

/** Which two, and what differs in one sentence. */
export function CompareHeading({ comparison }: { comparison: Comparison }) {
  const [from, to] = [comparison.from, comparison.to].map(({ spec, release }) =>
    release ? <Digest key={spec} value={release.digest} /> : <span key={spec}>{spec}</span>,
  );
  return (
    <SectionHeading
      title={
        <>
          {from} to {to}
        </>
      }
      sentence={comparisonSentence(comparison)}
    />
  );
}
