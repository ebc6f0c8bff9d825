import { describe, expect, test } from "vitest";
import { interactionOf, unitOn } from "./interaction.ts";
import { indexFeatures, type KnownFeature, noMessages, resolveFeature } from "./resolve-feature.ts";

function feature(id: number, slug: string, serviceNames: string[] = []): KnownFeature {
  return { id, slug, unit: { kind: "trace" }, content: noMessages, serviceNames };
}

const [answers, search, older] = [
  feature(3, "answers", ["api", "shared"]),
  feature(4, "search", ["shared"]),
  feature(2, "older"),
];
const index = indexFeatures([search, answers, older]);

describe("the feature of a span", () => {
  const resolve = (featureSlug: string | null, serviceName: string | null, key: number | null = null) =>
    resolveFeature({ featureSlug, serviceName }, index, key);

  test("is what it names, before any rule", () => expect(resolve("search", "api")).toBe(search));
  test("is unregistered when it names one that is not there, even where a rule would match", () => {
    expect(resolve("new-one", "api")).toBe(index.unregistered);
  });
  test("is the one whose rule matches the service, the older one where two match", () => {
    expect(resolve(null, "api")).toBe(answers);
    expect(resolve(null, "shared")).toBe(answers);
    expect(resolve(null, "other")).toBe(index.unregistered);
    expect(resolve(null, null)).toBe(index.unregistered);
  });
  test("is the key's own where the key is bound", () => expect(resolve(null, "api", 2)).toBe(older));
  test("is refused where a bound key names another", () => {
    expect(resolve("search", null, 2)).toEqual({ reason: "the key is bound to another feature" });
    expect(resolve("older", null, 2)).toBe(older);
    expect(resolve(null, null, 99)).toEqual({ reason: "the key's feature is gone" });
  });
});

describe("the interaction of a span", () => {
  const attributes = (values: Record<string, string>) => new Map(Object.entries(values));
  const trace = "5b8efff798038103d269b633813fc60c";

  test("is its trace where that is the unit of work", () => {
    const unit = { kind: "trace" } as const;
    expect(interactionOf(unitOn(attributes({ "session.id": "s" }), new Map(), unit), trace, unit)).toEqual({
      id: trace,
      value: null,
      hasUnit: true,
    });
  });

  test("is its conversation under any dialect's name, else its trace with a note", () => {
    const unit = { kind: "conversation" } as const;
    const ids = ["gen_ai.conversation.id", "session.id", "langfuse.session.id"].map(
      (name) => interactionOf(unitOn(attributes({ [name]: "c-1" }), new Map(), unit), trace, unit).id,
    );
    // SHA-256 of "conversation c-1", its first 128 bits.
    expect(new Set(ids)).toEqual(new Set(["773cd0760f25f19530ed493b3f217f5b"]));
    expect(interactionOf(unitOn(new Map(), new Map(), unit), trace, unit)).toMatchObject({
      id: trace,
      hasUnit: false,
    });
  });

  test("is its attribute's value, on the span or its resource", () => {
    const unit = { kind: "attribute", attribute: "order.id" } as const;
    const onSpan = interactionOf(unitOn(attributes({ "order.id": "7" }), new Map(), unit), trace, unit);
    const onResource = interactionOf(unitOn(new Map(), attributes({ "order.id": "7" }), unit), trace, unit);
    expect(onSpan).toEqual(onResource);
    expect(onSpan).toMatchObject({ value: "7", hasUnit: true });
  });

  test("is what threshold.interaction says, before all", () => {
    const unit = { kind: "conversation" } as const;
    const found = unitOn(attributes({ "threshold.interaction": "i", "session.id": "s" }), new Map(), unit);
    expect(found).toEqual({ name: "threshold.interaction", value: "i" });
  });
});
