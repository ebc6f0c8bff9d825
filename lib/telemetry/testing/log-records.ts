import { randomBytes } from "node:crypto";
import type { AttributeValue, DecodedLog, DecodedLogs } from "#lib/telemetry/otlp/otlp";
import { receiveLogs } from "#lib/telemetry/receive-logs";

type Values = { [name: string]: AttributeValue };

export const PROTOBUF = "application/x-protobuf";
export const JSON_TYPE = "application/json";

/** Microseconds since 1970. */
export const minutesAgo = (minutes: number) => Math.floor(Date.now() - minutes * 60_000) * 1000;

/** An evaluation of five minutes ago; anything may be said otherwise. */
export function evaluation(
  over: Partial<Omit<DecodedLog, "attributes">> & { attributes?: Values } = {},
): DecodedLog {
  const { attributes, ...rest } = over;
  return {
    traceId: randomBytes(16).toString("hex"),
    spanId: randomBytes(8).toString("hex"),
    timeUs: minutesAgo(5),
    observedUs: minutesAgo(5),
    eventName: "gen_ai.evaluation.result",
    body: null,
    attributes: new Map(
      Object.entries({
        "gen_ai.evaluation.name": "groundedness",
        "gen_ai.evaluation.score.value": 0.75,
        "gen_ai.evaluation.score.label": "pass",
        "gen_ai.evaluation.explanation": "The answer quotes the policy.",
        "judge.version": "3",
        "gen_ai.input.messages": '[{"role":"user"}]',
        ...attributes,
      }),
    ),
    scope: { name: "judge", version: "1" },
    ...rest,
  };
}

/** Records of one resource that names a feature, or none. */
export const logsOf = (slug: string | null, records: DecodedLog[], more: Values = {}): DecodedLogs => ({
  attributes: new Map<string, AttributeValue>([
    ...(slug === null ? [] : ([["threshold.feature", slug]] as const)),
    ...Object.entries(more),
  ]),
  records,
});

/** Sends one export to the logs endpoint. */
export function postLogs(
  key: string,
  type: string,
  body: Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) {
  const all = { "content-type": type, authorization: `Bearer ${key}`, ...headers };
  return receiveLogs(
    new Request("http://localhost/api/otlp/v1/logs", { method: "POST", headers: all, body }),
  );
}
