import { isDeepStrictEqual } from "node:util";
import { type CharacteristicKey, characteristicKeys } from "./domain.ts";
import type { Inputs } from "./inputs.ts";

/** A part of what the judges saw that changes as one: "versions.declared", "ownership.team", "feature.stakes". */
export type PartName = `${CharacteristicKey | "feature"}.${string}`;

/** Fields that come out of telemetry, or out of declarations, together. Every other field is a part of its own. */
const together: Readonly<Record<string, string>> = {
  "failures.outcomes": "telemetry",
  "failures.lastInteractionAt": "telemetry",
  "failures.answeredSample": "telemetry",
  "cost.carried": "telemetry",
  "cost.lastCallAt": "telemetry",
  "cost.recent": "telemetry",
  "cost.lastInteractionAt": "telemetry",
  "cost.lastPricedAt": "telemetry",
  "cost.billable": "telemetry",
  "cost.billableTools": "telemetry",
  "cost.lastBillableAt": "telemetry",
  "cost.repeats": "telemetry",
  "cost.lastRepeatAt": "telemetry",
  "cost.siblings": "telemetry",
  "versions.observed": "telemetry",
  "versions.lastCallAt": "telemetry",
  "versions.firstInteractionAt": "telemetry",
  "versions.running": "declared",
  "versions.lastDeclaredEnd": "declared",
  "versions.rectangles": "declared",
  "versions.previous": "declared",
};

const rooms = ["feature", ...characteristicKeys] as const;

function partOf(room: (typeof rooms)[number], field: string): PartName {
  return `${room}.${together[`${room}.${field}`] ?? field}`;
}

const fieldsOf = (inputs: Inputs, room: (typeof rooms)[number]): Record<string, unknown> => ({
  ...inputs[room],
});

/** The parts in which two inputs differ, in the order of the characteristics. */
export function differingParts(before: Inputs, after: Inputs): PartName[] {
  const found = rooms.flatMap((room) => {
    const [old, now] = [fieldsOf(before, room), fieldsOf(after, room)];
    return [...new Set([...Object.keys(old), ...Object.keys(now)])]
      .filter((field) => !isDeepStrictEqual(old[field], now[field]))
      .map((field) => partOf(room, field));
  });
  return [...new Set(found)];
}

/** `inputs` with one part as `from` has it. */
export function withPart(inputs: Inputs, part: PartName, from: Inputs): Inputs {
  const room = rooms.find((one) => part.startsWith(`${one}.`)) ?? "feature";
  const [kept, taken] = [fieldsOf(inputs, room), fieldsOf(from, room)];
  const merged = { ...kept };
  for (const field of new Set([...Object.keys(kept), ...Object.keys(taken)])) {
    if (partOf(room, field) !== part) continue;
    if (field in taken) merged[field] = taken[field];
    else delete merged[field];
  }
  return { ...inputs, [room]: merged };
}
