import type { Metadata } from "next";
import { InteractionTree } from "#components/calls/interaction-tree";
import { CodeBlock } from "#components/ui/code-block";
import { Panel, SectionHeading } from "#components/ui/panel";
import { StatStrip } from "#components/ui/stat-strip";
import { TextLink } from "#components/ui/text-link";
import { Time } from "#components/ui/time";
import { requireUser } from "#lib/auth/session";
import { formatCount, formatDuration, formatNumber } from "#lib/core/format";
import { formatUsd, nanoOfUsd } from "#lib/core/money";
import { orNotFound } from "#lib/core/or-not-found";
import type { SearchParams } from "#lib/core/search-params";
import { requireFeature } from "#lib/features/queries";
import { readInteraction } from "#lib/telemetry/queries-interaction";
import { type InteractionAnswer, interactionQuery } from "#lib/telemetry/schema";

export const metadata: Metadata = { title: "Interaction" };

type Props = {
  params: Promise<{ slug: string; id: string }>;
  searchParams: SearchParams;
};

const messageWords: Record<InteractionAnswer["messages"], string> = {
  none: "No messages are kept of it, only figures and attributes.",
  hidden: "Messages are kept; the owning team, auditors and admins can read them.",
  available: "Messages are kept; looking at them is recorded.",
  shown: "Messages are kept; open a call to read them.",
};

export default async function InteractionPage({ params, searchParams }: Props) {
  const user = await requireUser();
  const { slug, id } = await params;
  const feature = await orNotFound(requireFeature(user, slug));
  const query = interactionQuery.safeParse(await searchParams);
  const found = await orNotFound(
    readInteraction(user, feature, decodeURIComponent(id), {
      environment: query.data?.environment,
      content: false,
    }),
  );
  const { billableCalls, unpricedCalls, retries, fallbacks } = found;
  const durationMs = Date.parse(found.endedAt) - Date.parse(found.startedAt);
  return (
    <div className="flex flex-col gap-4">
      <SectionHeading
        title={found.unitValue ?? `Interaction ${found.id.slice(0, 12)}`}
        sentence={
          <>
            {found.environment}, <Time at={found.startedAt} precision="second" />,{" "}
            {formatDuration(durationMs)}
            {found.outcome ? `, ${found.outcome}` : ""}. {messageWords[found.messages]}
          </>
        }
        actions={<TextLink href={`/features/${feature.slug}/calls`}>All calls</TextLink>}
      />
      <StatStrip
        label="Interaction"
        stats={[
          {
            label: "Cost",
            value:
              unpricedCalls > 0 && unpricedCalls === billableCalls
                ? "unpriced"
                : formatUsd(nanoOfUsd(found.usd)),
            note:
              unpricedCalls > 0
                ? `without ${formatCount(unpricedCalls, "unpriced call")}`
                : "all calls priced",
          },
          {
            label: "Calls",
            value: formatNumber(found.calls),
            note: `${formatCount(retries, "retry", "retries")}, ${formatCount(fallbacks, "fallback")}`,
          },
          { label: "Failed calls", value: formatNumber(found.errorCalls) },
          {
            label: "Tokens in / out",
            value: `${formatNumber(found.inputTokens)} / ${formatNumber(found.outputTokens)}`,
          },
        ]}
      />
      <Panel title="What happened" flush>
        <div className="max-sm:px-3.5">
          <InteractionTree tree={found.tree} />
        </div>
        {found.truncated && <p className="px-3.5 py-2 text-text-2">The first 2,000 spans are shown.</p>}
      </Panel>
      <CodeBlock title="Interaction id" code={found.id} />
    </div>
  );
}
