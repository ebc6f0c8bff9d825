"use client";
import { useEffect, useState } from "react";
import { type CharacteristicKey, characteristicKeys } from "#lib/scorecard/domain";

/** The check or characteristic that the address names behind "#": "check-cost-coverage", "cost". */
function named(): { id: string; key: CharacteristicKey } | null {
  const id = window.location.hash.slice(1);
  const key = characteristicKeys.find((one) => id === one || id.startsWith(`check-${one}-`));
  return key ? { id, key } : null;
}

/** Which panels are open: what the reader opened or closed, else by itself; an address opens what it names. */
export function usePanels() {
  const [chosen, setChosen] = useState<Partial<Record<CharacteristicKey, boolean>>>({});
  const [target, setTarget] = useState<string | null>(null);
  useEffect(() => {
    const follow = () => {
      const found = named();
      if (!found) return;
      setChosen((before) => ({ ...before, [found.key]: true }));
      setTarget(found.id);
    };
    follow();
    window.addEventListener("hashchange", follow);
    return () => window.removeEventListener("hashchange", follow);
  }, []);
  useEffect(() => {
    const element = target === null ? null : document.getElementById(target);
    element?.scrollIntoView({ block: "nearest" });
    // The keyboard goes on from the check that was asked for.
    element?.focus({ preventScroll: true });
  }, [target]);
  const set = (keys: readonly CharacteristicKey[], open: boolean) =>
    setChosen((before) => ({ ...before, ...Object.fromEntries(keys.map((key) => [key, open])) }));
  return { chosen, target, set };
}
