import { receiveLogs } from "#lib/telemetry/receive-logs";

/** OTLP/HTTP logs. Answers protobuf or JSON as it was asked, so it does not go through `route`. */
export async function POST(request: Request): Promise<Response> {
  return receiveLogs(request);
}
