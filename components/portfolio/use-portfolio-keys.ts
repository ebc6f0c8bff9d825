"use client";
import { useRouter } from "next/navigation";
import { moveTo, stepThrough } from "#components/shell/step-through";
import { useShortcuts } from "#components/shell/use-shortcuts";

const rows = "[data-row-link]";

/** The slug of the row that has the focus; null when none has. */
function focusedRow(): string | null {
  const row = document.activeElement?.closest("tr")?.querySelector<HTMLElement>(rows);
  return row?.dataset.rowLink ?? null;
}

/** Leads through the features by keyboard: the focus stands on each row's link. */
export function usePortfolioKeys(toggle: (slug: string) => void): void {
  const router = useRouter();
  const move = (by: 1 | -1) => {
    const moved = moveTo(stepThrough(rows, by));
    if (moved) document.activeElement?.scrollIntoView({ block: "nearest" });
    return moved;
  };
  const onRow = (act: (slug: string) => void) => () => {
    const slug = focusedRow();
    if (slug === null) return false;
    act(slug);
  };
  useShortcuts("portfolio", {
    next: () => move(1),
    previous: () => move(-1),
    // Elsewhere arrows scroll, and Escape closes what is open.
    down: () => focusedRow() !== null && move(1),
    up: () => focusedRow() !== null && move(-1),
    leave: onRow(() => (document.activeElement as HTMLElement | null)?.blur()),
    details: onRow(toggle),
    compare: onRow((slug) => router.push(`/compare?${new URLSearchParams({ a: slug })}`)),
    filters: () => moveTo(document.querySelector('search[aria-label="Filters"] button')),
  });
}
