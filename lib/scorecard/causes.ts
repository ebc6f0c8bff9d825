import type { Criteria } from "./criteria.ts";
import { type CharacteristicKey, checkPath } from "./domain.ts";
import { evaluate, type StatusChange } from "./evaluate.ts";
import { differingParts, type PartName, withPart } from "./input-parts.ts";
import type { Inputs } from "./inputs.ts";

/** What turned a check: a part of the inputs, only the clock, or other criteria. */
export type Cause = PartName | "aged" | "criteria";

export type Judged = { inputs: Inputs; criteria: string };

function statusesOf(inputs: Inputs, criteria: Criteria, at: Date): Map<string, string> | null {
  try {
    return new Map(
      evaluate(inputs, criteria, at).characteristics.flatMap(({ key, checks }) =>
        checks.map((check) => [checkPath(key, check.id), check.status] as const),
      ),
    );
  } catch {
    // Stored before the judges asked for what they ask now.
    return null;
  }
}

/** A judge sees the evidence of its characteristic and the facts of the feature, nothing else. */
function mayTurn(path: string, part: PartName): boolean {
  const room = part.split(".")[0] as CharacteristicKey | "feature";
  return room === "feature" || path.startsWith(`${room}.`);
}

/**
 * Why each check turned between two judgements, by its path. Found by trying, not by guessing: what was seen before is
 * judged again at the later instant, as it was (only the clock moved: "aged") and with one part of it exchanged at a
 * time. Where no part alone turns the check, those without which it would not have turned; where there is none
 * either, all that differ. Inputs that can no longer be judged name all that differ.
 */
export function causesOf(
  before: Judged,
  after: Judged,
  changes: readonly StatusChange[],
  at: Date,
  criteria: Criteria,
): Map<string, Cause[]> {
  if (before.criteria !== after.criteria)
    return new Map(changes.map(({ id }) => [id, ["criteria"] satisfies Cause[]]));
  const parts = differingParts(before.inputs, after.inputs);
  const asked = after.criteria === criteria.version;
  const judge = (inputs: Inputs) => (asked ? statusesOf(inputs, criteria, at) : null);
  const aged = judge(before.inputs);
  const given = new Map(parts.map((part) => [part, judge(withPart(before.inputs, part, after.inputs))]));
  const taken = new Map(parts.map((part) => [part, judge(withPart(after.inputs, part, before.inputs))]));
  return new Map(
    changes.map(({ id, to }): [string, Cause[]] => {
      if (aged?.get(id) === to) return [id, ["aged"]];
      const own = parts.filter((part) => mayTurn(id, part));
      const enough = own.filter((part) => given.get(part)?.get(id) === to);
      if (enough.length > 0) return [id, enough];
      const needed = own.filter((part) => {
        const without = taken.get(part)?.get(id);
        return without !== undefined && without !== to;
      });
      return [id, needed.length > 0 ? needed : own];
    }),
  );
}
