import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import type { Place } from "./places.ts";
import { readKey } from "./shortcut-keys.ts";
import { boundScreens } from "./use-shortcuts.tsx";

/** How long g waits for its letter. */
const patienceMs = 1200;

type Shell = { places: readonly Place[]; palette: () => void; shortcuts: () => void };

/** The one listener of the keyboard: hands each key to the shell or to the screens that bound it. */
export function useShortcutListener(on: Shell): void {
  const router = useRouter();
  const pressedG = useRef(0);
  const actions = useRef(on);
  useEffect(() => {
    actions.current = on;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.altKey) return;
      const awaiting = Date.now() - pressedG.current < patienceMs;
      pressedG.current = 0;
      const result = readKey(
        {
          awaiting,
          places: actions.current.places,
          screens: boundScreens().map(({ screen }) => screen),
        },
        { key: event.key, mod: event.metaKey || event.ctrlKey, typing: isTyping(event.target) },
      );
      if (result.kind === "none") return;
      if (result.kind === "await") {
        pressedG.current = Date.now();
        return;
      }
      if (result.kind === "run") {
        if (runFirst(result.by, event.key)) event.preventDefault();
        return;
      }
      event.preventDefault();
      if (result.kind === "palette") actions.current.palette();
      if (result.kind === "shortcuts") actions.current.shortcuts();
      if (result.kind === "go") router.push(result.href);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [router]);
}

function runFirst(by: { screen: string; id: string }[], key: string): boolean {
  for (const { screen, id } of by) {
    const handler = boundScreens()
      .find((one) => one.screen === screen)
      ?.handlers()[id];
    if (handler && handler(key) !== false) return true;
  }
  return false;
}

/** In a field or in an open dialog or menu, letters belong to it. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]') !== null
  );
}
