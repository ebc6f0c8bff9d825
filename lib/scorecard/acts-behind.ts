import type { Cause } from "./causes.ts";
import type { Inputs } from "./inputs.ts";

/** A row of the activity log: of the feature itself, of its team or rotation, or of a person whom a check names. */
export type Act = {
  at: Date;
  action: string;
  actorName: string;
  subjectKind: string;
  subjectId: string;
  subjectName: string;
  before: unknown;
  after: unknown;
};

/** What was seen before and after, as stored. */
export type Seen = { before: Inputs; after: Inputs };

const field = (side: unknown, name: string): unknown =>
  side !== null && typeof side === "object" ? (side as Record<string, unknown>)[name] : undefined;

const differs = (act: Act, name: string) =>
  JSON.stringify(field(act.before, name)) !== JSON.stringify(field(act.after, name));

const changed = (act: Act, actions: readonly string[], names: readonly string[]) =>
  actions.includes(act.action) && names.some((name) => differs(act, name));

const DEPLOYED = ["deployment.record", "deployment.rollback", "deployment.import"];
const PLANNED = ["rotation.plan", "rotation.end", "rotation.take_over", "rotation.cancel_take_over"];
const ROSTER = ["team.add_member", "team.remove_member"];

const isDisabling = (act: Act, name: string | null | undefined) =>
  name != null &&
  act.subjectKind === "user" &&
  act.subjectName === name &&
  changed(act, ["user.update"], ["disabled"]);

/** The log writes a member as "name <e-mail>". */
const isAboutMember = (act: Act, name: string | null) =>
  name !== null &&
  ROSTER.includes(act.action) &&
  [act.before, act.after].some((side) => String(field(side, "member") ?? "").startsWith(`${name} <`));

/** The same distinctions as the words of the cause make. */
function movedTeam(act: Act, { before: seenBefore, after: seenAfter }: Seen): boolean {
  const [before, after] = [seenBefore.ownership.team, seenAfter.ownership.team];
  const ofTeam = act.subjectKind === "team" && [before?.name, after?.name].includes(act.subjectName);
  if (before === null || after === null || before.name !== after.name)
    return (
      changed(act, ["feature.update", "feature.assign"], ["team"]) ||
      (ofTeam && changed(act, ["team.update"], ["name"]))
    );
  const [was, is] = [before.accountable, after.accountable];
  if (was?.name !== is?.name) return ofTeam && changed(act, ["team.update"], ["accountable"]);
  if ((was?.disabledAt ?? null) !== (is?.disabledAt ?? null)) return isDisabling(act, is?.name);
  const joined = after.activeMembers - before.activeMembers;
  if (joined !== 0) return ofTeam && act.action === (joined > 0 ? "team.add_member" : "team.remove_member");
  return ofTeam && isAboutMember(act, is?.name ?? null);
}

function movedOnCall(act: Act, { before: seenBefore, after: seenAfter }: Seen): boolean {
  const [before, after] = [seenBefore.ownership.onCall, seenAfter.ownership.onCall];
  if (before?.slug !== after?.slug)
    return changed(act, ["feature.assign_rotation", "feature.assign"], ["rotation"]);
  const ofRotation = act.subjectKind === "rotation" && act.subjectId === after?.slug;
  if (before?.coversAiIncidents !== after?.coversAiIncidents)
    return ofRotation && changed(act, ["rotation.update"], ["coversAiIncidents"]);
  if (ofRotation) return PLANNED.includes(act.action);
  // A turn of somebody who cannot be on call: they were disabled, or left the team, or are back.
  const ofTeam = act.subjectKind === "team" && act.subjectName === after?.team;
  return [before?.firstGap?.who ?? null, after?.firstGap?.who ?? null].some(
    (who) => isDisabling(act, who) || (ofTeam && isAboutMember(act, who)),
  );
}

/** Whether an act is of the kind that a cause comes from. Where none is, nobody is named: telemetry and clocks act alone. */
export function isBehind(cause: Cause, act: Act, seen: Seen): boolean {
  const [room, part = ""] = cause.split(".");
  switch (cause) {
    case "quality.evalSet":
    case "versions.declared":
      return DEPLOYED.includes(act.action);
    case "versions.rollbacks":
      return act.action === "deployment.rollback";
    case "cost.unit":
      return changed(act, ["feature.update"], ["unitKind", "unitAttribute", "unitLabel"]);
    case "ownership.team":
      return movedTeam(act, seen);
    case "ownership.onCall":
      return movedOnCall(act, seen);
    case "ownership.runbook":
      // The same revision turns by its links, which a job follows.
      return (
        act.action === "runbook.revise" &&
        seen.before.ownership.runbook?.revision !== seen.after.ownership.runbook?.revision
      );
    case "ownership.tests":
      return act.action === "runbook.record_test" || act.action === "runbook.revise";
  }
  return room === "feature" && changed(act, ["feature.update"], [part]);
}
