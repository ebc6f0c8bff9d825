/** A check's or a characteristic's state. Waived is drawn beside a strip, never in it. */
export type Status = "met" | "unmet" | "stale" | "unknown" | "waived";

export type CharacteristicKey = "quality" | "failures" | "cost" | "versions" | "audit" | "ownership";

export const characteristicOrder: readonly CharacteristicKey[] = [
  "quality",
  "failures",
  "cost",
  "versions",
  "audit",
  "ownership",
];

export const characteristicName: Record<CharacteristicKey, string> = {
  quality: "Quality",
  failures: "Failures",
  cost: "Cost",
  versions: "Versions",
  audit: "Audit",
  ownership: "Ownership",
};

export const characteristicLetter: Record<CharacteristicKey, string> = {
  quality: "Q",
  failures: "F",
  cost: "C",
  versions: "V",
  audit: "A",
  ownership: "O",
};

export const statusWord: Record<Status, string> = {
  met: "met",
  unmet: "not met",
  stale: "stale",
  unknown: "unknown",
  waived: "waived",
};

export type StripCell = {
  key: CharacteristicKey;
  status: Exclude<Status, "waived">;
  /** One more sentence for the tooltip. */
  note?: string;
};

/** "Quality met, Failures not met, …" in the fixed order; what is missing is unknown. */
export function stripName(cells: readonly StripCell[]): string {
  return orderCells(cells)
    .map((cell) => `${characteristicName[cell.key]} ${statusWord[cell.status]}`)
    .join(", ");
}

/** Always six cells in the fixed order, whatever order or number came in. */
export function orderCells(cells: readonly StripCell[]): StripCell[] {
  return characteristicOrder.map(
    (key) => cells.find((cell) => cell.key === key) ?? { key, status: "unknown" },
  );
}
