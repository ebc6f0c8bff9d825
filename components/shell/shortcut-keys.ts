import type { ListKey } from "./list-keys.tsx";
import type { Place } from "./places.ts";

/** `onRow` is true while the focus stands on a row of a list: elsewhere arrows scroll. */
export type KeyStroke = { key: string; mod: boolean; typing: boolean; onRow?: boolean };
export type KeyState = { awaiting: boolean; places: readonly Place[] };
export type KeyResult =
  | { kind: "none" }
  | { kind: "await" }
  | { kind: "palette" }
  | { kind: "shortcuts" }
  | { kind: "go"; href: string }
  | { kind: "list"; does: ListKey };

const listKeys: Record<string, ListKey> = { j: "next", k: "previous", f: "filters" };
const rowKeys: Record<string, ListKey> = { arrowdown: "next", arrowup: "previous", escape: "leave" };

/** What a key means, given whether g was pressed just before. While one types only the palette's chord counts. */
export function readKey(state: KeyState, stroke: KeyStroke): KeyResult {
  const key = stroke.key.toLowerCase();
  if (stroke.mod) return key === "k" ? { kind: "palette" } : { kind: "none" };
  if (stroke.typing) return { kind: "none" };
  if (state.awaiting) {
    const place = state.places.find((candidate) => candidate.key === key);
    return place ? { kind: "go", href: place.href } : { kind: "none" };
  }
  if (key === "g") return { kind: "await" };
  if (key === "?") return { kind: "shortcuts" };
  const does = (stroke.onRow === true ? rowKeys[key] : undefined) ?? listKeys[key];
  if (does) return { kind: "list", does };
  return { kind: "none" };
}
