import { expect, test } from "vitest";
import { apiSnippet, exporterSnippets } from "./exporter-snippet.ts";

test("an exporter gets the base address, a client its traces address, each the key", () => {
  const [environment, node, python] = exporterSnippets("https://t.example.com", "thr_abc", "claims");
  expect(environment?.code.split("\n")).toEqual([
    "OTEL_EXPORTER_OTLP_ENDPOINT=https://t.example.com/api/otlp",
    "OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf",
    "OTEL_EXPORTER_OTLP_HEADERS=authorization=Bearer%20thr_abc",
    "OTEL_RESOURCE_ATTRIBUTES=threshold.feature=claims",
  ]);
  for (const snippet of [node, python]) {
    expect(snippet?.code).toContain('"https://t.example.com/api/otlp/v1/traces"');
    expect(snippet?.code).toContain('"Bearer thr_abc"');
  }
});

test("a script reads the key from its environment", () => {
  expect(apiSnippet("https://t.example.com", "thr_abc")).toContain("THRESHOLD_API_KEY=thr_abc");
});
