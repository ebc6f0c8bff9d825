"use client";
import { X } from "lucide-react";
import { type ReactNode, type RefObject, useId } from "react";
import { Badge } from "#components/ui/badge";
import { CodeBlock, Digest } from "#components/ui/code-block";
import { DataList } from "#components/ui/data-list";
import { IconButton } from "#components/ui/icon-button";
import { TextLink } from "#components/ui/text-link";
import { Time, useViewerZone } from "#components/ui/time";
import { dayOf } from "#lib/core/calendar";
import { formatDuration } from "#lib/core/format";
import type { InteractionNode } from "#lib/telemetry/schema";
import { versionsHref } from "#lib/versions/domain";
import { AttemptMark } from "./attempt-mark.tsx";
import { modelWord } from "./call-words.ts";
import { MessageList } from "./message-list.tsx";
import { type Rates, SpanCost } from "./span-cost.tsx";
import type { Failed } from "./waterfall-lines.ts";

type Props = {
  slug: string;
  environment: string;
  node: InteractionNode;
  /** The failed call that it follows, for a retry or a fallback. */
  failed: Failed | null;
  rates: Rates;
  /** What was said of this very span. */
  said: ReactNode;
  /** Stands where messages would: why there are none, or how to see them. */
  messages: ReactNode;
  headingRef: RefObject<HTMLHeadingElement | null>;
  onSpan: (key: string) => void;
  onClose: () => void;
};

/** Everything that is known of the chosen span. Escape closes it. */
export function SpanPanel(props: Props) {
  const { node, failed, rates, said, messages, headingRef, onSpan, onClose } = props;
  const { call, content } = node;
  const id = useId();
  const shown = content && (content.input ?? content.output) != null;
  return (
    <section
      aria-labelledby={id}
      onKeyDown={(event) => {
        if (event.key === "Escape" && !event.defaultPrevented) onClose();
      }}
      className="min-w-0 rounded-lg border border-line bg-surface shadow-sm max-lg:order-2 lg:sticky lg:top-3 lg:max-h-[calc(100dvh-24px)] lg:overflow-y-auto"
    >
      <header className="flex items-start justify-between gap-2 border-line border-b px-3.5 py-2">
        <div className="min-w-0">
          <h3 id={id} ref={headingRef} tabIndex={-1} className="break-words font-semibold">
            {call ? modelWord({ ...call, name: node.name }) : node.name}
          </h3>
          <p className="flex flex-wrap items-center gap-1.5 text-sm text-text-2">
            {[node.operation, call?.provider].filter(Boolean).join(" · ")}
            {call && <AttemptMark attempt={call.attempt} />}
            {node.status === "error" && <Badge tone="unmet">{node.errorType ?? "error"}</Badge>}
          </p>
        </div>
        <IconButton label="Close the detail" icon={<X size={14} aria-hidden="true" />} onClick={onClose} />
      </header>
      <div className="flex flex-col divide-y divide-line [&>*]:px-3.5 [&>*]:py-3">
        {call && call.attempt !== "first" && (
          <p>
            {failed ? (
              <>
                {call.attempt === "retry" ? "Retry" : "Fallback"}: follows{" "}
                <button
                  type="button"
                  onClick={() => onSpan(failed.key)}
                  className="rounded-sm font-semibold text-accent hover:underline"
                >
                  a failed call
                </button>{" "}
                {failed.sameModel
                  ? "of the same model"
                  : `of ${failed.node.call?.requestModel ?? "another model"}`}
                .
              </>
            ) : (
              `${call.attempt === "retry" ? "Retry" : "Fallback"}, as its sender said; no failed call stands beside it.`
            )}
          </p>
        )}
        {call && <SpanCost call={call} rates={rates} />}
        {said && <div className="flex flex-col gap-3">{said}</div>}
        <div>{shown ? <MessageList content={content} /> : messages}</div>
        <Facts {...props} />
        {content && Object.keys(content.attributes).length > 0 && (
          <div>
            <CodeBlock title="Attributes" code={JSON.stringify(content.attributes, null, 2)} />
          </div>
        )}
      </div>
    </section>
  );
}

type Items = { term: string; description: ReactNode }[];
const when = (known: unknown, items: Items): Items => (known === null || known === undefined ? [] : items);
const mono = (text: string) => <code className="break-all font-mono text-sm">{text}</code>;

function Facts({ slug, environment, node }: Props) {
  const zone = useViewerZone();
  const { call } = node;
  const at = dayOf(new Date(node.startedAt), zone);
  const prompt = [call?.promptName, call?.promptVersion].filter(Boolean).join(" ");
  return (
    <DataList
      items={[
        { term: "Name", description: node.name },
        { term: "Began", description: <Time at={node.startedAt} precision="second" /> },
        { term: "Duration", description: formatDuration(Math.round(node.durationMs)) },
        ...when(call?.timeToFirstTokenMs, [
          {
            term: "First token after",
            description: formatDuration(Math.round(call?.timeToFirstTokenMs ?? 0)),
          },
        ]),
        ...when(call?.requestModel, [{ term: "Model asked for", description: call?.requestModel }]),
        ...when(call, [{ term: "Model that answered", description: call?.responseModel ?? "not said" }]),
        ...when(call?.serviceTier, [{ term: "Service tier", description: call?.serviceTier }]),
        ...when(prompt || null, [
          {
            term: "Prompt",
            description: (
              <TextLink href={versionsHref(slug, { at, tz: zone, environment, known: "now" })}>
                {prompt}
              </TextLink>
            ),
          },
        ]),
        ...when(node.release, [{ term: "Release", description: <Digest value={node.release ?? ""} copy /> }]),
        ...when(node.errorType, [{ term: "Error", description: node.errorType }]),
        ...when(node.agent, [{ term: "Agent", description: node.agent }]),
        ...when(node.serviceName, [{ term: "Service", description: node.serviceName }]),
        { term: "Trace", description: mono(node.traceId) },
        { term: "Span", description: mono(node.spanId) },
      ]}
    />
  );
}
