import { describe, expect, test } from "vitest";
import { taken } from "#lib/telemetry/testing/normalised";
import { conventionSpans } from "#lib/telemetry/testing/sender-spans";
import { frameworkSpans } from "#lib/telemetry/testing/sender-spans-frameworks";
import { bareSpan } from "#lib/telemetry/testing/spans";

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
