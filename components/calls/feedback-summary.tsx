import { CodeBlock } from "#components/ui/code-block";
import { CsvLink } from "#components/ui/csv-link";
import { Disclosure } from "#components/ui/disclosure";
import type { FeedbackSummary as Summary } from "#lib/telemetry/feedback-schema";
import { feedbackSnippet } from "./feedback-snippet.ts";
import { summaryWords } from "./feedback-tally.ts";

/** What users and reviewers said in the last days, in one line, and how to send more of it. */
export function FeedbackSummary({
  slug,
  baseUrl,
  summary,
}: {
  slug: string;
  baseUrl: string;
  summary: Summary;
}) {
  return (
    <section aria-label="Feedback" className="mt-4 border-line border-t pt-2">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <div className="min-w-0 flex-1">
          <Disclosure summary={summaryWords(summary)}>
            <p className="mb-2 text-text-2">
              Send what your users say with any key that may send telemetry. It is shown beside the calls that
              it speaks of.
            </p>
            <CodeBlock title="Feedback" code={feedbackSnippet({ slug, baseUrl })} />
          </Disclosure>
        </div>
        <CsvLink href={`/api/v1/features/${slug}/feedback?format=csv`} of="feedback" />
      </div>
    </section>
  );
}
