import { expect, test } from "vitest";
import { originOf } from "./kept-origin.ts";
import type { Attributes } from "./otlp/otlp.ts";
import { type KnownFeature, noMessages } from "./resolve-feature.ts";

const feature: KnownFeature = {
  id: 1,
  slug: "claims",
  unit: { kind: "attribute", attribute: "claim.id" },
  content: noMessages,
  serviceNames: [],
};
const attributes = {
  "service.name": "claims-api",
  "service.version": "1.4.0",
  "telemetry.sdk.language": "python",
  "threshold.release": "0123456789ab",
  "claim.id": "c-1",
  "process.command_args": ["--token", "secret"],
  "host.name": "ip-10-0-0-1",
};
const resourceOf = (values: object): Attributes => new Map(Object.entries(values));
const scope = { name: "opentelemetry.instrumentation.openai.v1", version: "0.62.4" };

test("who sent a span is told by its SDK, its service's version and its instrumentation, and by nothing that is rarer", () => {
  expect(JSON.parse(originOf(resourceOf(attributes), scope, feature) ?? "")).toEqual({
    "otel.scope.name": scope.name,
    "otel.scope.version": scope.version,
    "service.version": "1.4.0",
    "telemetry.sdk.language": "python",
  });
  expect(originOf(resourceOf({ "host.name": "a" }), { name: " ", version: "1" }, feature)).toBeNull();
  expect(originOf(resourceOf({}), undefined, feature)).toBeNull();
});

test("equal senders are one, in whatever order they name themselves", () => {
  const turned = Object.fromEntries(Object.entries(attributes).toReversed());
  const first = originOf(resourceOf(attributes), scope, feature);
  expect(originOf(resourceOf(turned), { ...scope }, feature)).toBe(first);
  const resource = resourceOf(attributes);
  expect(originOf(resource, scope, feature)).toBe(originOf(resource, scope, feature));
  expect(originOf(resource, { name: "other", version: "1" }, feature)).not.toBe(first);
});

test("what looks personal is redacted, and texts are bounded", () => {
  const odd = resourceOf({ "service.version": `jane@example.com ${"x".repeat(500)}` });
  const text = originOf(odd, { name: "jane@example.com", version: "" }, feature) ?? "";
  expect(text).not.toContain("jane@example.com");
  expect(text.length).toBeLessThan(300);
});
