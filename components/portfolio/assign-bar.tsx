"use client";
import { useMutation } from "@tanstack/react-query";
import { X } from "lucide-react";
import { Button } from "#components/ui/button";
import { IconButton } from "#components/ui/icon-button";
import { Kbd } from "#components/ui/kbd";
import { toast } from "#components/ui/toaster";
import { formatNumber } from "#lib/core/format";
import { api } from "#lib/core/http";
import type { PortfolioPage } from "#lib/portfolio/schema";
import { AssignDialog } from "./assign-dialog.tsx";
import type { Named, Selected } from "./assign-selected.ts";

/** Features asked for at a time, the most that the API gives. */
const PAGE = 200;

export type AssignBarProps = {
  selected: Selected;
  matching: number;
  search: URLSearchParams;
  teams: readonly Named[];
  assigning: boolean;
  onAssign: (open: boolean) => void;
  onSelect: (found: readonly Named[]) => void;
  onClear: () => void;
};

/** Everything that fits, over all pages. */
async function readMatching(search: URLSearchParams): Promise<Named[]> {
  const found: Named[] = [];
  let cursor: string | null = null;
  do {
    const page = new URLSearchParams(search);
    page.set("limit", String(PAGE));
    if (cursor !== null) page.set("cursor", cursor);
    const answer: PortfolioPage = await api<PortfolioPage>("GET", `/features?${page}`);
    found.push(...answer.items.map(({ slug, name }) => ({ slug, name })));
    cursor = answer.next;
  } while (cursor !== null);
  return found;
}

/** Stands at the foot while something is selected: how many, and what can be done with them. */
export function AssignBar(props: AssignBarProps) {
  const { selected, matching, search, teams, assigning, onAssign, onSelect, onClear } = props;
  const all = useMutation({
    mutationFn: () => readMatching(search),
    onSuccess: onSelect,
    onError: toast.unchanged,
  });
  return (
    <section
      aria-label="Selected features"
      className="fade sticky bottom-3 z-20 mx-auto mt-4 flex w-fit max-w-full flex-wrap items-center gap-2 rounded-lg border border-line-strong bg-surface px-3 py-2 shadow-popup max-sm:bottom-16"
    >
      <span role="status" className="tnum font-semibold">
        {formatNumber(selected.size)} selected
      </span>
      <Button variant="solid" onClick={() => onAssign(true)}>
        Assign team or rotation <Kbd>a</Kbd>
      </Button>
      {matching > selected.size && (
        <Button onClick={() => all.mutate()} pending={all.isPending}>
          Select all {formatNumber(matching)} that match
        </Button>
      )}
      <IconButton
        label="Clear the selection"
        icon={<X size={14} aria-hidden="true" />}
        variant="ghost"
        onClick={onClear}
      />
      <AssignDialog
        selected={selected}
        teams={teams}
        open={assigning}
        onOpenChange={onAssign}
        onDone={onClear}
      />
    </section>
  );
}
