"use client";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { Button } from "#components/ui/button";
import { ErrorState } from "#components/ui/error-state";
import { Panel } from "#components/ui/panel";
import { cx } from "#lib/core/class-names";
import { interactionFeedbackOptions } from "#lib/telemetry/feedback-query-options";
import type { InteractionFeedback } from "#lib/telemetry/feedback-schema";
import { interactionOptions } from "#lib/telemetry/query-options";
import type { InteractionAnswer } from "#lib/telemetry/schema";
import { spansOf } from "#lib/telemetry/subject-domain";
import { CostPanel } from "./cost-panel.tsx";
import { FeedbackPanel } from "./feedback-panel.tsx";
import { InteractionHeader } from "./interaction-header.tsx";
import { MessagesNotice } from "./messages-notice.tsx";
import { SaidOfSpan } from "./said-of-span.tsx";
import type { Rates } from "./span-cost.tsx";
import { SpanPanel } from "./span-panel.tsx";
import { useTreeState } from "./use-tree-state.ts";
import { Waterfall } from "./waterfall.tsx";
import { WaterfallLegend } from "./waterfall-legend.tsx";
import { followsFailed } from "./waterfall-lines.ts";

export type InteractionScreenProps = {
  slug: string;
  /** Without messages: those come only on a look. */
  interaction: InteractionAnswer;
  said: InteractionFeedback;
  declared: readonly string[];
  rates: Rates;
  mayGive: boolean;
  keepsComments: boolean;
};

/** One interaction: the figures, the tree with its waterfall, the chosen span, the cost's parts and what was said. */
export function InteractionScreen(props: InteractionScreenProps) {
  const { slug, declared, rates, mayGive, keepsComments } = props;
  const { id, environment } = props.interaction;
  const [looking, setLooking] = useState(false);
  const look = { environment, content: true };
  const messages = useQuery({ ...interactionOptions(slug, id, look), enabled: looking });
  const quiet = useQuery({
    ...interactionFeedbackOptions(slug, id, { environment, content: false }),
    initialData: props.said,
    staleTime: 60_000,
  });
  const words = useQuery({
    ...interactionFeedbackOptions(slug, id, look),
    enabled: looking && quiet.data.words === "available",
  });
  const interaction = messages.data ?? props.interaction;
  const said = words.data ?? quiet.data;
  const spans = useMemo(() => spansOf(interaction.tree), [interaction.tree]);
  const tree = useTreeState(interaction.tree, spans);
  const heading = useRef<HTMLHeadingElement>(null);
  const { chosen, selected } = tree;
  const open = (key: string) => {
    tree.onSelect(key);
    // The panel is there after the next paint; the keyboard goes on in it.
    requestAnimationFrame(() => heading.current?.focus());
  };
  const notice = (
    <MessagesNotice
      state={interaction.messages}
      hasOwn={chosen?.content !== null}
      pending={messages.isFetching}
      onShow={() => setLooking(true)}
      changeHref={mayGive && !keepsComments ? `/features/${slug}/edit` : null}
    />
  );
  return (
    <div className="flex flex-col gap-4">
      <InteractionHeader
        slug={slug}
        interaction={interaction}
        spans={spans}
        declared={declared}
        said={said}
      />
      {messages.isError && (
        <ErrorState
          error={messages.error}
          onRetry={() => void messages.refetch()}
          pending={messages.isFetching}
        />
      )}
      <div
        className={cx("grid grid-cols-1 items-start gap-3", chosen && "lg:grid-cols-[minmax(0,1fr)_400px]")}
      >
        {/* On a phone the detail stands right under the tree. */}
        <div className="flex min-w-0 flex-col gap-3 max-lg:contents">
          <Panel
            title="What happened"
            flush
            className="max-lg:order-1"
            aside={
              tree.branching && (
                <Button size="sm" variant="ghost" onClick={() => tree.collapseAll(!tree.collapsed)}>
                  {tree.collapsed ? "Expand all" : "Collapse all"}
                </Button>
              )
            }
          >
            <Waterfall
              lines={tree.lines}
              scale={tree.scale}
              narrow={chosen !== null}
              active={tree.active}
              selected={selected}
              onActive={tree.onActive}
              onSelect={tree.onSelect}
              onOpen={open}
              onToggle={tree.onToggle}
            />
            <WaterfallLegend gaps={tree.scale.gaps.length > 0} truncated={interaction.truncated} />
          </Panel>
          <div className="max-lg:order-3">
            <CostPanel spans={spans} truncated={interaction.truncated} />
          </div>
          <div
            className={cx("grid grid-cols-1 items-start gap-3 max-lg:order-4", !chosen && "lg:grid-cols-2")}
          >
            <FeedbackPanel
              slug={slug}
              said={said}
              spans={spans}
              target={{ interaction: interaction.unitValue ?? id, environment }}
              mayGive={mayGive}
              keepsComments={keepsComments}
              onSpan={open}
              onSaved={() => (words.data ? words.refetch() : quiet.refetch())}
            />
            {!chosen && <Panel title="Messages">{notice}</Panel>}
          </div>
        </div>
        {chosen && (
          <SpanPanel
            slug={slug}
            environment={environment}
            node={chosen}
            failed={followsFailed({ node: chosen }, tree.beside)}
            rates={rates}
            said={<SaidOfSpan span={chosen} said={said} />}
            messages={notice}
            headingRef={heading}
            onSpan={open}
            onClose={() => {
              tree.onSelect(null);
              document.querySelector<HTMLElement>('[role="treegrid"]')?.focus();
            }}
          />
        )}
      </div>
    </div>
  );
}
