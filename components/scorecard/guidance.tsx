import type { ReactNode } from "react";
import { CodeBlock } from "#components/ui/code-block";
import { TextLink } from "#components/ui/text-link";

/** What Threshold can and cannot know today about a characteristic whose evidence is mostly still to come. */
export type Guidance = { title: string; body: ReactNode; id?: string }[];

const outcomeSnippet = `import { trace } from "@opentelemetry/api";

// On the root span of the interaction:
// answered, degraded, refused, escalated or failed.
trace.getActiveSpan()?.setAttribute("threshold.outcome", "answered");`;

const evalSetSnippet = `artifacts:
  - kind: eval_set
    name: gold
    version: "7"
    change: Adds 200 cases of October`;

/** The guidance of the tabs that have no screen of their own yet. */
export function guidanceOf(key: "quality" | "failures" | "audit", slug: string): Guidance {
  const versions = `/features/${slug}/versions`;
  switch (key) {
    case "quality":
      return [
        {
          title: "What you can do now",
          body: (
            <>
              <p>
                Declare the eval set as part of the release, so that it has a version and a reason for each
                change. That answers the check Kinds under <TextLink href={versions}>Versions</TextLink>; it
                does not yet make Eval set met, because nobody can see how many cases it has.
              </p>
              <CodeBlock title="threshold.yaml" code={evalSetSnippet} />
            </>
          ),
        },
        {
          title: "What Threshold cannot record yet",
          body: (
            <p>
              Cases, runs, targets, schedules and the route of an alert have no place to be recorded. Until
              they have, these checks stay unknown and quality cannot be met. Nothing that you type here would
              change that.
            </p>
          ),
        },
      ];
    case "failures":
      return [
        {
          id: "report-outcomes",
          title: "Report how each interaction ended",
          body: (
            <>
              <p>
                Set <code className="font-mono text-sm">threshold.outcome</code> on the root span of the
                interaction. A degraded, refused or escalated interaction met a designed response; a failed
                one did not. An interaction that says nothing and ends with a failed call counts as failed.
              </p>
              <CodeBlock title="Node" code={outcomeSnippet} />
            </>
          ),
        },
        {
          title: "What Threshold cannot record yet",
          body: (
            <p>
              Failure modes with their trigger, detection and response, drills of them, and the limits of the
              running feature have no place to be recorded. Until they have, Documented, Drilled and Enforced
              stay unknown.
            </p>
          ),
        },
      ];
    case "audit":
      return [
        {
          title: "What is kept today",
          body: (
            <p>
              Every call is kept with its tokens, cost, model and release, under{" "}
              <TextLink href={`/features/${slug}/calls`}>Calls</TextLink>. Prompts and responses are kept only
              where the <TextLink href={`/features/${slug}/edit`}>content policy</TextLink> of the feature
              says so. That is telemetry, not a record that nobody can have altered.
            </p>
          ),
        },
        {
          title: "What Threshold cannot record yet",
          body: (
            <p>
              There is no rule for which outputs are high-impact, no attestation that none are, and no chained
              store of decision records. Until there is, these checks stay unknown and the audit trail cannot
              be met.
            </p>
          ),
        },
      ];
  }
}
