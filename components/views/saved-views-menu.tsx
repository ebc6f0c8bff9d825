"use client";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bookmark, Users } from "lucide-react";
import { useState } from "react";
import { Button } from "#components/ui/button";
import { ConfirmDialog } from "#components/ui/confirm-dialog";
import { Menu, type MenuEntry } from "#components/ui/menu";
import { toast } from "#components/ui/toaster";
import { api } from "#lib/core/http";
import { viewsOptions } from "#lib/views/query-options";
import type { PageKey, SavedView, ViewChange } from "#lib/views/schema";
import { ViewDialog } from "./view-dialog.tsx";

export type SavedViewsMenuProps = {
  page: PageKey;
  /** The words of the address as a view keeps them. */
  query: string;
  /** The view that the address came from. */
  applied: string | null;
  onApply: (view: SavedView) => void;
};

type Open = { kind: "save" } | { kind: "rename" | "delete"; view: SavedView } | null;

/** Applies, saves, renames, shares and deletes ways of looking at a list. */
export function SavedViewsMenu({ page, query, applied, onApply }: SavedViewsMenuProps) {
  const client = useQueryClient();
  const { data } = useQuery(viewsOptions(page));
  const [open, setOpen] = useState<Open>(null);
  const views = data?.items ?? [];
  const current =
    views.find(({ id }) => id === applied) ?? views.find((view) => view.query === query) ?? null;
  const changed = current !== null && current.query !== query;
  const refresh = () => client.invalidateQueries({ queryKey: viewsOptions(page).queryKey });
  const change = useMutation({
    mutationFn: ({ id, ...body }: ViewChange & { id: string }) =>
      api<SavedView>("PATCH", `/saved-views/${id}`, body),
    onSuccess: async (view) => {
      await refresh();
      toast.done(`${view.name} was saved`);
    },
    onError: toast.unchanged,
  });
  const remove = useMutation({
    mutationFn: (view: SavedView) => api<undefined>("DELETE", `/saved-views/${view.id}`),
    onSuccess: async (_, view) => {
      await refresh();
      setOpen(null);
      toast.done(`${view.name} was deleted`);
    },
    onError: toast.unchanged,
  });
  const entry = (view: SavedView): MenuEntry => ({
    label: view.mayChange || !view.shared ? view.name : `${view.name}, of ${view.owner.name}`,
    icon: view.shared ? <Users size={14} aria-label="shared" /> : <Bookmark size={14} aria-hidden="true" />,
    onSelect: () => onApply(view),
  });
  const ofCurrent: MenuEntry[] =
    current === null || !current.mayChange
      ? []
      : [
          { kind: "separator", key: "current" },
          { kind: "label", label: current.name },
          {
            label: "Save the changes",
            disabled: !changed,
            onSelect: () => change.mutate({ id: current.id, query }),
          },
          { label: "Rename", onSelect: () => setOpen({ kind: "rename", view: current }) },
          {
            label: current.shared ? "Stop sharing" : "Share with everybody",
            onSelect: () => change.mutate({ id: current.id, shared: !current.shared }),
          },
          { label: "Delete", danger: true, onSelect: () => setOpen({ kind: "delete", view: current }) },
        ];
  const name = current ? current.name : "Views";
  return (
    <>
      <Menu
        trigger={
          <Button
            aria-label={current ? `View: ${current.name}${changed ? ", unsaved changes" : ""}` : "Views"}
          >
            <Bookmark size={14} aria-hidden="true" />
            <span className="max-w-40 truncate">{name}</span>
            {changed && <span className="text-sm text-stale">unsaved changes</span>}
          </Button>
        }
        items={[
          ...(views.length === 0
            ? [{ kind: "label" as const, label: "No view is saved yet" }]
            : views.map(entry)),
          { kind: "separator", key: "save" },
          { label: "Save this view as…", onSelect: () => setOpen({ kind: "save" }) },
          ...ofCurrent,
        ]}
      />
      {(open?.kind === "save" || open?.kind === "rename") && (
        <ViewDialog
          page={page}
          query={query}
          renames={open.kind === "rename" ? open.view : null}
          onClose={() => setOpen(null)}
          onSaved={(view) => {
            void refresh();
            setOpen(null);
            if (open.kind === "save") onApply(view);
          }}
        />
      )}
      {open?.kind === "delete" && (
        <ConfirmDialog
          open
          onOpenChange={() => setOpen(null)}
          title={`Delete the view ${open.view.name}?`}
          action="Delete view"
          pending={remove.isPending}
          onConfirm={() => remove.mutate(open.view)}
        >
          {open.view.shared ? "It is gone for everybody. " : ""}No call is touched.
        </ConfirmDialog>
      )}
    </>
  );
}
