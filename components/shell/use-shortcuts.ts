import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { tellList } from "./list-keys.tsx";
import type { Place } from "./places.ts";
import { readKey } from "./shortcut-keys.ts";

/** How long g waits for its letter. */
const patienceMs = 1200;

type Shortcuts = { places: readonly Place[]; palette: () => void; shortcuts: () => void };

export function useShortcuts(on: Shortcuts): void {
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
        { awaiting, places: actions.current.places },
        {
          key: event.key,
          mod: event.metaKey || event.ctrlKey,
          typing: isTyping(event.target),
          onRow: event.target instanceof HTMLElement && event.target.matches("[data-row-link]"),
        },
      );
      if (result.kind === "none") return;
      if (result.kind === "await") {
        pressedG.current = Date.now();
        return;
      }
      if (result.kind === "list") {
        if (document.querySelector("[data-explorer]") === null && result.does !== "filters") return;
        event.preventDefault();
        return tellList(result.does);
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

/** In a field or in an open dialog or menu, letters belong to it. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return (
    target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) ||
    target.closest('[role="dialog"],[role="alertdialog"],[role="menu"],[role="listbox"]') !== null
  );
}
