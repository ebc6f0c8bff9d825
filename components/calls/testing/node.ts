import type { InteractionNode } from "#lib/telemetry/schema";

type Call = NonNullable<InteractionNode["call"]>;

const call: Call = {
  provider: "openai",
  requestModel: "gpt-4o",
  responseModel: "gpt-4o",
  promptName: null,
  promptVersion: null,
  serviceTier: null,
  attempt: "first",
  timeToFirstTokenMs: null,
  billable: true,
  usd: "0.001",
  priceRef: null,
  tokens: { input: 1, output: 1, cacheRead: null, cacheWrite: null, reasoning: null },
};

/** A span of a tree with this id; with `call` it is a call, a first and priced one of gpt-4o unless told. */
export function node(
  spanId: string,
  over: Partial<Omit<InteractionNode, "call">> & { call?: Partial<Call> } = {},
): InteractionNode {
  const { call: given, ...rest } = over;
  return {
    startedAt: "2026-02-03T04:00:00.000000Z",
    durationMs: 1000,
    traceId: "t",
    spanId,
    parentSpanId: null,
    operation: "chat",
    name: spanId,
    status: "ok",
    serviceName: null,
    agent: null,
    release: null,
    errorType: null,
    kind: given ? "call" : "span",
    call: given ? { ...call, ...given } : null,
    content: null,
    children: [],
    ...rest,
  };
}
