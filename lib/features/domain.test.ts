import fc from "fast-check";
import { expect, test } from "vitest";
import { canonicalServiceNames, mergeRegistration, registrationChanges, suggestSlug } from "./domain.ts";
import { featureSlug, type RegistrationInput, registration } from "./schema.ts";

const least: RegistrationInput = {
  name: "Support replies",
  stakes: "high",
  audience: "customer",
  lifecycle: "production",
};

test("a new feature takes the defaults for what is left out", () => {
  expect(mergeRegistration(null, registration.parse(least))).toEqual({
    ...least,
    description: null,
    team: null,
    unitKind: "trace",
    unitAttribute: null,
    unitLabel: null,
    usesRetrieval: false,
    matchServiceNames: [],
    contentPolicy: "none",
    contentRetentionDays: 30,
    redactionPatterns: [],
    badge: false,
  });
});

test("what a later registration leaves out stays, null clears", () => {
  const full = mergeRegistration(
    null,
    registration.parse({
      ...least,
      description: "Answers mail",
      team: "care",
      unitOfWork: { kind: "attribute", attribute: "app.ticket", label: "ticket" },
      match: { serviceName: ["b", "a", "b"] },
      usesRetrieval: true,
      contentPolicy: "redacted",
    }),
  );
  expect(full.matchServiceNames).toEqual(["a", "b"]);
  expect(mergeRegistration(full, registration.parse(least))).toEqual(full);
  const cleared = mergeRegistration(
    full,
    registration.parse({ ...least, description: null, team: null, match: { serviceName: [] } }),
  );
  expect(cleared).toMatchObject({
    description: null,
    team: null,
    matchServiceNames: [],
    unitAttribute: "app.ticket",
  });
  const other = mergeRegistration(
    full,
    registration.parse({ ...least, unitOfWork: { kind: "conversation" } }),
  );
  expect(other).toMatchObject({ unitKind: "conversation", unitAttribute: null, unitLabel: "ticket" });
});

test("only the fields that differ are reported", () => {
  const before = mergeRegistration(null, registration.parse(least));
  const after = { ...before, lifecycle: "retired" as const, matchServiceNames: ["x"] };
  expect(registrationChanges(before, before)).toBeNull();
  expect(registrationChanges(before, after)).toEqual({
    before: { lifecycle: "production", matchServiceNames: [] },
    after: { lifecycle: "retired", matchServiceNames: ["x"] },
  });
});

test("merging the same input twice changes nothing the second time", () => {
  const names = fc.array(fc.string({ minLength: 1, maxLength: 5 }), { maxLength: 5 });
  const input = fc.record(
    {
      description: fc.option(fc.string()),
      usesRetrieval: fc.boolean(),
      team: fc.option(fc.constant("care")),
      names,
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(input, input, ({ names: first, ...a }, { names: second, ...b }) => {
      const head = { ...least, name: "n" };
      const one = mergeRegistration(null, { ...head, ...a, match: first && { serviceName: first } });
      const two = mergeRegistration(one, { ...head, ...b, match: second && { serviceName: second } });
      const three = mergeRegistration(two, { ...head, ...b, match: second && { serviceName: second } });
      expect(registrationChanges(two, three)).toBeNull();
    }),
  );
});

test("service names come out in one order whoever sends them", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (names) => {
      expect(canonicalServiceNames([...names].reverse())).toEqual(canonicalServiceNames(names));
      expect(new Set(canonicalServiceNames(names))).toEqual(new Set(names));
    }),
  );
});

test("a suggested slug is empty or a slug", () => {
  expect(suggestSlug("Support replies (EU)")).toBe("support-replies-eu");
  expect(suggestSlug("Réclamations")).toBe("reclamations");
  expect(suggestSlug("???")).toBe("");
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (name) => {
      const slug = suggestSlug(name);
      expect(
        slug === "" || slug === "new" || slug === "unregistered" || featureSlug.safeParse(slug).success,
      ).toBe(true);
    }),
  );
});

test.each<[string, object, string]>([
  ["no name", { name: " " }, "name"],
  ["a name of two lines", { name: "a\nb" }, "name"],
  ["a name that is too long", { name: "x".repeat(121) }, "name"],
  ["half a surrogate pair", { description: "\ud800" }, "description"],
  ["a NUL", { description: "a\0b" }, "description"],
  ["stakes that do not exist", { stakes: "extreme" }, "stakes"],
  [
    "an attribute without its kind",
    { unitOfWork: { kind: "trace", attribute: "a" } },
    "unitOfWork.attribute",
  ],
  ["the kind attribute without one", { unitOfWork: { kind: "attribute" } }, "unitOfWork.attribute"],
  ["a service name of nothing", { match: { serviceName: [""] } }, "match.serviceName.0"],
  ["a field that does not exist", { lifecyle: "pilot" }, ""],
  ["a team that is no slug", { team: "Care Team" }, "team"],
])("%s is refused with the field's path", (_, change, path) => {
  const result = registration.safeParse({ ...least, ...change });
  expect(result.error?.issues.map((issue) => issue.path.join("."))).toEqual([path]);
});

test.each(["new", "unregistered", "Upper", "a--b", "-a", "", "a/b", "x".repeat(65)])(
  "the slug %j is refused",
  (slug) => {
    expect(featureSlug.safeParse(slug).success).toBe(false);
  },
);
