import { expect, test } from "vitest";
import { SCOPE, withOrigin } from "./kept-origin.ts";
import { RESOURCE } from "./kept-resource.ts";
import type { Attributes } from "./otlp.ts";
import { type KnownFeature, noMessages } from "./resolve-feature.ts";

const feature: KnownFeature = {
  id: 1,
  slug: "claims",
  unit: { kind: "attribute", attribute: "claim.id" },
  content: noMessages,
  serviceNames: [],
};
const resource: Attributes = new Map(
  Object.entries({
    "service.name": "claims-api",
    "service.version": "1.4.0",
    "telemetry.sdk.language": "python",
    "threshold.release": "0123456789ab",
    "claim.id": "c-1",
    "process.command_args": ["--token", "secret"],
    "host.name": "ip-10-0-0-1",
  }),
);
const kept = {
  "service.version": "1.4.0",
  "telemetry.sdk.language": "python",
  "threshold.release": "0123456789ab",
  "claim.id": "c-1",
};

test("what matters of the resource and the instrumentation are kept beside the attributes, nothing else", () => {
  const scope = { name: "opentelemetry.instrumentation.openai.v1", version: "0.62.4" };
  const content = { attributes: { "gen_ai.response.id": "r" }, input: null, output: { a: 1 } };
  expect(withOrigin(content, { resource, scope }, feature)).toEqual({
    attributes: { [SCOPE]: scope, [RESOURCE]: kept, "gen_ai.response.id": "r" },
    input: null,
    output: { a: 1 },
  });
  const other: KnownFeature = { ...feature, unit: { kind: "trace" } };
  const { "claim.id": _, ...rest } = kept;
  expect(withOrigin(null, { resource, scope: undefined }, other)?.attributes).toEqual({ [RESOURCE]: rest });
});

test("a resource that unregistered telemetry keeps whole stays whole; nothing to keep makes no row", () => {
  const whole = { attributes: { [RESOURCE]: { "service.name": "a" } }, input: null, output: null };
  expect(withOrigin(whole, { resource, scope: { name: "", version: "" } }, feature)).toEqual(whole);
  expect(withOrigin(null, { resource: new Map(), scope: { name: " ", version: "1" } }, feature)).toBeNull();
});

test("what looks personal is redacted, and texts are bounded", () => {
  const odd: Attributes = new Map([["threshold.note", `jane@example.com ${"x".repeat(500)}`]]);
  const text = JSON.stringify(withOrigin(null, { resource: odd, scope: undefined }, feature));
  expect(text).not.toContain("jane@example.com");
  expect(text.length).toBeLessThan(300);
});
