import { CodeBlock, Digest } from "#components/ui/code-block";
import { DataList } from "#components/ui/data-list";
import { Time } from "#components/ui/time";
import { formatDuration, formatNumber } from "#lib/core/format";
import type { InteractionNode } from "#lib/telemetry/schema";

type Items = { term: string; description: React.ReactNode }[];

const when = (known: unknown, items: Items): Items => (known === null || known === undefined ? [] : items);

function callItems({ call }: InteractionNode): Items {
  if (!call) return [];
  const { tokens } = call;
  const count = (term: string, value: number | null) =>
    when(value, [{ term, description: <span className="tnum">{formatNumber(value ?? 0)}</span> }]);
  return [
    ...when(call.requestModel, [{ term: "Model asked for", description: call.requestModel }]),
    ...when(call.responseModel, [{ term: "Model that answered", description: call.responseModel }]),
    ...when(call.promptName, [
      { term: "Prompt", description: [call.promptName, call.promptVersion].filter(Boolean).join(" ") },
    ]),
    ...when(call.timeToFirstTokenMs, [
      { term: "First token after", description: formatDuration(Math.round(call.timeToFirstTokenMs ?? 0)) },
    ]),
    ...count("Input tokens", tokens.input),
    ...count("of them from cache", tokens.cacheRead),
    ...count("of them into cache", tokens.cacheWrite),
    ...count("Output tokens", tokens.output),
    ...count("of them reasoning", tokens.reasoning),
    ...when(call.usd, [{ term: "Cost", description: `$${call.usd}` }]),
    ...when(call.priceRef, [
      { term: "Price", description: <code className="font-mono text-sm">{call.priceRef}</code> },
    ]),
  ];
}

const json = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value, null, 2));

/** What one span carried: its figures, its further attributes, and its messages where they may be seen. */
export function SpanDetail({ node }: { node: InteractionNode }) {
  const { content } = node;
  const attributes = content && Object.keys(content.attributes).length > 0 ? content.attributes : null;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <DataList
        items={[
          { term: "Name", description: node.name },
          { term: "Began", description: <Time at={node.startedAt} precision="second" /> },
          ...when(node.serviceName, [{ term: "Service", description: node.serviceName }]),
          ...when(node.release, [
            { term: "Release", description: <Digest value={node.release ?? ""} copy /> },
          ]),
          ...callItems(node),
          { term: "Trace", description: <code className="break-all font-mono text-sm">{node.traceId}</code> },
          { term: "Span", description: <code className="font-mono text-sm">{node.spanId}</code> },
        ]}
      />
      <div className="flex min-w-0 flex-col gap-2">
        {content?.input != null && <CodeBlock title="Input" code={json(content.input)} wrap />}
        {content?.output != null && <CodeBlock title="Output" code={json(content.output)} wrap />}
        {attributes && <CodeBlock title="Attributes" code={json(attributes)} />}
        {!content && <p className="text-text-2">It carried no further attributes.</p>}
      </div>
    </div>
  );
}
