import protobuf from "protobufjs/minimal.js";
import { AppError, errorStatus } from "#lib/core/errors";
import type { OtlpFormat } from "./otlp-request.ts";

/** google.rpc.Code of our errors; https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
const rpcCodes = {
  invalid: 3,
  unauthenticated: 16,
  forbidden: 7,
  not_found: 5,
  conflict: 6,
  too_large: 3,
  unsupported: 3,
  impossible: 9,
  rate_limited: 8,
  unavailable: 14,
} as const;

const INTERNAL = 13;

function answer(
  format: OtlpFormat,
  status: number,
  proto: Uint8Array,
  json: object,
  headers: Record<string, string> = {},
): Response {
  const type = format === "json" ? "application/json" : "application/x-protobuf";
  const body = format === "json" ? JSON.stringify(json) : new Uint8Array(proto);
  return new Response(body, { status, headers: { ...headers, "content-type": type } });
}

/** What an export carries, and the member that counts those that were not taken. */
const signals = {
  span: "rejectedSpans",
  "log record": "rejectedLogRecords",
} as const;
export type SignalItem = keyof typeof signals;

/** "3 spans: negative token count; 1 span: …" */
function reasons(rejected: Map<string, number>, item: SignalItem): string {
  return [...rejected]
    .map(([reason, count]) => `${count} ${item}${count === 1 ? "" : "s"}: ${reason}`)
    .join("; ");
}

/**
 * ExportTraceServiceResponse or ExportLogsServiceResponse, which have one shape: empty when everything was taken, else
 * partial_success with the reasons counted.
 */
export function answerExport(
  format: OtlpFormat,
  rejected: Map<string, number>,
  item: SignalItem = "span",
): Response {
  const total = [...rejected.values()].reduce((sum, count) => sum + count, 0);
  if (total === 0) return answer(format, 200, new Uint8Array(), {});
  const message = reasons(rejected, item);
  const proto = protobuf.Writer.create()
    .uint32(10)
    .fork()
    .uint32(8)
    .int64(total)
    .uint32(18)
    .string(message)
    .ldelim();
  return answer(format, 200, proto.finish(), {
    partialSuccess: { [signals[item]]: String(total), errorMessage: message },
  });
}

/** google.rpc.Status in the request's format, as OTLP/HTTP asks for failures. What we did not expect says nothing of its cause. */
export function answerFailure(format: OtlpFormat, error: unknown, requestId: string): Response {
  const known = error instanceof AppError ? error : null;
  const code = known ? rpcCodes[known.code] : INTERNAL;
  const status = known ? errorStatus[known.code] : 500;
  const message = known
    ? known.message
    : `Something went wrong on our side. The log has the cause under ${requestId}.`;
  const headers: Record<string, string> = { "x-request-id": requestId };
  const retryAfter = known?.details.retryAfterSeconds;
  if (retryAfter !== undefined) headers["retry-after"] = String(Math.ceil(retryAfter));
  if (known?.code === "unauthenticated") headers["www-authenticate"] = "Bearer";
  const proto = protobuf.Writer.create().uint32(8).int32(code).uint32(18).string(message).finish();
  return answer(format, status, proto, { code, message }, headers);
}
