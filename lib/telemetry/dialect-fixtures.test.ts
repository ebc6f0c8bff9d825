import { describe, expect, test } from "vitest";
import { taken } from "./testing/normalised.ts";
import { conventionSpans } from "./testing/sender-spans.ts";
import { frameworkSpans } from "./testing/sender-spans-frameworks.ts";
import { bareSpan } from "./testing/spans.ts";

describe("a span of each sender comes to the canonical fields", () => {
  for (const [sender, { attributes, span, is }] of Object.entries({
    ...conventionSpans,
    ...frameworkSpans,
  })) {
    test(sender, () =>
      expect(taken(bareSpan(attributes, { scope: { name: "app", version: "" }, ...span }))).toMatchObject(is),
    );
  }
});
