import { expect, test } from "vitest";
import { type Act, isBehind } from "./acts-behind.ts";
import type { Cause } from "./causes.ts";
import type { Inputs } from "./inputs.ts";
import { goodInputs, now } from "./testing/sample-inputs.ts";

type Change = (inputs: Inputs) => void;

/** Whether an act may stand behind a cause, when the evidence changed like that. */
function behind(cause: Cause, act: Partial<Act>, change: Change = () => {}): boolean {
  const [before, after] = [goodInputs(), goodInputs()];
  change(after);
  const blank = { at: now, actorName: "Carol", before: null, after: null };
  const subject = { subjectKind: "feature", subjectId: "claims-triage", subjectName: "Claims triage" };
  return isBehind(cause, { action: "", ...blank, ...subject, ...act }, { before, after });
}

const ofTeam = { subjectKind: "team", subjectId: "t", subjectName: "Claims" };
const update = (before: object, after: object) => ({ action: "feature.update", before, after });
const described = update({ description: null }, { description: "Sorts claims." });

const left: Change = ({ ownership }) => Object.assign(ownership.team ?? {}, { activeMembers: 3 });

test("who described the feature anew did not make a member leave; who removed the member did", () => {
  expect(behind("ownership.team", described, left)).toBe(false);
  expect(behind("ownership.team", { ...ofTeam, action: "team.remove_member" }, left)).toBe(true);
  expect(behind("ownership.team", { ...ofTeam, action: "team.add_member" }, left)).toBe(false);
  expect(
    behind("ownership.team", { ...ofTeam, subjectName: "Sales", action: "team.remove_member" }, left),
  ).toBe(false);
});

test("who disabled the accountable person is behind it, not who gave them another role", () => {
  const disabled: Change = ({ ownership }) =>
    Object.assign(ownership.team?.accountable ?? {}, { disabledAt: now.toISOString() });
  const user = { subjectKind: "user", subjectId: "u", subjectName: "Ravi Tan", action: "user.update" };
  const roles = { before: { role: "viewer", disabled: false }, after: { role: "editor", disabled: false } };
  const disabling = {
    before: { role: "viewer", disabled: false },
    after: { role: "viewer", disabled: true },
  };
  expect(behind("ownership.team", { ...user, ...disabling }, disabled)).toBe(true);
  expect(behind("ownership.team", { ...user, ...roles }, disabled)).toBe(false);
  expect(behind("ownership.team", { ...user, ...disabling, subjectName: "Ida Bo" }, disabled)).toBe(false);
});

test("another owner comes of an act that moved the feature or renamed the team", () => {
  const other: Change = ({ ownership }) => Object.assign(ownership.team ?? {}, { name: "Sales" });
  const moved = { before: { team: "claims" }, after: { team: "sales" } };
  expect(behind("ownership.team", { action: "feature.assign", ...moved }, other)).toBe(true);
  expect(behind("ownership.team", { action: "feature.update", ...moved }, other)).toBe(true);
  expect(behind("ownership.team", described, other)).toBe(false);
  const names = { before: { name: "Claims" }, after: { name: "Sales" } };
  expect(
    behind("ownership.team", { ...ofTeam, subjectName: "Sales", action: "team.update", ...names }, other),
  ).toBe(true);
});

test("a gap on call comes of the plan, or of what became of the person whose turn it is", () => {
  const gap =
    (who: string | null): Change =>
    ({ ownership }) =>
      Object.assign(ownership.onCall ?? {}, {
        firstGap: { from: now.toISOString(), to: now.toISOString(), who },
      });
  const slug = goodInputs().ownership.onCall?.slug ?? "";
  const rotation = { subjectKind: "rotation", subjectId: slug, action: "rotation.end" };
  expect(behind("ownership.onCall", rotation, gap(null))).toBe(true);
  expect(behind("ownership.onCall", { ...rotation, subjectId: "another" }, gap(null))).toBe(false);
  expect(behind("ownership.onCall", { ...rotation, action: "rotation.update" }, gap(null))).toBe(false);
  const team = { ...ofTeam, subjectName: goodInputs().ownership.onCall?.team ?? "" };
  const removed = { ...team, action: "team.remove_member", before: { member: "Ida Bo <ida@example.com>" } };
  expect(behind("ownership.onCall", removed, gap("Ida Bo"))).toBe(true);
  expect(behind("ownership.onCall", removed, gap("Ravi Tan"))).toBe(false);
});

test("a fact of the feature comes of the update that changed it", () => {
  expect(behind("feature.stakes", update({ stakes: "low" }, { stakes: "high" }))).toBe(true);
  expect(behind("feature.stakes", described)).toBe(false);
  expect(behind("cost.unit", update({ unitLabel: null }, { unitLabel: "claim" }))).toBe(true);
  expect(behind("cost.unit", described)).toBe(false);
});

test("a runbook turns by its revision or, the same one, by links that nobody followed", () => {
  const revised = { action: "runbook.revise" };
  expect(
    behind("ownership.runbook", revised, ({ ownership }) =>
      Object.assign(ownership.runbook ?? {}, { revision: 10 }),
    ),
  ).toBe(true);
  expect(behind("ownership.runbook", revised)).toBe(false);
  expect(behind("ownership.tests", { action: "runbook.record_test" })).toBe(true);
});

test("nobody is named for what only the clock or telemetry did", () => {
  for (const cause of ["aged", "criteria", "cost.telemetry", "failures.telemetry"] as const)
    for (const action of ["feature.update", "deployment.record", "runbook.revise"])
      expect(behind(cause, { action, after: { telemetry: 1 } })).toBe(false);
  expect(behind("versions.declared", { action: "deployment.record" })).toBe(true);
  expect(behind("versions.declared", { action: "release.create" })).toBe(false);
});
