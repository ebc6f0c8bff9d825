import fc from "fast-check";
import { expect, test } from "vitest";
import { chatSpan, resourceOf } from "#lib/telemetry/testing/spans";
import { slicesOf } from "./slices.ts";

test("every span is in one slice, with all of its trace, in the order and under the resource it came with", () => {
  const resources = fc.array(fc.array(fc.nat(6), { maxLength: 12 }), { maxLength: 4 });
  fc.assert(
    fc.property(resources, fc.integer({ min: 1, max: 8 }), (shapes, size) => {
      const given = shapes.map((traces, at) =>
        resourceOf(
          traces.map((trace) => chatSpan({ traceId: String(trace).padStart(32, "a") })),
          { "service.name": `s${at}` },
        ),
      );
      const slices = slicesOf(given, size);
      const spansOf = (of: typeof given, service: unknown) =>
        of
          .filter(({ attributes }) => attributes.get("service.name") === service)
          .flatMap(({ spans }) => spans);
      const whereTraceIs = new Map<string, number>();
      slices.forEach((slice, at) => {
        const spans = slice.flatMap((resource) => resource.spans);
        const traces = new Set(spans.map(({ traceId }) => traceId));
        expect(spans.length <= size || traces.size === 1).toBe(true);
        for (const trace of traces) {
          expect(whereTraceIs.get(trace) ?? at).toBe(at);
          whereTraceIs.set(trace, at);
        }
      });
      for (const { attributes, spans } of given) {
        const found = spansOf(slices.flat(), attributes.get("service.name"));
        expect(new Set(found)).toEqual(new Set(spans));
        expect(found).toHaveLength(spans.length);
      }
    }),
  );
});
