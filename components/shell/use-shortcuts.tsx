"use client";
import { useEffect, useRef } from "react";
import type { ShortcutHandler, ShortcutId, ShortcutScreen } from "./shortcut-catalogue.ts";

type Handlers = Readonly<Record<string, ShortcutHandler | undefined>>;
type Bound = { screen: ShortcutScreen; handlers: () => Handlers };

const bound: Bound[] = [];

/** Says on the page whose keys it listens to: a key that is pressed before that is lost, as on any page that still loads. */
function tellPage(): void {
  document.documentElement.dataset.keys = bound.map(({ screen }) => screen).join(" ");
}

/** What is shown now and listens, newest first; what the whole shell does comes last. */
export function boundScreens(): readonly Bound[] {
  return bound.toReversed();
}

/**
 * Binds the shortcuts of a screen in the catalogue while the component is mounted. Those that are left out, or are
 * undefined, do nothing: what a person may not do has no key. Handlers may change with each render.
 */
export function useShortcuts<S extends ShortcutScreen>(
  screen: S,
  handlers: Partial<Record<ShortcutId<S>, ShortcutHandler | undefined>>,
): void {
  const current = useRef<Handlers>(handlers);
  useEffect(() => {
    current.current = handlers;
  });
  useEffect(() => {
    const entry = { screen, handlers: () => current.current };
    bound.push(entry);
    tellPage();
    return () => {
      bound.splice(bound.indexOf(entry), 1);
      tellPage();
    };
  }, [screen]);
}
