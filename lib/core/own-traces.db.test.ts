import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test, vi } from "vitest";
import { decodeProtobuf } from "#lib/telemetry/otlp/decode-protobuf";
import { stopBackgroundWork } from "./lifecycle.ts";
import { startOwnTraces, tracer } from "./own-traces.ts";

afterEach(async () => {
  await stopBackgroundWork();
  vi.unstubAllEnvs();
  vi.resetModules();
});

test("without an endpoint nothing is sent or kept", () => {
  expect(startOwnTraces()).toBeNull();
  expect(tracer().startSpan("x").isRecording()).toBe(false);
});

test("spans go to the collector with its headers, but for exports and probes that come all the time", async () => {
  const received: { path: string | undefined; key: string | undefined; names: string[] }[] = [];
  const collector = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const names = decodeProtobuf(Buffer.concat(parts)).flatMap(({ spans }) => spans.map(({ name }) => name));
    received.push({ path: request.url, key: request.headers["x-key"] as string | undefined, names });
    response.writeHead(200, { "content-type": "application/x-protobuf" }).end();
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
  vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", `http://127.0.0.1:${(collector.address() as AddressInfo).port}`);
  vi.stubEnv("OTEL_EXPORTER_OTLP_HEADERS", "x-key=abc");
  vi.resetModules();
  const fresh = await import("./own-traces.ts");
  const provider = fresh.startOwnTraces();
  const own = provider?.getTracer("test");
  for (const name of [
    "GET /features/[slug]",
    "POST /api/otlp/v1/traces",
    "GET /api/health",
    "telemetry.commit",
  ])
    own?.startSpan(name).end();
  own?.startSpan("handle", { attributes: { "http.target": "/api/otlp/v1/logs?x" } }).end();
  await provider?.shutdown();
  collector.close();
  expect(received.map(({ path, key }) => [path, key])).toEqual([["/v1/traces", "abc"]]);
  expect(received.flatMap(({ names }) => names)).toEqual(["GET /features/[slug]", "telemetry.commit"]);
});
