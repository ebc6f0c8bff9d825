import { expect, test } from "vitest";
import type { RegisteredFeature } from "#lib/features/schema";
import { registration } from "#lib/features/schema";
import { draftOf, inputOf, newDraft } from "./draft.tsx";

const feature: RegisteredFeature = {
  slug: "triage",
  name: "Claims triage",
  description: "Sorts claims",
  stakes: "high",
  audience: "internal",
  lifecycle: "pilot",
  owner: { team: { slug: "claims", name: "Claims" }, accountable: null, members: 1 },
  unitOfWork: { kind: "attribute", attribute: "app.claim", label: "claim" },
  match: { serviceName: ["a", "b"] },
  usesRetrieval: true,
  contentPolicy: "redacted",
  contentRetentionDays: 14,
  contentKeptFrom: null,
  redactionPatterns: [{ name: "Customer", expression: "KD-\\d+", replacement: "[customer]" }],
  badge: true,
  createdAt: "2026-11-01T00:00:00.000Z",
  updatedAt: "2026-11-01T00:00:00.000Z",
};

test("a form that nobody touched says what is registered", () => {
  expect(inputOf(draftOf(feature))).toEqual({
    name: "Claims triage",
    description: "Sorts claims",
    stakes: "high",
    audience: "internal",
    lifecycle: "pilot",
    team: "claims",
    unitOfWork: { kind: "attribute", attribute: "app.claim", label: "claim" },
    match: { serviceName: ["a", "b"] },
    usesRetrieval: true,
    contentPolicy: "redacted",
    contentRetentionDays: 14,
    redactionPatterns: feature.redactionPatterns,
    badge: true,
  });
});

test("what is emptied is cleared, empty lines are no service names", () => {
  const emptied = inputOf({
    ...draftOf(feature),
    description: " ",
    team: "",
    unitLabel: "",
    serviceNames: "\n a \n\n",
  });
  expect(emptied).toMatchObject({
    description: null,
    team: null,
    unitOfWork: { label: null },
    match: { serviceName: ["a"] },
  });
});

test("an attribute that was typed and then not chosen is not sent", () => {
  const draft = { ...draftOf(feature), unitKind: "trace" as const };
  expect(inputOf(draft).unitOfWork).toEqual({ kind: "trace", label: "claim" });
});

test("a new form needs only a name, and that of an unclaimed service takes its name from it", () => {
  const empty = registration.safeParse(inputOf(newDraft()));
  expect(empty.error?.issues.map((issue) => issue.path.join("."))).toEqual(["name"]);
  const draft = newDraft(["checkout-bot_2"]);
  expect(draft).toMatchObject({ name: "Checkout bot 2", serviceNames: "checkout-bot_2" });
  expect(registration.safeParse(inputOf(draft)).success).toBe(true);
});
