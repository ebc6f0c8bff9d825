import "server-only";
import { ingestLogs } from "./ingest-logs.ts";
import { decodeLogsJson } from "./otlp/decode-logs-json.ts";
import { decodeLogsProtobuf } from "./otlp/decode-logs-protobuf.ts";
import { receive } from "./receive.ts";

/** POST /api/otlp/v1/logs: the GenAI events among log records. */
export function receiveLogs(request: Request): Promise<Response> {
  return receive(request, {
    item: "log record",
    path: "/api/otlp/v1/logs",
    decoders: { protobuf: decodeLogsProtobuf, json: decodeLogsJson },
    take: (resources, principal) => ingestLogs(resources, principal),
  });
}
