import type { Place } from "./places.ts";
import { type ShortcutScreen, shortcutsOf } from "./shortcut-catalogue.ts";

export type KeyStroke = { key: string; mod: boolean; typing: boolean };
/** `awaiting`: g was pressed just before. `screens`: whose shortcuts are bound, the nearest first. */
export type KeyState = { awaiting: boolean; places: readonly Place[]; screens: readonly ShortcutScreen[] };
export type KeyResult =
  | { kind: "none" }
  | { kind: "await" }
  | { kind: "palette" }
  | { kind: "shortcuts" }
  | { kind: "go"; href: string }
  /** Who may take the key, the nearest first; one that declines leaves it to the next. */
  | { kind: "run"; by: { screen: ShortcutScreen; id: string }[] };

/** What a key means. While one types only the palette's chord counts. */
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
  const by = state.screens.flatMap((screen) =>
    shortcutsOf(screen)
      .filter(([, { keys }]) => keys.some((one) => one.toLowerCase() === key))
      .map(([id]) => ({ screen, id })),
  );
  return by.length > 0 ? { kind: "run", by } : { kind: "none" };
}
