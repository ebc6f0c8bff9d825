import fc from "fast-check";
import { expect, test } from "vitest";
import {
  accesses,
  canReadFeature,
  canRegisterFeature,
  canWriteFeature,
  isAdmin,
  mayCall,
  type Principal,
  roles,
  scopes,
} from "./domain.ts";

const teams = ["care", "claims", "web"];
const user = fc.record({
  kind: fc.constant("user" as const),
  id: fc.uuid(),
  name: fc.string(),
  email: fc.emailAddress(),
  role: fc.constantFrom(...roles),
  teamIds: fc.subarray(teams),
  sessionId: fc.uuid(),
});
const key = fc.record({
  kind: fc.constant("key" as const),
  id: fc.uuid(),
  name: fc.string(),
  scopes: fc.subarray([...scopes]),
  featureId: fc.option(fc.integer({ min: 1, max: 3 })),
});
const anybody = fc.oneof(user, key);
const feature = fc.record({
  id: fc.integer({ min: 1, max: 3 }),
  teamId: fc.option(fc.constantFrom(...teams)),
});

test("whoever may change a feature may call routes that write, and read it", () => {
  fc.assert(
    fc.property(anybody, feature, (principal: Principal, subject) => {
      if (!canWriteFeature(principal, subject)) return;
      expect(mayCall(principal, "write")).toBe(true);
      expect(canReadFeature(principal, subject.id)).toBe(true);
    }),
  );
});

test("auditors change nothing; viewers change only what a team of theirs owns", () => {
  fc.assert(
    fc.property(user, feature, (principal, subject) => {
      if (principal.role === "auditor") expect(canWriteFeature(principal, subject)).toBe(false);
      if (principal.role === "viewer") {
        const owned = subject.teamId !== null && principal.teamIds.includes(subject.teamId);
        expect(canWriteFeature(principal, subject)).toBe(owned);
        expect(canRegisterFeature(principal)).toBe(false);
      }
    }),
  );
});

test("a key does what its scopes say, on its feature, and nothing of people", () => {
  fc.assert(
    fc.property(key, feature, fc.constantFrom(...accesses), (principal, subject, access) => {
      const can = mayCall(principal, access);
      if (access === "read") expect(can).toBe(principal.scopes.includes("read"));
      if (access === "write") expect(can).toBe(principal.scopes.includes("write"));
      if (access === "admin" || access === "session" || access === "activity") expect(can).toBe(false);
      expect(isAdmin(principal)).toBe(false);
      if (!principal.scopes.includes("write")) expect(canWriteFeature(principal, subject)).toBe(false);
      if (principal.featureId !== null && principal.featureId !== subject.id) {
        expect(canWriteFeature(principal, subject)).toBe(false);
        expect(canReadFeature(principal, subject.id)).toBe(false);
      }
    }),
  );
});

test("nobody calls only what is public", () => {
  expect(accesses.filter((access) => mayCall(null, access))).toEqual(["public"]);
});
