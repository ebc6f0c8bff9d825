import { criteria } from "#lib/scorecard/criteria";
import { type Check, checkPath } from "#lib/scorecard/domain";
import { evaluate } from "#lib/scorecard/evaluate";
import type { Inputs } from "#lib/scorecard/inputs";
import { goodInputs, now } from "./sample-inputs.ts";

/** One check of good evidence after a change of it. */
export function judged(path: string, change: (inputs: Inputs) => void = () => undefined, at = now): Check {
  const inputs = goodInputs();
  change(inputs);
  const found = evaluate(inputs, criteria, at)
    .characteristics.flatMap((one) =>
      one.checks.map((check) => ({ path: checkPath(one.key, check.id), check })),
    )
    .find((one) => one.path === path);
  if (!found) throw new Error(`no check ${path}`);
  return found.check;
}

/** The instant of pure tests, later by that many milliseconds. */
export const later = (ms: number) => new Date(now.getTime() + ms);
