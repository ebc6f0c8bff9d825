"use client";
import { useEffect } from "react";
import { type ListKey, listKeyEvent } from "#components/shell/list-keys";

/** Moves through the rows of a list by the keys that the shell has read: the focus stands on a row's link. */
export function useListKeys(): void {
  useEffect(() => {
    const onKey = (event: Event) => {
      if (!(event instanceof CustomEvent)) return;
      const key = event.detail as ListKey;
      const links = [...document.querySelectorAll<HTMLElement>("[data-row-link]")];
      const at = links.indexOf(document.activeElement as HTMLElement);
      if (key === "next") links[Math.min(at + 1, links.length - 1)]?.focus();
      if (key === "previous") links[Math.max(at - 1, 0)]?.focus();
      if (key === "filters")
        document.querySelector<HTMLElement>('search[aria-label="Filters"] button')?.focus();
      if (key === "leave") (document.activeElement as HTMLElement | null)?.blur();
    };
    document.addEventListener(listKeyEvent, onKey);
    return () => document.removeEventListener(listKeyEvent, onKey);
  }, []);
}
